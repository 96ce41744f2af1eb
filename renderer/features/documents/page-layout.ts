import { type PageSize, type Rect, shownSize } from '#protocol/annotation/page-transform';
import type { ReadingView } from '#protocol/documents/reading-view';

/** Pixels between rows of pages and around them. Pages of a spread touch, as in a book. */
export const PAGE_GAP = 12;
/** Pixels below the last page, so that its end can be scrolled clear of the pens. */
export const END_SPACE = 72;
/** CSS pixels per point at "100 %". */
export const FULL_SIZE = 96 / 72;
/** Browsers lose precision or clip beyond about 33 million pixels. */
const TALLEST = 30_000_000;

/** Pages from `first` to `last`, both included. */
export interface PageRange {
  readonly first: number;
  readonly last: number;
}

/** A place in the document that survives zooming and resizing: points below the top of a shown page. */
export interface Anchor {
  readonly page: number;
  readonly y: number;
}

/** What a layout is made for. */
export interface LayoutShape extends Pick<ReadingView, 'mode' | 'coverAlone'> {
  /** Visible area in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels left free below the last page. */
  readonly tail: number;
}

/** A stretch of the column that is scrolled as a whole. */
export interface Slot {
  readonly top: number;
  readonly height: number;
}

/**
 * Where every page is in one long column of rows, in CSS pixels. With one page at a time each row has a slot as high as
 * the screen at least, and only that slot is scrolled. Immutable; a new zoom, shape or width is a new layout.
 */
export class PageLayout {
  readonly sizes: readonly PageSize[];
  /** CSS pixels per point. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  readonly #shape: LayoutShape;
  readonly #tops: Float64Array;
  readonly #slotEnds: Float64Array;

  constructor(sizes: readonly PageSize[], scale: number, shape: LayoutShape) {
    this.sizes = sizes;
    this.scale = scale;
    this.#shape = shape;
    const rows = sizes.length === 0 ? 0 : this.rowOf(sizes.length - 1) + 1;
    this.#tops = new Float64Array(rows);
    this.#slotEnds = new Float64Array(rows);
    const isSingle = shape.mode === 'single';
    let top = isSingle ? 0 : PAGE_GAP;
    let widest = 0;
    for (let row = 0; row < rows; row++) {
      const size = this.#rowSize(row);
      const height = size.height * scale;
      widest = Math.max(widest, size.width);
      if (isSingle) {
        const needed = height + 2 * PAGE_GAP;
        const slot = needed <= shape.height ? shape.height : needed + shape.tail;
        this.#tops[row] = top + (needed <= shape.height ? (slot - height) / 2 : PAGE_GAP);
        top += slot;
      } else {
        this.#tops[row] = top;
        top += height + PAGE_GAP;
      }
      this.#slotEnds[row] = top;
    }
    this.height = isSingle ? top : top + shape.tail;
    this.width = Math.max(shape.width, widest * scale + 2 * PAGE_GAP);
  }

  /** Whether a layout for these would be the same. */
  isFor(sizes: readonly PageSize[], scale: number, shape: LayoutShape): boolean {
    const { mode, coverAlone, width, height, tail } = this.#shape;
    return (
      sizes === this.sizes &&
      scale === this.scale &&
      shape.mode === mode &&
      shape.coverAlone === coverAlone &&
      shape.width === width &&
      shape.height === height &&
      shape.tail === tail
    );
  }

  /** Whether it is wider than the screen. */
  get isWide(): boolean {
    return this.width > this.#shape.width + 1;
  }

  rowOf(page: number): number {
    if (this.#shape.mode !== 'spread') return page;
    return this.#shape.coverAlone ? (page + 1) >> 1 : page >> 1;
  }

  /** The pages of the row in which a page stands. */
  rowPages(page: number): PageRange {
    const inside = this.#inside(page);
    return this.#pagesOf(this.rowOf(inside));
  }

  /** The first page of the row after or before that of a page; that of the page itself where there is none. */
  pageBeside(page: number, direction: 1 | -1): number {
    const row = this.rowOf(this.#inside(page)) + direction;
    return this.#pagesOf(Math.min(Math.max(0, row), this.#tops.length - 1)).first;
  }

  /** What has to fit when a page is fitted: its row. A page that stands alone in a spread has the room of two. */
  fitSize(page: number): PageSize {
    const { first, last } = this.rowPages(page);
    const { width, height } = this.#rowSize(this.rowOf(first));
    return {
      width: this.#shape.mode === 'spread' && first === last ? 2 * width : width,
      height,
      rotation: 0,
    };
  }

  rect(page: number): Rect {
    const { first } = this.rowPages(page);
    const row = this.rowOf(first);
    const rowSize = this.#rowSize(row);
    const shown = shownSize(this.#size(page));
    const left = Math.max(PAGE_GAP, (this.width - rowSize.width * this.scale) / 2);
    const before = page > first ? shownSize(this.#size(first)).width * this.scale : 0;
    return {
      x: left + before,
      y: (this.#tops[row] ?? 0) + ((rowSize.height - shown.height) / 2) * this.scale,
      width: shown.width * this.scale,
      height: shown.height * this.scale,
    };
  }

  /** What is scrolled while a page is on screen: the whole column, or the page's own slot. */
  slotOf(page: number): Slot {
    if (this.#shape.mode !== 'single') return { top: 0, height: this.height };
    const row = this.rowOf(this.#inside(page));
    const top = row === 0 ? 0 : (this.#slotEnds[row - 1] ?? 0);
    return { top, height: (this.#slotEnds[row] ?? 0) - top };
  }

  /** Pages in rows that touch the stretch from `top` to `bottom`; where only a gap is, the row below it. */
  visible(top: number, bottom: number): PageRange {
    const firstRow = this.#rowAt(top);
    let lastRow = firstRow;
    if (this.#shape.mode !== 'single') {
      while (lastRow + 1 < this.#tops.length && (this.#tops[lastRow + 1] ?? 0) < bottom) lastRow += 1;
    }
    return { first: this.#pagesOf(firstRow).first, last: this.#pagesOf(lastRow).last };
  }

  /** The first page of the row at this height, or of the next one below where there is a gap. */
  pageAt(y: number): number {
    return this.#pagesOf(this.#rowAt(y)).first;
  }

  anchorAt(y: number): Anchor {
    const page = this.pageAt(y);
    return { page, y: Math.max(-PAGE_GAP, y - this.rect(page).y) / this.scale };
  }

  /** Height of an anchor. Gaps don't grow with the zoom, so what is above a page stays as far above it. */
  heightOf(anchor: Anchor): number {
    const page = this.#inside(anchor.page);
    const gap = anchor.y < 0 ? Math.max(anchor.y * this.scale, -PAGE_GAP) : anchor.y * this.scale;
    return this.rect(page).y + gap;
  }

  #rowAt(y: number): number {
    const isSingle = this.#shape.mode === 'single';
    let low = 0;
    let high = this.#tops.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      // Between rows there is a gap, between slots none.
      const end = (this.#slotEnds[middle] ?? 0) - (isSingle ? 0 : PAGE_GAP);
      if (end > y) high = middle;
      else low = middle + 1;
    }
    return Math.max(0, low);
  }

  #pagesOf(row: number): PageRange {
    if (this.#shape.mode !== 'spread') return { first: row, last: row };
    const first = this.#shape.coverAlone ? Math.max(0, 2 * row - 1) : 2 * row;
    const last = this.#shape.coverAlone ? 2 * row : 2 * row + 1;
    return { first, last: Math.min(last, this.sizes.length - 1) };
  }

  /** In points. */
  #rowSize(row: number): { readonly width: number; readonly height: number } {
    const { first, last } = this.#pagesOf(row);
    let width = 0;
    let height = 0;
    for (let page = first; page <= last; page++) {
      const shown = shownSize(this.#size(page));
      width += shown.width;
      height = Math.max(height, shown.height);
    }
    return { width, height };
  }

  #inside(page: number): number {
    return Math.min(Math.max(0, page), this.sizes.length - 1);
  }

  #size(page: number): PageSize {
    return this.sizes[page] ?? { width: 1, height: 1, rotation: 0 };
  }
}

/** Smallest and largest scale that pages of these sizes can have. */
export function scaleBounds(sizes: readonly PageSize[]): { readonly least: number; readonly most: number } {
  const tallest = sizes.reduce((sum, size) => sum + shownSize(size).height, 0);
  const widest = sizes.reduce((most, size) => Math.max(most, shownSize(size).width), 0);
  const most = Math.min(8 * FULL_SIZE, TALLEST / Math.max(1, tallest), TALLEST / Math.max(1, 2 * widest));
  return { least: Math.min(0.1 * FULL_SIZE, most, 200 / Math.max(1, widest)), most };
}

/** The scale at which a page fills the width. */
export function fitWidth(size: PageSize, viewportWidth: number): number {
  return Math.max(1, viewportWidth - 2 * PAGE_GAP) / shownSize(size).width;
}

/** The scale at which a whole page is seen. */
export function fitPage(size: PageSize, viewportWidth: number, viewportHeight: number): number {
  return Math.min(
    fitWidth(size, viewportWidth),
    Math.max(1, viewportHeight - 2 * PAGE_GAP) / shownSize(size).height,
  );
}

const STEPS = [0.1, 0.25, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 8];

/** The next round zoom above or below a scale. */
export function zoomStep(scale: number, direction: 1 | -1): number {
  const zoom = scale / FULL_SIZE;
  const step =
    direction > 0 ? STEPS.find((each) => each > zoom * 1.01) : STEPS.findLast((each) => each < zoom * 0.99);
  return (step ?? zoom) * FULL_SIZE;
}
