import type { Point, Rect } from '#protocol/annotation/page-transform';

/** A rectangle as a reader sees it when the page is shown the right way up: its corner, its axes, its size. */
export interface UprightFrame {
  /** The upper left corner, in points of the unrotated page. */
  readonly origin: Point;
  /** One point to the right, and one point down. */
  readonly right: Point;
  readonly down: Point;
  readonly width: number;
  readonly height: number;
}

/**
 * How words stand in a rectangle. `rotation` is the page's own, in degrees clockwise: words are upright on the page as
 * the file shows it, and turn with it when somebody turns their view.
 */
export function uprightFrame({ x, y, width, height }: Rect, rotation: number): UprightFrame {
  switch (((rotation % 360) + 360) % 360) {
    case 90:
      return { origin: { x, y }, right: { x: 0, y: 1 }, down: { x: 1, y: 0 }, width: height, height: width };
    case 180:
      return { origin: { x: x + width, y }, right: { x: -1, y: 0 }, down: { x: 0, y: 1 }, width, height };
    case 270:
      return {
        origin: { x: x + width, y: y + height },
        right: { x: 0, y: -1 },
        down: { x: -1, y: 0 },
        width: height,
        height: width,
      };
    default:
      return { origin: { x, y: y + height }, right: { x: 1, y: 0 }, down: { x: 0, y: -1 }, width, height };
  }
}

/** A rectangle of this size, as a reader sees it, with its upper left corner at a point of the page. */
export function uprightRect(corner: Point, width: number, height: number, rotation: number): Rect {
  const { right, down } = uprightFrame({ ...corner, width: 0, height: 0 }, rotation);
  const to = {
    x: corner.x + right.x * width + down.x * height,
    y: corner.y + right.y * width + down.y * height,
  };
  return {
    x: Math.min(corner.x, to.x),
    y: Math.min(corner.y, to.y),
    width: Math.abs(to.x - corner.x),
    height: Math.abs(to.y - corner.y),
  };
}
