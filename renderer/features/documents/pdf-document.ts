import {
  getDocument,
  GlobalWorkerOptions,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  type PDFPageProxy,
  PDFWorker,
  TextLayer,
} from 'pdfjs-dist';
import rendererUrl from 'pdfjs-dist/build/pdf.renderer.min.mjs?url';
// `?url` is the bundler's: the default export is the file's address.
// oxlint-disable-next-line import/default
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { type PageSize, shownSize } from '#protocol/annotation/page-transform';
import { boundedScale } from '../annotation/index.ts';
import { type RangeEvents, RangeTransport } from './range-transport.ts';

/** Bytes that pdf.js asks for at a time. */
export const RANGE_BYTES = 96 * 1024;
/** Pictures inside a PDF with more pixels than this stay blank: they are made to exhaust memory. */
const LARGEST_PICTURE = 64_000_000;

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

  /** Draws a page, counted from 0. Rejects when `signal` ends it or the page can't be read. */
  async render(page: number, size: PageSize, scale: number, signal: AbortSignal): Promise<PageImage> {
    const proxy = await this.#page(page);
    signal.throwIfAborted();
    const shown = shownSize(size);
    const bounded = boundedScale(size, scale);
    const full = proxy.getViewport({ scale: 1 });
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(shown.width * bounded));
    canvas.height = Math.max(1, Math.round(shown.height * bounded));
    const viewport = proxy.getViewport({
      scale: Math.min(canvas.width / full.width, canvas.height / full.height),
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

  /** Lays the page's text over it, invisible, for selecting and for screen readers. */
  async layText(page: number, container: HTMLElement, signal: AbortSignal): Promise<void> {
    const proxy = await this.#page(page);
    signal.throwIfAborted();
    const layer = new TextLayer({
      textContentSource: proxy.streamTextContent(),
      container,
      viewport: proxy.getViewport({ scale: 1 }),
    });
    signal.addEventListener('abort', () => layer.cancel());
    await layer.render();
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
