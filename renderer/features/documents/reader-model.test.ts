import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PageTransform } from '#protocol/annotation/page-transform';
import { fitWidth, PAGE_GAP } from './page-layout.ts';
import { type MovedBy, ReaderModel } from './reader-model.ts';

const a4 = { width: 595, height: 842, rotation: 0 };

/** A scrolling element as browsers have it: it clamps. */
function setup(
  sizes = Array.from({ length: 50 }, () => a4),
  start = { page: 0, y: 0 },
  width = 1000,
  height = 700,
) {
  const model = new ReaderModel(sizes, start);
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
          follower.model.show(part.page, part.rect);
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
