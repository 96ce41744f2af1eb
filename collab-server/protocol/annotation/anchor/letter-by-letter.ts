import type { Letters } from './letters.ts';
import type { Match } from './matches.ts';

/** A stretch of the old version and the stretch of the new one that is compared with it. */
export interface Gap {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

const RUN_COST = 3;

/**
 * The best alignment of two short stretches, in runs of whole words: single letters that happen to agree say nothing.
 * A run costs {@link RUN_COST} letters to begin, so that few long ones win over many short ones. Time and memory grow
 * with the product of the lengths.
 */
export function letterByLetter(old: Letters, now: Letters, gap: Gap): Match[] {
  const rows = gap.oldEnd - gap.oldStart;
  const columns = gap.newEnd - gap.newStart;
  const width = columns + 1;
  // best: the most that the first letters agree; run: the same where the last two letters are a run's.
  const best = new Int32Array((rows + 1) * width);
  const run = new Int32Array((rows + 1) * width);
  for (let i = 1; i <= rows; i++) {
    const code = old.codes[gap.oldStart + i - 1];
    for (let j = 1; j <= columns; j++) {
      const at = i * width + j;
      const diagonal = at - width - 1;
      let here = -RUN_COST;
      if (code === now.codes[gap.newStart + j - 1]) {
        here = Math.max(run[diagonal] ?? 0, (best[diagonal] ?? 0) - RUN_COST) + 1;
      }
      run[at] = here;
      best[at] = Math.max(here, best[at - 1] ?? 0, best[at - width] ?? 0);
    }
    run[i * width] = -RUN_COST;
  }
  const matches: Match[] = [];
  let [i, j] = [rows, columns];
  while (i > 0 && j > 0) {
    const at = i * width + j;
    if (best[at] === best[at - 1]) j--;
    else if (best[at] === best[at - width]) i--;
    else {
      const [endI] = [i];
      for (;;) {
        const here = run[i * width + j] ?? 0;
        const diagonal = (i - 1) * width + j - 1;
        i--;
        j--;
        if (i === 0 || j === 0 || here === (best[diagonal] ?? 0) - RUN_COST + 1) break;
      }
      matches.push(...inWords(old, now, { old: gap.oldStart + i, now: gap.newStart + j, length: endI - i }));
    }
  }
  return matches;
}

/** The part of a match that begins and ends with whole words in both versions, if there is one. */
export function inWords(old: Letters, now: Letters, match: Match): Match[] {
  let [start, end] = [0, match.length];
  const isEdge = (at: number, edge: number): boolean =>
    ((old.edges[match.old + at] ?? 0) & (now.edges[match.now + at] ?? 0) & edge) !== 0;
  while (start < end && !isEdge(start, 1)) start++;
  while (end > start && !isEdge(end - 1, 2)) end--;
  return end > start ? [{ old: match.old + start, now: match.now + start, length: end - start }] : [];
}
