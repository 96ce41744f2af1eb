import type { PageMark } from '#protocol/annotation/mark';
import type { Point, Rect } from '#protocol/annotation/page-transform';
import { LEAST_SIDE } from './mark-edits.ts';
import type { SelectionView } from './selection.ts';

/** The ends of a line, or which sides of the frame a handle takes along: -1 left or lower, 1 right or upper. */
export type HandleKind = 'start' | 'end' | { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 };

export interface Handle {
  readonly kind: HandleKind;
  readonly at: Point;
}

const SIDES = [
  { x: -1, y: -1 },
  { x: 1, y: -1 },
  { x: 1, y: 1 },
  { x: -1, y: 1 },
  { x: 0, y: -1 },
  { x: 1, y: 0 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
] as const;

/** Whether the frame around marks can be pulled. */
export function isSizeable(mark: PageMark): boolean {
  return mark.kind !== 'text' && mark.kind !== 'note';
}

/** Where a selection can be pulled; nowhere when it isn't one's own or is of notes and words. */
export function handlesOf({ marks, bounds, isOwn }: SelectionView): readonly Handle[] {
  if (!isOwn || !marks.some(({ mark }) => isSizeable(mark))) return [];
  const [only] = marks;
  if (
    marks.length === 1 &&
    only?.mark.kind === 'shape' &&
    (only.mark.shape === 'line' || only.mark.shape === 'arrow')
  ) {
    const { x1, y1, x2, y2 } = only.mark;
    return [
      { kind: 'start', at: { x: x1, y: y1 } },
      { kind: 'end', at: { x: x2, y: y2 } },
    ];
  }
  // Pictures, stamps and handwriting aren't squeezed: they have corners only.
  const isFree = marks.every(({ mark }) => mark.kind === 'shape' || mark.kind === 'textBox');
  return SIDES.filter(({ x, y }) => isFree || (x !== 0 && y !== 0)).map((kind) => ({
    kind,
    at: {
      x: bounds.x + ((kind.x + 1) / 2) * bounds.width,
      y: bounds.y + ((kind.y + 1) / 2) * bounds.height,
    },
  }));
}

/** The frame when a handle of it is pulled to a point. `keepsShape`: as wide to its height as it was. */
export function pulled(
  { x, y, width, height }: Rect,
  side: { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 },
  to: Point,
  keepsShape: boolean,
): Rect {
  const fixed = { x: side.x < 0 ? x + width : x, y: side.y < 0 ? y + height : y };
  let wide = side.x === 0 ? width : Math.max(LEAST_SIDE, (to.x - fixed.x) * side.x);
  let high = side.y === 0 ? height : Math.max(LEAST_SIDE, (to.y - fixed.y) * side.y);
  if (keepsShape && side.x !== 0 && side.y !== 0 && width > 0 && height > 0) {
    const scale = Math.max(wide / width, high / height, LEAST_SIDE / Math.max(width, height));
    wide = width * scale;
    high = height * scale;
  }
  return {
    x: side.x < 0 ? fixed.x - wide : fixed.x,
    y: side.y < 0 ? fixed.y - high : fixed.y,
    width: wide,
    height: high,
  };
}
