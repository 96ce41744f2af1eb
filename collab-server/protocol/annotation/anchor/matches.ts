import type { Letters } from './letters.ts';

/** The same letters in both versions. */
export interface Match {
  readonly old: number;
  readonly now: number;
  readonly length: number;
}

/** From and up to, in letters. */
export type Stretch = readonly [number, number];

const BASE = 1_000_003;
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
  const inOld = seedsOf(old.codes, oldStretches, seed, copies);
  const inNew = seedsOf(now.codes, newStretches, seed, copies);
  const matches: Match[] = [];
  /** Up to where each diagonal is known already. */
  const known = new Map<number, number>();
  let budget = EXTENSIONS * (lengthOf(oldStretches) + lengthOf(newStretches));
  for (const [hash, places] of inOld) {
    const founds = inNew.get(hash);
    if (founds === undefined || places === null || founds === null) continue;
    for (const place of places) {
      for (const found of founds) {
        if (budget <= 0) return sorted(matches);
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
    }
  }
  return sorted(matches);
}

function sorted(matches: readonly Match[]): Match[] {
  return matches.toSorted((a, b) => a.old - b.old || a.now - b.now);
}

/** Places of each seed in order; null for those that are there more often than `copies`. */
function seedsOf(
  codes: Uint16Array,
  stretches: readonly Stretch[],
  seed: number,
  copies: number,
): Map<number, number[] | null> {
  const seeds = new Map<number, number[] | null>();
  for (const [start, end] of stretches) {
    if (end - start < seed) continue;
    let hash = 0;
    let power = 1;
    for (let i = 0; i < seed; i++) {
      hash = (Math.imul(hash, BASE) + (codes[start + i] ?? 0)) | 0;
      if (i > 0) power = Math.imul(power, BASE);
    }
    for (let place = start; ; place++) {
      const places = seeds.get(hash);
      if (places === undefined) seeds.set(hash, [place]);
      else if (places !== null) {
        if (places.length >= copies) seeds.set(hash, null);
        else places.push(place);
      }
      if (place + seed >= end) break;
      hash = (hash - Math.imul(codes[place] ?? 0, power)) | 0;
      hash = (Math.imul(hash, BASE) + (codes[place + seed] ?? 0)) | 0;
    }
  }
  return seeds;
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
