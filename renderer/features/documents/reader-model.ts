import { PageTransform, type PageSize, type Rect, shownSize } from '#protocol/annotation/page-transform';
import type { PageRect } from '#protocol/meeting/records';
import {
  type Anchor,
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

export interface ReaderView {
  readonly layout: PageLayout;
  readonly fit: Fit;
  /** Pages that are on screen. */
  readonly visible: PageRange;
  /** The page that a reader would say they are on. */
  readonly page: number;
}

/** What moved the view: the person, or a follow, a resize, a restored place. */
export type MovedBy = 'person' | 'program';

/** What a screen shows of a page, in PDF points. May reach beyond the page above and below. */
export interface ShownPart {
  readonly page: number;
  readonly rect: PageRect;
}

/**
 * Where a reader stands in a document: layout, zoom and scroll position, without a framework. The scrolling element
 * stays the owner of its position; this model sets it and hears of it.
 */
export class ReaderModel {
  readonly sizes: readonly PageSize[];
  readonly #bounds: { readonly least: number; readonly most: number };
  readonly #listeners = new Set<() => void>();
  readonly #moveListeners = new Set<(by: MovedBy) => void>();
  #port: ScrollPort | undefined;
  #layout: PageLayout;
  #fit: Fit = 'width';
  #viewport = { width: 0, height: 0 };
  #left = 0;
  #top = 0;
  /** Where to go as soon as there is a screen. */
  #pending: { anchor: Anchor } | { part: ShownPart } | undefined;
  #view: ReaderView;

  constructor(sizes: readonly PageSize[], start: Anchor) {
    this.sizes = sizes;
    this.#bounds = scaleBounds(sizes);
    this.#layout = new PageLayout(sizes, FULL_SIZE, 0);
    this.#pending = { anchor: start };
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
    if (pending !== undefined && 'part' in pending) {
      this.show(pending.part.page, pending.part.rect);
      return;
    }
    const place = pending?.anchor ?? anchor;
    this.#relayout(this.#fittedScale(place.page) ?? this.#layout.scale);
    this.#goToAnchor(place, 'program');
  }

  /** The scrolling element says where it is, and how far it can be scrolled at all. */
  scrolled(left: number, top: number, most: { readonly left: number; readonly top: number }): void {
    // A screen that grows takes the place back by itself, before it is known to have grown: nobody moved it.
    const isOurs =
      Math.abs(left - Math.min(this.#left, most.left)) < 1.5 &&
      Math.abs(top - Math.min(this.#top, most.top)) < 1.5;
    if (isOurs) return;
    this.#left = left;
    this.#top = top;
    this.#changed('person');
  }

  zoom(direction: 1 | -1, at?: { x: number; y: number }): void {
    this.zoomTo(zoomStep(this.#layout.scale, direction), at);
  }

  /** Zooms around a point of the visible area, its middle when not told. `scale` is CSS pixels per point. */
  zoomTo(scale: number, at?: { x: number; y: number }, by: MovedBy = 'person'): void {
    const { x, y } = at ?? { x: this.#viewport.width / 2, y: this.#viewport.height / 2 };
    const before = this.#layout;
    const anchor = before.anchorAt(this.#top + y);
    const across = (this.#left + x - before.rect(anchor.page).x) / before.scale;
    this.#fit = 'none';
    this.#relayout(scale);
    const rect = this.#layout.rect(anchor.page);
    this.#goTo(rect.x + across * this.#layout.scale - x, this.#layout.heightOf(anchor) - y, by);
  }

  /** Moves by pixels, as two fingers do. */
  pan(dx: number, dy: number): void {
    this.#goTo(this.#left + dx, this.#top + dy, 'person');
  }

  setFit(fit: 'width' | 'page'): void {
    const anchor = this.#topAnchor();
    const { page } = this.#view;
    this.#fit = fit;
    this.#relayout(this.#fittedScale(page) ?? this.#layout.scale);
    this.#goToAnchor(fit === 'page' ? { page, y: -PAGE_GAP } : anchor, 'person');
  }

  /** Goes to the top of a page, or to a height of it in points. Pages outside go to the nearest one. */
  goToPage(page: number, y?: number, by: MovedBy = 'person'): void {
    const inside = Math.min(Math.max(0, Math.round(page)), this.sizes.length - 1);
    // A landscape page among upright ones is fitted when one goes there, not when it scrolls by.
    const scale = this.#fittedScale(inside);
    if (scale !== undefined && scale !== this.#layout.scale) this.#relayout(scale);
    this.#goToAnchor({ page: inside, y: y ?? -PAGE_GAP }, by);
  }

  /** A screenful on or back, with a line of overlap. */
  turn(direction: 1 | -1): void {
    this.pan(0, direction * Math.max(40, this.#viewport.height - 48));
  }

  /** Makes a part of a page visible whole, as large as it gets; without a part, the page's top. */
  show(page: number, rect: PageRect | null): void {
    const size = this.sizes[page];
    if (size === undefined) return;
    if (rect === null || rect.width < 1 || rect.height < 1) {
      if (this.#viewport.width === 0) this.#pending = { anchor: { page, y: 0 } };
      else this.#goToAnchor({ page, y: -PAGE_GAP }, 'program');
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
      at.x + (part.x + part.width / 2) * scale - this.#viewport.width / 2,
      at.y + (part.y + part.height / 2) * scale - this.#viewport.height / 2,
      'program',
    );
  }

  /** What the screen shows of the page in its middle: the part that followers must see whole. */
  shownPart(): ShownPart {
    const page = this.#view.page;
    const size = this.sizes[page] ?? { width: 1, height: 1, rotation: 0 };
    const at = this.#layout.rect(page);
    const { scale } = this.#layout;
    const shown = shownSize(size);
    const left = Math.max(0, (this.#left - at.x) / scale);
    const right = Math.min(shown.width, (this.#left + this.#viewport.width - at.x) / scale);
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

  /** Where the top of the screen is: what is remembered. */
  place(): Anchor {
    return this.#topAnchor();
  }

  close(): void {
    this.#listeners.clear();
    this.#moveListeners.clear();
    this.#port = undefined;
  }

  #topAnchor(): Anchor {
    if (this.#pending !== undefined && 'anchor' in this.#pending) return this.#pending.anchor;
    return this.#layout.anchorAt(this.#top);
  }

  #fittedScale(page: number): number | undefined {
    const size = this.sizes[Math.min(Math.max(0, page), this.sizes.length - 1)];
    const { width, height } = this.#viewport;
    if (size === undefined || this.#fit === 'none' || width === 0) return undefined;
    return this.#fit === 'width' ? fitWidth(size, width) : fitPage(size, width, height);
  }

  #relayout(scale: number, least = this.#bounds.least): void {
    const bounded = clamp(scale, least, this.#bounds.most);
    this.#layout = new PageLayout(this.sizes, bounded, this.#viewport.width);
  }

  #goToAnchor(anchor: Anchor, by: MovedBy): void {
    if (this.#viewport.width === 0) {
      this.#pending = { anchor };
      return;
    }
    const rect = this.#layout.rect(Math.min(Math.max(0, anchor.page), this.sizes.length - 1));
    const isWider = rect.width > this.#viewport.width;
    const left = isWider
      ? clamp(this.#left, rect.x - PAGE_GAP, rect.x + rect.width + PAGE_GAP - this.#viewport.width)
      : rect.x + rect.width / 2 - this.#viewport.width / 2;
    this.#goTo(left, this.#layout.heightOf(anchor), by);
  }

  #goTo(left: number, top: number, by: MovedBy): void {
    const { width, height } = this.#layout;
    const at = {
      left: clamp(left, 0, Math.max(0, width - this.#viewport.width)),
      top: clamp(top, 0, Math.max(0, height - this.#viewport.height)),
    };
    const reached = this.#port?.apply({ width, height, ...at }) ?? at;
    this.#left = reached.left;
    this.#top = reached.top;
    this.#changed(by);
  }

  #changed(by: MovedBy): void {
    const view = this.#makeView();
    const before = this.#view;
    const isSame =
      view.layout === before.layout &&
      view.fit === before.fit &&
      view.page === before.page &&
      view.visible.first === before.visible.first &&
      view.visible.last === before.visible.last;
    if (!isSame) {
      this.#view = view;
      for (const listener of this.#listeners) listener();
    }
    for (const listener of this.#moveListeners) listener(by);
  }

  #makeView(): ReaderView {
    const height = Math.max(1, this.#viewport.height);
    return {
      layout: this.#layout,
      fit: this.#fit,
      visible: this.#layout.visible(this.#top, this.#top + height),
      page: this.#layout.pageAt(this.#top + height * 0.4),
    };
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
