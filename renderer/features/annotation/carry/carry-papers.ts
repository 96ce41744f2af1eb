import type { WordPage } from '#protocol/annotation/anchor/carry-mark';
import type { PageSize, Rect } from '#protocol/annotation/page-transform';
import { NO_TEXT, type PageText } from '#protocol/documents/text/page-text';

/** The words of a version, given by whoever has its file open. */
export interface CarryPaper {
  /** Sizes of its pages. Rejects when it can't be read. */
  sizes(): Promise<readonly PageSize[]>;
  text(page: number): Promise<PageText>;
}

/** The version before; opened when it is first asked for something. */
export interface EarlierPaper extends CarryPaper {
  /** A part of a page as a picture at `scale` device pixels per point, turned as the page is. */
  picture(page: number, part: Rect, scale: number, signal: AbortSignal): Promise<HTMLCanvasElement>;
  close(): void;
}

/** Most pages that are read: marks behind them are listed for their author to place. */
const MOST_PAGES = 3000;

/** All pages of a version. One that can't be read has no words; rejects when that is so of all of them. */
export async function wordPages(paper: CarryPaper, signal: AbortSignal): Promise<WordPage[]> {
  const sizes = await paper.sizes();
  const pages: WordPage[] = [];
  let failure: unknown;
  let failed = 0;
  for (const [page, { width, height }] of sizes.slice(0, MOST_PAGES).entries()) {
    signal.throwIfAborted();
    let text = NO_TEXT;
    try {
      text = await paper.text(page);
    } catch (error) {
      failure = error;
      failed += 1;
    }
    pages.push({ text, width, height });
  }
  if (failed > 0 && failed === pages.length) throw failure;
  return pages;
}
