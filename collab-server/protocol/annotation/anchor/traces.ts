import type { Alignment } from './alignment.ts';
import type { Letters } from './letters.ts';

/** A sign on both sides of a place, the weaker one first. */
type Sides = readonly [number, number];

/** What is left of a row of letters in the new version, at the place where most of it is together. Signs are 0 to 1. */
export interface Trace {
  /** Letters of the new version, from and up to. */
  readonly start: number;
  readonly end: number;
  /** Share of the letters that are there, and share of the place's letters that were there before. */
  readonly kept: number;
  readonly density: number;
  /** 1: all letters are there and nothing between them. */
  readonly isWhole: 0 | 1;
  /** 1: it has not moved past other text. */
  readonly hasStayed: 0 | 1;
  readonly isSpelledAlike: 0 | 1;
  /** How long it is; 60 letters and more are 1. */
  readonly size: number;
  /** Shares of the letters around it that are still around it, and of those around the new place that were before. */
  readonly near: Sides;
  readonly wide: Sides;
  readonly nearBack: Sides;
  readonly wideBack: Sides;
  /** How far the versions go on alike, before and behind. */
  readonly beside: Sides;
  /** Share of its sentences that is still there, and of the sentences at the new place that was before. */
  readonly sentence: number;
  readonly sentenceBack: number;
  /** 1: the same words stand elsewhere too, in either version, where nothing of the other one is. */
  readonly hasRival: 0 | 1;
}

/** Letters that stand further apart than this aren't together. */
const FURTHEST = 36;
/** How many letters around a place are asked, near and in the wide. */
const NEAR = 40;
const WIDE = 200;
const LONGEST_SENTENCE = 240;
/** Letters that are looked for elsewhere, at least, and how often. */
const RIVAL = 20;
const MAX_RIVALS = 20;

export function traceOf(alignment: Alignment, from: number, until: number): Trace | undefined {
  const { to } = alignment;
  const most = together(alignment, from, until);
  if (most === undefined) return undefined;
  const { start, end } = withStandIns(alignment, from, until, most);
  const length = until - from;
  const back = alignment.from;
  const around = (reach: number): Sides =>
    weakerFirst(
      share(to, from - reach, from, start - 2 * reach, start),
      share(to, until, until + reach, end, end + 2 * reach),
    );
  const aroundBack = (reach: number): Sides =>
    weakerFirst(
      share(back, start - reach, start, from - 2 * reach, from),
      share(back, end, end + reach, until, until + 2 * reach),
    );
  const kept = most.letters / length;
  return {
    start,
    end,
    kept,
    density: most.letters / (end - start),
    isWhole: kept === 1 && end - start === length ? 1 : 0,
    hasStayed: most.moved * 2 > most.letters ? 0 : 1,
    isSpelledAlike: isSpelledAlike(alignment, from, until) ? 1 : 0,
    size: Math.min(1, most.letters / 60),
    near: around(NEAR),
    wide: around(WIDE),
    nearBack: aroundBack(NEAR),
    wideBack: aroundBack(WIDE),
    beside: [beside(to, from - 1, start - 1, -1), beside(to, until, end, 1)],
    sentence: sentenceShare(alignment.old, to, from, until, start - 3 * NEAR, end + 3 * NEAR),
    sentenceBack: sentenceShare(alignment.now, back, start, end, from - 3 * NEAR, until + 3 * NEAR),
    hasRival: hasRival(alignment, from, until, start) ? 1 : 0,
  };
}

/** A paragraph that is there twice, of which one copy has come or gone: which one is it? */
function hasRival(
  { old, now, to, from: back }: Alignment,
  from: number,
  until: number,
  place: number,
): boolean {
  const middle = (from + until) >> 1;
  const reach = Math.min(30, Math.max(RIVAL >> 1, (until - from) >> 1));
  const start = Math.max(0, middle - reach);
  const words = old.text.slice(start, middle + reach);
  const isElsewhere = (text: string, known: number, map: Int32Array): boolean => {
    let at = text.indexOf(words);
    for (let seen = 0; at !== -1 && seen < MAX_RIVALS; seen++) {
      if (Math.abs(at - known) > reach && (map[at + reach] ?? -1) === -1) return true;
      at = text.indexOf(words, at + 1);
    }
    return false;
  };
  return isElsewhere(now.text, place + start - from, back) || isElsewhere(old.text, start, to);
}

function weakerFirst(a: number, b: number): Sides {
  return a < b ? [a, b] : [b, a];
}

interface Piece {
  start: number;
  end: number;
  letters: number;
  moved: number;
}

function together({ to, hasMoved }: Alignment, from: number, until: number): Piece | undefined {
  const pieces: Piece[] = [];
  for (let at = from; at < until; at++) {
    const place = to[at] ?? -1;
    if (place === -1) continue;
    const piece = pieces.at(-1);
    const moved = hasMoved[at] ?? 0;
    if (piece !== undefined && place >= piece.end && place - piece.end <= FURTHEST) {
      piece.end = place + 1;
      piece.letters++;
      piece.moved += moved;
    } else pieces.push({ start: place, end: place + 1, letters: 1, moved });
  }
  const groups: Piece[] = [];
  for (const piece of pieces.toSorted((a, b) => a.start - b.start)) {
    const last = groups.at(-1);
    if (last !== undefined && piece.start - last.end <= FURTHEST) {
      last.end = Math.max(last.end, piece.end);
      last.letters += piece.letters;
      last.moved += piece.moved;
    } else groups.push(piece);
  }
  return groups.toSorted((a, b) => b.letters - a.letters)[0];
}

/** Words at its ends that were replaced have their stand-ins inside, when the next words outside are there. */
function withStandIns(
  { to }: Alignment,
  from: number,
  until: number,
  { start, end }: Piece,
): { start: number; end: number } {
  let lost = 0;
  while (from + lost < until && to[from + lost] === -1) lost++;
  const before = from > 0 ? (to[from - 1] ?? -1) : -1;
  const first =
    lost > 0 && before !== -1 && before < start && start - before - 1 <= 2 * lost + 8 ? before + 1 : start;
  lost = 0;
  while (until - lost > from && to[until - 1 - lost] === -1) lost++;
  const after = to[until] ?? -1;
  return { start: first, end: lost > 0 && after >= end && after - end <= 2 * lost + 8 ? after : end };
}

/** How many of the letters from `first` up to `last` are between `low` and `high` in the other version. */
function share(map: Int32Array, first: number, last: number, low: number, high: number): number {
  const [start, end] = [Math.max(0, first), Math.min(map.length, last)];
  if (end <= start) return 1;
  let found = 0;
  for (let at = start; at < end; at++) {
    const place = map[at] ?? -1;
    if (place >= low && place < high) found++;
  }
  return found / (end - start);
}

/** How far the two versions go on alike from here, of 20 letters. */
function beside(map: Int32Array, at: number, place: number, step: 1 | -1): number {
  let length = 0;
  while (length < 20 && map[at + step * length] === place + step * length) length++;
  return length / 20;
}

/** How much of the sentences that the letters are in is in the same place of the other version. */
function sentenceShare(
  letters: Letters,
  map: Int32Array,
  from: number,
  until: number,
  low: number,
  high: number,
): number {
  let [first, last] = [from, until];
  while (first > 0 && from - first < LONGEST_SENTENCE && ((letters.edges[first - 1] ?? 0) & 4) === 0) first--;
  while (last < map.length && last - until < LONGEST_SENTENCE && ((letters.edges[last - 1] ?? 0) & 4) === 0)
    last++;
  return share(map, first, last, low - (from - first), high + (last - until));
}

/** Whether no word has other diacritics than before; words without any say nothing, as text layers lose them. */
function isSpelledAlike({ to, old, now }: Alignment, from: number, until: number): boolean {
  let at = from;
  while (at < until) {
    let end = at + 1;
    while (end < until && ((old.edges[end - 1] ?? 0) & 2) === 0) end++;
    const place = to[at] ?? -1;
    if (place !== -1 && to[end - 1] === place + end - 1 - at) {
      const [was, is] = [diacriticsOf(old, at, end), diacriticsOf(now, place, place + end - at)];
      if (was !== '' && is !== '' && was !== is) return false;
    }
    at = end;
  }
  return true;
}

/** In order of their code points: old and new spelling put the tone on different vowels. */
function diacriticsOf(letters: Letters, from: number, until: number): string {
  const page = letters.pages[letters.pageOf[from] ?? 0] ?? '';
  const text = page.slice(letters.offsetOf[from], (letters.offsetOf[until - 1] ?? 0) + 1);
  return Array.from(text.normalize('NFD').replace(/[đĐ]/gu, '\u0335'))
    .filter((sign) => /\p{M}/u.test(sign))
    .toSorted()
    .join('');
}
