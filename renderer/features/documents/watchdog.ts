/** Milliseconds that a file may take to be opened, or a page to be drawn or read, besides waiting for its bytes. */
export const LONGEST_WORK = 20_000;

/** One piece of work took too long: whoever asked for it learns that it was this one. */
export class TookTooLong extends Error {
  constructor() {
    super('no result in time');
    this.name = 'TookTooLong';
  }
}

/** The work was not to blame: something else brought down what it ran in. It may be tried again elsewhere. */
export class Interrupted extends Error {
  constructor() {
    super('brought down by other work');
    this.name = 'Interrupted';
  }
}

export interface WatchdogOptions {
  /** Milliseconds that a piece of work may take without waiting for bytes. */
  readonly limit: number;
  /** Whether bytes are on their way: that time isn't counted. */
  readonly isWaiting: () => boolean;
  /** Called once: whatever does the work must be stopped. */
  readonly onOverdue: () => void;
}

interface Watched {
  readonly kind: string;
  readonly reject: (reason: Error) => void;
  isCancelled: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * Bounds work that runs in another thread and may never answer. Cancelled work stays watched, since cancelling stops no
 * thread that is stuck, until later work of its kind has an answer, which proves that the thread lives.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  /** In the order in which it began: what is stuck first holds up the rest. */
  readonly #watched = new Set<Watched>();
  #hasEnded = false;

  constructor(options: WatchdogOptions) {
    this.#options = options;
  }

  /**
   * Waits for work. Rejects as it does, with `TookTooLong` when it is the first to be overdue, and with `Interrupted`
   * when other work was.
   */
  watch<T>(kind: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#hasEnded) return Promise.reject(new Interrupted());
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const entry: Watched = { kind, reject, isCancelled: false, timer: undefined };
    this.#watched.add(entry);
    this.#count(entry);
    work().then(
      (value) => {
        this.#forget(entry);
        resolve(value);
      },
      (error: unknown) => {
        // Cancelling is answered on this side: it says nothing of the thread.
        if (signal?.aborted === true) entry.isCancelled = true;
        else this.#forget(entry);
        reject(error);
      },
    );
    return promise;
  }

  /** Whatever is being waited for rejects with `Interrupted`. */
  end(): void {
    this.#hasEnded = true;
    for (const entry of this.#watched) {
      clearTimeout(entry.timer);
      entry.reject(new Interrupted());
    }
    this.#watched.clear();
  }

  #count(entry: Watched): void {
    const { limit, isWaiting, onOverdue } = this.#options;
    let left = limit;
    const step = Math.min(1000, limit);
    const tick = () => {
      if (!isWaiting()) left -= step;
      if (left > 0) {
        entry.timer = setTimeout(tick, step);
        return;
      }
      this.#watched.delete(entry);
      entry.reject(new TookTooLong());
      this.end();
      onOverdue();
    };
    entry.timer = setTimeout(tick, step);
  }

  /** An answer proves that its thread lives, so that cancelled work which began before isn't stuck in it. */
  #forget(answered: Watched): void {
    for (const entry of this.#watched) {
      if (entry !== answered && !(entry.isCancelled && entry.kind === answered.kind)) continue;
      clearTimeout(entry.timer);
      this.#watched.delete(entry);
      if (entry === answered) return;
    }
  }
}
