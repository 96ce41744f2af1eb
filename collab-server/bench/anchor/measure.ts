import { compareVersions, reanchor } from '../../protocol/annotation/anchor/reanchor.ts';
import { median, round } from '../statistics.ts';
import { type Half, pairOf } from './corpus.ts';
import type { Truth } from './marked.ts';
import { score, type Scored } from './scored.ts';

const PAIRS = 120;
const MARKS = 60;

/** How many marks met which end. Shares in percent. */
export interface Tally {
  readonly marks: number;
  /** Of the marks whose words are still there (kept or edited). */
  readonly right: number;
  readonly orphanedThoughThere: number;
  /** Of all marks, deleted and rewritten ones too. */
  readonly wrong: number;
  /** Of those that were called exact, and so need nobody's eye. */
  readonly wrongOfExact: number;
  readonly exact: number;
  /** Of the marks whose words are gone: those that were rightly not placed. */
  readonly goneOrphaned: number;
}

export interface AnchorResult {
  readonly pairs: number;
  readonly tuning: Tally;
  readonly heldOut: Tally;
  /** The held-out half by what became of the words and by the mark's size. */
  readonly byFate: Record<Truth['fate'], { marks: number; right: number; wrong: number; orphaned: number }>;
  readonly bySize: Record<string, Tally>;
  /** Held-out marks by the confidence they were given: how many of these were right. */
  readonly calibration: { from: number; marks: number; right: number }[];
  /** Comparing a paper of about 100 pages and placing 200 marks, in milliseconds. */
  readonly ms: number;
  readonly pages: number;
}

export function measureAnchor(): AnchorResult {
  const all = (half: Half) =>
    // The tuning half is measured on papers that the weights weren't learnt from.
    Array.from({ length: PAIRS }, (_, index) => score(pairOf(half, index + 1000, MARKS))).flat();
  const [tuning, heldOut] = [all('tuning'), all('held-out')];
  const { ms, pages } = speed();
  const fates = ['kept', 'edited', 'rewritten', 'deleted'] as const;
  const byFate = Object.fromEntries(
    fates.map((fate) => {
      const of = heldOut.filter((mark) => mark.fate === fate);
      const is = (right: boolean | null) => of.filter((mark) => mark.isRight === right).length;
      return [fate, { marks: of.length, right: is(true), wrong: is(false), orphaned: is(null) }];
    }),
  ) as AnchorResult['byFate'];
  return {
    pairs: PAIRS,
    tuning: tally(tuning),
    heldOut: tally(heldOut),
    byFate,
    bySize: Object.fromEntries(
      (['word', 'phrase', 'sentence', 'lines'] as const).map((size) => [
        size,
        tally(heldOut.filter((mark) => mark.size === size)),
      ]),
    ),
    calibration: [0.95, 0.97, 0.98, 0.99, 0.995].map((from, index, steps) => {
      const of = heldOut.filter(
        ({ confidence }) => confidence !== null && confidence >= from && confidence < (steps[index + 1] ?? 2),
      );
      return { from, marks: of.length, right: percent(of, ({ isRight }) => isRight === true) };
    }),
    ms,
    pages,
  };
}

function tally(marks: readonly Scored[]): Tally {
  const there = marks.filter(({ fate }) => fate === 'kept' || fate === 'edited');
  const exact = marks.filter(({ status }) => status === 'exact');
  const isWrong = ({ isRight }: Scored) => isRight === false;
  return {
    marks: marks.length,
    right: percent(there, ({ isRight }) => isRight === true),
    orphanedThoughThere: percent(there, ({ isRight }) => isRight === null),
    wrong: percent(marks, isWrong),
    wrongOfExact: percent(exact, isWrong),
    exact: percent(marks, ({ status }) => status === 'exact'),
    goneOrphaned: percent(
      marks.filter(({ fate }) => fate === 'deleted'),
      ({ isRight }) => isRight === null,
    ),
  };
}

function speed(): { ms: number; pages: number } {
  // The first of the long papers.
  for (let index = 0; ; index++) {
    const pair = pairOf('held-out', index, 200);
    if (pair.oldPages.length < 90 || pair.oldPages.length > 110) continue;
    const times = Array.from({ length: 7 }, () => {
      const started = performance.now();
      const comparison = compareVersions(pair.oldPages, pair.newPages);
      for (const { page, quote } of pair.marks) reanchor(comparison, page, quote);
      return performance.now() - started;
    });
    return { ms: round(median(times), 1), pages: pair.oldPages.length };
  }
}

function percent<T>(of: readonly T[], is: (one: T) => boolean): number {
  return of.length === 0 ? 0 : round((100 * of.filter(is).length) / of.length);
}
