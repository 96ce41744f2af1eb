import { PDFDataRangeTransport } from 'pdfjs-dist';
import { AppError, type RefusalCode } from '#protocol/wire/codes';

/** First and longest wait before a piece is asked for again, in milliseconds. */
const FIRST_WAIT = 400;
const LONGEST_WAIT = 8000;

export interface RangeEvents {
  /** Whether some piece is being waited for because the server can't be reached. */
  readonly waiting: (isWaiting: boolean) => void;
  /** The server will not hand the file out. Nothing is asked for any more. */
  readonly refused: (code: RefusalCode) => void;
}

/**
 * Feeds pdf.js with pieces of a file. A piece that the network loses is asked for again until it comes: a reader must
 * not give up on a page because of a tunnel.
 */
export class RangeTransport extends PDFDataRangeTransport {
  readonly #fetchRange: (begin: number, end: number, signal: AbortSignal) => Promise<Uint8Array>;
  readonly #events: RangeEvents;
  readonly #ending = new AbortController();
  #stuck = 0;

  constructor(
    length: number,
    fetchRange: (begin: number, end: number, signal: AbortSignal) => Promise<Uint8Array>,
    events: RangeEvents,
  ) {
    super(length, null);
    this.#fetchRange = fetchRange;
    this.#events = events;
  }

  override requestDataRange(begin: number, end: number): void {
    void this.#bring(begin, end);
  }

  override abort(): void {
    this.#ending.abort();
  }

  async #bring(begin: number, end: number): Promise<void> {
    const { signal } = this.#ending;
    let isStuck = false;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const bytes = await this.#fetchRange(begin, end, signal);
        if (isStuck) this.#setStuck(-1);
        if (!signal.aborted) this.onDataRange(begin, bytes);
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof AppError && error.code !== 'busy' && error.code !== 'slowDown') {
          this.abort();
          this.#events.refused(error.code);
          return;
        }
        if (!isStuck) this.#setStuck(1);
        isStuck = true;
        await pause(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt), signal);
      }
    }
  }

  #setStuck(change: 1 | -1): void {
    const before = this.#stuck;
    this.#stuck += change;
    if (before > 0 !== this.#stuck > 0) this.#events.waiting(this.#stuck > 0);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    globalThis.addEventListener?.('online', done);
    signal.addEventListener('abort', done);
  });
}
