import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PageTransform } from '#protocol/annotation/page-transform';
import { MarkId } from '#protocol/wire/ids';
import type { StrokeLook } from '../../../sync/live-strokes.ts';
import type { MovingStroke } from './live-outline.ts';
import { type Motion, MotionPainter } from './motion-painter.ts';

/** A canvas that writes down which parts are cleared, and in which colours something is filled. */
class RecordingCanvas {
  width = 1;
  height = 1;
  readonly style = { display: 'none' };
  filled: string[] = [];
  /** Points of each line that was drawn. */
  lines: number[] = [];
  cleared: number[][] = [];
  readonly context = {
    fillStyle: '',
    globalAlpha: 1,
    setTransform: () => undefined,
    getTransform: () => undefined,
    save: () => undefined,
    restore: () => undefined,
    beginPath: () => undefined,
    rect: () => undefined,
    clip: () => undefined,
    stroke: (path?: Path) => {
      if (path !== undefined) this.lines.push(path.points);
    },
    lineTo: () => undefined,
    moveTo: () => undefined,
    arc: () => undefined,
    fill: () => this.filled.push(this.context.fillStyle),
    clearRect: (...rect: number[]) => this.cleared.push(rect),
  };
  getContext() {
    return this.context;
  }
}

/** Counts the points that it is led through. */
class Path {
  points = 0;
  moveTo = () => undefined;
  lineTo = () => {
    this.points += 1;
  };
  quadraticCurveTo = () => undefined;
  closePath = () => undefined;
  addPath = ({ points }: Path) => {
    this.points += points;
  };
}

const transform = new PageTransform({ width: 600, height: 800, rotation: 0 }, 1);
const around = { rotation: 0, picture: () => undefined };

function strokeAt(y: number, n: number, look: Partial<StrokeLook> = {}): MovingStroke & { points: object[] } {
  const mark = MarkId.parse(String(y).padStart(20, '0'));
  const points = Array.from({ length: n }, (_, at) => ({ x: 50 + at * 4, y, pressure: 0.5 }));
  return { mark, page: 0, tool: 'pen', colour: 'blue', width: 2, ...look, points };
}

let canvas: RecordingCanvas;
let painter: MotionPainter;
/** Paints strokes, and what else moves; answers the parts that were cleared for it. */
let paint: (strokes: readonly MovingStroke[], more?: Partial<Motion>) => number[][];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Path2D', Path);
  canvas = new RecordingCanvas();
  // A test has no canvas; what is called of one is above.
  painter = new MotionPainter(canvas as never);
  paint = (strokes, more = {}) => {
    canvas.cleared = [];
    canvas.filled = [];
    canvas.lines = [];
    const motion = { own: undefined, marks: [], shift: { x: 0, y: 0 }, eraser: null, lasso: [], ...more };
    painter.paint({ strokes, ...motion }, transform, 1, around);
    return canvas.cleared;
  };
});

afterEach(() => {
  painter.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('MotionPainter', () => {
  it('paints only the end of a stroke that grows', () => {
    const stroke = strokeAt(400, 80);
    paint([stroke]);
    stroke.points.push({ x: 370, y: 400, pressure: 0.5 });
    const [part, ...more] = paint([stroke]);
    expect(more).toEqual([]);
    const [left = 0, top = 0, width = 0, height = 0] = part ?? [];
    // The last piece begins some points before the sixty-fourth.
    expect(left).toBeGreaterThan(200);
    expect(left + width).toBeGreaterThan(370);
    expect(top).toBeLessThan(400);
    expect(height).toBeLessThan(20);
    expect(paint([stroke])).toEqual([]);
  });

  it('clears where a stroke was, and paints again what lay under it and nothing else', () => {
    const [under, over, far] = [
      strokeAt(400, 40, { colour: 'red' }),
      strokeAt(401, 40, { colour: 'green' }),
      strokeAt(100, 40),
    ];
    paint([under, over, far]);
    const red = canvas.filled[0];
    const parts = paint([under, far]);
    expect(parts).toHaveLength(1);
    expect(new Set(canvas.filled)).toEqual(new Set([red]));
  });

  it('only adds what is new of others in a crowd, and clears their strokes whole when they are gone', () => {
    const crowd = Array.from({ length: 9 }, (_, n) => strokeAt(100 + n * 50, 20));
    paint(crowd);
    for (const { points } of crowd) points.push({ x: 130, y: 90, pressure: 0.5 });
    expect(paint(crowd)).toEqual([]);
    expect(canvas.lines).toEqual(crowd.map(() => 2));
    const others = crowd.slice(1);
    const [part, ...more] = paint(others);
    expect(more).toEqual([]);
    const [, top = 0, , height = 0] = part ?? [];
    // From its beginning down to the point that was added.
    expect(top).toBeLessThan(700);
    expect(top + height).toBeGreaterThan(710);
    expect(paint(others, { eraser: { x: 9, y: 9, radius: 5 } })).toHaveLength(1);
    // All of them again, with the point before the new one once more.
    expect(canvas.lines).toEqual(others.map(() => 22));
  });

  it('paints the parts of highlighters anew in a crowd: they would be darker where a line meets itself', () => {
    const crowd = Array.from({ length: 9 }, (_, n) => strokeAt(100 + n * 50, 20, { tool: 'highlighter' }));
    paint(crowd);
    for (const { points } of crowd) points.push({ x: 130, y: 90, pressure: 0.5 });
    expect(paint(crowd)).toHaveLength(9);
  });

  it('paints everything when something else moves too, and once more when it is gone', () => {
    const stroke = strokeAt(400, 40);
    paint([stroke]);
    const all = [[0, 0, 600, 800]];
    expect(paint([stroke], { eraser: { x: 9, y: 9, radius: 5 } })).toEqual(all);
    expect(paint([stroke])).toEqual(all);
    expect(paint([stroke])).toEqual([]);
  });

  it('keeps the canvas between two strokes, clean, and gives it back after a while', () => {
    paint([strokeAt(400, 40)]);
    expect(canvas.width).toBe(600);
    expect(paint([])).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    paint([strokeAt(300, 40)]);
    paint([]);
    vi.advanceTimersByTime(1000);
    expect(canvas.width).toBe(600);
    vi.advanceTimersByTime(600);
    expect(canvas).toMatchObject({ width: 1, style: { display: 'none' } });
    paint([strokeAt(400, 40)]);
    expect(canvas).toMatchObject({ width: 600, style: { display: '' } });
    expect(canvas.filled.length).toBeGreaterThan(0);
  });
});
