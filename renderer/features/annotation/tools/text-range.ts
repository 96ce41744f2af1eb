import type { MarkColour, TextMark } from '#protocol/annotation/mark';
import type { Point } from '#protocol/annotation/page-transform';
import { boxesOf, offsetAt, type PageText, quoteOf, wordAt } from '#protocol/documents/text/page-text';

/** A point is on words when it is at most this share of the line's height outside of them. */
const MARGIN = 0.3;
/** Most numbers of a text mark's boxes. */
const MOST_NUMBERS = 800;

/** How a text mark looks. */
export interface TextLook {
  readonly page: number;
  readonly style: TextMark['style'];
  readonly colour: MarkColour;
}

/** Whether a point lies on a line of words, and not in the white beside them. */
export function isOnWords({ runs }: PageText, { x, y }: Point): boolean {
  return runs.some(({ box }) => {
    const margin = Math.min(box.width, box.height) * MARGIN;
    return (
      x >= box.x - 2 * margin &&
      x <= box.x + box.width + 2 * margin &&
      y >= box.y - margin &&
      y <= box.y + box.height + margin
    );
  });
}

/** The mark on the whole words from one point to another, whichever comes first; undefined where there are none. */
export function textMarkBetween(
  words: PageText,
  from: Point,
  to: Point,
  look: TextLook,
): TextMark | undefined {
  const one = offsetAt(words, from);
  const other = offsetAt(words, to);
  if (one === undefined || other === undefined) return undefined;
  const start = Math.min(one, other);
  const end = Math.max(one, other);
  if (start === end) return undefined;
  return textMarkOn(words, wordStart(words, start), wordEnd(words, end), look);
}

/** The mark on a stretch of words; undefined where there is nothing but space. */
export function textMarkOn(
  words: PageText,
  start: number,
  end: number,
  look: TextLook,
): TextMark | undefined {
  const stretch = words.text.slice(start, end);
  const from = start + stretch.length - stretch.trimStart().length;
  const to = start + stretch.trimEnd().length;
  if (from >= to) return undefined;
  const boxes = boxesOf(words, from, to).slice(0, MOST_NUMBERS);
  if (boxes.length === 0) return undefined;
  return { kind: 'text', ...look, boxes, quote: quoteOf(words, from, to), at: Date.now() };
}

/** A pen that begins in the middle of a word means all of it; after its last letter, the next. */
function wordStart(words: PageText, offset: number): number {
  const { start, end } = wordAt(words, offset);
  return offset > start && offset < end ? start : offset;
}

function wordEnd(words: PageText, offset: number): number {
  const { start, end } = wordAt(words, offset);
  return offset > start && offset < end ? end : offset;
}
