import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pagePlace } from './page-place.ts';

const A4 = { width: 600, height: 800, rotation: 0 };
const box = { width: 1600, height: 900 };

describe('the page on the screen', () => {
  it('is whole and in the middle as long as nothing else is said', () => {
    expect(pagePlace(A4, null, box)).toEqual({ scale: 900 / 800, x: (1600 - 675) / 2, y: 0 });
    expect(pagePlace({ ...A4, rotation: 90 }, null, box).scale).toBe(1.5);
  });

  it('shows the part that the presenter sees as large as it can be', () => {
    // The upper half: PDF counts from below.
    const place = pagePlace(A4, { x: 0, y: 400, width: 600, height: 400 }, box);
    expect(place.scale).toBe(900 / 400);
    expect(place.y).toBe(0);
    const lower = pagePlace(A4, { x: 0, y: 0, width: 600, height: 400 }, box);
    expect(lower.y).toBe(-900);
  });

  it('takes no notice of a part that is hardly on the page', () => {
    expect(pagePlace(A4, { x: 590, y: 0, width: 500, height: 800 }, box)).toEqual(pagePlace(A4, null, box));
  });

  it('leaves no gap at an edge that the page could fill, and always has the middle of the part in the box', () => {
    const part = fc.record({
      x: fc.integer({ min: -200, max: 600 }),
      y: fc.integer({ min: -200, max: 800 }),
      width: fc.integer({ min: 1, max: 900 }),
      height: fc.integer({ min: 1, max: 900 }),
    });
    fc.assert(
      fc.property(part, (rect) => {
        const { scale, x, y } = pagePlace(A4, rect, box);
        for (const [start, page, side] of [
          [x, A4.width, box.width],
          [y, A4.height, box.height],
        ] as const) {
          const long = page * scale;
          if (long <= side + 1e-6) expect(start).toBeCloseTo((side - long) / 2);
          else {
            expect(start).toBeLessThanOrEqual(1e-6);
            expect(start + long).toBeGreaterThanOrEqual(side - 1e-6);
          }
        }
      }),
    );
  });
});
