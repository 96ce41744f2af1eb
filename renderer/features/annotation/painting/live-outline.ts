import type { InkPoint } from '#protocol/annotation/ink';
import type { Rect } from '#protocol/annotation/page-transform';
import type { StrokeLook } from '../../../sync/live-strokes.ts';
import { aroundPoints, overlap, unionOf } from '../mark-shape.ts';
import { drawOutline, strokeOutline } from '../stroke-outline.ts';
import type { Sheet } from './paint-mark.ts';

/** A moving stroke is drawn in pieces of so many points: what is behind the last piece is not computed again. */
const LIVE_PIECE = 32;
const LIVE_OVERLAP = 6;

/** A stroke whose points grow in place. */
export type MovingStroke = StrokeLook & { readonly points: readonly InkPoint[] };

interface Piece {
  readonly path: Path2D;
  readonly bounds: Rect;
  /** The width of a plain line; null for an outline. In points. */
  readonly line: number | null;
}

/** The outline of a stroke whose points grow in place, and which part of the page each growth touches. */
export class LiveOutline {
  #done: Piece[] = [];
  #end: Piece | undefined;
  /** Points of which the pieces were made. */
  #count = 0;
  #isRough = false;
  /** Around everything that was drawn; null for nothing. */
  #bounds: Rect | null = null;

  get bounds(): Rect | null {
    return this.#bounds;
  }

  touches(part: Rect): boolean {
    return this.#bounds !== null && overlap(this.#bounds, part);
  }

  /**
   * Takes new points in; answers the part that looks different now, null for none. `isRough`: the end is a plain line, which
   * costs little.
   */
  grow({ points, width }: MovingStroke, tool: Sheet, isRough: boolean): Rect | null {
    // A ruler's line is drawn anew: it has fewer points than before, or others.
    const isOther = points.length < this.#count || points.length <= 2;
    if (!isOther && points.length === this.#count && isRough === this.#isRough) return null;
    const changed = isOther ? this.#pieces() : this.#end === undefined ? [] : [this.#end];
    if (isOther) {
      this.#done = [];
      this.#bounds = null;
    }
    const piece = (from: number, to: number, isFinished: boolean) =>
      outlinePiece(points.slice(Math.max(0, from - LIVE_OVERLAP), to), tool, width, isFinished);
    while ((this.#done.length + 1) * LIVE_PIECE + LIVE_OVERLAP < points.length) {
      const from = this.#done.length * LIVE_PIECE;
      const done = piece(from, from + LIVE_PIECE, true);
      this.#done.push(done);
      changed.push(done);
    }
    const settled = this.#done.length * LIVE_PIECE;
    this.#end = isRough
      ? linePiece(points.slice(Math.max(0, settled - 1)), width)
      : piece(settled, points.length, false);
    changed.push(this.#end);
    this.#count = points.length;
    this.#isRough = isRough;
    const part = unionOf(changed.map(({ bounds }) => bounds));
    this.#bounds = this.#bounds === null ? part : unionOf([this.#bounds, part]);
    return part;
  }

  /** Paints what touches the part, in the colour that is set. */
  paint(context: CanvasRenderingContext2D, part: Rect | null): void {
    for (const piece of this.#done) paintPiece(context, piece, part);
    if (this.#end !== undefined) paintPiece(context, this.#end, part);
  }

  #pieces(): Piece[] {
    return this.#end === undefined ? [...this.#done] : [...this.#done, this.#end];
  }
}

function paintPiece(
  context: CanvasRenderingContext2D,
  { path, bounds, line }: Piece,
  part: Rect | null,
): void {
  if (part !== null && !overlap(bounds, part)) return;
  if (line === null) {
    context.fill(path);
    return;
  }
  context.strokeStyle = context.fillStyle;
  context.lineWidth = line;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.stroke(path);
}

function outlinePiece(points: readonly InkPoint[], tool: Sheet, width: number, isFinished: boolean): Piece {
  const outline = strokeOutline(points, tool, width, isFinished);
  const bounds = aroundPoints(
    outline.map(([x, y]) => ({ x, y })),
    0,
  );
  return { path: drawOutline(new Path2D(), outline), bounds, line: null };
}

/** Points as a line of the pen's width at its strength in their middle. */
function linePiece(points: readonly InkPoint[], width: number): Piece {
  const path = new Path2D();
  for (const { x, y } of points) path.lineTo(x, y);
  const strength = points[Math.floor(points.length / 2)]?.pressure ?? 0.5;
  const line = width * (1 + 1.1 * (strength - 0.5));
  return { path, bounds: aroundPoints(points, line / 2), line };
}
