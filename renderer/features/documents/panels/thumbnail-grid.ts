import { type PageSize, type Rect, shownSize } from '#protocol/annotation/page-transform';
import type { PageRange } from '../page-layout.ts';

/** Pixels of one thumbnail's place: the picture's largest width and height, and the line below it. */
export const THUMB = { width: 92, height: 120, line: 26, gap: 12 } as const;
const CELL = { width: THUMB.width + THUMB.gap, height: THUMB.height + THUMB.line + THUMB.gap };

/** Where thumbnails stand in a panel: as many beside one another as fit, each in a place of the same size. */
export class ThumbnailGrid {
  readonly count: number;
  readonly columns: number;
  readonly height: number;
  readonly #left: number;

  constructor(count: number, width: number) {
    this.count = count;
    this.columns = Math.max(1, Math.floor((width - THUMB.gap) / CELL.width));
    this.height = Math.ceil(count / this.columns) * CELL.height + THUMB.gap;
    this.#left = Math.max(THUMB.gap, (width - this.columns * CELL.width + THUMB.gap) / 2);
  }

  /** The place of a page, pixels. */
  cell(page: number): Rect {
    return {
      x: this.#left + (page % this.columns) * CELL.width,
      y: THUMB.gap + Math.floor(page / this.columns) * CELL.height,
      width: THUMB.width,
      height: THUMB.height + THUMB.line,
    };
  }

  /** Pages whose places touch the stretch from `top` to `bottom`. */
  visible(top: number, bottom: number): PageRange {
    const firstRow = Math.max(0, Math.floor((top - THUMB.gap) / CELL.height));
    const lastRow = Math.max(firstRow, Math.ceil((bottom - THUMB.gap) / CELL.height) - 1);
    return {
      first: Math.min(this.count - 1, firstRow * this.columns),
      last: Math.min(this.count - 1, (lastRow + 1) * this.columns - 1),
    };
  }

  /** The page that a key leads to from another one; undefined for keys that lead nowhere. */
  beside(page: number, key: string): number | undefined {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: this.columns,
      ArrowUp: -this.columns,
      PageDown: this.columns * 4,
      PageUp: this.columns * -4,
      Home: -this.count,
      End: this.count,
    };
    const step = steps[key];
    if (step === undefined) return undefined;
    return Math.min(Math.max(0, page + step), this.count - 1);
  }
}

/** The size of a page's thumbnail in its place, pixels, and how many pixels a point of it is. */
export function thumbnailSize(size: PageSize): { width: number; height: number; scale: number } {
  const shown = shownSize(size);
  const scale = Math.min(THUMB.width / shown.width, THUMB.height / shown.height);
  return { width: shown.width * scale, height: shown.height * scale, scale };
}
