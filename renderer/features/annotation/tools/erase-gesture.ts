import { type InkPoint, packInk } from '#protocol/annotation/ink';
import type { InkMark } from '#protocol/annotation/mark';
import type { Point } from '#protocol/annotation/page-transform';
import type { MarkId } from '#protocol/wire/ids';
import type { PlacedMark } from '../mark-index.ts';
import { hits, isInside, shapeOf } from '../mark-shape.ts';
import type { MarkEdit } from '../mark-store.ts';
import { removing } from '../selection/mark-edits.ts';
import { cutInk } from './cut-ink.ts';
import type { Gesture, GestureMotion, Press, Workbench } from './gesture.ts';

/** Puts the eraser down at so many places per radius along its way. */
const DENSITY = 2;

/** Takes away one's own marks of the open layer that the eraser goes over; they go together when it is lifted. */
export class StrokeEraser implements Gesture {
  readonly page: number;
  readonly #bench: Workbench;
  readonly #reach: number;
  readonly #touched = new Set<PlacedMark>();
  #at: Point;

  constructor(bench: Workbench, press: Press) {
    this.#bench = bench;
    this.page = press.page;
    this.#reach = press.reach;
    this.#at = press.at;
    this.move([press.at]);
  }

  get motion(): GestureMotion {
    return { without: this.#touched, eraser: { ...this.#at, radius: this.#reach } };
  }

  move(points: readonly InkPoint[]): void {
    for (const placed of ownOn(this.#bench, this.page)) {
      if (!this.#touched.has(placed) && points.some((at) => hits(placed.mark, at, this.#reach))) {
        this.#touched.add(placed);
      }
    }
    this.#at = points.at(-1) ?? this.#at;
  }

  end(): void {
    if (this.#touched.size > 0) this.#bench.marks.write(removing(this.#bench.marks, [...this.#touched]));
  }

  cancel(): void {
    this.#touched.clear();
  }
}

/** Rubs away the part of one's own ink that the eraser covers; other marks stay. */
export class AreaEraser implements Gesture {
  readonly page: number;
  readonly #bench: Workbench;
  readonly #radius: number;
  /** What is left of each stroke that was touched. */
  readonly #left = new Map<PlacedMark, { readonly ink: InkMark; pieces: readonly (readonly InkPoint[])[] }>();
  #at: Point;

  constructor(bench: Workbench, press: Press) {
    this.#bench = bench;
    this.page = press.page;
    this.#radius = bench.pens().eraser.width / 2;
    this.#at = press.at;
    this.#rub(press.at);
  }

  get motion(): GestureMotion {
    const marks = [...this.#left.values()].flatMap(({ ink, pieces }) =>
      pieces.map((points): InkMark => ({ ...ink, points: packInk(points) })),
    );
    return { without: new Set(this.#left.keys()), marks, eraser: { ...this.#at, radius: this.#radius } };
  }

  move(points: readonly InkPoint[]): void {
    for (const to of points) {
      const from = this.#at;
      const steps = Math.max(
        1,
        Math.ceil((Math.hypot(to.x - from.x, to.y - from.y) / this.#radius) * DENSITY),
      );
      for (let n = 1; n <= steps; n++) {
        const share = n / steps;
        this.#rub({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
      }
      this.#at = to;
    }
  }

  end(): void {
    const edits: MarkEdit[] = [];
    for (const [placed, { ink, pieces }] of this.#left) {
      // What was said about the stroke stays with the longest piece of it.
      const longest = pieces.toSorted((a, b) => b.length - a.length)[0];
      if (longest === undefined) edits.push(...removing(this.#bench.marks, [placed]));
      for (const points of pieces) {
        const id: MarkId = points === longest ? placed.id : this.#bench.newId();
        edits.push({ layer: placed.layer, id, mark: { ...ink, points: packInk(points) } });
      }
    }
    if (edits.length > 0) this.#bench.marks.write(edits);
  }

  cancel(): void {
    this.#left.clear();
  }

  #rub(at: Point): void {
    for (const placed of ownOn(this.#bench, this.page)) {
      const { mark } = placed;
      if (mark.kind !== 'ink') continue;
      const { points, bounds } = shapeOf(mark);
      // A stroke that can't be read is nowhere, and is kept.
      if (points.length === 0 || !isInside(at, bounds, this.#radius)) continue;
      const before = this.#left.get(placed)?.pieces ?? [points];
      // The eraser takes what it covers of the line's thickness, too.
      const pieces = before.flatMap((piece) => cutInk(piece, at, this.#radius + mark.width / 4));
      const isSame = pieces.length === before.length && pieces.every((piece, n) => piece === before[n]);
      if (!isSame) this.#left.set(placed, { ink: mark, pieces });
    }
  }
}

/** One's own marks on a page that may be erased now: those of the layer that is written on. */
function ownOn(bench: Workbench, page: number): PlacedMark[] {
  const layer = bench.layer();
  return bench.seen(page).filter((placed) => placed.author === bench.me && placed.layer === layer);
}
