import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packInk, unpackInk } from './ink.ts';

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
