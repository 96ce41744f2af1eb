import type { WordPage } from '#protocol/annotation/anchor/carry-mark';
import { movedMark } from '#protocol/annotation/anchor/moved-mark';
import type { PageMark } from '#protocol/annotation/mark';
import type { Point } from '#protocol/annotation/page-transform';
import { boxesOf, offsetAt, quoteOf, wordAt } from '#protocol/documents/text/page-text';
import { shapeOf } from '../mark-shape.ts';

const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * A mark where its author has pointed: on words, as many of them as before from the one pointed at; everything else with
 * its middle there. Undefined when a mark on words is put where no words are.
 */
export function placeMark(mark: PageMark, page: number, at: Point, { text }: WordPage): PageMark | undefined {
  if (mark.kind === 'text') {
    const offset = offsetAt(text, at);
    if (offset === undefined) return undefined;
    const first = wordAt(text, offset);
    if (first.end === first.start) return undefined;
    const words = [...text.text.slice(first.start).matchAll(WORD)];
    const count = Math.max(1, [...mark.quote.text.matchAll(WORD)].length);
    const last = words[Math.min(count, words.length) - 1];
    const end = last === undefined ? first.end : first.start + last.index + last[0].length;
    const boxes = boxesOf(text, first.start, end);
    if (boxes.length === 0) return undefined;
    return { ...mark, page, boxes: boxes.slice(0, 800), quote: quoteOf(text, first.start, end) };
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
