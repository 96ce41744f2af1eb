import { z } from 'zod';
import type { PageSize } from '../annotation/page-transform.ts';

/** All pages below one another; one page at a time; or two beside one another, as in an open book. */
export const ReadingMode = z.enum(['continuous', 'single', 'spread']);
export type ReadingMode = z.infer<typeof ReadingMode>;

/** Degrees clockwise by which somebody turns what they see. The paper and the marks on it stay as they are. */
export const Turn = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
export type Turn = z.infer<typeof Turn>;

/** How pages are laid out on a screen. With `coverAlone` the first page of a spread stands by itself, as a cover does. */
export const ReadingView = z.object({ mode: ReadingMode, coverAlone: z.boolean(), turn: Turn });
export type ReadingView = z.infer<typeof ReadingView>;

/** A page as it is seen when the view is turned: what marks are mapped through. */
export function turnedSize(size: PageSize, turn: Turn): PageSize {
  return turn === 0 ? size : { ...size, rotation: (size.rotation + turn) % 360 };
}

/** The view after a further quarter turn. */
export function turnedBy(turn: Turn, direction: 1 | -1): Turn {
  const quarter = (turn / 90 + direction + 4) % 4;
  return quarter === 0 ? 0 : quarter === 1 ? 90 : quarter === 2 ? 180 : 270;
}
