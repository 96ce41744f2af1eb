import { type InkPoint, unpackInk } from '#protocol/annotation/ink';
import type { InkMark, Mark } from '#protocol/annotation/mark';
import type { Point, Rect } from '#protocol/annotation/page-transform';

/** Side of a note's pin in PDF points, for hitting it. */
export const PIN_SIZE = 20;

/** What is computed once about a mark; a mark never changes. */
export interface MarkShape {
  readonly points: readonly InkPoint[];
  readonly bounds: Rect;
}

const shapes = new WeakMap<Mark, MarkShape>();

/** Points and bounds of a mark in PDF points. A stroke whose bytes aren't one has no points. */
export function shapeOf(mark: Mark): MarkShape {
  let shape = shapes.get(mark);
  if (shape === undefined) {
    shape = mark.kind === 'ink' ? inkShape(mark) : noteShape(mark);
    shapes.set(mark, shape);
  }
  return shape;
}

/** Whether a point is on a mark, give or take `reach` points. */
export function hits(mark: Mark, at: Point, reach: number): boolean {
  const { bounds, points } = shapeOf(mark);
  if (
    at.x < bounds.x - reach ||
    at.y < bounds.y - reach ||
    at.x > bounds.x + bounds.width + reach ||
    at.y > bounds.y + bounds.height + reach
  ) {
    return false;
  }
  if (mark.kind === 'note') return true;
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

function inkShape(mark: InkMark): MarkShape {
  const points = unpackInk(mark.points) ?? [];
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
  if (points.length === 0) return { points, bounds: { x: 0, y: 0, width: 0, height: 0 } };
  const half = mark.width / 2;
  return {
    points,
    bounds: {
      x: left - half,
      y: bottom - half,
      width: right - left + mark.width,
      height: top - bottom + mark.width,
    },
  };
}

function noteShape(mark: Extract<Mark, { kind: 'note' }>): MarkShape {
  return {
    points: [],
    bounds: { x: mark.x - PIN_SIZE / 2, y: mark.y - PIN_SIZE / 2, width: PIN_SIZE, height: PIN_SIZE },
  };
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
