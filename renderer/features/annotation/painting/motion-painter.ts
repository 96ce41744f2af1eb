import type { InkPoint } from '#protocol/annotation/ink';
import type { PageMark } from '#protocol/annotation/mark';
import type { PageTransform, Point } from '#protocol/annotation/page-transform';
import { type LiveStroke, LASER_TRAIL, type StrokeLook } from '../../../sync/live-strokes.ts';
import { inkColour } from '../mark-colours.ts';
import { drawOutline, strokeOutline } from '../stroke-outline.ts';
import { PageCanvas } from './page-canvas.ts';
import { paintMark, type PaintSurroundings, type Sheet, sheetOf } from './paint-mark.ts';

/** A moving stroke is drawn in pieces of so many points: what is behind the last piece is not computed again. */
const LIVE_PIECE = 32;
const LIVE_OVERLAP = 6;
/** When more strokes than this move on a page, the ends of the others' are plain lines: they last for a moment only. */
const CROWD = 8;
/** How a highlighter looks on a canvas that isn't multiplied with the page. */
const SEE_THROUGH = 0.55;

/** A stroke whose points grow in place. */
export type MovingStroke = StrokeLook & { readonly points: readonly InkPoint[] };

/** Everything that moves on a page now. */
export interface Motion {
  /** One's own and the others'. */
  readonly strokes: readonly (MovingStroke | LiveStroke)[];
  readonly own: MovingStroke | undefined;
  /** Marks in the making or on the way to another place, shown this much away from where they are. */
  readonly marks: readonly PageMark[];
  readonly shift: Point;
  /** Where the eraser is and its radius, or the line of a lasso. In points. */
  readonly eraser: (Point & { readonly radius: number }) | null;
  readonly lasso: readonly Point[];
}

interface Pieces {
  readonly done: Path2D[];
  last: Path2D | undefined;
  /** Points of which `last` was made. */
  count: number;
}

/** Draws what is still moving, one's own or the others'. */
export class MotionPainter {
  readonly #canvas: PageCanvas;
  readonly #pieces = new Map<string, Pieces>();

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = new PageCanvas(canvas);
  }

  /** Returns whether the next frame looks different even when nothing happens: a trail fades. */
  paint(motion: Motion, transform: PageTransform, ratio: number, around: PaintSurroundings): boolean {
    const { strokes, own, marks, shift, eraser, lasso } = motion;
    const moving = new Set<string>(strokes.map(({ mark }) => mark));
    for (const mark of this.#pieces.keys()) if (!moving.has(mark)) this.#pieces.delete(mark);
    if (strokes.length === 0 && marks.length === 0 && eraser === null && lasso.length === 0) {
      this.#canvas.free();
      return false;
    }
    const context = this.#canvas.clear(transform, ratio);
    if (context === null) return false;
    let fades = false;
    for (const stroke of strokes) {
      if (stroke.tool === 'laser') {
        fades = paintLaser(context, stroke) || fades;
        continue;
      }
      context.fillStyle = inkColour(stroke.tool, stroke.colour);
      context.globalAlpha = stroke.tool === 'highlighter' ? SEE_THROUGH : 1;
      const isRough = strokes.length > CROWD && stroke !== own;
      for (const path of this.#pathsOf(stroke, stroke.tool, isRough)) context.fill(path);
      if (isRough) paintRoughEnd(context, stroke, this.#settled(stroke));
    }
    if (marks.length > 0) {
      context.save();
      context.translate(shift.x, shift.y);
      for (const mark of marks) {
        context.globalAlpha = sheetOf(mark) === 'highlighter' ? SEE_THROUGH : 1;
        paintMark(context, mark, around);
      }
      context.restore();
    }
    context.globalAlpha = 1;
    if (eraser !== null) paintEraser(context, eraser, transform.scale);
    if (lasso.length > 1) paintLasso(context, lasso, transform.scale);
    return fades;
  }

  close(): void {
    this.#canvas.free();
    this.#pieces.clear();
  }

  /** So many points of a stroke are in pieces that are finished. */
  #settled({ mark }: MovingStroke): number {
    return (this.#pieces.get(mark)?.done.length ?? 0) * LIVE_PIECE;
  }

  /** The outlines of a stroke; `isRough`: without its end. */
  #pathsOf({ mark, points, width }: MovingStroke, tool: Sheet, isRough: boolean): readonly Path2D[] {
    let pieces = this.#pieces.get(mark);
    // A ruler's line is drawn anew: it has fewer points than before.
    if (pieces === undefined || pieces.count > points.length) {
      pieces = { done: [], last: undefined, count: 0 };
      this.#pieces.set(mark, pieces);
    }
    if (pieces.last !== undefined && pieces.count === points.length && points.length > 2) {
      return [...pieces.done, pieces.last];
    }
    const piece = (from: number, to: number, isFinished: boolean) =>
      drawOutline(
        new Path2D(),
        strokeOutline(points.slice(Math.max(0, from - LIVE_OVERLAP), to), tool, width, isFinished),
      );
    const { done } = pieces;
    while ((done.length + 1) * LIVE_PIECE + LIVE_OVERLAP < points.length) {
      done.push(piece(done.length * LIVE_PIECE, (done.length + 1) * LIVE_PIECE, true));
    }
    pieces.count = points.length;
    pieces.last = isRough ? undefined : piece(done.length * LIVE_PIECE, points.length, false);
    if (pieces.last === undefined) return done;
    return [...done, pieces.last];
  }
}

/** The end of a stroke as a line of the pen's width at its middle strength. */
function paintRoughEnd(context: CanvasRenderingContext2D, stroke: MovingStroke, from: number): void {
  const { points, width, colour, tool } = stroke;
  const middle = points[Math.min(points.length - 1, from)];
  if (middle === undefined) return;
  context.strokeStyle = inkColour(tool, colour);
  context.lineWidth = width * (1 + 1.1 * (middle.pressure - 0.5));
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  for (let n = Math.max(0, from - 1); n < points.length; n++) {
    const point = points[n];
    if (point !== undefined) context.lineTo(point.x, point.y);
  }
  context.stroke();
}

/** A red dot with a tail that fades; whether anything of it will change by itself. */
function paintLaser(context: CanvasRenderingContext2D, stroke: MovingStroke | LiveStroke): boolean {
  const { points, width } = stroke;
  const times = 'times' in stroke ? stroke.times : [];
  const now = Date.now();
  const tip = points.at(-1);
  if (tip === undefined) return false;
  context.lineCap = 'round';
  context.strokeStyle = LASER;
  let before: InkPoint | undefined;
  for (const [n, point] of points.entries()) {
    const left = 1 - (now - (times[n] ?? now)) / LASER_TRAIL;
    if (before !== undefined && left > 0) {
      context.globalAlpha = left * 0.8;
      context.lineWidth = width * (0.3 + 0.7 * left);
      context.beginPath();
      context.moveTo(before.x, before.y);
      context.lineTo(point.x, point.y);
      context.stroke();
    }
    before = point;
  }
  const isOver = 'times' in stroke && stroke.isOver;
  const left = isOver ? Math.max(0, 1 - (now - (times.at(-1) ?? now)) / LASER_TRAIL) : 1;
  context.fillStyle = LASER;
  for (const [radius, strength] of [
    [width * 1.6, 0.25],
    [width * 0.9, 1],
  ] as const) {
    context.globalAlpha = left * strength;
    context.beginPath();
    context.arc(tip.x, tip.y, radius, 0, 2 * Math.PI);
    context.fill();
  }
  context.globalAlpha = 1;
  return true;
}

const LASER = '#e11d2a';
const GUIDE = '#1f4f93';

function paintEraser(
  context: CanvasRenderingContext2D,
  { x, y, radius }: Point & { readonly radius: number },
  scale: number,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = 'rgb(255 255 255 / 0.6)';
  context.fill();
  context.lineWidth = 1.25 / scale;
  context.strokeStyle = '#565b68';
  context.stroke();
}

function paintLasso(context: CanvasRenderingContext2D, lasso: readonly Point[], scale: number): void {
  context.beginPath();
  for (const { x, y } of lasso) context.lineTo(x, y);
  context.closePath();
  context.fillStyle = 'rgb(31 79 147 / 0.08)';
  context.fill();
  context.setLineDash([5 / scale, 4 / scale]);
  context.lineWidth = 1.5 / scale;
  context.strokeStyle = GUIDE;
  context.stroke();
  context.setLineDash([]);
}
