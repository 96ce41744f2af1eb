import type { InkPoint } from '#protocol/annotation/ink';
import type { InkMark } from '#protocol/annotation/mark';
import type { PageTransform } from '#protocol/annotation/page-transform';
import type { StrokeLook } from '../../sync/live-strokes.ts';
import { inkColour } from './mark-colours.ts';
import type { PlacedMark } from './mark-index.ts';
import { shapeOf } from './mark-shape.ts';
import { boundedScale } from './raster-scale.ts';
import { outlinePath, strokeOutline } from './stroke-outline.ts';

/** A moving stroke is drawn in pieces of so many points: what is behind the last piece is not computed again. */
const LIVE_PIECE = 160;
const LIVE_OVERLAP = 6;

const paths = new WeakMap<InkMark, Path2D>();

function pathOf(mark: InkMark): Path2D {
  let path = paths.get(mark);
  if (path === undefined) {
    path = new Path2D(outlinePath(strokeOutline(shapeOf(mark).points, mark.tool, mark.width, true)));
    paths.set(mark, path);
  }
  return path;
}

/** Keeps a canvas at a page's size, and at no size at all while nothing is on it. */
class PageCanvas {
  readonly element: HTMLCanvasElement;
  #context: CanvasRenderingContext2D | null = null;

  constructor(element: HTMLCanvasElement) {
    this.element = element;
  }

  /** A cleared canvas in page coordinates, or null when the browser gives none. */
  clear(transform: PageTransform, ratio: number): CanvasRenderingContext2D | null {
    const scale = boundedScale(transform.size, transform.scale * ratio) / transform.scale;
    const shown = transform.rectToScreen({
      x: 0,
      y: 0,
      width: transform.size.width,
      height: transform.size.height,
    });
    const width = Math.max(1, Math.round(shown.width * scale));
    const height = Math.max(1, Math.round(shown.height * scale));
    this.#context ??= this.element.getContext('2d');
    const context = this.#context;
    if (context === null) return null;
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width;
      this.element.height = height;
    } else {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
    }
    const [a, b, c, d, e, f] = transform.matrix;
    context.setTransform(a * scale, b * scale, c * scale, d * scale, e * scale, f * scale);
    return context;
  }

  /** The canvas as it is, to draw more on it. */
  get context(): CanvasRenderingContext2D | null {
    return this.#context;
  }

  free(): void {
    if (this.element.width > 1) {
      this.element.width = 1;
      this.element.height = 1;
    }
  }
}

/** Draws the finished strokes of one page on two canvases: highlighters, which are multiplied, and pens. */
export class MarkPainter {
  readonly #canvases: Record<InkMark['tool'], PageCanvas>;
  #painted: readonly InkMark[] = [];
  #transform: PageTransform | undefined;
  #ratio = 1;

  constructor(highlighter: HTMLCanvasElement, pen: HTMLCanvasElement) {
    this.#canvases = { highlighter: new PageCanvas(highlighter), pen: new PageCanvas(pen) };
  }

  /** Draws what is new on top when nothing else changed, otherwise all. */
  paint(marks: readonly PlacedMark[], transform: PageTransform, ratio: number): void {
    const ink = marks.map(({ mark }) => mark).filter((mark): mark is InkMark => mark.kind === 'ink');
    const isGrown =
      this.#transform?.scale === transform.scale &&
      this.#ratio === ratio &&
      this.#painted.every((mark, n) => ink[n] === mark);
    const fresh = isGrown ? ink.slice(this.#painted.length) : ink;
    for (const tool of ['highlighter', 'pen'] as const) {
      const canvas = this.#canvases[tool];
      const mine = fresh.filter((mark) => mark.tool === tool);
      const isFirst = !isGrown || !this.#painted.some((mark) => mark.tool === tool);
      if (mine.length === 0) {
        if (isFirst) canvas.free();
        continue;
      }
      const context = isFirst ? canvas.clear(transform, ratio) : canvas.context;
      if (context === null) continue;
      for (const mark of mine) {
        context.fillStyle = inkColour(tool, mark.colour);
        context.fill(pathOf(mark));
      }
    }
    this.#painted = ink;
    this.#transform = transform;
    this.#ratio = ratio;
  }

  close(): void {
    this.#canvases.highlighter.free();
    this.#canvases.pen.free();
  }
}

/** Draws strokes that are still moving, one's own or the others'. */
export class MotionPainter {
  readonly #canvas: PageCanvas;
  readonly #pieces = new Map<string, Path2D[]>();

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = new PageCanvas(canvas);
  }

  paint(
    strokes: readonly (StrokeLook & { points: readonly InkPoint[] })[],
    transform: PageTransform,
    ratio: number,
  ): void {
    const moving = new Set<string>(strokes.map(({ mark }) => mark));
    for (const mark of this.#pieces.keys()) if (!moving.has(mark)) this.#pieces.delete(mark);
    if (strokes.length === 0) {
      this.#canvas.free();
      return;
    }
    const context = this.#canvas.clear(transform, ratio);
    if (context === null) return;
    for (const stroke of strokes) {
      context.fillStyle = inkColour(stroke.tool, stroke.colour);
      context.globalAlpha = stroke.tool === 'highlighter' ? 0.55 : 1;
      for (const path of this.#pathsOf(stroke)) context.fill(path);
    }
    context.globalAlpha = 1;
  }

  close(): void {
    this.#canvas.free();
    this.#pieces.clear();
  }

  #pathsOf({ mark, points, tool, width }: StrokeLook & { points: readonly InkPoint[] }): Path2D[] {
    let done = this.#pieces.get(mark);
    if (done === undefined) {
      done = [];
      this.#pieces.set(mark, done);
    }
    const piece = (from: number, to: number, isFinished: boolean) =>
      new Path2D(
        outlinePath(
          strokeOutline(points.slice(Math.max(0, from - LIVE_OVERLAP), to), tool, width, isFinished),
        ),
      );
    while ((done.length + 1) * LIVE_PIECE + LIVE_OVERLAP < points.length) {
      done.push(piece(done.length * LIVE_PIECE, (done.length + 1) * LIVE_PIECE, true));
    }
    return [...done, piece(done.length * LIVE_PIECE, points.length, false)];
  }
}
