/**
 * A page as the PDF has it: points, before its rotation (0, 90, 180 or 270 degrees clockwise) is applied. Marks are
 * measured from the lower left corner of this box, so that they depend on neither zoom, rotation nor screen.
 */
export interface PageSize {
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** In points on the page or in pixels on the screen; `x` and `y` are the corner with the smallest coordinates. */
export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

/** `[a, b, c, d, e, f]` as a canvas takes it. */
export type Matrix = readonly [number, number, number, number, number, number];

/** Width and height as the page is shown, at one pixel per point. */
export function shownSize(size: PageSize): { readonly width: number; readonly height: number } {
  return size.rotation % 180 === 0
    ? { width: size.width, height: size.height }
    : { width: size.height, height: size.width };
}

/** Maps between a page's points and pixels from the upper left corner of the shown page. */
export class PageTransform {
  readonly size: PageSize;
  /** Pixels per point. */
  readonly scale: number;
  readonly matrix: Matrix;

  constructor(size: PageSize, scale: number) {
    this.size = size;
    this.scale = scale;
    this.matrix = matrixOf(size, scale);
  }

  toScreen({ x, y }: Point): Point {
    const [a, b, c, d, e, f] = this.matrix;
    return { x: a * x + c * y + e, y: b * x + d * y + f };
  }

  toPage({ x, y }: Point): Point {
    const [a, b, c, d, e, f] = this.matrix;
    const det = a * d - b * c;
    return { x: (d * (x - e) - c * (y - f)) / det, y: (a * (y - f) - b * (x - e)) / det };
  }

  rectToScreen(rect: Rect): Rect {
    return mapRect(rect, (point) => this.toScreen(point));
  }

  rectToPage(rect: Rect): Rect {
    return mapRect(rect, (point) => this.toPage(point));
  }
}

function matrixOf({ width, height, rotation }: PageSize, s: number): Matrix {
  switch (((rotation % 360) + 360) % 360) {
    case 90:
      return [0, s, s, 0, 0, 0];
    case 180:
      return [-s, 0, 0, s, width * s, 0];
    case 270:
      return [0, -s, -s, 0, height * s, width * s];
    default:
      return [s, 0, 0, -s, 0, height * s];
  }
}

function mapRect(rect: Rect, map: (point: Point) => Point): Rect {
  const from = map(rect);
  const to = map({ x: rect.x + rect.width, y: rect.y + rect.height });
  return {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  };
}
