import { NO_TEXT, type PageText } from '#protocol/documents/text/page-text';
import type { PageContent } from '#protocol/documents/text/page-content';
import { readPage } from '#protocol/documents/text/read-page';

/** A document whose pages' words can be read; `PdfDocument` is one. */
export interface WordSource {
  textContent(page: number): Promise<PageContent>;
}

/** The words of scanned pages, as far as they have been recognised; undefined for a page that has not. */
export type RecognisedWords = (page: number) => Promise<PageText | undefined>;

interface Known {
  /** In the order of use. */
  readonly pages: Map<number, Promise<PageText>>;
  recognised: RecognisedWords | undefined;
}

/** Pages of one document whose words are kept; a page's words are some tens of kilobytes. */
const KEPT = 48;

const documents = new WeakMap<WordSource, Known>();

/**
 * The words of a page, counted from 0: the file's own or, where it has none, those that were recognised on the scan.
 * Those read last are kept as long as their document is. Rejects when the page can't be read; it is then read anew the
 * next time.
 */
export function pageText(pdf: WordSource, page: number): Promise<PageText> {
  const known = knownOf(pdf);
  const { pages } = known;
  const text = pages.get(page) ?? readWords(pdf, page, known.recognised);
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

/** Words of a page that are not kept, for who goes through a whole document. */
export async function readWords(
  pdf: WordSource,
  page: number,
  recognised: RecognisedWords | undefined,
): Promise<PageText> {
  const own = readPage(await pdf.textContent(page));
  return own.runs.length > 0 ? own : ((await recognised?.(page)) ?? NO_TEXT);
}

/** From now on pages without words of their own have these. Pages are read anew. */
export function takeRecognisedWords(pdf: WordSource, recognised: RecognisedWords): void {
  const known = knownOf(pdf);
  known.recognised = recognised;
  known.pages.clear();
}

function knownOf(pdf: WordSource): Known {
  let known = documents.get(pdf);
  if (known === undefined) {
    known = { pages: new Map(), recognised: undefined };
    documents.set(pdf, known);
  }
  return known;
}
