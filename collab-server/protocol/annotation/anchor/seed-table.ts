/** From and up to, in letters. */
export type Stretch = readonly [number, number];

const BASE = 1_000_003;
const MOST_COUNTED = 255;

/** Calls back with every piece of `length` letters that lies within a stretch, and its hash. */
export function forEachSeed(
  codes: Uint16Array,
  stretches: readonly Stretch[],
  length: number,
  visit: (hash: number, place: number) => void,
): void {
  for (const [start, end] of stretches) {
    if (end - start < length) continue;
    let hash = 0;
    let power = 1;
    for (let i = 0; i < length; i++) {
      hash = (Math.imul(hash, BASE) + (codes[start + i] ?? 0)) | 0;
      if (i > 0) power = Math.imul(power, BASE);
    }
    for (let place = start; ; place++) {
      visit(hash, place);
      if (place + length >= end) break;
      hash = (hash - Math.imul(codes[place] ?? 0, power)) | 0;
      hash = (Math.imul(hash, BASE) + (codes[place + length] ?? 0)) | 0;
    }
  }
}

/**
 * Where each piece of a text is, by its hash. Flat arrays: a thousand pages have millions of pieces, which a map of lists
 * would blow up to half a gigabyte.
 */
export class SeedTable {
  readonly #mask: number;
  readonly #hashes: Int32Array;
  /** The last place of each hash, or -1 for a free slot. */
  readonly #heads: Int32Array;
  readonly #counts: Uint8Array;
  /** The first place there is. */
  readonly #first: number;
  /** The place before with the same hash, by place from the first one on. */
  readonly #before: Int32Array;

  constructor(codes: Uint16Array, stretches: readonly Stretch[], length: number) {
    const places = stretches.reduce((sum, [start, end]) => sum + Math.max(0, end - start - length + 1), 0);
    let size = 16;
    while (size < places * 1.6) size *= 2;
    this.#mask = size - 1;
    this.#hashes = new Int32Array(size);
    this.#heads = new Int32Array(size).fill(-1);
    this.#counts = new Uint8Array(size);
    const last = stretches.at(-1)?.[1] ?? 0;
    this.#first = stretches[0]?.[0] ?? 0;
    this.#before = new Int32Array(Math.max(0, last - this.#first));
    forEachSeed(codes, stretches, length, (hash, place) => this.#add(hash, place));
  }

  /** How often a piece with this hash is there; a few hundred at most are told apart. */
  count(hash: number): number {
    return this.#counts[this.#slot(hash)] ?? 0;
  }

  /** The places of a hash, the last one first. */
  places(hash: number): number[] {
    const found: number[] = [];
    let place = this.#heads[this.#slot(hash)] ?? -1;
    while (place !== -1 && found.length < MOST_COUNTED) {
      found.push(place);
      place = this.#before[place - this.#first] ?? -1;
    }
    return found;
  }

  #add(hash: number, place: number): void {
    const slot = this.#slot(hash);
    this.#before[place - this.#first] = this.#heads[slot] ?? -1;
    this.#hashes[slot] = hash;
    this.#heads[slot] = place;
    this.#counts[slot] = Math.min(MOST_COUNTED, (this.#counts[slot] ?? 0) + 1);
  }

  /** Where this hash is, or would be. */
  #slot(hash: number): number {
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 7) & this.#mask;
    while (this.#heads[slot] !== -1 && this.#hashes[slot] !== hash) slot = (slot + 1) & this.#mask;
    return slot;
  }
}
