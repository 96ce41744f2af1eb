import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { THUMB, ThumbnailGrid, thumbnailSize } from './thumbnail-grid.ts';

describe('ThumbnailGrid', () => {
  it('shows exactly the places that are on the screen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 60, max: 900 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, width, at) => {
          const grid = new ThumbnailGrid(count, width);
          const top = at * Math.max(0, grid.height - 500);
          const { first, last } = grid.visible(top, top + 500);
          for (let page = 0; page < count; page++) {
            const { y, height } = grid.cell(page);
            if (y < top + 500 && y + height > top) {
              expect(page).toBeGreaterThanOrEqual(first);
              expect(page).toBeLessThanOrEqual(last);
            }
          }
          // Bounded by what the screen holds, not by the document.
          expect(last - first + 1).toBeLessThanOrEqual((Math.ceil(500 / 150) + 2) * grid.columns);
        },
      ),
    );
  });

  it('keeps places apart and inside', () => {
    const grid = new ThumbnailGrid(7, 240);
    expect(grid.columns).toBe(2);
    expect(grid.cell(1).x - grid.cell(0).x).toBe(THUMB.width + THUMB.gap);
    expect(grid.cell(1).x + grid.cell(1).width).toBeLessThanOrEqual(240);
    expect(grid.cell(6).y + grid.cell(6).height).toBeLessThan(grid.height);
  });

  it('moves by keys and stops at the ends', () => {
    const grid = new ThumbnailGrid(7, 240);
    expect(grid.beside(0, 'ArrowDown')).toBe(2);
    expect(grid.beside(5, 'ArrowDown')).toBe(6);
    expect(grid.beside(0, 'ArrowLeft')).toBe(0);
    expect(grid.beside(3, 'End')).toBe(6);
    expect(grid.beside(3, 'Home')).toBe(0);
    expect(grid.beside(3, 'x')).toBeUndefined();
  });

  it('fits pages of any shape into their place', () => {
    const wide = thumbnailSize({ width: 14_400, height: 100, rotation: 0 });
    expect(wide.width).toBeCloseTo(THUMB.width);
    const turned = thumbnailSize({ width: 595, height: 842, rotation: 90 });
    expect(turned.width / turned.height).toBeCloseTo(842 / 595);
  });
});
