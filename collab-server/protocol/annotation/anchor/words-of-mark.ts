import { boxesOf, type PageText } from '../../documents/text/page-text.ts';
import { unpackInk } from '../ink.ts';
import type { PageMark } from '../mark.ts';
import type { Rect } from '../page-transform.ts';

/** A word of a page and where it stands. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly box: Rect;
}

/** Words of one line. */
export type Line = readonly Word[];

/** A mark touches words that are this near, in points. */
const TOUCH = 2;
/** A mark on an empty place belongs to a line that is at most so far away, in points. */
const FAR = 72;
/** Most words that are asked where they have gone. */
const MAX_WORDS = 400;

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** The words of a page with their boxes, in the order of the text. */
export function wordsOf(page: PageText): Word[] {
  const words: Word[] = [];
  for (const { 0: text, index: start } of page.text.matchAll(WORD)) {
    const end = start + text.length;
    const [x, y, width, height] = boxesOf(page, start, end);
    if (x === undefined || y === undefined || width === undefined || height === undefined) continue;
    words.push({ start, end, box: { x, y, width, height } });
  }
  return words;
}

/** The smallest rectangle around a mark; undefined for a stroke that can't be read. */
export function boundsOfMark(mark: PageMark): Rect | undefined {
  switch (mark.kind) {
    case 'ink': {
      const points = unpackInk(mark.points, mark.at);
      return points === undefined || points.length === 0 ? undefined : around(points);
    }
    case 'text': {
      const corners = [];
      for (let i = 0; i + 3 < mark.boxes.length; i += 4) {
        const [x = 0, y = 0, width = 0, height = 0] = mark.boxes.slice(i, i + 4);
        corners.push({ x, y }, { x: x + width, y: y + height });
      }
      return around(corners);
    }
    case 'shape':
      return around([
        { x: mark.x1, y: mark.y1 },
        { x: mark.x2, y: mark.y2 },
      ]);
    case 'note':
      return { x: mark.x, y: mark.y, width: 0, height: 0 };
    case 'textBox':
    case 'stamp':
    case 'image':
      return { x: mark.x, y: mark.y, width: mark.width, height: mark.height };
  }
}

/**
 * The lines that a mark stands on: the words that it touches, or else those of the line beside or nearest to it, and of
 * the next one, which has to agree. Empty when nothing is near, or too much of the page is under it to say.
 */
export function linesUnder(words: readonly Word[], bounds: Rect): Line[] {
  const touched = words.filter(({ box }) => distance(box, bounds) <= TOUCH);
  if (touched.length > 0) return touched.length > MAX_WORDS ? [] : inLines(touched);
  const lines = inLines(words);
  const reach = (line: Line): number => Math.min(...line.map(({ box }) => distance(box, bounds)));
  const beside = lines.filter(
    (line) => line.some(({ box }) => isBeside(box, bounds)) && reach(line) <= 2 * FAR,
  );
  if (beside.length > 0) return beside.slice(0, 20);
  return lines
    .map((line) => ({ line, away: reach(line) }))
    .filter(({ away }) => away <= FAR)
    .toSorted((a, b) => a.away - b.away)
    .slice(0, 2)
    .map(({ line }) => line);
}

function inLines(words: readonly Word[]): Line[] {
  const lines: Word[][] = [];
  for (const word of words) {
    const line = lines.at(-1);
    const last = line?.at(-1);
    const follows =
      last !== undefined &&
      word.start - last.end < 12 &&
      isBeside(last.box, word.box) &&
      word.box.x >= last.box.x;
    if (line !== undefined && follows) line.push(word);
    else lines.push([word]);
  }
  return lines;
}

/** Whether two boxes are at one height: half of the lower one at least. */
function isBeside(a: Rect, b: Rect): boolean {
  const shared = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return shared >= Math.min(a.height, b.height) / 2;
}

function distance(a: Rect, b: Rect): number {
  return Math.hypot(
    Math.max(0, a.x - b.x - b.width, b.x - a.x - a.width),
    Math.max(0, a.y - b.y - b.height, b.y - a.y - a.height),
  );
}

function around(points: readonly { readonly x: number; readonly y: number }[]): Rect {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
  return { x: left, y: bottom, width: right - left, height: top - bottom };
}
