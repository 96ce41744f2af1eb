import { blocksOf, longestChain } from './chain.ts';
import { type Gap, inWords, letterByLetter } from './letter-by-letter.ts';
import type { Letters } from './letters.ts';
import { type Match, matchesIn } from './matches.ts';
import type { Stretch } from './seed-table.ts';

/** Lengths of the pieces that are looked for, one after the other, in what the longer ones have left between them. */
const SEEDS = [24, 14, 9] as const;
/** The same for pieces that have moved, with how often one may be there and how many letters a block needs. */
const MOVED = [
  { seed: 20, copies: 1, least: 24 },
  { seed: 12, copies: 4, least: 28 },
] as const;
/** How far beside a block that has moved more of it is looked for. */
const BESIDE = 120;
/** Stretches up to this many pairs of letters are compared letter by letter, and all of them up to the other. */
const MAX_CELLS = 400_000;
const MAX_ALL_CELLS = 40_000_000;
/** Letters on each side that are asked whether a piece belongs where it was found, and how many have to. */
const AROUND = 40;
const SUPPORT = 0.35;

/**
 * Which letter of the new version each letter of an old one is. Long pieces that are there once in both come first, in
 * the order that keeps most of them, then shorter ones between those, then letter by letter; last what has moved past
 * other text, whole paragraphs before small pieces. Time grows with the length of both, whatever they hold.
 */
export class Alignment {
  readonly old: Letters;
  readonly now: Letters;
  /** By letter of the old version: the letter of the new one, or -1. */
  readonly to: Int32Array;
  /** The other way round. */
  readonly from: Int32Array;
  /** 1 for letters of the old version that have moved past others. */
  readonly hasMoved: Uint8Array;
  #cellsLeft = MAX_ALL_CELLS;

  constructor(old: Letters, now: Letters) {
    this.old = old;
    this.now = now;
    this.to = new Int32Array(old.codes.length).fill(-1);
    this.from = new Int32Array(now.codes.length).fill(-1);
    this.hasMoved = new Uint8Array(old.codes.length);
    this.#fill({ oldStart: 0, oldEnd: old.codes.length, newStart: 0, newEnd: now.codes.length }, 0);
    this.#dropUnsupported();
    for (const round of MOVED) this.#findMoved(round);
    this.#dropUnsupported();
  }

  #put({ old, now, length }: Match, moved: 0 | 1): void {
    for (let i = 0; i < length; i++) {
      this.to[old + i] = now + i;
      this.from[now + i] = old + i;
    }
    this.hasMoved.fill(moved, old, old + length);
  }

  #fill(range: Gap, depth: number): void {
    const gap = depth === 0 ? this.#withoutEnds(range) : range;
    const cells = (gap.oldEnd - gap.oldStart) * (gap.newEnd - gap.newStart);
    if (cells === 0) return;
    const seed = SEEDS[depth];
    if (cells <= 4000 || (seed === undefined && cells <= MAX_CELLS)) {
      this.#compare(gap, 0);
      return;
    }
    if (seed === undefined) return;
    const { old, now } = this;
    const chain = longestChain(
      matchesIn(old, now, [[gap.oldStart, gap.oldEnd]], [[gap.newStart, gap.newEnd]], seed),
    ).flatMap((match) => inWords(old, now, match));
    let { oldStart, newStart } = gap;
    for (const match of chain) {
      this.#put(match, 0);
      this.#fill({ oldStart, oldEnd: match.old, newStart, newEnd: match.now }, depth + 1);
      oldStart = match.old + match.length;
      newStart = match.now + match.length;
    }
    this.#fill({ oldStart, oldEnd: gap.oldEnd, newStart, newEnd: gap.newEnd }, depth + 1);
  }

  /** Takes off what is the same at both ends: most revisions change little, and nothing else has to be looked at. */
  #withoutEnds(range: Gap): Gap {
    const { old, now } = this;
    let { oldStart, oldEnd, newStart, newEnd } = range;
    let length = 0;
    const most = Math.min(oldEnd, newEnd);
    while (length < most && old.codes[length] === now.codes[length]) length++;
    for (const match of inWords(old, now, { old: 0, now: 0, length })) {
      this.#put(match, 0);
      oldStart = match.old + match.length;
      newStart = match.now + match.length;
    }
    length = 0;
    while (
      length < Math.min(oldEnd - oldStart, newEnd - newStart) &&
      old.codes[oldEnd - length - 1] === now.codes[newEnd - length - 1]
    )
      length++;
    for (const match of inWords(old, now, { old: oldEnd - length, now: newEnd - length, length })) {
      this.#put(match, 0);
      oldEnd = match.old;
      newEnd = match.now;
    }
    return { oldStart, oldEnd, newStart, newEnd };
  }

  #compare(gap: Gap, moved: 0 | 1): void {
    const cells = (gap.oldEnd - gap.oldStart) * (gap.newEnd - gap.newStart);
    if (cells <= 0 || cells > this.#cellsLeft) return;
    this.#cellsLeft -= cells;
    for (const match of letterByLetter(this.old, this.now, gap)) this.#put(match, moved);
  }

  #findMoved({ seed, copies, least }: (typeof MOVED)[number]): void {
    const { old, now, to, from } = this;
    const matches = matchesIn(old, now, freeIn(to, seed), freeIn(from, seed), seed, copies);
    for (const block of blocksOf(matches)) {
      if (block.score < least) break;
      const free = block.matches
        .filter((match) => isFree(to, match.old, match.length) && isFree(from, match.now, match.length))
        .flatMap((match) => inWords(old, now, match));
      const [first, last] = [free[0], free.at(-1)];
      if (first === undefined || last === undefined) continue;
      if (free.reduce((sum, { length }) => sum + length, 0) < least) continue;
      for (const match of free) this.#put(match, 1);
      for (const [index, match] of free.entries()) {
        const next = free[index + 1];
        if (next === undefined) break;
        this.#compareFree({
          oldStart: match.old + match.length,
          oldEnd: next.old,
          newStart: match.now + match.length,
          newEnd: next.now,
        });
      }
      const [oldEnd, newEnd] = [last.old + last.length, last.now + last.length];
      this.#compareFree({
        oldStart: freeBefore(to, first.old),
        oldEnd: first.old,
        newStart: freeBefore(from, first.now),
        newEnd: first.now,
      });
      this.#compareFree({
        oldStart: oldEnd,
        oldEnd: freeAfter(to, oldEnd),
        newStart: newEnd,
        newEnd: freeAfter(from, newEnd),
      });
    }
  }

  #compareFree(gap: Gap): void {
    if (!isFree(this.to, gap.oldStart, gap.oldEnd - gap.oldStart)) return;
    if (!isFree(this.from, gap.newStart, gap.newEnd - gap.newStart)) return;
    this.#compare(gap, 1);
  }

  /** A few words that agree in a stretch that is otherwise different are chance: they are taken back. */
  #dropUnsupported(): void {
    const { to, from, hasMoved } = this;
    const dropped: [number, number][] = [];
    let start = 0;
    while (start < to.length) {
      const place = to[start] ?? -1;
      let end = start + 1;
      if (place === -1) {
        start = end;
        continue;
      }
      while (end < to.length && to[end] === place + end - start) end++;
      if (end - start < 2 * AROUND) {
        let near = 0;
        const low = Math.max(0, start - AROUND);
        const high = Math.min(to.length, end + AROUND);
        for (let at = low; at < high; at++) {
          const other = to[at] ?? -1;
          if (other !== -1 && Math.abs(other - place - (at - start)) <= AROUND) near++;
        }
        if (near < SUPPORT * (high - low)) dropped.push([start, end]);
      }
      start = end;
    }
    for (const [from_, until] of dropped) {
      for (let at = from_; at < until; at++) {
        from[to[at] ?? 0] = -1;
        to[at] = -1;
        hasMoved[at] = 0;
      }
    }
  }
}

/** Stretches of letters that have no counterpart yet. */
function freeIn(map: Int32Array, least: number): Stretch[] {
  const stretches: Stretch[] = [];
  let start = -1;
  for (let at = 0; at <= map.length; at++) {
    const free = at < map.length && map[at] === -1;
    if (free && start === -1) start = at;
    if (free || start === -1) continue;
    if (at - start >= least) stretches.push([start, at]);
    start = -1;
  }
  return stretches;
}

function isFree(map: Int32Array, start: number, length: number): boolean {
  for (let at = start; at < start + length; at++) if (map[at] !== -1) return false;
  return true;
}

function freeBefore(map: Int32Array, end: number): number {
  let start = end;
  while (start > 0 && end - start < BESIDE && map[start - 1] === -1) start--;
  return start;
}

function freeAfter(map: Int32Array, start: number): number {
  let end = start;
  while (end < map.length && end - start < BESIDE && map[end] === -1) end++;
  return end;
}
