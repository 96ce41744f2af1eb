import { type InkPoint, unpackInk } from '#protocol/annotation/ink';
import type { InkMark, PageMark } from '#protocol/annotation/mark';
import type { Point, Rect } from '#protocol/annotation/page-transform';

/** Side of a note's pin in PDF points, for hitting it. */
export const PIN_SIZE = 20;

/** What is computed once about a mark; a mark never changes. */
export interface MarkShape {
  readonly points: readonly InkPoint[];
  readonly bounds: Rect;
}

const shapes = new WeakMap<PageMark, MarkShape>();

/** Points and bounds of a mark in PDF points. A stroke whose bytes aren't one has no points. */
export function shapeOf(mark: PageMark): MarkShape {
  let shape = shapes.get(mark);
  if (shape === undefined) {
    shape = {
      points: mark.kind === 'ink' ? pointsOf(mark) : [],
      bounds: { x: 0, y: 0, width: 0, height: 0 },
    };
    shape = { ...shape, bounds: boundsOf(mark, shape.points) };
    shapes.set(mark, shape);
  }
  return shape;
}

/** Whether a point is on a mark, give or take `reach` points. */
export function hits(mark: PageMark, at: Point, reach: number): boolean {
  const { bounds, points } = shapeOf(mark);
  if (
    at.x < bounds.x - reach ||
    at.y < bounds.y - reach ||
    at.x > bounds.x + bounds.width + reach ||
    at.y > bounds.y + bounds.height + reach
  ) {
    return false;
  }
  if (mark.kind !== 'ink') return true;
  const near = (reach + mark.width / 2) ** 2;
  let before = points[0];
  if (before === undefined) return false;
  if (points.length === 1) return squaredDistance(at, before, before) <= near;
  for (const point of points) {
    if (squaredDistance(at, before, point) <= near) return true;
    before = point;
  }
  return false;
}

function pointsOf(mark: InkMark): InkPoint[] {
  return unpackInk(mark.points) ?? [];
}

function boundsOf(mark: PageMark, points: readonly InkPoint[]): Rect {
  switch (mark.kind) {
    case 'ink':
      return around(points, mark.width / 2);
    case 'text':
      return around(cornersOf(mark.boxes), 0);
    case 'shape':
      return around(
        [
          { x: mark.x1, y: mark.y1 },
          { x: mark.x2, y: mark.y2 },
        ],
        mark.width / 2,
      );
    case 'note':
      return around([mark], PIN_SIZE / 2);
    default:
      return { x: mark.x, y: mark.y, width: mark.width, height: mark.height };
  }
}

/** The smallest rectangle with these points, `margin` wider on each side. */
function around(points: readonly Point[], margin: number): Rect {
  if (points.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  let left = Number.POSITIVE_INFINITY;
  let bottom = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let top = Number.NEGATIVE_INFINITY;
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
  return {
    x: left - margin,
    y: bottom - margin,
    width: right - left + 2 * margin,
    height: top - bottom + 2 * margin,
  };
}

function cornersOf(boxes: readonly number[]): Point[] {
  const corners: Point[] = [];
  for (let i = 0; i + 3 < boxes.length; i += 4) {
    const [x = 0, y = 0, width = 0, height = 0] = boxes.slice(i, i + 4);
    corners.push({ x, y }, { x: x + width, y: y + height });
  }
  return corners;
}

/** From a point to the stretch between two others. */
function squaredDistance(at: Point, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((at.x - from.x) * dx + (at.y - from.y) * dy) / length));
  return (at.x - from.x - share * dx) ** 2 + (at.y - from.y - share * dy) ** 2;
}
