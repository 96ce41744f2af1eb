import { MARGIN, PAGE, TEXT_WIDTH } from './decree-layout.ts';
import type { Block, DocumentImage, DocumentTable } from './document-model.ts';

/** What both writers have to make of a document alike. */

/** Whether `n` is the last place of a list. */
export function lastIs(list: readonly unknown[], n: number): boolean {
  return n === list.length - 1;
}

/** Whether what follows has to begin on the same page: after a heading, and after a text that announces it. */
export function keepsWithNext(block: Block): boolean {
  if (block.is === 'heading') return true;
  return block.is === 'paragraph' && (block.runs.at(-1)?.text.trimEnd().endsWith(':') ?? false);
}

/** Signs before the items of a list: "1." and "a)" by turns, or dashes and pluses as offices write them. */
export const listLabel = {
  pattern: (level: number): 'figure' | 'letter' => (level % 2 === 0 ? 'figure' : 'letter'),
  dash: (level: number): string => (level % 2 === 0 ? '-' : '+'),
  /** `place` from 0. After z come aa, ab, as in Word. */
  of(ordered: boolean, level: number, place: number): string {
    if (!ordered) return listLabel.dash(level);
    if (listLabel.pattern(level) === 'figure') return `${place + 1}.`;
    const letter = String.fromCodePoint(97 + (place % 26));
    return `${letter.repeat(Math.floor(place / 26) + 1)})`;
  },
} as const;

/** Each column's part of the whole width, together 1. A width that is no positive number counts as nothing. */
export function widthShares(columns: DocumentTable['columns']): number[] {
  const sizes = columns.map(({ width }) => (Number.isFinite(width) && width > 0 ? width : 0));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return all > 0 ? sizes.map((size) => size / all) : sizes.map(() => 1 / sizes.length);
}

/** How large an image is drawn, points: never larger than the text of a page, in its own proportions. */
export function imageSize({ width, height }: Pick<DocumentImage, 'width' | 'height'>): {
  width: number;
  height: number;
} {
  const wide = Math.max(1, width);
  const high = Math.max(1, height);
  const room = PAGE.height - MARGIN.top - MARGIN.bottom;
  const scale = Math.min(1, TEXT_WIDTH / wide, (room * 0.9) / high);
  return { width: wide * scale, height: high * scale };
}
