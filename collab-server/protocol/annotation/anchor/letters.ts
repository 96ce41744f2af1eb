import { folded } from '../../wire/text.ts';

/** Most letters of a paper that are compared; marks behind them are not found again. */
const MAX_LETTERS = 6_000_000;
/** A line at a page's edge is a running title when at least this many pages have it, numbers aside. */
const RUNNING = 3;

/**
 * A paper as the row of its letters and digits, without diacritics and case: what stays the same when lines, pages,
 * spaces and the faults of a file's text layer change. Running titles and page numbers are left out, so that a
 * sentence goes on over a page's end.
 */
export interface Letters {
  /** One UTF-16 unit for each letter. */
  readonly codes: Uint16Array;
  /** The same as a string, for looking words up. */
  readonly text: string;
  /** Where each letter is: its page, and its place in the page's text. */
  readonly pageOf: Uint16Array;
  readonly offsetOf: Int32Array;
  /** Bits: 1, a word begins with this letter; 2, one ends with it; 4, a sentence or a part of one does. */
  readonly edges: Uint8Array;
  readonly pages: readonly string[];
  /** The number of the first letter of each page, and at the end the number of all. */
  readonly firstOf: Int32Array;
}

/** What ends a sentence before a space; between digits it does not. */
const STOPS = new Set('.;:!?');
const FOLDS = new Map<string, string>();

export function lettersOf(pages: readonly string[]): Letters {
  const most = Math.min(
    MAX_LETTERS,
    pages.reduce((sum, page) => sum + page.length, 0),
  );
  const codes = new Uint16Array(most);
  const pageOf = new Uint16Array(most);
  const offsetOf = new Int32Array(most);
  const edges = new Uint8Array(most);
  const firstOf = new Int32Array(pages.length + 1);
  const isRunning = runningLines(pages);
  let count = 0;
  for (const [page, text] of pages.entries()) {
    firstOf[page] = count;
    let lineStart = 0;
    const lines = text.split('\n');
    for (const [at, line] of lines.entries()) {
      if (!isRunning(lines, at)) count = addLine(line, lineStart, page, count);
      lineStart += line.length + 1;
    }
  }
  firstOf[pages.length] = count;
  return {
    codes: codes.subarray(0, count),
    text: stringOf(codes.subarray(0, count)),
    pageOf: pageOf.subarray(0, count),
    offsetOf: offsetOf.subarray(0, count),
    edges: edges.subarray(0, count),
    pages,
    firstOf,
  };

  function addLine(line: string, lineStart: number, page: number, from: number): number {
    let count = from;
    let inWord = false;
    for (let index = 0; index < line.length; index++) {
      const letter = foldedLetter(line.charAt(index));
      // A combining mark belongs to its letter; anything else that isn't one ends the word.
      if (letter === undefined) continue;
      if (letter === '') {
        if (inWord) edges[count - 1] = (edges[count - 1] ?? 0) | 2;
        inWord = false;
        if (
          count > from &&
          STOPS.has(line.charAt(index)) &&
          !(index + 1 < line.length && line.charAt(index + 1) !== ' ')
        )
          edges[count - 1] = (edges[count - 1] ?? 0) | 4;
        continue;
      }
      if (count >= most) break;
      codes[count] = letter.charCodeAt(0);
      pageOf[count] = page;
      offsetOf[count] = lineStart + index;
      edges[count] = inWord ? 0 : 1;
      inWord = true;
      count++;
    }
    if (inWord && count > from) edges[count - 1] = (edges[count - 1] ?? 0) | 2;
    return count;
  }
}

/** The number of the first letter at or behind a place of a page's text. */
export function letterAt(letters: Letters, page: number, offset: number): number {
  let low = letters.firstOf[page] ?? 0;
  let high = letters.firstOf[page + 1] ?? low;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((letters.offsetOf[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The letter without diacritics and case; undefined for a combining mark, empty for what is neither. */
function foldedLetter(unit: string): string | undefined {
  let fold = FOLDS.get(unit);
  if (fold === undefined) {
    if (/\p{M}/u.test(unit)) fold = 'combining';
    else fold = /[\p{L}\p{N}]/u.test(unit) ? folded(unit).charAt(0) : '';
    FOLDS.set(unit, fold);
  }
  return fold === 'combining' ? undefined : fold;
}

/** Whether a line is a page number or stands at the edge of many pages. */
export function runningLines(pages: readonly string[]): (lines: readonly string[], at: number) => boolean {
  const counts = new Map<string, number>();
  for (const page of pages) {
    const lines = page.split('\n');
    for (const line of new Set(edgesOf(lines.length).map((at) => shapeOf(lines[at] ?? '')))) {
      counts.set(line, (counts.get(line) ?? 0) + 1);
    }
  }
  const needed = Math.max(RUNNING, pages.length / 3);
  return (lines, at) => {
    if (!edgesOf(lines.length).includes(at)) return false;
    return (counts.get(shapeOf(lines[at] ?? '')) ?? 0) >= needed;
  };
}

function edgesOf(lines: number): number[] {
  return [0, 1, lines - 2, lines - 1].filter((at, index, all) => at >= 0 && all.indexOf(at) === index);
}

function shapeOf(line: string): string {
  return line.trim().slice(0, 200).replace(/\d+/gu, '0');
}

function stringOf(codes: Uint16Array): string {
  let text = '';
  for (let at = 0; at < codes.length; at += 8192)
    text += String.fromCharCode(...codes.subarray(at, at + 8192));
  return text;
}
