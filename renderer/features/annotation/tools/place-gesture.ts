import type { InkPoint } from '#protocol/annotation/ink';
import type { Point, Rect } from '#protocol/annotation/page-transform';
import { typedWidth } from '../painting/text-box-height.ts';
import { uprightFrame, uprightRect } from '../painting/upright.ts';
import { LINE_HEIGHT } from '../text-lines.ts';
import type { Gesture, GestureMotion, Press, Workbench } from './gesture.ts';

/** A pointer that moved less than this many reaches has tapped. */
const TAP = 1.4;
/** How wide a text box is that was only tapped down, in points, and how wide at least when it is pulled up. */
const TYPED_WIDTH = 220;
const LEAST_WIDTH = 40;
/** Height of the stamps that one puts down, in points. */
const STAMP_HEIGHT = 34;

/** What is put down where a pointer taps. */
class TapGesture implements Gesture {
  readonly page: number;
  readonly motion: GestureMotion = {};
  readonly #press: Press;
  readonly #put: (at: Point) => void;
  #at: Point;

  constructor(press: Press, put: (at: Point) => void) {
    this.page = press.page;
    this.#press = press;
    this.#put = put;
    this.#at = press.at;
  }

  move(points: readonly InkPoint[]): void {
    this.#at = points.at(-1) ?? this.#at;
  }

  end(): void {
    const { at, reach } = this.#press;
    if (Math.hypot(this.#at.x - at.x, this.#at.y - at.y) < reach * TAP) this.#put(at);
  }

  cancel(): void {}
}

export function beginNote(bench: Workbench, press: Press): Gesture {
  return new TapGesture(press, (at) => bench.draft({ kind: 'note', page: press.page, at }));
}

/** Puts down a stamp with these words around the point. */
export function beginStamp(bench: Workbench, press: Press, text: string): Gesture {
  return new TapGesture(press, (at) => {
    const { colour } = bench.pens().stamp;
    // Letters of six tenths of the height, as they are painted, with a border around them.
    const width = typedWidth(text, STAMP_HEIGHT * 0.6) * 1.14 + STAMP_HEIGHT * 0.6;
    const box = centred(at, width, STAMP_HEIGHT, press.rotation);
    bench.marks.write([
      {
        layer: bench.layer(),
        id: bench.newId(),
        mark: { kind: 'stamp', page: press.page, colour, ...box, text, at: Date.now() },
      },
    ]);
  });
}

/** A rectangle of this size, as it is read, around a point. */
export function centred(at: Point, width: number, height: number, rotation: number): Rect {
  const { right, down } = uprightFrame({ ...at, width: 0, height: 0 }, rotation);
  const corner = {
    x: at.x - (right.x * width + down.x * height) / 2,
    y: at.y - (right.y * width + down.y * height) / 2,
  };
  return uprightRect(corner, width, height, rotation);
}

/** Begins a text box: where one taps, or as wide as one pulls. A tap on one's own text box opens it. */
export class TextBoxGesture implements Gesture {
  readonly page: number;
  readonly #bench: Workbench;
  readonly #press: Press;
  #to: Point;

  constructor(bench: Workbench, press: Press) {
    this.#bench = bench;
    this.#press = press;
    this.page = press.page;
    this.#to = press.at;
  }

  get #isTap(): boolean {
    const { at, reach } = this.#press;
    return Math.hypot(this.#to.x - at.x, this.#to.y - at.y) < reach * TAP;
  }

  get motion(): GestureMotion {
    const { at } = this.#press;
    if (this.#isTap) return {};
    const to = this.#to;
    return { lasso: [at, { x: to.x, y: at.y }, to, { x: at.x, y: to.y }] };
  }

  move(points: readonly InkPoint[]): void {
    this.#to = points.at(-1) ?? this.#to;
  }

  end(): void {
    const { page, at, rotation } = this.#press;
    const to = this.#to;
    const pulledUp = {
      x: Math.min(at.x, to.x),
      y: Math.min(at.y, to.y),
      width: Math.abs(to.x - at.x),
      height: Math.abs(to.y - at.y),
    };
    const { origin, width, height } = uprightFrame(
      this.#isTap ? { ...at, width: 0, height: 0 } : pulledUp,
      rotation,
    );
    const line = this.#bench.pens().textBox.size * LINE_HEIGHT;
    // Where one taps is the middle of the first line.
    const corner = this.#isTap ? centred(at, 0, line, rotation) : undefined;
    const box = uprightRect(
      corner === undefined ? origin : uprightFrame(corner, rotation).origin,
      this.#isTap ? TYPED_WIDTH : Math.max(LEAST_WIDTH, width),
      Math.max(line, height),
      rotation,
    );
    this.#bench.draft({ kind: 'textBox', page, rotation, box, placed: null });
  }

  cancel(): void {}
}
