import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PageTransform } from '#protocol/annotation/page-transform';
import { fitWidth, PAGE_GAP } from './page-layout.ts';
import type { ReadingView, Turn } from '#protocol/documents/reading-view';
import { FIRST_SETTINGS, type MovedBy, ReaderModel, type ReadingSettings } from './reader-model.ts';

const a4 = { width: 595, height: 842, rotation: 0 };

/** A scrolling element as browsers have it: it clamps. */
function setup(
  sizes = Array.from({ length: 50 }, () => a4),
  start = { page: 0, y: 0 },
  width = 1000,
  height = 700,
  settings: Partial<ReadingSettings> = {},
) {
  const model = new ReaderModel(sizes, start, { ...FIRST_SETTINGS, ...settings });
  const element = { width, height, left: 0, top: 0 };
  const screen = { width, height };
  const moves: MovedBy[] = [];
  model.onMove((by) => moves.push(by));
  model.attach({
    apply(view) {
      element.left = Math.max(0, Math.min(Math.round(view.left), view.width - screen.width));
      element.top = Math.max(0, Math.min(Math.round(view.top), view.height - screen.height));
      return { left: element.left, top: element.top };
    },
  });
  const resize = (w: number, h: number) => {
    screen.width = w;
    screen.height = h;
    model.resize(w, h);
  };
  resize(width, height);
  return { model, element, screen, moves, resize };
}

describe('ReaderModel', () => {
  it('opens at the place that was left, not at page 1', () => {
    const { model } = setup(undefined, { page: 31, y: 200 });
    expect(model.getSnapshot().visible.first).toBe(31);
    expect(model.place().page).toBe(31);
    expect(model.place().y).toBeCloseTo(200, 0);
  });

  it('keeps the place when panels fold and the width changes', () => {
    const { model, resize, moves } = setup(undefined, { page: 12, y: 300 });
    resize(640, 700);
    resize(1300, 400);
    expect(model.place().page).toBe(12);
    expect(model.place().y).toBeCloseTo(300, -1);
    expect(model.getSnapshot().layout.scale).toBeCloseTo(fitWidth(a4, 1300));
    expect(moves).not.toContain('person');
  });

  it('zooms around the pointer', () => {
    const { model, element } = setup(undefined, { page: 5, y: 100 });
    const at = { x: 250, y: 333 };
    const under = () => {
      const { layout } = model.getSnapshot();
      const rect = layout.rect(5);
      return new PageTransform(a4, layout.scale).toPage({
        x: element.left + at.x - rect.x,
        y: element.top + at.y - rect.y,
      });
    };
    const before = under();
    model.zoomTo(model.getSnapshot().layout.scale * 2.5, at);
    expect(under().x).toBeCloseTo(before.x, 0);
    expect(under().y).toBeCloseTo(before.y, 0);
  });

  it('tells a person’s scrolling from its own', () => {
    const { model, element, moves } = setup();
    model.show(20, null);
    const most = { left: element.left + 100, top: element.top + 10_000 };
    model.scrolled(element.left, element.top, most);
    expect(new Set(moves)).toEqual(new Set(['program']));
    model.scrolled(element.left, element.top + 30, most);
    expect(moves.at(-1)).toBe('person');
  });

  it('does not take the browser’s own limit for a person’s scrolling', () => {
    const { model, element, moves } = setup();
    model.show(20, null);
    // The screen has grown, so that the column can't be scrolled as far as it stood.
    const most = { left: element.left, top: element.top - 12 };
    model.scrolled(most.left, most.top, most);
    expect(new Set(moves)).toEqual(new Set(['program']));
    model.scrolled(most.left, most.top - 30, most);
    expect(moves.at(-1)).toBe('person');
  });

  it('stops at the last page and takes any typed number', () => {
    const { model } = setup();
    model.goToPage(999);
    expect(model.getSnapshot().page).toBe(49);
    model.goToPage(-3);
    expect(model.getSnapshot().page).toBe(0);
  });

  it('fits a landscape page among upright ones when one goes there', () => {
    const { model } = setup([a4, a4, { ...a4, rotation: 90 }, a4]);
    model.goToPage(2);
    expect(model.getSnapshot().layout.scale).toBeCloseTo(fitWidth({ ...a4, rotation: 90 }, 1000));
    model.zoomTo(2);
    model.goToPage(0);
    expect(model.getSnapshot().layout.scale).toBe(2);
  });

  it('survives an empty screen and a page of 14,400 points', () => {
    const { model } = setup([{ width: 14_400, height: 14_400, rotation: 90 }]);
    model.resize(0, 0);
    model.zoomTo(1e9);
    model.setFit('page');
    expect(model.getSnapshot().layout.scale).toBeCloseTo((700 - 2 * PAGE_GAP) / 14_400);
  });

  it('shows a follower the presenter’s part whole, whatever the two screens', () => {
    const side = fc.integer({ min: 250, max: 2000 });
    fc.assert(
      fc.property(
        fc.constantFrom(0, 90, 180, 270),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: -10, max: 800 }),
        fc.double({ min: 0.4, max: 4, noNaN: true }),
        fc.tuple(side, side),
        fc.tuple(side, side),
        (rotation, page, y, zoom, [w1, h1], [w2, h2]) => {
          const sizes = Array.from({ length: 10 }, () => ({ ...a4, rotation }));
          const presenter = setup(sizes, { page: 0, y: 0 }, w1, h1);
          presenter.model.zoomTo(zoom);
          presenter.model.goToPage(page, y);
          const part = presenter.model.shownPart();
          const follower = setup(sizes, { page: 0, y: 0 }, w2, h2);
          follower.model.follow(part.page, part.rect, null);
          const { layout } = follower.model.getSnapshot();
          const at = layout.rect(part.page);
          const shown = new PageTransform({ ...a4, rotation }, layout.scale).rectToScreen(part.rect);
          const top = at.y + shown.y - follower.element.top;
          const left = at.x + shown.x - follower.element.left;
          // The part may reach beyond the page; what counts is what of the page itself is seen.
          const firstVisible = Math.max(top, at.y - follower.element.top);
          const lastVisible = Math.min(top + shown.height, at.y + at.height - follower.element.top);
          expect(firstVisible).toBeGreaterThanOrEqual(-1.5);
          expect(lastVisible).toBeLessThanOrEqual(h2 + 1.5);
          expect(left).toBeGreaterThanOrEqual(-1.5);
          expect(left + shown.width).toBeLessThanOrEqual(w2 + 1.5);
        },
      ),
    );
  });
});

const turn = fc.constantFrom<Turn>(0, 90, 180, 270);
const view: fc.Arbitrary<ReadingView> = fc.record({
  mode: fc.constantFrom('continuous' as const, 'single' as const, 'spread' as const),
  coverAlone: fc.boolean(),
  turn,
});

describe('ways of reading', () => {
  it('shows one page at a time, and turns pages with the same keys', () => {
    const { model, element } = setup(undefined, { page: 7, y: 0 }, 1000, 700, {
      mode: 'single',
      fit: 'page',
    });
    expect(model.getSnapshot().visible).toEqual({ first: 7, last: 7 });
    expect(element.top).toBe(0);
    expect(model.turn(1)).toBe(true);
    expect(model.getSnapshot().visible).toEqual({ first: 8, last: 8 });
    model.goToPage(0);
    expect(model.turn(-1)).toBe(false);
    model.goToEnd();
    expect(model.turn(1)).toBe(false);
    expect(model.getSnapshot().isAtEnd).toBe(true);
  });

  it('scrolls a page that is larger than the screen before it turns it, and goes back to its end', () => {
    const { model } = setup(undefined, { page: 3, y: 0 }, 1000, 700, { mode: 'single', fit: 'width' });
    let screens = 1;
    while (model.getSnapshot().page === 3) {
      model.turn(1);
      screens += 1;
    }
    expect(screens).toBeGreaterThan(2);
    expect(model.hasMore(-1)).toBe(false);
    model.turn(-1);
    expect(model.getSnapshot().page).toBe(3);
    expect(model.hasMore(1)).toBe(false);
  });

  it('goes from spread to spread', () => {
    const { model } = setup(undefined, { page: 0, y: 0 }, 1000, 700, { mode: 'spread', fit: 'page' });
    expect(model.step(1)).toBe(true);
    expect(model.getSnapshot().page).toBe(1);
    model.step(1);
    expect(model.getSnapshot().page).toBe(3);
    model.goToPage(4);
    expect(model.getSnapshot().page).toBe(3);
    const { layout } = model.getSnapshot();
    expect(layout.rect(3).width + layout.rect(4).width).toBeLessThanOrEqual(1000 - 2 * PAGE_GAP);
  });

  it('stays on the page when the way of reading changes, and remembers only what the person chose', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 49 }),
        fc.array(view, { minLength: 1, maxLength: 5 }),
        (page, views) => {
          const { model } = setup(undefined, { page, y: 100 });
          for (const { mode, coverAlone } of views) {
            const before = model.getSnapshot().page;
            model.setView({ mode, coverAlone });
            const { first, last } = model.getSnapshot().layout.rowPages(before);
            expect(model.getSnapshot().page).toBeGreaterThanOrEqual(first);
            expect(model.getSnapshot().page).toBeLessThanOrEqual(last);
            expect(model.settings).toMatchObject({ mode, coverAlone });
          }
        },
      ),
    );
  });

  it('turns the view without touching the paper', () => {
    const { model } = setup(undefined, { page: 5, y: 200 });
    const before = model.place();
    model.rotate(1);
    expect(model.sizes[5]).toEqual(a4);
    expect(model.getSnapshot().layout.sizes[5]?.rotation).toBe(90);
    expect(model.getSnapshot().layout.rect(5).width).toBeGreaterThan(
      model.getSnapshot().layout.rect(5).height,
    );
    expect(model.place().page).toBe(5);
    expect(model.place().y).toBeCloseTo(before.y, 0);
    for (let quarter = 1; quarter < 4; quarter++) model.rotate(1);
    expect(model.settings.turn).toBe(0);
    expect(model.getSnapshot().layout.sizes[5]).toEqual(a4);
  });

  it('opens a turned paper at the place that was left', () => {
    const settings = { turn: 90 as const };
    const left = setup(undefined, { page: 5, y: 321 }, 1000, 700, settings).model.place();
    const again = setup(undefined, left, 600, 900, settings).model.place();
    expect(again.page).toBe(5);
    expect(again.y).toBeCloseTo(321, -1);
  });

  it('shows one whole page as a slide and gives the person their view back', () => {
    const { model, resize } = setup(undefined, { page: 9, y: 300 }, 1000, 700);
    const { scale } = model.getSnapshot().layout;
    model.lend('slides');
    resize(1920, 1080);
    const { layout, visible, isSlides } = model.getSnapshot();
    expect(isSlides).toBe(true);
    expect(visible).toEqual({ first: 9, last: 9 });
    expect(layout.rect(9).height).toBeLessThanOrEqual(1080);
    model.step(1);
    model.lend(null);
    resize(1000, 700);
    expect(model.getSnapshot().page).toBe(10);
    expect(model.getSnapshot().arrangement.mode).toBe('continuous');
    expect(model.getSnapshot().layout.scale).toBeCloseTo(scale);
  });

  it('shows the same place as another reader, and remembers nothing of it', () => {
    const one = setup(undefined, { page: 9, y: 300 }, 500, 700, { mode: 'spread' });
    const other = setup(
      Array.from({ length: 12 }, () => a4),
      { page: 0, y: 0 },
      500,
      700,
      { mode: 'single' },
    );
    const own = other.model.settings;
    for (const { model } of [one, other]) model.lend('column');
    one.model.goToPage(4, 200);
    one.model.zoomTo(2);
    other.model.mirror(one.model);
    expect(other.model.place().page).toBe(one.model.place().page);
    expect(other.model.place().y).toBeCloseTo(one.model.place().y, 0);
    expect(other.model.getSnapshot().layout.scale).toBeCloseTo(2);
    one.model.goToPage(40);
    other.model.mirror(one.model);
    expect(other.model.getSnapshot().visible.last).toBe(11);
    expect(other.moves).not.toContain('person');
    expect(other.model.settings).toEqual(own);
    other.model.lend(null);
    expect(other.model.getSnapshot().arrangement.mode).toBe('single');
  });

  it('says when the end is on the screen', () => {
    const { model } = setup();
    expect(model.getSnapshot().isAtEnd).toBe(false);
    model.goToEnd();
    expect(model.getSnapshot().isAtEnd).toBe(true);
  });
});

describe('following a presenter', () => {
  it('gives the follower their own way of reading back, on the page that is on screen', () => {
    const { model } = setup(undefined, { page: 2, y: 50 }, 1000, 700, { mode: 'spread', fit: 'page' });
    const own = model.settings;
    const { scale } = model.getSnapshot().layout;
    model.follow(
      20,
      { x: 100, y: 300, width: 200, height: 100 },
      { mode: 'single', coverAlone: true, turn: 90 },
    );
    expect(model.getSnapshot().arrangement).toEqual({ mode: 'single', coverAlone: true, turn: 90 });
    model.follow(21, { x: 100, y: 300, width: 200, height: 100 }, null);
    expect(model.getSnapshot().arrangement.mode).toBe('continuous');
    expect(model.settings).toEqual(own);
    const from = model.release();
    expect(from?.page).toBe(1);
    expect(model.getSnapshot().page).toBe(21);
    expect(model.getSnapshot().arrangement.mode).toBe('spread');
    expect(model.getSnapshot().layout.scale).toBeCloseTo(scale);
    expect(model.release()).toBeUndefined();
  });

  it('keeps the zoom with which somebody left the presenter', () => {
    const { model } = setup();
    model.follow(20, { x: 100, y: 300, width: 200, height: 100 }, null);
    model.zoomTo(2);
    model.release();
    expect(model.getSnapshot().layout.scale).toBeCloseTo(2);
  });

  it('shows all that the presenter sees of the pages, in every mode, turned or not, whatever the two screens', () => {
    const side = fc.integer({ min: 250, max: 2000 });
    fc.assert(
      fc.property(
        view,
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: -10, max: 800 }),
        fc.double({ min: 0.4, max: 4, noNaN: true }),
        fc.tuple(side, side),
        fc.tuple(side, side),
        view,
        (presented, page, y, zoom, [w1, h1], [w2, h2], own) => {
          const sizes = Array.from({ length: 10 }, (_, index) => ({ ...a4, rotation: index === 4 ? 90 : 0 }));
          const presenter = setup(sizes, { page: 0, y: 0 }, w1, h1, {
            ...presented,
            fit: 'none',
            scale: zoom,
          });
          presenter.model.goToPage(page, y);
          const part = presenter.model.shownPart();
          const follower = setup(sizes, { page: 0, y: 0 }, w2, h2, own);
          follower.model.follow(part.page, part.rect, presented);
          const seen = (by: ReturnType<typeof setup>, width: number, height: number) => {
            const { layout, offset } = by.model.getSnapshot();
            const rect = layout.rect(part.page);
            const left = rect.x - by.element.left;
            const top = rect.y - offset - by.element.top;
            const { last } = layout.rowPages(part.page);
            const right = layout.rect(last).x + layout.rect(last).width - by.element.left;
            // Edges of what is seen of the row, in points of the page from its upper left corner.
            return [
              (Math.max(0, left) - left) / layout.scale,
              (Math.min(width, right) - left) / layout.scale,
              (Math.max(0, top) - top) / layout.scale,
              (Math.min(height, top + rect.height) - top) / layout.scale,
            ] as const;
          };
          const [l1, r1, t1, b1] = seen(presenter, w1, h1);
          const [l2, r2, t2, b2] = seen(follower, w2, h2);
          const pixel = 1.5 / follower.model.getSnapshot().layout.scale + 0.1;
          expect(l2).toBeLessThanOrEqual(l1 + pixel);
          expect(r2).toBeGreaterThanOrEqual(r1 - pixel);
          expect(t2).toBeLessThanOrEqual(t1 + pixel);
          expect(b2).toBeGreaterThanOrEqual(b1 - pixel);
        },
      ),
    );
  });
});
