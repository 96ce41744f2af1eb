import type { InkPoint } from '#protocol/annotation/ink';
import type { StrokeLook } from '../../../sync/live-strokes.ts';
import type { Gesture, GestureMotion, Press, Workbench } from './gesture.ts';

/** How thick the laser's dot is, in points. */
const WIDTH = 5;

/** Points at something for everybody. Nothing of it stays. */
export class LaserGesture implements Gesture {
  readonly page: number;
  /** It is shown like the others' pointers. */
  readonly motion: GestureMotion = {};
  readonly #bench: Workbench;
  readonly #look: StrokeLook;

  constructor(bench: Workbench, press: Press) {
    this.#bench = bench;
    this.page = press.page;
    this.#look = { mark: bench.newId(), page: press.page, tool: 'laser', colour: 'red', width: WIDTH };
    bench.point(this.#look, [press.at], false);
  }

  move(points: readonly InkPoint[]): void {
    this.#bench.point(this.#look, points, false);
  }

  end(): void {
    this.#bench.point(this.#look, [], true);
  }

  cancel(): void {
    this.end();
  }
}
