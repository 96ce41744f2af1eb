import {
  PageTransform,
  type PageSize,
  type Point,
  type Rect,
  shownSize,
} from '#protocol/annotation/page-transform';
import { type ReadingView, turnedBy, turnedSize } from '#protocol/documents/reading-view';
import type { PageRect } from '#protocol/meeting/records';
import {
  type Anchor,
  END_SPACE,
  fitPage,
  fitWidth,
  FULL_SIZE,
  PAGE_GAP,
  PageLayout,
  type PageRange,
  scaleBounds,
  zoomStep,
} from './page-layout.ts';

/** The scrolling element. Sets the size of what it holds and where it stands, and says where it stands then. */
export interface ScrollPort {
  apply(view: { width: number; height: number; left: number; top: number }): { left: number; top: number };
}

export type Fit = 'width' | 'page' | 'none';

/** How a person likes to read. `scale`, in CSS pixels per point, counts while nothing is fitted. */
export interface ReadingSettings extends ReadingView {
  readonly fit: Fit;
  readonly scale: number;
}

export const FIRST_SETTINGS: ReadingSettings = {
  mode: 'continuous',
  coverAlone: true,
  turn: 0,
  fit: 'width',
  scale: FULL_SIZE,
};

export interface ReaderView {
  readonly layout: PageLayout;
  /** Pixels of the column that are above what can be scrolled to: positions of pages are shown less by this. */
  readonly offset: number;
  readonly fit: Fit;
  readonly arrangement: ReadingView;
  /** Pages that are on screen. */
  readonly visible: PageRange;
  /** The page that a reader would say they are on. */
  readonly page: number;
  /** Only the pages, one at a time, whole. */
  readonly isSlides: boolean;
  /** The last line of the document is on the screen. */
  readonly isAtEnd: boolean;
}

/** What moved the view: the person, or a follow, a resize, a restored place. */
export type MovedBy = 'person' | 'program';

/**
 * A view that somebody has for a while, whatever they chose: one whole page and nothing else, or a plain column beside
 * another document. What is zoomed in it is not remembered.
 */
export type LentView = 'slides' | 'column';

interface Shown {
  readonly page: number;
  readonly rect: PageRect | null;
}

/** What a screen shows of a page, in PDF points. May reach beyond the page on all sides. */
export interface ShownPart {
  readonly page: number;
  readonly rect: PageRect;
}

/**
 * Where a reader stands in a document: layout, zoom and scroll position, without a framework. The scrolling element
 * stays the owner of its position; this model sets it and hears of it.
 *
 * The person's own settings are kept apart from what is borrowed for a while: the presenter's view while following, and
 * one whole page while slides are shown. Whoever gives a borrowed view back has their own again.
 */
export class ReaderModel {
  readonly sizes: readonly PageSize[];
  readonly #bounds: { readonly least: number; readonly most: number };
  readonly #listeners = new Set<() => void>();
  readonly #moveListeners = new Set<(by: MovedBy) => void>();
  readonly #settingsListeners = new Set<(settings: ReadingSettings) => void>();
  #port: ScrollPort | undefined;
  #own: ReadingSettings;
  #lent: LentView | null = null;
  #led: { readonly view: ReadingView | null; readonly from: Anchor; readonly part: Shown } | undefined;
  #turned: readonly PageSize[];
  #layout: PageLayout;
  #tail = END_SPACE;
  #fit: Fit;
  #viewport = { width: 0, height: 0 };
  #left = 0;
  /** In the column, whatever of it is scrolled now. */
  #top = 0;
  /** Where to go as soon as there is a screen. */
  #pending: { anchor: Anchor } | { part: ShownPart } | undefined;
  #view: ReaderView;

  constructor(sizes: readonly PageSize[], start: Anchor, settings: ReadingSettings = FIRST_SETTINGS) {
    this.sizes = sizes;
    this.#bounds = scaleBounds(sizes);
    this.#own = settings;
    this.#fit = settings.fit;
    this.#turned = sizes.map((size) => turnedSize(size, settings.turn));
    this.#layout = new PageLayout(this.#turned, 1, { ...settings, ...this.#viewport, tail: this.#tail });
    this.#relayout(settings.scale);
    this.#pending = { anchor: this.#fromPlace(start) };
    this.#view = this.#makeView();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): ReaderView => this.#view;

  /** Calls back after every movement, also within the same pages. Returns what stops it. */
  onMove(listener: (by: MovedBy) => void): () => void {
    this.#moveListeners.add(listener);
    return () => this.#moveListeners.delete(listener);
  }

  /** Calls back when the person changed how they read. Returns what stops it. */
  onSettings(listener: (settings: ReadingSettings) => void): () => void {
    this.#settingsListeners.add(listener);
    return () => this.#settingsListeners.delete(listener);
  }

  get settings(): ReadingSettings {
    return this.#own;
  }

  attach(port: ScrollPort): () => void {
    this.#port = port;
    return () => {
      if (this.#port === port) this.#port = undefined;
    };
  }

  /** The visible area changed, in CSS pixels. Keeps the place, and the fit if there is one. */
  resize(width: number, height: number): void {
    if (width <= 0 || height <= 0) return;
    if (width === this.#viewport.width && height === this.#viewport.height) return;
    const anchor = this.#topAnchor();
    this.#viewport = { width, height };
    const pending = this.#pending;
    this.#pending = undefined;
    const part = this.#led?.part ?? (pending !== undefined && 'part' in pending ? pending.part : undefined);
    if (part !== undefined) {
      this.show(part.page, part.rect);
      return;
    }
    this.#arrange(anchor, 'program');
  }

  /** The scrolling element says where it is, and how far it can be scrolled at all. */
  scrolled(left: number, top: number, most: { readonly left: number; readonly top: number }): void {
    const slot = this.#layout.slotOf(this.#view.page);
    // A screen that grows takes the place back by itself, before it is known to have grown: nobody moved it.
    const isOurs =
      Math.abs(left - Math.min(this.#left, most.left)) < 1.5 &&
      Math.abs(top - Math.min(this.#top - slot.top, most.top)) < 1.5;
    if (isOurs) return;
    this.#left = left;
    // Some browsers let a page be drawn a little beyond its edges, which is not yet another page.
    this.#top = slot.top + clamp(top, 0, most.top);
    this.#changed('person');
  }

  zoom(direction: 1 | -1, at?: { x: number; y: number }): void {
    this.zoomTo(zoomStep(this.#layout.scale, direction), at);
  }

  /** Zooms around a point of the visible area, its middle when not told. `scale` is CSS pixels per point. */
  zoomTo(scale: number, at?: { x: number; y: number }): void {
    const { x, y } = at ?? { x: this.#viewport.width / 2, y: this.#viewport.height / 2 };
    const before = this.#layout;
    // In a slot the point may be beside the page, which must not be taken for another one.
    const page = this.#isSingle ? this.#view.page : before.pageAt(this.#top + y);
    const from = before.rect(page);
    const across = (this.#left + x - from.x) / before.scale;
    const down = this.#top + y - from.y;
    this.#fit = 'none';
    this.#relayout(scale);
    const layout = this.#layout;
    if (this.#lent === null) this.#choose({ fit: 'none', scale: layout.scale });
    const rect = layout.rect(page);
    // Gaps don't grow with the zoom.
    const below = down < 0 ? Math.max(down, -PAGE_GAP) : (down / before.scale) * layout.scale;
    this.#goTo(page, rect.x + across * layout.scale - x, rect.y + below - y, 'person');
  }

  /** Moves by pixels, as two fingers do. */
  pan(dx: number, dy: number): void {
    this.#goTo(this.#view.page, this.#left + dx, this.#top + dy, 'person');
  }

  setFit(fit: 'width' | 'page'): void {
    const anchor = this.#topAnchor();
    const { page } = this.#view;
    this.#fit = fit;
    if (this.#lent === null) this.#choose({ fit });
    this.#arrange(fit === 'page' ? { page, y: -PAGE_GAP } : anchor, 'person');
  }

  /** Lays the pages out otherwise; the page that one is on stays on screen. */
  setView(view: Partial<Pick<ReadingView, 'mode' | 'coverAlone'>>): void {
    // A view that is lent has its own layout.
    if (this.#lent !== null) return;
    const anchor = this.#topAnchor();
    this.#choose(view);
    this.#arrange(anchor, 'person');
  }

  /** Turns the view by a quarter. */
  rotate(direction: 1 | -1): void {
    const place = this.place();
    this.#choose({ turn: turnedBy(this.#own.turn, direction) });
    this.#arrange(this.#fromPlace(place), 'person');
  }

  /** Lends a view until null gives the person their own back; the page stays. */
  lend(view: LentView | null): void {
    if (view === this.#lent) return;
    const anchor = view === 'column' ? this.#topAnchor() : { page: this.#view.page, y: -PAGE_GAP };
    this.#lent = view;
    if (this.#led !== undefined) {
      this.#changed('program');
      return;
    }
    this.#fit = this.#unledFit;
    this.#arrange(anchor, 'program');
  }

  /** Shows the same place as another reader does, as large as there. */
  mirror(other: ReaderModel): void {
    const { fit, layout } = other.getSnapshot();
    const anchor = this.#fromPlace(other.place());
    this.#fit = fit;
    this.#turn();
    this.#relayout(fit === 'none' ? layout.scale : this.#fittedScale(anchor.page));
    this.#goToAnchor(anchor, 'program');
  }

  /** Pixels left free below the last page. */
  setTail(tail: number): void {
    if (tail === this.#tail) return;
    this.#tail = tail;
    this.#arrange(this.#topAnchor(), 'program');
  }

  /** Goes to the top of a page, or to a height of it in points. Pages outside go to the nearest one. */
  goToPage(page: number, y?: number, by: MovedBy = 'person'): void {
    const inside = Math.min(Math.max(0, Math.round(page)), this.sizes.length - 1);
    this.#arrange({ page: inside, y: y ?? -PAGE_GAP }, by);
  }

  /** Goes to a point of a page as the PDF has it, leaving some room above it. */
  goToPoint(page: number, x: number, y: number, by: MovedBy = 'person'): void {
    const size = this.#turned[page];
    if (size === undefined) return;
    const at = new PageTransform(size, 1).toScreen({ x, y });
    this.goToPage(page, Math.max(-PAGE_GAP, at.y - 24), by);
  }

  /** Goes to a place as {@link place} told it. */
  goToPlace(place: Anchor, by: MovedBy = 'person'): void {
    this.#arrange(this.#fromPlace(place), by);
  }

  /** Goes to the end of the document. */
  goToEnd(by: MovedBy = 'person'): void {
    const last = this.sizes.length - 1;
    this.goToPage(last, shownSize(this.#turned[last] ?? { width: 1, height: 1, rotation: 0 }).height, by);
  }

  /** A row of pages on or back. False where there is none. */
  step(direction: 1 | -1): boolean {
    const { page } = this.#view;
    const to = this.#layout.pageBeside(page, direction);
    if (to === page) return false;
    this.goToPage(to);
    return true;
  }

  /** A screenful on or back, with a line of overlap; one page at a time: then the next page. False at the ends. */
  turn(direction: 1 | -1): boolean {
    const { page } = this.#view;
    if (this.hasMore(direction)) {
      this.pan(0, direction * Math.max(40, this.#viewport.height - 48));
      return true;
    }
    if (!this.#isSingle) return false;
    const to = this.#layout.pageBeside(page, direction);
    if (to === page) return false;
    const height = shownSize(this.#turned[to] ?? { width: 1, height: 1, rotation: 0 }).height;
    this.goToPage(to, direction === 1 ? undefined : height);
    return true;
  }

  /** Whether what is scrolled goes on below (1) or above (-1) the screen. */
  hasMore(direction: 1 | -1): boolean {
    const slot = this.#layout.slotOf(this.#view.page);
    if (direction === -1) return this.#top > slot.top + 1.5;
    return this.#top + this.#viewport.height < slot.top + slot.height - 1.5;
  }

  /**
   * Shows what a presenter shows: a part of a page whole, as large as it gets, laid out as theirs is when that is known;
   * without a part, the page's top. Until {@link release}.
   */
  follow(page: number, rect: PageRect | null, view: ReadingView | null): void {
    const from = this.#led?.from ?? this.place();
    this.#led = { view, from, part: { page, rect } };
    this.#turn();
    this.show(page, rect);
  }

  /** Takes the person's own settings again, on the page that is on screen. Answers where they were before. */
  release(): Anchor | undefined {
    const led = this.#led;
    if (led === undefined) return undefined;
    const place = this.place();
    this.#led = undefined;
    this.#fit = this.#unledFit;
    this.#arrange(this.#fromPlace(place), 'program');
    return led.from;
  }

  /** Makes a part of a page visible whole, as large as it gets; without a part, the page's top. */
  show(page: number, rect: PageRect | null): void {
    const size = this.#turned[page];
    if (size === undefined) return;
    if (rect === null || rect.width < 1 || rect.height < 1) {
      if (this.#viewport.width === 0) this.#pending = { anchor: { page, y: 0 } };
      else this.goToPage(page, undefined, 'program');
      return;
    }
    if (this.#viewport.width === 0) {
      this.#pending = { part: { page, rect } };
      return;
    }
    const part = new PageTransform(size, 1).rectToScreen(rect);
    this.#fit = 'none';
    const whole = Math.min(this.#viewport.width / part.width, this.#viewport.height / part.height);
    // Smaller than a person could zoom, if that is what it takes.
    this.#relayout(whole, Math.min(whole, this.#bounds.least));
    const { scale } = this.#layout;
    const at = this.#layout.rect(page);
    this.#goTo(
      page,
      at.x + (part.x + part.width / 2) * scale - this.#viewport.width / 2,
      at.y + (part.y + part.height / 2) * scale - this.#viewport.height / 2,
      'program',
    );
  }

  /** The point of a page, in its own points, that is so many pixels from the upper left corner of the page as it is shown. */
  pointOnPage(page: number, at: Point): Point | undefined {
    const size = this.#turned[page];
    return size === undefined ? undefined : new PageTransform(size, this.#layout.scale).toPage(at);
  }

  /** What the screen shows of the page in its middle: the part that followers must see whole. */
  shownPart(): ShownPart {
    const page = this.#view.page;
    const size = this.#turned[page] ?? { width: 1, height: 1, rotation: 0 };
    const at = this.#layout.rect(page);
    const { scale } = this.#layout;
    const { first, last } = this.#layout.rowPages(page);
    const from = this.#layout.rect(first);
    const to = this.#layout.rect(last);
    const left = Math.max((from.x - at.x) / scale, (this.#left - at.x) / scale);
    const right = Math.min(
      (to.x + to.width - at.x) / scale,
      (this.#left + this.#viewport.width - at.x) / scale,
    );
    // Not cut at the page's upper and lower edge: the followers' zoom would jump at every page boundary.
    const part: Rect = {
      x: left,
      y: (this.#top - at.y) / scale,
      width: Math.max(1, right - left),
      height: this.#viewport.height / scale,
    };
    const { x, y, width, height } = new PageTransform(size, 1).rectToPage(part);
    return {
      page,
      rect: {
        x: clamp(x, -20_000, 20_000),
        y: clamp(y, -20_000, 20_000),
        width: Math.min(width, 40_000),
        height: Math.min(height, 40_000),
      },
    };
  }

  /** Where the top of the screen is, as if the view were not turned: what is remembered. */
  place(): Anchor {
    const { page, y } = this.#topAnchor();
    return { page, y: y * this.#heightShare(page) };
  }

  close(): void {
    this.#listeners.clear();
    this.#moveListeners.clear();
    this.#settingsListeners.clear();
    this.#port = undefined;
  }

  get #arrangement(): ReadingView {
    const { mode, coverAlone, turn } = this.#own;
    if (this.#led !== undefined) return this.#led.view ?? { mode: 'continuous', coverAlone, turn };
    const lent = this.#lent === null ? mode : this.#lent === 'slides' ? 'single' : 'continuous';
    return { mode: lent, coverAlone, turn };
  }

  /** How pages are fitted when no presenter says it. */
  get #unledFit(): Fit {
    return this.#lent === null ? this.#own.fit : this.#lent === 'slides' ? 'page' : 'width';
  }

  get #isSingle(): boolean {
    return this.#arrangement.mode === 'single';
  }

  #choose(settings: Partial<ReadingSettings>): void {
    this.#own = { ...this.#own, ...settings };
    for (const listener of this.#settingsListeners) listener(this.#own);
  }

  #fromPlace({ page, y }: Anchor): Anchor {
    return { page, y: y / this.#heightShare(page) };
  }

  /** Points of the paper's height for each point of the turned view's. */
  #heightShare(page: number): number {
    const size = this.sizes[Math.min(Math.max(0, page), this.sizes.length - 1)];
    if (size === undefined) return 1;
    const { turn } = this.#arrangement;
    return shownSize(size).height / shownSize(turnedSize(size, turn)).height;
  }

  #topAnchor(): Anchor {
    if (this.#pending !== undefined && 'anchor' in this.#pending) return this.#pending.anchor;
    // In a slot a page may stand lower than the top of the screen.
    if (!this.#isSingle) return this.#layout.anchorAt(this.#top);
    const { page } = this.#view;
    const y = this.#top - this.#layout.rect(page).y;
    return { page, y: Math.max(-PAGE_GAP, y) / this.#layout.scale };
  }

  /** Lays out for the settings in force and goes to a place, fitting its page if pages are fitted. */
  #arrange(anchor: Anchor, by: MovedBy): void {
    this.#turn();
    // A landscape page among upright ones is fitted when one goes there, not when it scrolls by.
    this.#relayout(this.#fittedScale(anchor.page));
    this.#goToAnchor(anchor, by);
  }

  #turn(): void {
    const { turn } = this.#arrangement;
    const first = this.sizes[0];
    const before = this.#turned[0];
    if (first === undefined || before === undefined) return;
    if (turnedSize(first, turn).rotation % 360 === before.rotation % 360) return;
    this.#turned = this.sizes.map((size) => turnedSize(size, turn));
  }

  #fittedScale(page: number): number {
    const { width, height } = this.#viewport;
    if (width === 0) return this.#layout.scale;
    // Only what the person chose for themselves outlives what they do with a view that is lent.
    if (this.#fit === 'none')
      return this.#led === undefined && this.#lent === null ? this.#own.scale : this.#layout.scale;
    const size = this.#layoutAt(this.#layout.scale).fitSize(page);
    return this.#fit === 'width' ? fitWidth(size, width) : fitPage(size, width, height);
  }

  #relayout(scale: number, least = this.#bounds.least): void {
    const bounded = clamp(scale, least, this.#bounds.most);
    this.#layout = this.#layoutAt(bounded);
  }

  #layoutAt(scale: number): PageLayout {
    const { mode, coverAlone } = this.#arrangement;
    const shape = { mode, coverAlone, ...this.#viewport, tail: this.#tail };
    // Kept when nothing changes, so that nobody draws anew.
    const there = this.#layout;
    return there.isFor(this.#turned, scale, shape) ? there : new PageLayout(this.#turned, scale, shape);
  }

  #goToAnchor(anchor: Anchor, by: MovedBy): void {
    if (this.#viewport.width === 0) {
      this.#pending = { anchor };
      return;
    }
    const page = Math.min(Math.max(0, anchor.page), this.sizes.length - 1);
    const { first, last } = this.#layout.rowPages(page);
    const isWhole = this.#layout.rect(last).x + this.#layout.rect(last).width - this.#layout.rect(first).x;
    const isRowWider = isWhole > this.#viewport.width;
    // A row that doesn't fit is looked at where the page itself is.
    const rect = isRowWider ? this.#layout.rect(page) : { ...this.#layout.rect(first), width: isWhole };
    const isWider = rect.width > this.#viewport.width;
    const left = isWider
      ? clamp(this.#left, rect.x - PAGE_GAP, rect.x + rect.width + PAGE_GAP - this.#viewport.width)
      : rect.x + rect.width / 2 - this.#viewport.width / 2;
    this.#goTo(page, left, this.#layout.heightOf({ ...anchor, page }), by);
  }

  /** Goes to a point of the column, within what is scrolled while `page` is on screen. */
  #goTo(page: number, left: number, top: number, by: MovedBy): void {
    const { width } = this.#layout;
    const slot = this.#layout.slotOf(page);
    const at = {
      left: clamp(left, 0, Math.max(0, width - this.#viewport.width)),
      top: clamp(top - slot.top, 0, Math.max(0, slot.height - this.#viewport.height)),
    };
    const reached = this.#port?.apply({ width, height: slot.height, ...at }) ?? at;
    this.#left = reached.left;
    this.#top = reached.top + slot.top;
    this.#changed(by);
  }

  #changed(by: MovedBy): void {
    const view = this.#makeView();
    const before = this.#view;
    const isSame =
      view.layout === before.layout &&
      view.offset === before.offset &&
      view.fit === before.fit &&
      view.page === before.page &&
      view.visible.first === before.visible.first &&
      view.visible.last === before.visible.last &&
      view.isSlides === before.isSlides &&
      view.isAtEnd === before.isAtEnd &&
      view.arrangement.mode === before.arrangement.mode &&
      view.arrangement.coverAlone === before.arrangement.coverAlone &&
      view.arrangement.turn === before.arrangement.turn;
    if (!isSame) {
      this.#view = view;
      for (const listener of this.#listeners) listener();
    }
    for (const listener of this.#moveListeners) listener(by);
  }

  #makeView(): ReaderView {
    const height = Math.max(1, this.#viewport.height);
    const layout = this.#layout;
    const arrangement = this.#arrangement;
    const page =
      arrangement.mode === 'single' ? layout.pageAt(this.#top) : layout.pageAt(this.#top + height * 0.4);
    const last = layout.rect(this.sizes.length - 1);
    return {
      layout,
      offset: layout.slotOf(page).top,
      fit: this.#fit,
      arrangement,
      visible: layout.visible(this.#top, this.#top + height),
      page,
      isSlides: this.#lent === 'slides',
      isAtEnd: this.#viewport.height > 0 && this.#top + height >= last.y + last.height - 1.5,
    };
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
