import {
  getDocument,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist';
import { giveBackWorkers, type PdfWorkers, takeWorkers } from './pdf-workers.ts';
import { type RangeEvents, RangeTransport } from './range-transport.ts';
import { LONGEST_WORK, Watchdog } from './watchdog.ts';

/** Bytes that pdf.js asks for at a time. */
export const RANGE_BYTES = 96 * 1024;
/** Bytes that are asked for before anything is known of a file. A file that isn't longer comes whole. */
const HEAD_BYTES = 256 * 1024;
/** The same from its end. Pieces are counted from the beginning: the last whole one is among them, wherever it ends. */
const TAIL_BYTES = 2 * RANGE_BYTES;
/** A document that doesn't close within this has hung its workers. Milliseconds. */
const LONGEST_CLOSING = 2000;
/** Pictures inside a PDF with more pixels than this stay blank: they are made to exhaust memory. */
const LARGEST_PICTURE = 64_000_000;

export interface PdfSource {
  /**
   * How long the file is and, where they came with that, its first and its last bytes: at most as many as asked for.
   * Throws `AppError` when refused.
   */
  readonly fetchEnds: (
    headBytes: number,
    tailBytes: number,
    signal: AbortSignal,
  ) => Promise<{ readonly length: number; readonly head: Uint8Array; readonly tail: Uint8Array }>;
  /** Bytes from `begin` up to, not including, `end`. Throws `AppError` when refused, otherwise it is tried again. */
  readonly fetchRange: (begin: number, end: number, signal: AbortSignal) => Promise<Uint8Array>;
}

type Kind = 'read' | 'draw';

/**
 * A file that is open in workers of its own. Nothing in the file is run: there is no scripting in what reads it, forms
 * are pictures, and nothing but the file's own bytes and pdf.js's fonts is ever fetched.
 */
export class PdfEngine {
  readonly #pdf: PDFDocumentProxy;
  readonly #workers: PdfWorkers;
  readonly #watchdog: Watchdog;
  readonly #close: () => void;
  readonly #pages = new Map<number, Promise<PDFPageProxy>>();
  #isClosed = false;

  private constructor(pdf: PDFDocumentProxy, workers: PdfWorkers, watchdog: Watchdog, close: () => void) {
    this.#pdf = pdf;
    this.#workers = workers;
    this.#watchdog = watchdog;
    this.#close = close;
  }

  /**
   * Opens a file. Rejects with pdf.js's errors for what isn't a readable PDF, and with `TookTooLong` for one that
   * leads nowhere.
   */
  static async open(source: PdfSource, events: RangeEvents, signal: AbortSignal): Promise<PdfEngine> {
    const { length, head, tail } = await source.fetchEnds(HEAD_BYTES, TAIL_BYTES, signal);
    signal.throwIfAborted();
    const workers = takeWorkers();
    const transport = new RangeTransport(length, { head, tail }, source.fetchRange, events);
    const watchdog = new Watchdog({
      limit: LONGEST_WORK,
      isWaiting: () => transport.isBringing,
      onOverdue: () => {
        transport.abort();
        workers.end();
      },
    });
    const stopListening = workers.onEnd(() => watchdog.end());
    const base = new URL('/pdfjs/', document.baseURI).href;
    workers.offer();
    const task = getDocument({
      // What is there whole needs no asking to and fro.
      ...(head.length === length ? { data: head } : { range: transport }),
      worker: workers.parser,
      rangeChunkSize: RANGE_BYTES,
      disableAutoFetch: true,
      disableStream: true,
      enableXfa: false,
      cMapUrl: `${base}cmaps/`,
      standardFontDataUrl: `${base}standard_fonts/`,
      wasmUrl: `${base}wasm/`,
      iccUrl: `${base}iccs/`,
      maxImageSize: LARGEST_PICTURE,
      verbosity: 0,
    });
    const close = () => {
      transport.abort();
      stopListening();
      watchdog.end();
      release(task, workers);
    };
    signal.addEventListener('abort', close);
    try {
      const pdf = await watchdog.watch('read', () => task.promise);
      signal.throwIfAborted();
      return new PdfEngine(pdf, workers, watchdog, close);
    } catch (error) {
      close();
      throw error;
    } finally {
      signal.removeEventListener('abort', close);
    }
  }

  /** Whether it was brought down, by a page that took too long or by a worker that broke. */
  get hasEnded(): boolean {
    return this.#workers.hasEnded;
  }

  /**
   * Does something with a page, counted from 0, within bounded time. Rejects with `TookTooLong` or, when other work was
   * the one that hung, with `Interrupted`; the engine has ended then.
   */
  withPage<T>(
    page: number,
    kind: Kind,
    work: (proxy: PDFPageProxy) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    return this.#watchdog.watch(kind, async () => work(await this.#page(page)), signal);
  }

  /** The same with the document. */
  withDocument<T>(work: (pdf: PDFDocumentProxy) => Promise<T>): Promise<T> {
    return this.#watchdog.watch('read', () => work(this.#pdf));
  }

  /** Says which annotations stay away where pages are drawn without comments. */
  leaveOut(annotations: Iterable<string>): void {
    for (const id of annotations) this.#pdf.annotationStorage.setValue(id, { noView: true });
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
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#close();
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

/** Closes a document. Workers that can do that can read the next one; the others are stopped. */
function release(task: PDFDocumentLoadingTask, workers: PdfWorkers): void {
  const timer = setTimeout(() => workers.end(), LONGEST_CLOSING);
  void task
    .destroy()
    .then(
      () => giveBackWorkers(workers),
      () => workers.end(),
    )
    .finally(() => clearTimeout(timer));
}
