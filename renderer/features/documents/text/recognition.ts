import type { Recognition as Progress, RecognisedPage } from '#protocol/documents/recognised';
import type { PageText } from '#protocol/documents/text/page-text';
import { recognisedText } from '#protocol/documents/text/recognised-text';
import { AppError, type RefusalCode } from '#protocol/wire/codes';

/** What is asked of the server, and the clock. */
export interface RecognitionPorts {
  readonly state: (signal: AbortSignal) => Promise<Progress>;
  readonly start: () => Promise<Progress>;
  readonly stop: () => Promise<Progress>;
  readonly page: (page: number, signal: AbortSignal) => Promise<RecognisedPage>;
  /** Calls back after so many milliseconds; returns what prevents it. */
  readonly after: (ms: number, call: () => void) => () => void;
}

export interface RecognitionState {
  /** Null until the server has answered: nothing is shown before. */
  readonly progress: Progress | null;
  /** Why the last request was refused; `unreachable` when there was no answer. */
  readonly failure: RefusalCode | 'unreachable' | null;
  /** Somebody has read what is said about it. */
  readonly isHidden: boolean;
}

/** While words are being recognised the server is asked how far it is, in milliseconds. */
const ASK_AGAIN = 2000;

/**
 * The recognition of one scanned paper's words on the server: whether it can, is under way or is done. Asks nothing
 * before the first page without words is met. `close()` ends its requests.
 */
export class Recognition {
  readonly #ports: RecognitionPorts;
  readonly #ending = new AbortController();
  readonly #listeners = new Set<() => void>();
  #state: RecognitionState = { progress: null, failure: null, isHidden: false };
  #first: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(ports: RecognitionPorts) {
    this.#ports = ports;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): RecognitionState => this.#state;

  /** The words of a page; undefined when they have not been recognised (yet). */
  readonly words = async (page: number): Promise<PageText | undefined> => {
    this.#first ??= this.#ask(() => this.#ports.state(this.#ending.signal));
    await this.#first;
    const { progress } = this.#state;
    if (progress === null || progress.state === 'unavailable' || progress.state === 'none') return undefined;
    if (progress.state !== 'done' && (progress.page ?? 0) === 0) return undefined;
    try {
      return recognisedText(await this.#ports.page(page, this.#ending.signal));
    } catch (error) {
      if (error instanceof AppError && error.code === 'notFound') return undefined;
      throw error;
    }
  };

  start(): Promise<void> {
    return this.#ask(this.#ports.start);
  }

  stop(): Promise<void> {
    return this.#ask(this.#ports.stop);
  }

  /** Says nothing more about it, on all pages. */
  hide(): void {
    this.#become({ ...this.#state, isHidden: true });
  }

  close(): void {
    this.#ending.abort();
    this.#cancelTimer?.();
    this.#listeners.clear();
  }

  async #ask(request: () => Promise<Progress>): Promise<void> {
    this.#cancelTimer?.();
    try {
      const progress = await request();
      this.#become({ ...this.#state, progress, failure: null });
    } catch (error) {
      if (this.#ending.signal.aborted) return;
      const failure = error instanceof AppError ? error.code : 'unreachable';
      this.#become({ ...this.#state, failure });
    }
    if (this.#ending.signal.aborted || this.#state.progress?.state !== 'running') return;
    this.#cancelTimer = this.#ports.after(
      ASK_AGAIN,
      () => void this.#ask(() => this.#ports.state(this.#ending.signal)),
    );
  }

  #become(state: RecognitionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
