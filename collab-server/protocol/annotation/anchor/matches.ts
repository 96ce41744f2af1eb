import type { Letters } from './letters.ts';
import { forEachSeed, SeedTable, type Stretch } from './seed-table.ts';

/** The same letters in both versions. */
export interface Match {
  readonly old: number;
  readonly now: number;
  readonly length: number;
}

/** What extending matches may cost, in letters per letter of both versions: a text that repeats itself ends there. */
const EXTENSIONS = 8;

/**
 * Maximal pieces of at least `seed` letters that contain one which is there at most `copies` times in both versions.
 * Sorted by place in the old version; they may overlap. Pieces don't reach over the end of a stretch.
 */
export function matchesIn(
  old: Letters,
  now: Letters,
  oldStretches: readonly Stretch[],
  newStretches: readonly Stretch[],
  seed: number,
  copies = 1,
): Match[] {
  const inOld = new SeedTable(old.codes, oldStretches, seed);
  const inNew = new SeedTable(now.codes, newStretches, seed);
  const matches: Match[] = [];
  /** Up to where each diagonal is known already. */
  const known = new Map<number, number>();
  let budget = EXTENSIONS * (lengthOf(oldStretches) + lengthOf(newStretches));
  forEachSeed(old.codes, oldStretches, seed, (hash, place) => {
    const there = inNew.count(hash);
    if (there === 0 || there > copies || inOld.count(hash) > copies) return;
    for (const found of inNew.places(hash)) {
      if (budget <= 0) return;
      if (place < (known.get(found - place) ?? 0) || !isSame(old.codes, place, now.codes, found, seed))
        continue;
      const [oldStart, oldEnd] = around(oldStretches, place);
      const [newStart, newEnd] = around(newStretches, found);
      let back = 0;
      const mostBack = Math.min(place - oldStart, found - newStart);
      while (back < mostBack && old.codes[place - back - 1] === now.codes[found - back - 1]) back++;
      let length = seed;
      const most = Math.min(oldEnd - place, newEnd - found);
      while (length < most && old.codes[place + length] === now.codes[found + length]) length++;
      budget -= back + length;
      known.set(found - place, place + length);
      matches.push({ old: place - back, now: found - back, length: length + back });
    }
  });
  return matches.toSorted((a, b) => a.old - b.old || a.now - b.now);
}

function isSame(a: Uint16Array, atA: number, b: Uint16Array, atB: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[atA + i] !== b[atB + i]) return false;
  return true;
}

function around(stretches: readonly Stretch[], place: number): Stretch {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.[0] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return stretches[low] ?? [place, place];
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, [start, end]) => sum + end - start, 0);
}
