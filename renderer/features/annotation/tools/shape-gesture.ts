import type { InkPoint } from '#protocol/annotation/ink';
import type { ShapeMark } from '#protocol/annotation/mark';
import type { Point } from '#protocol/annotation/page-transform';
import type { Gesture, GestureMotion, Press, Workbench } from './gesture.ts';
import { alongRuler, toSquare } from './straight.ts';

/** Smaller than this it was a slip, in points. */
const LEAST = 3;

/** Pulls up a line, an arrow, a box or an ellipse. Shift holds it to straight directions, a square, a circle. */
export class ShapeGesture implements Gesture {
  readonly page: number;
  readonly #bench: Workbench;
  readonly #shape: ShapeMark['shape'];
  readonly #from: Point;
  #to: Point;

  constructor(bench: Workbench, press: Press, shape: ShapeMark['shape']) {
    this.#bench = bench;
    this.#shape = shape;
    this.page = press.page;
    this.#from = press.at;
    this.#to = press.at;
  }

  get motion(): GestureMotion {
    const mark = this.#mark();
    return mark === undefined ? {} : { marks: [mark] };
  }

  move(points: readonly InkPoint[], shift: boolean): void {
    const at = points.at(-1);
    if (at === undefined) return;
    if (!shift) this.#to = at;
    else if (this.#shape === 'line' || this.#shape === 'arrow') this.#to = alongRuler(this.#from, at);
    else this.#to = toSquare(this.#from, at);
  }

  end(): void {
    const mark = this.#mark();
    if (mark !== undefined)
      this.#bench.marks.write([{ layer: this.#bench.layer(), id: this.#bench.newId(), mark }]);
  }

  cancel(): void {
    this.#to = this.#from;
  }

  #mark(): ShapeMark | undefined {
    const { x: x1, y: y1 } = this.#from;
    const { x: x2, y: y2 } = this.#to;
    if (Math.hypot(x2 - x1, y2 - y1) < LEAST) return undefined;
    const { colour, width } = this.#bench.pens().shape;
    return {
      kind: 'shape',
      shape: this.#shape,
      page: this.page,
      colour,
      width,
      x1,
      y1,
      x2,
      y2,
      at: Date.now(),
    };
  }
}
