import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  END_SPACE,
  fitPage,
  fitWidth,
  FULL_SIZE,
  type LayoutShape,
  PAGE_GAP,
  PageLayout,
  scaleBounds,
  zoomStep,
} from './page-layout.ts';

const a4 = { width: 595, height: 842, rotation: 0 };
const size = fc.record({
  width: fc.integer({ min: 20, max: 14_400 }),
  height: fc.integer({ min: 20, max: 14_400 }),
  rotation: fc.constantFrom(0, 90, 180, 270),
});
const sizes = fc.array(size, { minLength: 1, maxLength: 40 });
const scale = fc.double({ min: 0.05, max: 8, noNaN: true });

/** One column of pages on a screen of this width. */
function column(width: number): LayoutShape {
  return { mode: 'continuous', coverAlone: true, width, height: 700, tail: END_SPACE };
}

describe('PageLayout', () => {
  it('lays 1,300 pages out at once and finds each by its height', () => {
    const layout = new PageLayout(
      Array.from({ length: 1300 }, () => a4),
      1,
      column(800),
    );
    expect(layout.height).toBe(1300 * 842 + 1301 * PAGE_GAP + END_SPACE);
    expect(layout.rect(1299).y).toBe(layout.height - 842 - PAGE_GAP - END_SPACE);
    expect(layout.visible(layout.rect(700).y, layout.rect(700).y + 900)).toEqual({ first: 700, last: 701 });
  });

  it('never overlaps pages and keeps each inside, whatever their sizes', () => {
    fc.assert(
      fc.property(sizes, scale, fc.integer({ min: 100, max: 3000 }), (pages, by, width) => {
        const layout = new PageLayout(pages, by, column(width));
        let bottom = 0;
        pages.forEach((_, page) => {
          const rect = layout.rect(page);
          expect(rect.y).toBeCloseTo(bottom + PAGE_GAP, 4);
          expect(rect.x).toBeGreaterThanOrEqual(PAGE_GAP);
          expect(rect.x + rect.width).toBeLessThanOrEqual(layout.width);
          bottom = rect.y + rect.height;
        });
      }),
    );
  });

  it('finds exactly the pages that a stretch touches', () => {
    fc.assert(
      fc.property(sizes, scale, fc.double({ min: 0, max: 1, noNaN: true }), (pages, by, at) => {
        const layout = new PageLayout(pages, by, column(1000));
        const top = at * layout.height;
        const bottom = top + 700;
        const touching = pages
          .map((_, page) => page)
          .filter((page) => {
            const rect = layout.rect(page);
            return rect.y < bottom && rect.y + rect.height > top;
          });
        const { first, last } = layout.visible(top, bottom);
        if (touching.length > 0) expect([first, last]).toEqual([touching[0], touching.at(-1)]);
      }),
    );
  });

  it('comes back to the same place after any zoom', () => {
    fc.assert(
      fc.property(sizes, scale, scale, fc.double({ min: 0, max: 1, noNaN: true }), (pages, one, two, at) => {
        const before = new PageLayout(pages, one, column(1000));
        const anchor = before.anchorAt(at * (before.height - END_SPACE - PAGE_GAP - 1));
        const after = new PageLayout(pages, two, column(700));
        const back = after.anchorAt(after.heightOf(anchor));
        expect(back.page).toBe(anchor.page);
        if (anchor.y >= 0) expect(back.y).toBeCloseTo(anchor.y, 3);
      }),
    );
  });

  it('goes to the last page when the remembered one is gone', () => {
    const layout = new PageLayout([a4, a4], 1, column(800));
    expect(layout.heightOf({ page: 99, y: 0 })).toBe(layout.rect(1).y);
  });
});

describe('PageLayout with spreads and single pages', () => {
  const shape = fc.record({
    mode: fc.constantFrom('continuous' as const, 'single' as const, 'spread' as const),
    coverAlone: fc.boolean(),
    width: fc.integer({ min: 100, max: 2000 }),
    height: fc.integer({ min: 100, max: 2000 }),
    tail: fc.constantFrom(0, END_SPACE),
  });

  it('pairs pages as in a book, with and without a cover', () => {
    const pages = Array.from({ length: 6 }, () => a4);
    const rows = (coverAlone: boolean) => {
      const layout = new PageLayout(pages, 1, { ...column(1400), mode: 'spread', coverAlone });
      return pages.map((_, page) => layout.rowPages(page)).map(({ first, last }) => `${first}-${last}`);
    };
    expect(rows(true)).toEqual(['0-0', '1-2', '1-2', '3-4', '3-4', '5-5']);
    expect(rows(false)).toEqual(['0-1', '0-1', '2-3', '2-3', '4-5', '4-5']);
  });

  it('puts the pages of a spread side by side without a gap', () => {
    const layout = new PageLayout([a4, a4], 1, { ...column(1400), mode: 'spread', coverAlone: false });
    expect(layout.rect(1).x).toBeCloseTo(layout.rect(0).x + 595);
    expect(layout.rect(1).y).toBe(layout.rect(0).y);
  });

  it('gives a lone page of a spread the size that the others have', () => {
    const layout = new PageLayout([a4, a4, a4], 1, { ...column(1400), mode: 'spread' });
    expect(layout.fitSize(0).width).toBe(layout.fitSize(1).width);
  });

  it('walks through every page once, forward and back, in each mode', () => {
    fc.assert(
      fc.property(sizes, scale, shape, (pages, by, how) => {
        const layout = new PageLayout(pages, by, how);
        const seen: number[] = [];
        let page = 0;
        for (;;) {
          const { first, last } = layout.rowPages(page);
          for (let each = first; each <= last; each++) seen.push(each);
          const next = layout.pageBeside(page, 1);
          if (next === page) break;
          expect(layout.pageBeside(next, -1)).toBe(first);
          page = next;
        }
        expect(seen).toEqual(pages.map((_, index) => index));
      }),
    );
  });

  it('keeps pages apart and inside, whatever the mode', () => {
    fc.assert(
      fc.property(sizes, scale, shape, (pages, by, how) => {
        const layout = new PageLayout(pages, by, how);
        let bottom = 0;
        pages.forEach((_, page) => {
          const rect = layout.rect(page);
          const { first, last } = layout.rowPages(page);
          expect(rect.x).toBeGreaterThanOrEqual(PAGE_GAP - 0.001);
          expect(rect.x + rect.width).toBeLessThanOrEqual(layout.width - PAGE_GAP + 0.001);
          if (page === first) expect(rect.y).toBeGreaterThanOrEqual(bottom - 0.001);
          else expect(rect.x).toBeCloseTo(layout.rect(first).x + layout.rect(first).width, 3);
          if (page === last)
            bottom = Math.max(rect.y + rect.height, layout.rect(first).y + layout.rect(first).height);
        });
        expect(bottom).toBeLessThanOrEqual(layout.height);
      }),
    );
  });

  it('gives each single page a slot of its own, as high as the screen, with the page inside', () => {
    fc.assert(
      fc.property(sizes, scale, shape, (pages, by, how) => {
        const layout = new PageLayout(pages, by, { ...how, mode: 'single' });
        let end = 0;
        pages.forEach((_, page) => {
          const slot = layout.slotOf(page);
          const rect = layout.rect(page);
          expect(slot.top).toBeCloseTo(end, 3);
          expect(slot.height).toBeGreaterThan(how.height - 0.001);
          expect(rect.y).toBeGreaterThanOrEqual(slot.top);
          expect(rect.y + rect.height).toBeLessThanOrEqual(slot.top + slot.height);
          const { first, last } = layout.visible(slot.top, slot.top + how.height);
          expect([first, last]).toEqual([page, page]);
          end = slot.top + slot.height;
        });
      }),
    );
  });
});

describe('zoom', () => {
  it('fits a turned page by its shown width', () => {
    const turned = { ...a4, rotation: 90 };
    expect(fitWidth(turned, 842 + 2 * PAGE_GAP)).toBe(1);
    expect(fitPage(a4, 2000, 421 + 2 * PAGE_GAP)).toBe(0.5);
  });

  it('keeps a document within what a browser can scroll', () => {
    fc.assert(
      fc.property(sizes, (pages) => {
        const many = Array.from({ length: 500 }, () => pages).flat();
        const { least, most } = scaleBounds(many);
        expect(least).toBeLessThanOrEqual(most);
        expect(new PageLayout(many, most, column(1000)).height).toBeLessThan(33_000_000);
      }),
    );
  });

  it('steps through round values in both directions', () => {
    expect(zoomStep(FULL_SIZE, 1)).toBeCloseTo(1.1 * FULL_SIZE);
    expect(zoomStep(1.07 * FULL_SIZE, -1)).toBeCloseTo(FULL_SIZE);
    expect(zoomStep(8 * FULL_SIZE, 1)).toBeCloseTo(8 * FULL_SIZE);
  });
});
