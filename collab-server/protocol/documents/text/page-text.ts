import type { Point, Rect } from '../../annotation/page-transform.ts';
import { MAX_QUOTE, type Quote, QUOTE_CONTEXT } from '../../annotation/mark.ts';
import { letterWidth, type Letters } from './letter-widths.ts';

/**
 * Where a run lies when it isn't written from the left edge of its box to the right one. `along` leads from the start
 * of the writing to its end, `up` from the foot of the letters to their head; `origin` is the foot at the start.
 */
export interface RunFrame {
  readonly origin: Point;
  readonly along: Point;
  readonly up: Point;
}

/** Words that the file shows in one piece, on one line. */
export interface TextRun {
  /** UTF-16 units of the page's text, from `start` up to, not including, `end`. */
  readonly start: number;
  readonly end: number;
  /** In points of the unrotated page. */
  readonly box: Rect;
  readonly frame?: RunFrame;
  /** Which share of the run lies before each of its UTF-16 units, and 1; else `letters` says how they share it. */
  readonly stops?: Float32Array;
  readonly letters?: Letters;
}

/**
 * The words of a page in the order of the file: NFC Unicode, lines separated by "\n". `runs` are sorted by `start`;
 * what lies between them (spaces and line ends that the file doesn't draw) has no place on the page.
 */
export interface PageText {
  readonly text: string;
  readonly runs: readonly TextRun[];
}

export const NO_TEXT: PageText = { text: '', runs: [] };

/** Pieces of a line that are further apart than so many letter heights are marked apart. */
const WIDE_GAP = 1.5;
/** A point belongs to words that are at most so many letter heights away. */
const NEAR = 1.5;

/** Boxes of a stretch of text, one for each line or for each part of it: x, y, width, height in points. */
export function boxesOf(page: PageText, start: number, end: number): number[] {
  const boxes: { box: Rect; end: number; upright: boolean; height: number }[] = [];
  for (let at = firstRun(page, start); at < page.runs.length; at++) {
    const run = page.runs[at];
    if (run === undefined || run.start >= end) break;
    const from = Math.max(start, run.start);
    const to = Math.min(end, run.end);
    if (page.text.slice(from, to).trim() === '') continue;
    const frame = frameOf(run);
    const box = partOf(page, run, frame, from, to);
    const upright = isUpright(frame);
    const height = Math.hypot(frame.up.x, frame.up.y);
    const last = boxes.at(-1);
    const joins =
      last !== undefined &&
      upright &&
      last.upright &&
      !page.text.slice(last.end, from).includes('\n') &&
      isBeside(last.box, box, Math.min(height, last.height) * WIDE_GAP);
    if (joins) {
      last.box = union(last.box, box);
      last.end = to;
      last.height = Math.max(height, last.height);
    } else {
      boxes.push({ box, end: to, upright, height });
    }
  }
  return boxes.flatMap(({ box }) => [round(box.x), round(box.y), round(box.width), round(box.height)]);
}

/**
 * The place between two letters that is nearest to a point of the page; undefined when no words are near it (one and a
 * half letter heights).
 */
export function offsetAt(page: PageText, point: Point): number | undefined {
  const found = nearest(page, point, 1);
  return found === undefined || found.distance > found.height * NEAR ? undefined : found.offset;
}

/**
 * The place between two letters that somebody means who points there while selecting: beside a line, that line's end.
 * Undefined only where the page has no words.
 */
export function offsetMeant(page: PageText, point: Point): number | undefined {
  return nearest(page, point, 0.02)?.offset;
}

/** `ahead`: how much a point before or behind a line counts as away from it, beside one above or below. */
function nearest(
  page: PageText,
  point: Point,
  ahead: number,
): { offset: number; distance: number; height: number } | undefined {
  let found: { run: TextRun; share: number; distance: number; height: number } | undefined;
  for (const run of page.runs) {
    const frame = frameOf(run);
    const { share, distance } = placeIn(frame, point, ahead);
    if (found !== undefined && distance >= found.distance) continue;
    found = { run, share, distance, height: Math.hypot(frame.up.x, frame.up.y) };
    if (distance === 0) break;
  }
  if (found === undefined) return undefined;
  const { run, share, distance, height } = found;
  const stops = stopsOf(page, run);
  let best = 0;
  for (let index = 1; index < stops.length; index++) {
    if (Math.abs((stops[index] ?? 0) - share) < Math.abs((stops[best] ?? 0) - share)) best = index;
  }
  return { offset: run.start + best, distance, height };
}

const WORD = /[\p{L}\p{M}\p{N}]/u;

/** The word (in Vietnamese: the syllable) around an offset; empty where there is none. */
export function wordAt(page: PageText, offset: number): { start: number; end: number } {
  const { text } = page;
  const isWord = (at: number) => at >= 0 && at < text.length && WORD.test(text.charAt(at));
  let start = Math.min(Math.max(0, offset), text.length);
  let end = start;
  while (isWord(start - 1)) start -= 1;
  while (isWord(end)) end += 1;
  return { start, end };
}

/**
 * The words from `start` to `end` without the spaces around them, with the words beside them. Longer ones are cut at
 * `MAX_QUOTE`. Throws RangeError where there is nothing but space.
 */
export function quoteOf(page: PageText, start: number, end: number): Quote {
  const { text } = page;
  let from = Math.max(0, start);
  let to = Math.min(text.length, end);
  while (from < to && text.charAt(from).trim() === '') from += 1;
  while (to > from && text.charAt(to - 1).trim() === '') to -= 1;
  if (from >= to) throw new RangeError(`no words from ${start} to ${end}`);
  to = wholeBefore(text, Math.min(to, from + MAX_QUOTE));
  return {
    text: text.slice(from, to),
    before: text.slice(wholeAfter(text, Math.max(0, from - QUOTE_CONTEXT)), from),
    after: text.slice(to, wholeBefore(text, Math.min(text.length, to + QUOTE_CONTEXT))),
    start: from,
  };
}

/** Index of the first run that ends after an offset. */
function firstRun(page: PageText, offset: number): number {
  let low = 0;
  let high = page.runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((page.runs[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where a run lies, whichever way it is written. */
export function frameOf({ box, frame }: TextRun): RunFrame {
  return (
    frame ?? { origin: { x: box.x, y: box.y }, along: { x: box.width, y: 0 }, up: { x: 0, y: box.height } }
  );
}

/** The part of a frame between two shares of its length. */
export function partOfFrame({ origin, along, up }: RunFrame, from: number, to: number): RunFrame {
  return {
    origin: { x: origin.x + along.x * from, y: origin.y + along.y * from },
    along: { x: along.x * (to - from), y: along.y * (to - from) },
    up,
  };
}

/** The box around a frame's part between two shares of its length. */
export function boxOfFrame({ origin, along, up }: RunFrame, from = 0, to = 1): Rect {
  const xs = [from, to].flatMap((share) => [origin.x + along.x * share, origin.x + along.x * share + up.x]);
  const ys = [from, to].flatMap((share) => [origin.y + along.y * share, origin.y + along.y * share + up.y]);
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function partOf(page: PageText, run: TextRun, frame: RunFrame, start: number, end: number): Rect {
  if (start <= run.start && end >= run.end) return run.box;
  const stops = stopsOf(page, run);
  return boxOfFrame(frame, stops[start - run.start] ?? 0, stops[end - run.start] ?? 1);
}

/** For each offset of a run, one more than it has letters, which share of its length lies before it. */
function stopsOf(page: PageText, run: TextRun): ArrayLike<number> {
  if (run.stops !== undefined) return run.stops;
  const letters = run.letters ?? 'sans';
  const stops: number[] = [0];
  let sum = 0;
  for (let at = run.start; at < run.end; at++) {
    sum += letterWidth(page.text.charAt(at), letters);
    stops.push(sum);
  }
  return sum === 0 ? stops.map((_, index) => index / (stops.length - 1)) : stops.map((stop) => stop / sum);
}

/** How far along a frame a point is, and how far away from it in points. */
function placeIn(
  { origin, along, up }: RunFrame,
  point: Point,
  ahead: number,
): { share: number; distance: number } {
  const det = along.x * up.y - along.y * up.x;
  if (Math.abs(det) < 1e-9) return { share: 0, distance: Math.hypot(point.x - origin.x, point.y - origin.y) };
  const x = point.x - origin.x;
  const y = point.y - origin.y;
  const share = (x * up.y - y * up.x) / det;
  const lift = (along.x * y - along.y * x) / det;
  const outside = (value: number) => Math.max(-value, 0, value - 1);
  return {
    share: Math.min(1, Math.max(0, share)),
    distance: Math.hypot(
      outside(share) * Math.hypot(along.x, along.y) * ahead,
      outside(lift) * Math.hypot(up.x, up.y),
    ),
  };
}

function isUpright({ along }: RunFrame): boolean {
  return (
    Math.min(Math.abs(along.x), Math.abs(along.y)) <= 0.01 * Math.max(Math.abs(along.x), Math.abs(along.y))
  );
}

/** Whether two boxes are on one line, across or down the page, with no wide gap between them. */
function isBeside(a: Rect, b: Rect, gap: number): boolean {
  const across = Math.max(b.x - a.x - a.width, a.x - b.x - b.width);
  const down = Math.max(b.y - a.y - a.height, a.y - b.y - b.height);
  const half = (one: number, other: number) => -0.5 * Math.min(one, other);
  return (
    (across <= gap && down <= half(a.height, b.height)) || (down <= gap && across <= half(a.width, b.width))
  );
}

function union(a: Rect, b: Rect): Rect {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Not between the two halves of one character. */
function wholeBefore(text: string, offset: number): number {
  return isLow(text, offset) ? offset - 1 : offset;
}

function wholeAfter(text: string, offset: number): number {
  return isLow(text, offset) ? offset + 1 : offset;
}

function isLow(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return offset > 0 && offset < text.length && code >= 0xdc00 && code < 0xe000;
}
