import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PageTransform, shownSize } from './page-transform.ts';

const page = fc.record({
  width: fc.double({ min: 10, max: 14_400, noNaN: true }),
  height: fc.double({ min: 10, max: 14_400, noNaN: true }),
  rotation: fc.constantFrom(0, 90, 180, 270),
});
const scale = fc.double({ min: 0.05, max: 16, noNaN: true });

describe('PageTransform', () => {
  // Where the lower left corner and the one right of it are on a page of 100 × 200 that is turned clockwise.
  it.each([
    [0, { x: 0, y: 200 }, { x: 100, y: 200 }],
    [90, { x: 0, y: 0 }, { x: 0, y: 100 }],
    [180, { x: 100, y: 0 }, { x: 0, y: 0 }],
    [270, { x: 200, y: 100 }, { x: 200, y: 0 }],
  ])('turns a page by %i degrees', (rotation, origin, right) => {
    const transform = new PageTransform({ width: 100, height: 200, rotation }, 1);
    expect(transform.toScreen({ x: 0, y: 0 })).toEqual(origin);
    expect(transform.toScreen({ x: 100, y: 0 })).toEqual(right);
  });

  it('comes back to the same point, whatever the zoom and rotation', () => {
    fc.assert(
      fc.property(page, scale, fc.double({ min: -1, max: 2, noNaN: true }), (size, by, at) => {
        const transform = new PageTransform(size, by);
        const point = { x: at * size.width, y: (1 - at) * size.height };
        const back = transform.toPage(transform.toScreen(point));
        expect(back.x).toBeCloseTo(point.x, 5);
        expect(back.y).toBeCloseTo(point.y, 5);
      }),
    );
  });

  it('puts the whole page exactly onto its shown size', () => {
    fc.assert(
      fc.property(page, scale, (size, by) => {
        const rect = new PageTransform(size, by).rectToScreen({
          x: 0,
          y: 0,
          width: size.width,
          height: size.height,
        });
        const shown = shownSize(size);
        expect(rect.x).toBeCloseTo(0, 6);
        expect(rect.y).toBeCloseTo(0, 6);
        expect(rect.width).toBeCloseTo(shown.width * by, 6);
        expect(rect.height).toBeCloseTo(shown.height * by, 6);
      }),
    );
  });
});
