import { type InkPoint, unpackInk } from '#protocol/annotation/ink';
import type { InkMark, PageMark, ShapeMark, TextMark } from '#protocol/annotation/mark';
import type { Point, Rect } from '#protocol/annotation/page-transform';

/** Side of a note's pin in PDF points, for hitting it. */
export const PIN_SIZE = 20;

/** What is computed once about a mark; a mark never changes. */
export interface MarkShape {
  readonly points: readonly InkPoint[];
  readonly bounds: Rect;
}

const shapes = new WeakMap<PageMark, MarkShape>();

/** Points and bounds of a mark in PDF points. A stroke that can't be read has no points. */
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
  switch (mark.kind) {
    case 'ink':
      return isOnLine(at, points, reach + mark.width / 2);
    case 'shape':
      return isOnLine(at, outlineOf(mark), reach + mark.width / 2);
    case 'text':
      return boxesOf(mark).some((box) => isInside(at, box, reach));
    case 'textBox':
    case 'note':
    case 'stamp':
    case 'image':
      return true;
  }
}

/** Length of an arrow's head on each side, in points. Never longer than the arrow. */
export function arrowHead({ width, x1, y1, x2, y2 }: ShapeMark): number {
  return Math.min(6 + width * 2.5, Math.hypot(x2 - x1, y2 - y1));
}

/** The rectangles of a mark on words, one for each line's part. */
export function boxesOf({ boxes }: TextMark): Rect[] {
  const found: Rect[] = [];
  for (let i = 0; i + 3 < boxes.length; i += 4) {
    const [x = 0, y = 0, width = 0, height = 0] = boxes.slice(i, i + 4);
    found.push({ x, y, width, height });
  }
  return found;
}

/** Whether two rectangles have a point in common. */
export function overlap(a: Rect, b: Rect): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** The smallest rectangle around some; empty at the origin for none. */
export function unionOf(rects: readonly Rect[]): Rect {
  return aroundPoints(
    rects.flatMap((rect) => [rect, { x: rect.x + rect.width, y: rect.y + rect.height }]),
    0,
  );
}

export function isInside(at: Point, { x, y, width, height }: Rect, reach = 0): boolean {
  return at.x >= x - reach && at.y >= y - reach && at.x <= x + width + reach && at.y <= y + height + reach;
}

/** The line that a shape is drawn as, ellipses in short straight pieces. */
export function outlineOf({ shape, x1, y1, x2, y2 }: ShapeMark): Point[] {
  if (shape === 'line' || shape === 'arrow') {
    return [
      { x: x1, y: y1 },
      { x: x2, y: y2 },
    ];
  }
  if (shape === 'box') {
    return [
      { x: x1, y: y1 },
      { x: x2, y: y1 },
      { x: x2, y: y2 },
      { x: x1, y: y2 },
      { x: x1, y: y1 },
    ];
  }
  const pieces = 48;
  return Array.from({ length: pieces + 1 }, (_, n) => {
    const angle = (n / pieces) * 2 * Math.PI;
    return {
      x: (x1 + x2) / 2 + (Math.cos(angle) * (x2 - x1)) / 2,
      y: (y1 + y2) / 2 + (Math.sin(angle) * (y2 - y1)) / 2,
    };
  });
}

function isOnLine(at: Point, line: readonly Point[], reach: number): boolean {
  const near = reach ** 2;
  let [before] = line;
  if (before === undefined) return false;
  for (const point of line) {
    if (squaredDistance(at, before, point) <= near) return true;
    before = point;
  }
  return false;
}

function pointsOf(mark: InkMark): InkPoint[] {
  return unpackInk(mark.points, mark.at) ?? [];
}

function boundsOf(mark: PageMark, points: readonly InkPoint[]): Rect {
  switch (mark.kind) {
    case 'ink':
      return aroundPoints(points, mark.width / 2);
    case 'text':
      return unionOf(boxesOf(mark));
    case 'shape':
      return aroundPoints(
        [
          { x: mark.x1, y: mark.y1 },
          { x: mark.x2, y: mark.y2 },
        ],
        mark.shape === 'arrow' ? arrowHead(mark) * 0.45 + mark.width / 2 : mark.width / 2,
      );
    case 'note':
      return aroundPoints([mark], PIN_SIZE / 2);
    case 'textBox':
    case 'stamp':
    case 'image':
      return { x: mark.x, y: mark.y, width: mark.width, height: mark.height };
  }
}

/** The smallest rectangle with these points, `margin` wider on each side. */
export function aroundPoints(points: readonly Point[], margin: number): Rect {
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

/** From a point to the stretch between two others. */
function squaredDistance(at: Point, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((at.x - from.x) * dx + (at.y - from.y) * dy) / length));
  return (at.x - from.x - share * dx) ** 2 + (at.y - from.y - share * dy) ** 2;
}
