import { type InkPoint, packInk } from '#protocol/annotation/ink';
import type { InkMark } from '#protocol/annotation/mark';
import type { MarkId } from '#protocol/wire/ids';
import type { PenOutbox, StrokeLook } from '../../sync/live-strokes.ts';

/** Points after which a stroke goes on as a new mark: far below the bytes that one mark may have. */
export const MOST_POINTS = 6000;
/** Points closer than this to the one before say nothing, in PDF points. */
const NEAREST = 0.12;

export interface RecorderPorts {
  readonly newId: () => MarkId;
  readonly finish: (mark: InkMark, id: MarkId) => void;
  /** Who is told of the stroke in motion, if anybody. */
  readonly broadcast: () => PenOutbox | undefined;
}

/** Turns a pointer's points into marks, and tells others while it moves. */
export class StrokeRecorder {
  readonly #ports: RecorderPorts;
  #look: StrokeLook | undefined;
  #points: InkPoint[] = [];
  #outbox: PenOutbox | undefined;

  constructor(ports: RecorderPorts) {
    this.#ports = ports;
  }

  /** The stroke being drawn; its points grow in place. */
  get current(): (StrokeLook & { readonly points: readonly InkPoint[] }) | undefined {
    return this.#look === undefined ? undefined : { ...this.#look, points: this.#points };
  }

  begin(look: Omit<StrokeLook, 'mark'>, points: readonly InkPoint[]): void {
    this.end();
    this.#look = { ...look, mark: this.#ports.newId() };
    this.#points = [];
    this.#outbox = this.#ports.broadcast();
    this.#outbox?.begin(this.#look);
    this.add(points);
  }

  add(points: readonly InkPoint[]): void {
    if (this.#look === undefined) return;
    const fresh: InkPoint[] = [];
    let before = this.#points.at(-1);
    for (const point of points) {
      const isSame =
        before !== undefined &&
        Math.abs(point.x - before.x) < NEAREST &&
        Math.abs(point.y - before.y) < NEAREST &&
        Math.abs(point.pressure - before.pressure) < 0.1;
      if (isSame) continue;
      fresh.push(point);
      before = point;
    }
    if (fresh.length === 0) return;
    this.#points.push(...fresh);
    this.#outbox?.add(fresh);
    const last = this.#points.at(-1);
    if (this.#points.length < MOST_POINTS || last === undefined) return;
    const { mark: _mark, ...look } = this.#look;
    this.begin(look, [last]);
  }

  /**
   * Makes the stroke one straight line to this point. Others see that when it is finished: points that were sent can't
   * be taken back.
   */
  straighten(to: InkPoint): void {
    const [from] = this.#points;
    if (this.#look === undefined || from === undefined) return;
    // As long as there is a ruler, the line has the strength with which it was begun.
    this.#points = [from, { ...to, pressure: from.pressure }];
  }

  end(): void {
    const stroke = this.take();
    if (stroke === undefined || stroke.points.length === 0 || stroke.tool === 'laser') return;
    const { mark, page, tool, colour, width, points } = stroke;
    this.#ports.finish(
      { kind: 'ink', tool, page, colour, width, points: packInk(points), at: Date.now() },
      mark,
    );
  }

  /** Ends the stroke without a mark, and answers it: it becomes something else, or nothing. */
  take(): (StrokeLook & { readonly points: readonly InkPoint[] }) | undefined {
    const stroke = this.current;
    this.#outbox?.end();
    this.#look = undefined;
    this.#points = [];
    return stroke;
  }
}
