import type { InkPoint } from '#protocol/annotation/ink';
import type { Point } from '#protocol/annotation/page-transform';

/** Pieces shorter than this are crumbs and go too, in points. */
const CRUMB = 0.6;

/**
 * What is left of a line when a round eraser is put down on it: its pieces in their order, cut exactly at the eraser's
 * rim; the line itself when it isn't touched.
 */
export function cutInk(
  points: readonly InkPoint[],
  at: Point,
  radius: number,
): readonly (readonly InkPoint[])[] {
  const [first] = points;
  if (first === undefined || !points.some((point, n) => touches(point, points[n + 1], at, radius)))
    return [points];
  const pieces: InkPoint[][] = [];
  let piece: InkPoint[] = isIn(first, at, radius) ? [] : [first];
  for (let n = 0; n + 1 < points.length; n++) {
    const [from, to] = [points[n], points[n + 1]];
    if (from === undefined || to === undefined) break;
    for (const share of crossings(from, to, at, radius)) {
      piece.push(between(from, to, share));
      // At each crossing the line goes from outside into the eraser, or out of it.
      if (piece.length > 1) {
        pieces.push(piece);
        piece = [];
      }
    }
    if (isIn(to, at, radius)) {
      if (piece.length > 0) pieces.push(piece);
      piece = [];
    } else piece.push(to);
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces.filter((each) => lengthOf(each) > CRUMB);
}

/** Shares of the stretch at which it goes through the circle's rim, in order. */
function crossings(from: Point, to: Point, at: Point, radius: number): number[] {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const fx = from.x - at.x;
  const fy = from.y - at.y;
  const a = dx * dx + dy * dy;
  const b = 2 * (fx * dx + fy * dy);
  const c = fx * fx + fy * fy - radius * radius;
  const under = b * b - 4 * a * c;
  if (a === 0 || under <= 0) return [];
  const root = Math.sqrt(under);
  return [(-b - root) / (2 * a), (-b + root) / (2 * a)].filter((share) => share > 0 && share < 1);
}

function touches(from: Point, to: Point | undefined, at: Point, radius: number): boolean {
  return isIn(from, at, radius) || (to !== undefined && crossings(from, to, at, radius).length > 0);
}

function isIn({ x, y }: Point, at: Point, radius: number): boolean {
  return Math.hypot(x - at.x, y - at.y) <= radius;
}

function between(from: InkPoint, to: InkPoint, share: number): InkPoint {
  const mix = (a: number, b: number) => a + (b - a) * share;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), pressure: mix(from.pressure, to.pressure) };
}

function lengthOf(points: readonly Point[]): number {
  let length = 0;
  let [before] = points;
  for (const point of points) {
    if (before !== undefined) length += Math.hypot(point.x - before.x, point.y - before.y);
    before = point;
  }
  return length;
}
