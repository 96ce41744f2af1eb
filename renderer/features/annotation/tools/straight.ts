import type { Point } from '#protocol/annotation/page-transform';

/** Directions in which a ruler holds a line, in radians. */
const STEP = Math.PI / 12;

/** The end of a line from `from` to `to` when it is held to the nearest fifteen degrees, as long as it was. */
export function alongRuler(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const angle = Math.round(Math.atan2(to.y - from.y, to.x - from.x) / STEP) * STEP;
  return { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) };
}

/** The corner opposite to `from` when the box between them is held to a square. */
export function toSquare(from: Point, to: Point): Point {
  const side = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  return {
    x: from.x + side * Math.sign(to.x - from.x || 1),
    y: from.y + side * Math.sign(to.y - from.y || 1),
  };
}
