import { foldedText } from '#protocol/documents/text/fold';
import type { VersionId } from '#protocol/wire/ids';

/** The words of a page for searching: as they are, and folded without diacritics. */
export interface PageWords {
  readonly text: string;
  readonly plain: string;
}

/** A paper whose words are being read, page by page. Closed when they have been. */
export interface OpenWords {
  /** What the file calls its pages; null when it doesn't number them itself. */
  readonly labels: readonly string[] | null;
  page(page: number, signal: AbortSignal): Promise<string>;
  close(): void;
}

/** Most UTF-16 units that are kept of all papers: a thousand pages have about three million. */
const MOST_KEPT = 24_000_000;

/**
 * The words of a pack's papers, page after page. A paper is opened for it, read to its end and closed again; its words
 * are kept, those searched longest ago are forgotten when they become too many.
 */
export class PackWords {
  readonly #open: (version: VersionId, signal: AbortSignal) => Promise<OpenWords>;
  readonly #mostKept: number;
  /** In the order of use. */
  readonly #papers = new Map<VersionId, PageWords[]>();
  readonly #labels = new Map<VersionId, readonly string[] | null>();
  #kept = 0;

  constructor(open: (version: VersionId, signal: AbortSignal) => Promise<OpenWords>, mostKept = MOST_KEPT) {
    this.#open = open;
    this.#mostKept = mostKept;
  }

  /** UTF-16 units that are kept. */
  get kept(): number {
    return this.#kept;
  }

  /**
   * The pages of a paper in their order, from memory as far as they have been read. A page that can't be read has no
   * words; a paper that can't be opened rejects. When `signal` ends it, what was read stays known.
   */
  async *read(version: VersionId, pages: number, signal: AbortSignal): AsyncGenerator<PageWords, void> {
    const known = this.#papers.get(version) ?? [];
    this.#papers.delete(version);
    this.#papers.set(version, known);
    // Of a copy, since another search may read on meanwhile.
    yield* known.slice();
    if (known.length >= pages || signal.aborted) return;
    const opened = await this.#open(version, signal);
    this.#labels.set(version, opened.labels);
    try {
      for (let page = known.length; page < pages && !signal.aborted; page++) {
        const text = await opened.page(page, signal).catch((error: unknown) => {
          console.debug('the words of this page cannot be read', error);
          return '';
        });
        if (signal.aborted) return;
        const words = { text, plain: foldedText(text, false) };
        this.#keep(version, page, words);
        yield words;
      }
    } finally {
      opened.close();
    }
  }

  /** What a page is called, counted from 0, of a paper that has been read. */
  labelOf(version: VersionId, page: number): string {
    return this.#labels.get(version)?.[page] ?? String(page + 1);
  }

  /** Forgets a paper's words, for when it has others now. */
  forget(version: VersionId): void {
    for (const { text, plain } of this.#papers.get(version) ?? []) this.#kept -= text.length + plain.length;
    this.#papers.delete(version);
  }

  #keep(version: VersionId, page: number, words: PageWords): void {
    const known = this.#papers.get(version);
    if (known === undefined || known.length !== page) return;
    known.push(words);
    this.#kept += words.text.length + words.plain.length;
    for (const oldest of this.#papers.keys()) {
      if (this.#kept <= this.#mostKept) break;
      // A paper that is too large by itself is forgotten too, and read anew the next time.
      this.forget(oldest);
    }
  }
}
