import { movedMark } from '#protocol/annotation/anchor/moved-mark';
import type { PageMark } from '#protocol/annotation/mark';
import type { Point } from '#protocol/annotation/page-transform';
import { boxesOf, offsetAt, type PageText, quoteOf, wordAt } from '#protocol/documents/text/page-text';
import { shapeOf } from '../mark-shape.ts';

/** Most numbers in a mark's boxes, as `mark.ts` has it. */
const MOST_NUMBERS = 800;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * A mark where its author has pointed: on words, as many of them as before from the one pointed at; everything else with
 * its middle there. Undefined when a mark on words is put where no words are.
 */
export function placeMark(mark: PageMark, page: number, at: Point, text: PageText): PageMark | undefined {
  if (mark.kind === 'text') {
    const offset = offsetAt(text, at);
    if (offset === undefined) return undefined;
    const first = wordAt(text, offset);
    if (first.end === first.start) return undefined;
    const words = [...text.text.slice(first.start).matchAll(WORD)];
    const count = Math.max(1, [...mark.quote.text.matchAll(WORD)].length);
    const last = words[Math.min(count, words.length) - 1];
    const end = last === undefined ? first.end : first.start + last.index + last[0].length;
    return markOnWords(mark, page, text, first.start, end);
  }
  const { bounds } = shapeOf(mark);
  const moved = movedMark(mark, page, {
    x: at.x - bounds.x - bounds.width / 2,
    y: at.y - bounds.y - bounds.height / 2,
  });
  if (moved?.kind !== 'note') return moved;
  // A pin stands where it was put, and is no longer about the words of another place.
  const { quote: _, ...rest } = moved;
  return { ...rest, x: at.x, y: at.y };
}

/** A mark on these words: a mark on words marks them, everything else has its middle on the first line of them. */
export function markOnWords(
  mark: PageMark,
  page: number,
  text: PageText,
  start: number,
  end: number,
): PageMark | undefined {
  const boxes = boxesOf(text, start, end);
  const [x, y, width, height] = boxes;
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined;
  if (mark.kind === 'text')
    return { ...mark, page, boxes: boxes.slice(0, MOST_NUMBERS), quote: quoteOf(text, start, end) };
  const placed = placeMark(mark, page, { x: x + width / 2, y: y + height / 2 }, text);
  return placed?.kind === 'note' ? { ...placed, quote: quoteOf(text, start, end) } : placed;
}
