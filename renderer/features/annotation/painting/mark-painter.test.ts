import { beforeEach, describe, expect, it } from 'vitest';
import type { ShapeMark } from '#protocol/annotation/mark';
import { PageTransform } from '#protocol/annotation/page-transform';
import { MarkId, PersonId } from '#protocol/wire/ids';
import type { PlacedMark } from '../mark-index.ts';
import { MarkPainter } from './mark-painter.ts';

/** A canvas that writes down which lines are drawn on it, and which parts are cleared. */
class RecordingCanvas {
  width = 1;
  height = 1;
  readonly style = { display: '' };
  drawn: number[] = [];
  cleared: number[][] = [];
  readonly context = {
    setTransform: () => undefined,
    getTransform: () => undefined,
    save: () => undefined,
    restore: () => undefined,
    beginPath: () => undefined,
    rect: () => undefined,
    clip: () => undefined,
    stroke: () => undefined,
    lineTo: () => undefined,
    moveTo: (x: number) => this.drawn.push(x),
    clearRect: (...rect: number[]) => this.cleared.push(rect),
  };
  getContext() {
    return this.context;
  }
}

const size = { width: 600, height: 800, rotation: 0 };
const transform = new PageTransform(size, 1);
const around = { rotation: 0, picture: () => undefined, isFinished: () => true };

/** A short line at this place, as old as `at`. */
function lineAt(x: number, at: number): PlacedMark {
  const mark: ShapeMark = {
    kind: 'shape',
    shape: 'line',
    page: 0,
    colour: 'red',
    width: 2,
    x1: x,
    y1: 100,
    x2: x + 20,
    y2: 100,
    at,
  };
  const id = MarkId.parse(String(x).padStart(20, '0'));
  return { id, author: PersonId.parse('0000000000000000000a'), layer: 'shared', mark };
}

let pen: RecordingCanvas;
let painter: MarkPainter;
let paint: (marks: readonly PlacedMark[], by?: PageTransform) => number[];

beforeEach(() => {
  pen = new RecordingCanvas();
  painter = new MarkPainter(
    // A test has no canvas; what is called of one is above.
    new RecordingCanvas() as never,
    pen as never,
  );
  paint = (marks, by = transform) => {
    pen.drawn = [];
    pen.cleared = [];
    painter.paint(marks, by, 1, around);
    return pen.drawn;
  };
});

describe('MarkPainter', () => {
  const [a, b, c] = [lineAt(100, 1), lineAt(110, 2), lineAt(300, 3)];

  it('draws a new mark on top of what is there, and nothing else', () => {
    expect(paint([a, b])).toEqual([100, 110]);
    expect(paint([a, b, c])).toEqual([300]);
    expect(pen.cleared).toEqual([]);
    expect(paint([a, b, c])).toEqual([]);
  });

  it('draws one that came late below others anew only where they overlap', () => {
    paint([b, c]);
    expect(paint([a, b, c])).toEqual([100, 110]);
    expect(pen.cleared).toHaveLength(1);
    const apart = lineAt(500, 0);
    expect(paint([apart, a, b, c])).toEqual([500]);
  });

  it('clears the place of one that is gone, and draws what else is there', () => {
    paint([a, b, c]);
    expect(paint([a, c])).toEqual([100]);
    // In whole pixels, with room for the line's soft edge.
    expect(pen.cleared).toEqual([[107, 697, 26, 6]]);
    expect(paint([a])).toEqual([]);
    expect(pen.cleared).toHaveLength(1);
  });

  it('draws all of it in another size or turned, and lets an empty canvas go', () => {
    paint([a, b]);
    expect(paint([a, b], new PageTransform(size, 2))).toEqual([100, 110]);
    expect(pen.width).toBe(1200);
    expect(paint([a, b], new PageTransform({ ...size, rotation: 90 }, 2))).toEqual([100, 110]);
    paint([]);
    expect(pen.width).toBe(1);
  });
});
