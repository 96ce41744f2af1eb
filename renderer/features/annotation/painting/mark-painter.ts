import type { PageMark } from '#protocol/annotation/mark';
import type { PageTransform, Rect } from '#protocol/annotation/page-transform';
import type { PlacedMark } from '../mark-index.ts';
import { overlap, shapeOf, unionOf } from '../mark-shape.ts';
import { PageCanvas } from './page-canvas.ts';
import { paintMark, type PaintSurroundings, type Sheet, sheetOf } from './paint-mark.ts';

/** Parts of a page that are painted anew one by one; when there are more, all that they cover is. */
const MOST_PARTS = 12;

/** The marks of one canvas as they are painted on it. */
class PaintedSheet {
  readonly #canvas: PageCanvas;
  #painted: readonly PageMark[] = [];

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = new PageCanvas(canvas);
  }

  /** Paints all of it. */
  all(marks: readonly PageMark[], transform: PageTransform, ratio: number, around: PaintSurroundings): void {
    this.#painted = marks;
    if (marks.length === 0) {
      this.#canvas.free();
      return;
    }
    const context = this.#canvas.clear(transform, ratio);
    if (context !== null) for (const mark of marks) paintMark(context, mark, around);
  }

  /**
   * Paints what has changed since: new marks on top of the others where they are the uppermost, and otherwise the parts
   * of the page that a change touches. What is elsewhere stays as it is.
   */
  changes(
    marks: readonly PageMark[],
    transform: PageTransform,
    around: PaintSurroundings,
    spoilt: ReadonlySet<PageMark>,
  ): void {
    const context = this.#canvas.context;
    const before = new Set(this.#painted);
    const now = new Set(marks);
    const parts: Rect[] = [];
    for (const mark of this.#painted)
      if (!now.has(mark) || spoilt.has(mark)) parts.push(shapeOf(mark).bounds);
    const above: Rect[] = [];
    const fresh: PageMark[] = [];
    let left = marks.reduce((count, mark) => (before.has(mark) ? count : count + 1), 0);
    for (let n = marks.length - 1; n >= 0 && left > 0; n--) {
      const mark = marks[n];
      if (mark === undefined) continue;
      const { bounds } = shapeOf(mark);
      if (before.has(mark)) {
        above.push(bounds);
        continue;
      }
      left -= 1;
      if (above.some((other) => overlap(other, bounds))) parts.push(bounds);
      else fresh.push(mark);
    }
    this.#painted = marks;
    if (context === null) return;
    for (const mark of fresh.toReversed()) paintMark(context, mark, around);
    for (const part of parts.length > MOST_PARTS ? [unionOf(parts)] : parts) {
      this.#canvas.renew(part, transform, (clipped) => {
        for (const mark of marks) if (overlap(shapeOf(mark).bounds, part)) paintMark(clipped, mark, around);
      });
    }
  }

  get isEmpty(): boolean {
    return this.#painted.length === 0;
  }

  free(): void {
    this.#canvas.free();
    this.#painted = [];
  }
}

/** Draws the finished marks of one page on two canvases: highlighters, which are multiplied, and everything else. */
export class MarkPainter {
  readonly #sheets: Record<Sheet, PaintedSheet>;
  /** Painted without their picture, or before the font was there. */
  #unfinished = new Set<PageMark>();
  #transform: PageTransform | undefined;
  #ratio = 1;

  constructor(highlighter: HTMLCanvasElement, pen: HTMLCanvasElement) {
    this.#sheets = { highlighter: new PaintedSheet(highlighter), pen: new PaintedSheet(pen) };
  }

  /** Draws what has changed. `isFinished` says whether everything is there that a mark is painted with. */
  paint(
    placed: readonly PlacedMark[],
    transform: PageTransform,
    ratio: number,
    around: PaintSurroundings & { readonly isFinished: (mark: PageMark) => boolean },
  ): void {
    const isSame =
      this.#transform?.scale === transform.scale &&
      this.#transform.size.rotation === transform.size.rotation &&
      this.#ratio === ratio;
    const spoilt = new Set([...this.#unfinished].filter((mark) => around.isFinished(mark)));
    for (const name of ['highlighter', 'pen'] as const) {
      const sheet = this.#sheets[name];
      const marks: PageMark[] = [];
      for (const { mark } of placed) if (sheetOf(mark) === name) marks.push(mark);
      if (isSame && !sheet.isEmpty && marks.length > 0) sheet.changes(marks, transform, around, spoilt);
      else if (!sheet.isEmpty || marks.length > 0) sheet.all(marks, transform, ratio, around);
    }
    this.#unfinished = new Set(placed.map(({ mark }) => mark).filter((mark) => !around.isFinished(mark)));
    this.#transform = transform;
    this.#ratio = ratio;
  }

  close(): void {
    this.#sheets.highlighter.free();
    this.#sheets.pen.free();
  }
}
