import { Dice } from './dice.ts';
import { HELD_OUT_STYLES } from './held-out-style.ts';
import { anyPrint, layOut } from './layout.ts';
import { type Marked, marksOn } from './marked.ts';
import { Author } from './paper.ts';
import { revise } from './revise.ts';
import { TUNING_STYLES } from './tuning-style.ts';

/**
 * Pairs of versions of papers, with marks on the old one and where they belong in the new one. The two halves share
 * neither templates nor seeds; the held-out one is only ever measured.
 */
export type Half = 'tuning' | 'held-out';

export interface Pair {
  readonly seed: number;
  readonly style: string;
  readonly oldPages: readonly string[];
  readonly newPages: readonly string[];
  readonly marks: readonly Marked[];
}

const STYLES = { tuning: TUNING_STYLES, 'held-out': HELD_OUT_STYLES } as const;
const FIRST_SEED = { tuning: 1_000, 'held-out': 7_000_000 } as const;

export function pairOf(half: Half, index: number, marks: number): Pair {
  const seed = FIRST_SEED[half] + index;
  const dice = new Dice(seed);
  const style = dice.pick(STYLES[half]);
  const author = new Author(style, dice);
  const paper = author.paper(dice.pick([3, 6, 10, 20, 40]));
  const revision = revise(paper, author, dice);
  const old = layOut(paper, style, anyPrint(style, dice), dice);
  const now = layOut(revision.blocks, style, anyPrint(style, dice), dice);
  return {
    seed,
    style: style.name,
    oldPages: old.pages,
    newPages: now.pages,
    marks: marksOn(old, now, revision, marks, dice),
  };
}
