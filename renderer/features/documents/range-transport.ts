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

/** Ends of a file that came before pdf.js asked for them. */
export interface KnownEnds {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

/**
 * Feeds pdf.js with pieces of a file. A piece that the network loses is asked for again until it comes: a reader must
 * not give up on a page because of a tunnel.
 */
export class RangeTransport extends PDFDataRangeTransport {
  readonly #fetchRange: (begin: number, end: number, signal: AbortSignal) => Promise<Uint8Array>;
  readonly #events: RangeEvents;
  readonly #ending = new AbortController();
  readonly #tail: Uint8Array;
  readonly #tailBegin: number;
  #asked = 0;
  #stuck = 0;

  /** The transport takes over the bytes of `ends`. */
  constructor(
    length: number,
    ends: KnownEnds,
    fetchRange: (begin: number, end: number, signal: AbortSignal) => Promise<Uint8Array>,
    events: RangeEvents,
  ) {
    super(length, ends.head.length === 0 ? null : ends.head);
    this.#fetchRange = fetchRange;
    this.#events = events;
    this.#tail = ends.tail;
    this.#tailBegin = length - ends.tail.length;
  }

  /** Whether a piece is on its way: what takes long then is not the document's fault. */
  get isBringing(): boolean {
    return this.#asked > 0;
  }

  override requestDataRange(begin: number, end: number): void {
    const known = Math.max(begin, this.#tailBegin);
    if (this.#tail.length === 0 || known >= end) {
      void this.#bring(begin, end, new Uint8Array());
      return;
    }
    const piece = this.#tail.slice(known - this.#tailBegin, end - this.#tailBegin);
    if (known > begin) void this.#bring(begin, known, piece);
    else queueMicrotask(() => !this.#ending.signal.aborted && this.onDataRange(begin, piece));
  }

  override abort(): void {
    this.#ending.abort();
  }

  /** Fetches a piece and hands it out, what is known already behind it. */
  async #bring(begin: number, end: number, known: Uint8Array): Promise<void> {
    this.#asked += 1;
    const bytes = await this.#fetch(begin, end);
    this.#asked -= 1;
    if (bytes !== undefined && !this.#ending.signal.aborted) this.onDataRange(begin, joined(bytes, known));
  }

  async #fetch(begin: number, end: number): Promise<Uint8Array | undefined> {
    const { signal } = this.#ending;
    let isStuck = false;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const bytes = await this.#fetchRange(begin, end, signal);
        if (isStuck) this.#setStuck(-1);
        return bytes;
      } catch (error) {
        if (signal.aborted) return undefined;
        if (error instanceof AppError && error.code !== 'busy' && error.code !== 'slowDown') {
          this.abort();
          this.#events.refused(error.code);
          return undefined;
        }
        if (!isStuck) this.#setStuck(1);
        isStuck = true;
        await pause(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt), signal);
      }
    }
    return undefined;
  }

  #setStuck(change: 1 | -1): void {
    const before = this.#stuck;
    this.#stuck += change;
    if (before > 0 !== this.#stuck > 0) this.#events.waiting(this.#stuck > 0);
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (second.length === 0) return first;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
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
