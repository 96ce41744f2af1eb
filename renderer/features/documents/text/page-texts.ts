import type { PageText } from '#protocol/documents/text/page-text';
import { type PageContent, readPage } from '#protocol/documents/text/read-page';

/** A document whose pages' words can be read; `PdfDocument` is one. */
export interface WordSource {
  textContent(page: number): Promise<PageContent>;
}

/** Pages of one document whose words are kept; a page's words are some tens of kilobytes. */
const KEPT = 48;

const known = new WeakMap<WordSource, Map<number, Promise<PageText>>>();

/**
 * The words of a page, counted from 0. Those read last are kept as long as their document is. Rejects when the page
 * can't be read; it is then read anew the next time.
 */
export function pageText(pdf: WordSource, page: number): Promise<PageText> {
  let pages = known.get(pdf);
  if (pages === undefined) {
    pages = new Map();
    known.set(pdf, pages);
  }
  const text = pages.get(page) ?? pdf.textContent(page).then(readPage);
  // Set anew, so that the map's order is the order of use.
  pages.delete(page);
  pages.set(page, text);
  text.catch(() => {
    if (pages.get(page) === text) pages.delete(page);
  });
  for (const oldest of pages.keys()) {
    if (pages.size <= KEPT) break;
    pages.delete(oldest);
  }
  return text;
}
