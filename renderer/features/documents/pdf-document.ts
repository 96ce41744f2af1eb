import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { PageSize } from '#protocol/annotation/page-transform';
import type { PageContent } from '#protocol/documents/text/page-content';
import { PdfEngine, type PdfSource } from './pdf-engine.ts';
import {
  type Destination,
  type OutlineEntry,
  type PdfAnnotation,
  type PdfPlace,
  readAnnotations,
  readDestination,
  readOutline,
} from './pdf-facts.ts';
import { drawPage, type PageImage, readPageWords } from './pdf-page.ts';
import type { RangeEvents } from './range-transport.ts';
import { Interrupted, TookTooLong } from './watchdog.ts';

export { PageImage } from './pdf-page.ts';

/** So often work is begun when other work brings its workers down, before it is given up. */
const ATTEMPTS = 3;
const MOST_PAGES = 2000;

/**
 * One open PDF. A page that takes too long costs the workers in which it hangs: it rejects with `TookTooLong`, and
 * everything else goes on in new ones. `close()` ends its requests and frees what it holds.
 */
export class PdfDocument {
  readonly #source: PdfSource;
  readonly #events: RangeEvents;
  readonly #ending = new AbortController();
  /** Pages whose text hung the workers: it isn't tried again. */
  readonly #unreadable = new Set<number>();
  #engine: PdfEngine;
  #next: Promise<PdfEngine> | undefined;

  private constructor(source: PdfSource, events: RangeEvents, engine: PdfEngine) {
    this.#source = source;
    this.#events = events;
    this.#engine = engine;
  }

  /**
   * Opens a file by ranges. Rejects with pdf.js's errors for what isn't a readable PDF, with `TookTooLong` for one that
   * leads nowhere, and with `AppError` when its bytes are refused.
   */
  static async open(source: PdfSource, events: RangeEvents, signal: AbortSignal): Promise<PdfDocument> {
    return new PdfDocument(source, events, await PdfEngine.open(source, events, signal));
  }

  /**
   * Draws a page, counted from 0, turned as `size` says. Without comments it still has what is filled into its forms.
   * Rejects when `signal` ends it or the page can't be read.
   */
  render(
    page: number,
    size: PageSize,
    scale: number,
    signal: AbortSignal,
    withComments = true,
  ): Promise<PageImage> {
    const draw = async (engine: PdfEngine, proxy: PDFPageProxy) => {
      if (!withComments) {
        const annotations = await annotationsOf(proxy);
        engine.leaveOut(annotations.filter(({ kind }) => kind === 'comment').map(({ id }) => id));
      }
      return drawPage(proxy, size, scale, signal, withComments);
    };
    return this.#with((engine) => engine.withPage(page, 'draw', (proxy) => draw(engine, proxy), signal));
  }

  /** The words of a page as its fonts spell them: at most 50,000 pieces. Rejects when the page can't be read. */
  textContent(page: number): Promise<PageContent> {
    return this.#read(page, readPageWords);
  }

  /** Links, form fields and comments of a page: at most 2,000. Nothing in them is ever run or fetched. */
  annotations(page: number): Promise<readonly PdfAnnotation[]> {
    return this.#read(page, annotationsOf);
  }

  /** The document's outline; empty when it has none. */
  async outline(): Promise<readonly OutlineEntry[]> {
    return readOutline(await this.#ask((pdf) => pdf.getOutline()));
  }

  /** What the file calls its pages ("iv", "A-3"), one for each page; null when it doesn't number them itself. */
  pageLabels(): Promise<readonly string[] | null> {
    return this.#ask(async (pdf) => {
      const labels = await pdf.getPageLabels();
      if (labels === null || labels.length !== pdf.numPages) return null;
      const short = labels.map((label) => label.slice(0, 24));
      return short.every((label, page) => label === String(page + 1)) ? null : short;
    });
  }

  /** Size of every page, at most 2,000. For a file of which nothing else tells them. */
  async pageSizes(): Promise<readonly PageSize[]> {
    const count = await this.#ask((pdf) => Promise.resolve(pdf.numPages));
    const sizes: PageSize[] = [];
    for (let page = 0; page < Math.min(count, MOST_PAGES); page += 1) {
      sizes.push(
        await this.#read(page, ({ view: [left = 0, bottom = 0, right = 0, top = 0], rotate }) =>
          Promise.resolve({ width: right - left, height: top - bottom, rotation: rotate }),
        ),
      );
    }
    return sizes;
  }

  /** Where a link leads; null when it leads nowhere in this document. */
  resolveDestination(destination: Destination): Promise<PdfPlace | null> {
    return this.#ask(async (pdf) => {
      const explicit = typeof destination === 'string' ? await pdf.getDestination(destination) : destination;
      const read = explicit === null ? undefined : readDestination(explicit);
      if (read === undefined) return null;
      try {
        const page = typeof read.page === 'number' ? read.page : await pdf.getPageIndex(read.page);
        if (page >= pdf.numPages) return null;
        const [left = 0, bottom = 0] = (await pdf.getPage(page + 1)).view;
        return {
          page,
          x: read.x === null ? null : read.x - left,
          y: read.y === null ? null : read.y - bottom,
        };
      } catch (error) {
        console.debug('a link of this PDF leads to no page', error);
        return null;
      }
    });
  }

  /** Frees what was kept for drawing pages outside of these. */
  forgetOutside(first: number, last: number): void {
    this.#engine.forgetOutside(first, last);
  }

  close(): void {
    if (this.#ending.signal.aborted) return;
    this.#ending.abort();
    this.#engine.close();
  }

  async #read<T>(page: number, work: (proxy: PDFPageProxy) => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#unreadable.has(page)) throw new TookTooLong();
    try {
      return await this.#with((engine) => engine.withPage(page, 'read', work, signal));
    } catch (error) {
      if (error instanceof TookTooLong) this.#unreadable.add(page);
      throw error;
    }
  }

  #ask<T>(work: (pdf: PDFDocumentProxy) => Promise<T>): Promise<T> {
    return this.#with((engine) => engine.withDocument(work));
  }

  async #with<T>(work: (engine: PdfEngine) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const engine = this.#engine.hasEnded ? await this.#reopen() : this.#engine;
      try {
        return await work(engine);
      } catch (error) {
        const isOver = attempt === ATTEMPTS || this.#ending.signal.aborted;
        if (isOver || !(error instanceof Interrupted)) throw error;
      }
    }
  }

  /** Opens the file anew after its workers were brought down, once for everybody who waits for it. */
  #reopen(): Promise<PdfEngine> {
    const { signal } = this.#ending;
    this.#next ??= PdfEngine.open(this.#source, this.#events, signal)
      .then((engine) => {
        if (signal.aborted) engine.close();
        this.#engine = engine;
        return engine;
      })
      .finally(() => (this.#next = undefined));
    return this.#next;
  }
}

async function annotationsOf(proxy: PDFPageProxy): Promise<readonly PdfAnnotation[]> {
  const [left = 0, bottom = 0] = proxy.view;
  return readAnnotations(await proxy.getAnnotations({ intent: 'display' }), left, bottom);
}
