import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutInk } from './cut-ink.ts';

const line = (...xs: number[]) => xs.map((x) => ({ x, y: 0, pressure: 0.5 }));
const xs = (pieces: ReturnType<typeof cutInk>) => pieces.map((piece) => piece.map(({ x }) => x));

describe('cutInk', () => {
  it('cuts at the rim of the eraser, between points too', () => {
    expect(xs(cutInk(line(0, 100), { x: 50, y: 0 }, 10))).toEqual([
      [0, 40],
      [60, 100],
    ]);
    expect(xs(cutInk(line(0, 20, 48, 52, 80, 100), { x: 50, y: 0 }, 10))).toEqual([
      [0, 20, 40],
      [60, 80, 100],
    ]);
  });

  it('takes the pressure of the place where it cuts', () => {
    const [left] = cutInk(
      [
        { x: 0, y: 0, pressure: 0 },
        { x: 100, y: 0, pressure: 1 },
      ],
      { x: 100, y: 0 },
      50,
    );
    expect(left?.at(-1)).toEqual({ x: 50, y: 0, pressure: 0.5 });
  });

  it('gives back the line itself where it isn’t touched, and nothing of what is covered', () => {
    const points = line(0, 10);
    expect(cutInk(points, { x: 50, y: 0 }, 10)[0]).toBe(points);
    expect(cutInk(points, { x: 5, y: 0 }, 10)).toEqual([]);
    expect(cutInk(line(5), { x: 5, y: 0 }, 1)).toEqual([]);
    expect(cutInk([], { x: 0, y: 0 }, 1)).toEqual([[]]);
  });

  it('never leaves anything under the eraser, nor makes a line longer', () => {
    const number = fc.integer({ min: 0, max: 100 });
    const point = fc.record({ x: number, y: number, pressure: fc.constant(0.5) });
    const length = (points: readonly { x: number; y: number }[]) =>
      points.reduce((sum, { x, y }, n) => {
        const before = points[n - 1];
        return before === undefined ? 0 : sum + Math.hypot(x - before.x, y - before.y);
      }, 0);
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 12 }), point, (points, at) => {
        const pieces = cutInk(points, at, 8);
        const isTouched = pieces[0] !== points;
        if (isTouched) {
          for (const { x, y } of pieces.flat()) expect(Math.hypot(x - at.x, y - at.y)).toBeGreaterThan(7.999);
        }
        const left = pieces.reduce((sum, piece) => sum + length(piece), 0);
        expect(left).toBeLessThanOrEqual(length(points) + 1e-9);
      }),
    );
  });
});
