import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InkPoint, isNewerInk, packInk, unpackInk } from './ink.ts';

const coordinate = fc.integer({ min: -640_000, max: 640_000 }).map((n) => n / 32);
const point = fc.record({
  x: coordinate,
  y: coordinate,
  pressure: fc.integer({ min: 0, max: 255 }).map((n) => n / 255),
});

describe('ink', () => {
  it('comes out as it went in, to a thirty-second of a point', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 200 }), (points) => {
        expect(unpackInk(packInk(points))).toEqual(
          points.map(({ x, y, pressure }) => ({ x: x + 0, y: y + 0, pressure })),
        );
      }),
    );
  });

  it('[INK-1] is read as it was packed, also where nothing but its time says how', () => {
    const stroke: InkPoint[] = [
      { x: 100, y: 500, pressure: 0.2 },
      { x: 103, y: 499.5, pressure: 0.4 },
      { x: 107, y: 498, pressure: 0.6 },
      { x: 110.25, y: 498, pressure: 0.6 },
    ];
    // What the program wrote on 23 November 2026 before and after 19:52:08, with no number in front.
    const first = Uint8Array.from([
      128, 50, 128, 250, 1, 51, 192, 1, 31, 102, 128, 2, 95, 153, 208, 1, 0, 153,
    ]);
    const second = Uint8Array.from([128, 50, 128, 250, 1, 51, 192, 1, 31, 102, 64, 63, 153, 47, 96, 153]);
    const changed = Date.UTC(2026, 10, 23, 19, 52, 8);
    expect(unpackInk(first, changed - 1)).toEqual(stroke);
    expect(unpackInk(second, changed)).toEqual(stroke);
    expect(unpackInk(second)).toEqual(stroke);
    // A stroke with a number needs no time: its author's clock may be wrong.
    expect(unpackInk(packInk(stroke), changed - 1)).toEqual(stroke);
    expect(packInk(stroke)).toEqual(Uint8Array.of(130, 0, ...second));
  });

  it('[INK-1] no stroke without a number begins like one with a number', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 3 }), (points) => {
        const bare = packInk(points).subarray(2);
        expect(isNewerInk(bare)).toBe(false);
        expect(unpackInk(bare)).toEqual(unpackInk(packInk(points)));
      }),
    );
  });

  it('[INK-2] gives nothing for a newer packing', () => {
    const newer = packInk([{ x: 1, y: 2, pressure: 0.5 }]).map((byte, n) => (n === 0 ? byte + 1 : byte));
    expect(unpackInk(newer)).toBeUndefined();
    expect(isNewerInk(newer)).toBe(true);
    expect(isNewerInk(packInk([{ x: 1, y: 2, pressure: 0.5 }]))).toBe(false);
    expect(isNewerInk(new Uint8Array())).toBe(false);
  });

  it('takes three bytes for a point of an even movement', () => {
    const line = Array.from({ length: 100 }, (_, n) => ({ x: 100 + n * 7, y: 500 - n * 3, pressure: 0.5 }));
    expect(packInk(line).length).toBeLessThan(320);
  });

  it('gives nothing for bytes that are no stroke', () => {
    expect(unpackInk(Uint8Array.of(1))).toBeUndefined();
    expect(unpackInk(Uint8Array.of(255, 255, 255, 255, 255, 255, 1, 1))).toBeUndefined();
    expect(unpackInk(new Uint8Array())).toEqual([]);
  });
});
