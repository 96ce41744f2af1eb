import { GlobalWorkerOptions, PDFWorker } from 'pdfjs-dist';
import rendererUrl from 'pdfjs-dist/build/pdf.renderer.min.mjs?url';
// `?url` is the bundler's: the default export is the file's address.
// oxlint-disable-next-line import/default
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

/**
 * What one document is read in: a worker that understands the file and one that draws. No two documents share them, so
 * that a file which hangs its workers hangs nobody else, and `end()` stops whatever they do.
 */
export class PdfWorkers {
  /** To be handed to pdf.js for one document. */
  readonly parser: PDFWorker;
  /** Null where browsers can't draw in workers: pdf.js then draws in the page. */
  readonly renderer: Worker | null;
  readonly #thread: Worker;
  readonly #listeners = new Set<() => void>();
  #hasEnded = false;

  constructor() {
    this.#thread = new Worker(workerUrl, { type: 'module', name: 'pdf' });
    this.#thread.addEventListener('error', this.#onError);
    this.parser = PDFWorker.create({ port: this.#thread, verbosity: 0 });
    this.renderer =
      typeof OffscreenCanvas === 'undefined'
        ? null
        : new Worker(rendererUrl, { type: 'module', name: 'page' });
    this.renderer?.addEventListener('error', this.#onError);
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Calls back once when a worker has broken down or was ended. Returns what stops it. */
  onEnd(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Makes pdf.js draw the next document that it opens in this renderer. */
  offer(): void {
    GlobalWorkerOptions.rendererPorts = this.renderer === null ? [] : [this.renderer];
  }

  /** Stops both in the middle of whatever they do. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.parser.destroy();
    this.#thread.terminate();
    this.renderer?.terminate();
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  readonly #onError = (event: Event) => {
    event.preventDefault();
    this.end();
  };
}

/** Workers in which no document is open: one that is ready, and one that was just given back. */
const MOST_IDLE = 2;
const idle: PdfWorkers[] = [];

/** Starts workers ahead of time, so that the next document doesn't wait for them. */
export function warmUpReader(): void {
  if (idle.every(({ hasEnded }) => hasEnded)) idle.push(new PdfWorkers());
}

/** Workers for one document. Whoever takes them gives them back, or ends them. */
export function takeWorkers(): PdfWorkers {
  for (let ready = idle.pop(); ready !== undefined; ready = idle.pop()) if (!ready.hasEnded) return ready;
  return new PdfWorkers();
}

/** Takes back workers in which no document is open any more. */
export function giveBackWorkers(workers: PdfWorkers): void {
  if (workers.hasEnded) return;
  if (idle.length < MOST_IDLE) idle.push(workers);
  else workers.end();
}
