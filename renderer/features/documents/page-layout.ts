import { type PageSize, type Rect, shownSize } from '#protocol/annotation/page-transform';

/** Pixels between pages and around them. */
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

/** Where every page is in one long column, in CSS pixels. Immutable; a new zoom or width is a new layout. */
export class PageLayout {
  readonly sizes: readonly PageSize[];
  /** CSS pixels per point. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  readonly #tops: Float64Array;

  constructor(sizes: readonly PageSize[], scale: number, viewportWidth: number) {
    this.sizes = sizes;
    this.scale = scale;
    this.#tops = new Float64Array(sizes.length);
    let top = PAGE_GAP;
    let widest = 0;
    sizes.forEach((size, page) => {
      const shown = shownSize(size);
      this.#tops[page] = top;
      top += shown.height * scale + PAGE_GAP;
      widest = Math.max(widest, shown.width);
    });
    this.height = top + END_SPACE;
    this.width = Math.max(viewportWidth, widest * scale + 2 * PAGE_GAP);
  }

  rect(page: number): Rect {
    const shown = shownSize(this.#size(page));
    const width = shown.width * this.scale;
    return {
      x: Math.max(PAGE_GAP, (this.width - width) / 2),
      y: this.#tops[page] ?? 0,
      width,
      height: shown.height * this.scale,
    };
  }

  /** Pages that touch the stretch from `top` to `bottom`; where only a gap is, the page below it. */
  visible(top: number, bottom: number): PageRange {
    const first = this.pageAt(top);
    let last = first;
    while (last + 1 < this.sizes.length && (this.#tops[last + 1] ?? 0) < bottom) last += 1;
    return { first, last };
  }

  /** The page at this height, or the next one below where there is a gap. */
  pageAt(y: number): number {
    let low = 0;
    let high = this.sizes.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { y: top, height } = this.rect(middle);
      if (top + height > y) high = middle;
      else low = middle + 1;
    }
    return Math.max(0, low);
  }

  anchorAt(y: number): Anchor {
    const page = this.pageAt(y);
    return { page, y: (y - this.rect(page).y) / this.scale };
  }

  /** Height of an anchor. Gaps don't grow with the zoom, so what is above a page stays as far above it. */
  heightOf(anchor: Anchor): number {
    const page = Math.min(Math.max(0, anchor.page), this.sizes.length - 1);
    const gap = anchor.y < 0 ? Math.max(anchor.y * this.scale, -PAGE_GAP) : anchor.y * this.scale;
    return this.rect(page).y + gap;
  }

  #size(page: number): PageSize {
    return this.sizes[page] ?? { width: 1, height: 1, rotation: 0 };
  }
}

/** Smallest and largest scale that pages of these sizes can have. */
export function scaleBounds(sizes: readonly PageSize[]): { readonly least: number; readonly most: number } {
  const tallest = sizes.reduce((sum, size) => sum + shownSize(size).height, 0);
  const widest = sizes.reduce((most, size) => Math.max(most, shownSize(size).width), 0);
  const most = Math.min(8 * FULL_SIZE, TALLEST / Math.max(1, tallest), TALLEST / Math.max(1, widest));
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
