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

/** How a stroke has grown: the part of the page that looks different now, and what is drawn there on top. */
export interface Growth {
  readonly part: Rect;
  /** Paints what is new over what is there, in the colour that is set; null when the part has to be painted anew. */
  readonly paint: ((context: CanvasRenderingContext2D) => void) | null;
}

/** The outline of a stroke whose points grow in place, and which part of the page each growth touches. */
export class LiveOutline {
  #done: Piece[] = [];
  #end: Piece | undefined;
  /** Points of which the finished pieces were made, and all were. */
  #settled = 0;
  #count = 0;
  /** Around everything that was drawn; null for nothing. */
  #bounds: Rect | null = null;

  get bounds(): Rect | null {
    return this.#bounds;
  }

  touches(part: Rect): boolean {
    return this.#bounds !== null && overlap(this.#bounds, part);
  }

  /**
   * Takes new points in; null when there are none. `isRough`: they become a plain line, which costs little and only adds
   * to what is there.
   */
  grow({ points, width }: MovingStroke, tool: Sheet, isRough: boolean): Growth | null {
    // A ruler's line is drawn anew: it has fewer points than before, or others.
    const isOther = points.length < this.#count || points.length <= 2;
    if (!isOther && points.length === this.#count) return null;
    const growth =
      isRough && !isOther ? this.#extend(points, width) : this.#outline(points, width, tool, isOther);
    this.#count = points.length;
    this.#bounds = this.#bounds === null ? growth.part : unionOf([this.#bounds, growth.part]);
    return growth;
  }

  /** Paints what touches the part, in the colour that is set. */
  paint(context: CanvasRenderingContext2D, part: Rect | null): void {
    for (const piece of this.#pieces()) {
      if (part === null || overlap(piece.bounds, part)) paintPiece(context, piece);
    }
  }

  /** The end of the stroke as an outline, anew: its last points bend when others follow. */
  #outline(points: readonly InkPoint[], width: number, tool: Sheet, isOther: boolean): Growth {
    const changed = isOther ? this.#pieces() : this.#end === undefined ? [] : [this.#end];
    if (isOther) {
      this.#done = [];
      this.#settled = 0;
      this.#bounds = null;
    }
    const piece = (from: number, to: number, isFinished: boolean) =>
      outlinePiece(points.slice(Math.max(0, from - LIVE_OVERLAP), to), tool, width, isFinished);
    while (this.#settled + LIVE_PIECE + LIVE_OVERLAP < points.length) {
      const done = piece(this.#settled, this.#settled + LIVE_PIECE, true);
      this.#settled += LIVE_PIECE;
      this.#done.push(done);
      changed.push(done);
    }
    this.#end = piece(this.#settled, points.length, false);
    changed.push(this.#end);
    return { part: unionOf(changed.map(({ bounds }) => bounds)), paint: null };
  }

  /** The new points as a line from the last one before them. */
  #extend(points: readonly InkPoint[], width: number): Growth {
    const before = this.#end;
    const isFull = before === undefined || before.line === null || this.#count - this.#settled >= LIVE_PIECE;
    const fresh = points.slice(Math.max(0, this.#count - 1));
    const added = linePiece(fresh, (isFull ? null : before.line) ?? lineWidth(fresh, width));
    if (isFull) {
      this.#done = this.#pieces();
      this.#settled = this.#count;
      this.#end = linePiece(fresh, added.line);
    } else {
      before.path.addPath(added.path);
      this.#end = { ...before, bounds: unionOf([before.bounds, added.bounds]) };
    }
    return { part: added.bounds, paint: (context) => paintPiece(context, added) };
  }

  #pieces(): Piece[] {
    return this.#end === undefined ? [...this.#done] : [...this.#done, this.#end];
  }
}

function paintPiece(context: CanvasRenderingContext2D, { path, line }: Piece): void {
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

function linePiece(points: readonly InkPoint[], line: number): Piece & { readonly line: number } {
  const path = new Path2D();
  for (const { x, y } of points) path.lineTo(x, y);
  return { path, bounds: aroundPoints(points, line / 2), line };
}

/** How wide a pen draws a plain line at the strength in the middle of these points. */
function lineWidth(points: readonly InkPoint[], width: number): number {
  const strength = points[Math.floor(points.length / 2)]?.pressure ?? 0.5;
  return width * (1 + 1.1 * (strength - 0.5));
}
