import {
  getDocument,
  GlobalWorkerOptions,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  type PDFPageProxy,
  PDFWorker,
  TextLayer,
} from 'pdfjs-dist';
import { z } from 'zod';
import rendererUrl from 'pdfjs-dist/build/pdf.renderer.min.mjs?url';
// `?url` is the bundler's: the default export is the file's address.
// oxlint-disable-next-line import/default
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { type PageSize, shownSize } from '#protocol/annotation/page-transform';
import type { FontFacts, PageContent, TextPiece } from '#protocol/documents/text/read-page';
import { boundedScale } from '../annotation/index.ts';
import {
  type Destination,
  type OutlineEntry,
  type PdfAnnotation,
  type PdfPlace,
  readAnnotations,
  readDestination,
  readOutline,
} from './pdf-facts.ts';
import { type RangeEvents, RangeTransport } from './range-transport.ts';

/** Bytes that pdf.js asks for at a time. */
export const RANGE_BYTES = 96 * 1024;
/** Pictures inside a PDF with more pixels than this stay blank: they are made to exhaust memory. */
const LARGEST_PICTURE = 64_000_000;

/** A part of a page's text as pdf.js hands it out. */
const TextChunk = z.object({
  items: z.array(
    z.object({
      str: z.string(),
      dir: z.string(),
      transform: z.array(z.number()),
      width: z.number(),
      height: z.number(),
      fontName: z.string(),
      hasEOL: z.boolean(),
    }),
  ),
  styles: z.record(
    z.string(),
    z.object({
      name: z.string().catch(''),
      fontFamily: z.string().catch(''),
      ascent: z.number().catch(0),
      descent: z.number().catch(0),
      vertical: z.boolean().catch(false),
    }),
  ),
});

let warmWorker: PDFWorker | undefined;

/** Starts the one worker that all documents share, so that the first page doesn't wait for it. */
export function warmUpReader(): PDFWorker {
  GlobalWorkerOptions.workerSrc = workerUrl;
  GlobalWorkerOptions.rendererSrc = rendererUrl;
  if (warmWorker === undefined || warmWorker.destroyed)
    warmWorker = PDFWorker.create({ name: 'pdf', verbosity: 0 });
  return warmWorker;
}

/** A page drawn on a canvas of its own, which can be put on the screen as it is. */
export class PageImage {
  readonly canvas: HTMLCanvasElement;
  /** Device pixels per point. */
  readonly scale: number;

  constructor(canvas: HTMLCanvasElement, scale: number) {
    this.canvas = canvas;
    this.scale = scale;
  }

  get bitmap(): { readonly width: number; readonly height: number; close(): void } {
    const { canvas } = this;
    return {
      width: canvas.width,
      height: canvas.height,
      close() {
        // Safari frees a canvas' memory only when it has no pixels.
        canvas.remove();
        canvas.width = 0;
        canvas.height = 0;
      },
    };
  }
}

/** Pieces of text that are read of one page; a page of a book has a few hundred. */
const MOST_PIECES = 50_000;

export interface PdfSource {
  readonly bytes: number;
  /** Bytes from `begin` up to, not including, `end`. Throws `AppError` when refused, otherwise it is tried again. */
  readonly fetchRange: (begin: number, end: number, signal: AbortSignal) => Promise<Uint8Array>;
}

/** One open PDF. `close()` ends its requests and frees what it holds. */
export class PdfDocument {
  readonly #task: PDFDocumentLoadingTask;
  readonly #pdf: PDFDocumentProxy;
  readonly #pages = new Map<number, Promise<PDFPageProxy>>();

  private constructor(task: PDFDocumentLoadingTask, pdf: PDFDocumentProxy) {
    this.#task = task;
    this.#pdf = pdf;
  }

  /** Opens a file by ranges. Rejects with pdf.js's errors for what isn't a readable PDF. */
  static async open(source: PdfSource, events: RangeEvents, signal: AbortSignal): Promise<PdfDocument> {
    const transport = new RangeTransport(source.bytes, source.fetchRange, events);
    const base = new URL('/pdfjs/', document.baseURI).href;
    const task = getDocument({
      range: transport,
      worker: warmUpReader(),
      rangeChunkSize: RANGE_BYTES,
      disableAutoFetch: true,
      disableStream: true,
      cMapUrl: `${base}cmaps/`,
      standardFontDataUrl: `${base}standard_fonts/`,
      wasmUrl: `${base}wasm/`,
      iccUrl: `${base}iccs/`,
      maxImageSize: LARGEST_PICTURE,
      verbosity: 0,
    });
    const abort = () => {
      transport.abort();
      void task.destroy();
    };
    signal.addEventListener('abort', abort);
    try {
      const pdf = await task.promise;
      signal.throwIfAborted();
      return new PdfDocument(task, pdf);
    } catch (error) {
      abort();
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** Draws a page, counted from 0, turned as `size` says. Rejects when `signal` ends it or the page can't be read. */
  async render(page: number, size: PageSize, scale: number, signal: AbortSignal): Promise<PageImage> {
    const proxy = await this.#page(page);
    signal.throwIfAborted();
    const shown = shownSize(size);
    const bounded = boundedScale(size, scale);
    const { rotation } = size;
    const full = proxy.getViewport({ scale: 1, rotation });
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(shown.width * bounded));
    canvas.height = Math.max(1, Math.round(shown.height * bounded));
    const viewport = proxy.getViewport({
      scale: Math.min(canvas.width / full.width, canvas.height / full.height),
      rotation,
    });
    const task = proxy.render({ canvas, viewport, background: '#ffffff' });
    const cancel = () => task.cancel();
    signal.addEventListener('abort', cancel);
    try {
      await task.promise;
    } catch (error) {
      canvas.width = 0;
      throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
    return new PageImage(canvas, bounded);
  }

  /**
   * Lays the page's text over it, invisible, for selecting and for screen readers. `rotation` (degrees) is how the page
   * is shown; without it, as the file says.
   */
  async layText(page: number, container: HTMLElement, signal: AbortSignal, rotation?: number): Promise<void> {
    const proxy = await this.#page(page);
    signal.throwIfAborted();
    const layer = new TextLayer({
      textContentSource: proxy.streamTextContent(),
      container,
      viewport: proxy.getViewport({ scale: 1, rotation: rotation ?? proxy.rotate }),
    });
    signal.addEventListener('abort', () => layer.cancel());
    await layer.render();
  }

  /** The words of a page as its fonts spell them: at most 50,000 pieces. Rejects when the page can't be read. */
  async textContent(page: number): Promise<PageContent> {
    const proxy = await this.#page(page);
    const reader: ReadableStreamDefaultReader<unknown> = proxy
      .streamTextContent({ includeMarkedContent: false, disableNormalization: true })
      .getReader();
    const items: TextPiece[] = [];
    const fonts = new Map<string, FontFacts>();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const chunk = TextChunk.parse(value);
      items.push(...chunk.items);
      for (const [font, facts] of Object.entries(chunk.styles)) fonts.set(font, facts);
      if (items.length < MOST_PIECES) continue;
      await reader.cancel(new Error('the page has too much text'));
      break;
    }
    const [left = 0, bottom = 0] = proxy.view;
    return { items: items.slice(0, MOST_PIECES), fonts, left, bottom };
  }

  /** Links, form fields and comments of a page: at most 2,000. Nothing in them is ever run or fetched. */
  async annotations(page: number): Promise<readonly PdfAnnotation[]> {
    const proxy = await this.#page(page);
    const [left = 0, bottom = 0] = proxy.view;
    return readAnnotations(await proxy.getAnnotations({ intent: 'display' }), left, bottom);
  }

  /** The document's outline; empty when it has none. */
  async outline(): Promise<readonly OutlineEntry[]> {
    return readOutline(await this.#pdf.getOutline());
  }

  /** What the file calls its pages ("iv", "A-3"), one for each page; null when it doesn't number them itself. */
  async pageLabels(): Promise<readonly string[] | null> {
    const labels = await this.#pdf.getPageLabels();
    if (labels === null || labels.length !== this.#pdf.numPages) return null;
    const short = labels.map((label) => label.slice(0, 24));
    return short.every((label, page) => label === String(page + 1)) ? null : short;
  }

  /** Where a link leads; null when it leads nowhere in this document. */
  async resolveDestination(destination: Destination): Promise<PdfPlace | null> {
    const explicit =
      typeof destination === 'string' ? await this.#pdf.getDestination(destination) : destination;
    const read = explicit === null ? undefined : readDestination(explicit);
    if (read === undefined) return null;
    try {
      const page = typeof read.page === 'number' ? read.page : await this.#pdf.getPageIndex(read.page);
      if (page >= this.#pdf.numPages) return null;
      const [left = 0, bottom = 0] = (await this.#page(page)).view;
      return {
        page,
        x: read.x === null ? null : read.x - left,
        y: read.y === null ? null : read.y - bottom,
      };
    } catch (error) {
      console.debug('a link of this PDF leads to no page', error);
      return null;
    }
  }

  /** Frees what was kept for drawing pages outside of these. */
  forgetOutside(first: number, last: number): void {
    for (const [page, proxy] of this.#pages) {
      if (page >= first && page <= last) continue;
      this.#pages.delete(page);
      proxy.then((loaded) => loaded.cleanup()).catch(() => undefined);
    }
  }

  close(): void {
    void this.#task.destroy();
  }

  #page(page: number): Promise<PDFPageProxy> {
    let proxy = this.#pages.get(page);
    if (proxy === undefined) {
      proxy = this.#pdf.getPage(page + 1);
      proxy.catch(() => this.#pages.delete(page));
      this.#pages.set(page, proxy);
    }
    return proxy;
  }
}
