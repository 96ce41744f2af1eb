import { runningLines } from '../../annotation/anchor/letters.ts';

/** A stretch of a page's text: UTF-16 units from `start` up to, not including, `end`. Pages count from 0. */
export interface Stretch {
  readonly page: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Words that one version has and the other has in no place that fits, or other words in their place. One of `old` and
 * `now` may be empty: then `oldAt` or `nowAt` say where the words would stand.
 */
export interface Difference {
  /** One for each page that it is on. */
  readonly old: readonly Stretch[];
  readonly now: readonly Stretch[];
  /** The first of it, or the word before which it is missing (the last word, at the end). */
  readonly oldAt: Stretch | undefined;
  readonly nowAt: Stretch | undefined;
}

/** Lengths of the pieces that are looked for first; a piece has to be there once in both. */
const PIECES = [8, 4, 2, 1] as const;
/** More than there are different words or pieces in two papers. */
const MANY = 2 ** 26;
/** Most changes that are looked for between two pieces: what is beyond is told as changed altogether. */
const MOST_CHANGES = 1500;

/** A word, or a sign that is none. */
const TOKEN = /[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu;

/** The words of a paper as numbers: the same word has the same number in both papers. */
interface Words {
  readonly ids: readonly number[];
  readonly places: readonly Stretch[];
}

/**
 * What is different between the texts of two papers, in the order of the newer one. Exact: what is left out of both is
 * the same, word by word and in the same order. Where lines and pages end doesn't matter, nor do running titles and
 * page numbers. The time grows with the length of both and with how much has changed, not with their product.
 */
export function differencesOf(old: readonly string[], now: readonly string[]): Difference[] {
  const numbers = new Map<string, number>();
  const a = wordsOf(old, numbers);
  const b = wordsOf(now, numbers);
  const differences: Difference[] = [];
  let oldFrom = 0;
  let nowFrom = 0;
  const tell = (oldTo: number, nowTo: number) => {
    if (oldTo === oldFrom && nowTo === nowFrom) return;
    differences.push({
      old: joined(a.places.slice(oldFrom, oldTo)),
      now: joined(b.places.slice(nowFrom, nowTo)),
      oldAt: a.places[oldFrom] ?? a.places.at(-1),
      nowAt: b.places[nowFrom] ?? b.places.at(-1),
    });
  };
  for (const [oldAt, nowAt] of settled(sameWords(a.ids, b.ids), a.ids, b.ids)) {
    tell(oldAt, nowAt);
    oldFrom = oldAt + 1;
    nowFrom = nowAt + 1;
  }
  tell(a.ids.length, b.ids.length);
  return differences;
}

function wordsOf(pages: readonly string[], numbers: Map<string, number>): Words {
  const ids: number[] = [];
  const places: Stretch[] = [];
  const isRunning = runningLines(pages);
  for (const [page, text] of pages.entries()) {
    const lines = text.split('\n');
    // A page that has nothing else is about what it says.
    const hasMore = lines.some((line, at) => line.trim() !== '' && !isRunning(lines, at));
    let lineStart = 0;
    for (const [at, line] of lines.entries()) {
      if (!hasMore || !isRunning(lines, at)) {
        for (const { 0: word, index } of line.matchAll(TOKEN)) {
          let id = numbers.get(word);
          if (id === undefined) numbers.set(word, (id = numbers.size));
          ids.push(id);
          places.push({ page, start: lineStart + index, end: lineStart + index + word.length });
        }
      }
      lineStart += line.length + 1;
    }
  }
  return { ids, places };
}

/** Words of one difference, put together page by page. */
function joined(words: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const word of words) {
    const last = found.at(-1);
    if (last?.page === word.page) found[found.length - 1] = { ...last, end: word.end };
    else found.push(word);
  }
  return found;
}

/**
 * The same pairs, where words that are only in one row end as late as they can: "A, B," beside "A," is told as "B," and
 * not as ", B".
 */
function settled(
  pairs: readonly [number, number][],
  a: readonly number[],
  b: readonly number[],
): [number, number][] {
  const found: [number, number][] = [];
  let [aNext, bNext] = [0, 0];
  for (const [aAt, bAt] of pairs) {
    // Words of one side stand before this pair: the first of them may be its word as well.
    if (aAt === aNext && bAt > bNext && b[bNext] === b[bAt]) found.push([aAt, bNext]);
    else if (bAt === bNext && aAt > aNext && a[aNext] === a[aAt]) found.push([aNext, bAt]);
    else found.push([aAt, bAt]);
    const last = found.at(-1);
    if (last !== undefined) [aNext, bNext] = [last[0] + 1, last[1] + 1];
  }
  return found;
}

/** Pairs of places of the same word, going up in both. */
function sameWords(a: readonly number[], b: readonly number[]): [number, number][] {
  const pairs: [number, number][] = [];
  const [inA, inB] = [a, b].map(piecesIn(new Map()));
  const open: Range[] = [{ aFrom: 0, aTo: a.length, bFrom: 0, bTo: b.length, depth: 0 }];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    let { aFrom, aTo, bFrom, bTo } = range;
    while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) pairs.push([aFrom++, bFrom++]);
    while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) pairs.push([--aTo, --bTo]);
    if (aFrom === aTo || bFrom === bTo) continue;
    const depth = range.depth + 1;
    const [length, ofA, ofB] = [PIECES[range.depth], inA?.[range.depth], inB?.[range.depth]];
    if (length === undefined || ofA === undefined || ofB === undefined) {
      for (const [x, y] of shortestEdit(a.slice(aFrom, aTo), b.slice(bFrom, bTo))) {
        pairs.push([x + aFrom, y + bFrom]);
      }
      continue;
    }
    const alike = onceInBoth(onceIn(ofA, aFrom, aTo - length + 1), onceIn(ofB, bFrom, bTo - length + 1));
    let [aNext, bNext] = [aFrom, bFrom];
    for (const [aAt, bAt] of rising(alike)) {
      // Pieces may overlap; what lies behind the last one is left to the next.
      if (aAt < aNext || bAt < bNext) continue;
      open.push({ aFrom: aNext, aTo: aAt, bFrom: bNext, bTo: bAt, depth });
      for (let step = 0; step < length; step++) pairs.push([aAt + step, bAt + step]);
      [aNext, bNext] = [aAt + length, bAt + length];
    }
    open.push({ aFrom: aNext, aTo, bFrom: bNext, bTo, depth });
  }
  return pairs.toSorted(([x], [y]) => x - y);
}

/** A stretch of both rows that is still to be compared. `depth`: the pieces that are looked for in it, by {@link PIECES}. */
interface Range {
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
  readonly depth: number;
}

/** The pieces that begin with each word, as numbers: for each length of {@link PIECES} a row. */
function piecesIn(numbers: Map<number, number>): (words: readonly number[]) => (readonly number[])[] {
  return (words) => {
    const rows: (readonly number[])[] = [words];
    // Each piece is two of half its length.
    for (let length = 1; rows.length < PIECES.length; length *= 2) {
      const halves = rows[0] ?? [];
      const row: number[] = [];
      for (let at = 0; at + length < halves.length; at++) {
        const key = ((halves[at] ?? 0) * 4 + rows.length) * MANY + (halves[at + length] ?? 0);
        let number = numbers.get(key);
        if (number === undefined) numbers.set(key, (number = numbers.size));
        row.push(number);
      }
      rows.unshift(row);
    }
    return rows;
  };
}

const TWICE = -1;

/** Where each piece of a range is, {@link TWICE} for those that are there more than once. */
function onceIn(pieces: readonly number[], from: number, to: number): Map<number, number> {
  const found = new Map<number, number>();
  for (let at = from; at < to; at++) {
    const piece = pieces[at];
    if (piece !== undefined) found.set(piece, found.has(piece) ? TWICE : at);
  }
  return found;
}

/** Pieces that are once in each: where they begin, in the order of the first. */
function onceInBoth(inA: ReadonlyMap<number, number>, inB: ReadonlyMap<number, number>): [number, number][] {
  const found: [number, number][] = [];
  for (const [piece, at] of inA) {
    const other = inB.get(piece);
    if (at !== TWICE && other !== undefined && other !== TWICE) found.push([at, other]);
  }
  return found.toSorted(([x], [y]) => x - y);
}

/** The longest row of pairs that goes up in both. The pairs go up in the first. */
function rising(pairs: readonly [number, number][]): [number, number][] {
  /** The pair with which the best row of each length ends, and the one before each pair. */
  const ends: number[] = [];
  const before: number[] = [];
  for (const [n, [, value]] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before.push(low === 0 ? -1 : (ends[low - 1] ?? -1));
    ends[low] = n;
  }
  const row: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at !== -1; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) row.push(pair);
  }
  return row.toReversed();
}

/**
 * The same words of two rows with the fewest changes between them (Myers 1986), none where there would be too many.
 */
function shortestEdit(a: readonly number[], b: readonly number[]): [number, number][] {
  const most = Math.min(a.length + b.length, MOST_CHANGES);
  const middle = most + 1;
  /** By diagonal (place in `a` minus place in `b`): the furthest place in `a`. */
  const furthest = new Int32Array(2 * middle + 1);
  const traces: Int32Array[] = [];
  for (let changes = 0; changes <= most; changes++) {
    traces.push(furthest.slice(middle - changes - 1, middle + changes + 2));
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const isDown =
        diagonal === -changes ||
        (diagonal !== changes &&
          (furthest[middle + diagonal - 1] ?? 0) < (furthest[middle + diagonal + 1] ?? 0));
      let x = isDown ? (furthest[middle + diagonal + 1] ?? 0) : (furthest[middle + diagonal - 1] ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      furthest[middle + diagonal] = x;
      if (x >= a.length && x - diagonal >= b.length) return walkedBack(traces, a.length, b.length);
    }
  }
  return [];

  function walkedBack(steps: readonly Int32Array[], aEnd: number, bEnd: number): [number, number][] {
    const pairs: [number, number][] = [];
    let [x, y] = [aEnd, bEnd];
    for (let changes = steps.length - 1; changes >= 0; changes--) {
      const trace = steps[changes];
      const at = (diagonal: number) => trace?.[diagonal + changes + 1] ?? 0;
      const diagonal = x - y;
      const isDown = diagonal === -changes || (diagonal !== changes && at(diagonal - 1) < at(diagonal + 1));
      const from = isDown ? diagonal + 1 : diagonal - 1;
      const fromX = changes === 0 ? 0 : at(from);
      const fromY = changes === 0 ? 0 : fromX - from;
      const snakeX = changes === 0 ? 0 : isDown ? fromX : fromX + 1;
      while (x > snakeX) {
        x--;
        y--;
        pairs.push([x, y]);
      }
      [x, y] = [fromX, fromY];
    }
    return pairs;
  }
}
