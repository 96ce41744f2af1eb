import type { InkPoint } from '#protocol/annotation/ink';
import type { PageMark } from '#protocol/annotation/mark';
import type { PageTransform, Point, Rect } from '#protocol/annotation/page-transform';
import type { MarkId } from '#protocol/wire/ids';
import { type LiveStroke, LASER_TRAIL } from '../../../sync/live-strokes.ts';
import { inkColour } from '../mark-colours.ts';
import { type Growth, LiveOutline, type MovingStroke } from './live-outline.ts';
import { PageCanvas } from './page-canvas.ts';
import { paintMark, type PaintSurroundings, sheetOf } from './paint-mark.ts';

/** When more strokes than this move on a page, what the others add is plain lines: they last for a moment only. */
const CROWD = 8;
/** Between two strokes the canvas stays, for so many milliseconds: making it anew costs more than a stroke. */
const REST = 1500;
/** How a highlighter looks on a canvas that isn't multiplied with the page. */
const SEE_THROUGH = 0.55;

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

/** What is painted over what is there. */
interface Added {
  readonly colour: string;
  readonly paint: NonNullable<Growth['paint']>;
}

/** Draws what is still moving, one's own or the others'. */
export class MotionPainter {
  readonly #canvas: PageCanvas;
  readonly #outlines = new Map<MarkId, LiveOutline>();
  /** How the canvas was painted when it held nothing but strokes: then only what changes is painted anew. */
  #painted: { readonly transform: PageTransform; readonly ratio: number } | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = new PageCanvas(canvas);
  }

  /** Returns whether the next frame looks different even when nothing happens: a trail fades. */
  paint(motion: Motion, transform: PageTransform, ratio: number, around: PaintSurroundings): boolean {
    const { strokes, marks, eraser, lasso } = motion;
    const isStill = strokes.length === 0 && marks.length === 0 && eraser === null && lasso.length === 0;
    if (isStill && !this.#canvas.isShown) return false;
    if (isStill) this.#restLater();
    else this.#stayAwake();
    const { parts, added } = this.#grow(motion);
    const isPlain =
      marks.length === 0 &&
      eraser === null &&
      lasso.length === 0 &&
      strokes.every(({ tool }) => tool !== 'laser');
    const before = this.#painted;
    this.#painted = isPlain ? { transform, ratio } : undefined;
    if (isPlain && before?.transform === transform && before.ratio === ratio && isSmall(parts, transform)) {
      for (const part of parts) {
        this.#canvas.renew(part, transform, (context) => this.#paintStrokes(context, motion, part));
      }
      const { context } = this.#canvas;
      if (context !== null) {
        for (const { colour, paint } of added) {
          context.fillStyle = colour;
          paint(context);
        }
      }
      return false;
    }
    return this.#paintAll(motion, transform, ratio, around);
  }

  close(): void {
    this.#stayAwake();
    this.#free();
  }

  /** Takes in how the strokes have grown: the parts of the page that look different now, and what is only added. */
  #grow({ strokes, own }: Motion): { parts: Rect[]; added: Added[] } {
    const parts: Rect[] = [];
    const added: Added[] = [];
    const moving = new Set(strokes.map(({ mark }) => mark));
    for (const [mark, outline] of this.#outlines) {
      if (moving.has(mark)) continue;
      this.#outlines.delete(mark);
      if (outline.bounds !== null) parts.push(outline.bounds);
    }
    for (const stroke of strokes) {
      const { mark, tool, colour } = stroke;
      if (tool === 'laser') continue;
      let outline = this.#outlines.get(mark);
      if (outline === undefined) {
        outline = new LiveOutline();
        this.#outlines.set(mark, outline);
      }
      // Where a highlighter's line meets itself it would be darker.
      const isRough = strokes.length > CROWD && stroke !== own && tool === 'pen';
      const growth = outline.grow(stroke, tool, isRough);
      if (growth?.paint) added.push({ colour: inkColour(tool, colour), paint: growth.paint });
      else if (growth !== null) parts.push(growth.part);
    }
    return { parts, added };
  }

  #paintAll(motion: Motion, transform: PageTransform, ratio: number, around: PaintSurroundings): boolean {
    const { strokes, marks, shift, eraser, lasso } = motion;
    const context = this.#canvas.clear(transform, ratio);
    if (context === null) return false;
    this.#paintStrokes(context, motion, null);
    let fades = false;
    for (const stroke of strokes) if (stroke.tool === 'laser') fades = paintLaser(context, stroke) || fades;
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

  #paintStrokes(context: CanvasRenderingContext2D, { strokes }: Motion, part: Rect | null): void {
    for (const { mark, tool, colour } of strokes) {
      const outline = this.#outlines.get(mark);
      if (tool === 'laser' || outline === undefined || (part !== null && !outline.touches(part))) continue;
      context.fillStyle = inkColour(tool, colour);
      context.globalAlpha = tool === 'highlighter' ? SEE_THROUGH : 1;
      outline.paint(context, part);
    }
    context.globalAlpha = 1;
  }

  #restLater(): void {
    this.#resting ??= setTimeout(() => this.#free(), REST);
  }

  #stayAwake(): void {
    clearTimeout(this.#resting);
    this.#resting = undefined;
  }

  #free(): void {
    this.#resting = undefined;
    this.#painted = undefined;
    this.#outlines.clear();
    this.#canvas.free();
  }
}

/** Whether painting these parts one by one is less than painting all of the page. */
function isSmall(parts: readonly Rect[], { size }: PageTransform): boolean {
  const area = parts.reduce((sum, { width, height }) => sum + width * height, 0);
  return area * 2 < size.width * size.height;
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
