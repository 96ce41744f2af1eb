/** Something to render: `key` says what and how large; a job with the same key is the same job. */
export interface RenderJob<K> {
  readonly key: K;
  /** Somebody is waiting for it: while it runs, only other urgent ones are begun. */
  readonly isUrgent: boolean;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/**
 * Runs the jobs that are wanted now, in the order given, a few at a time. What is no longer wanted is cancelled or
 * never begun, so that scrolling past a hundred pages costs nothing.
 */
export class RenderQueue<K extends string | number> {
  readonly #limit: number;
  readonly #onError: (key: K, error: unknown) => void;
  readonly #pause: () => Promise<void>;
  readonly #running = new Map<K, AbortController>();
  #waiting: RenderJob<K>[] = [];
  #urgent: ReadonlySet<K> = new Set();
  /** The pause after what was urgent; what isn't urgent waits for its end. */
  #pausing: Promise<void> | undefined;
  #closed = false;

  /** `pause` is how long the rest waits once what was urgent is done: for it to get to the screen. */
  constructor(
    limit: number,
    onError: (key: K, error: unknown) => void,
    pause: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.#limit = limit;
    this.#onError = onError;
    this.#pause = pause;
  }

  /** Replaces what is wanted. Jobs that run and are still wanted go on. */
  want(jobs: readonly RenderJob<K>[]): void {
    if (this.#closed) return;
    const wanted = new Set(jobs.map(({ key }) => key));
    for (const [key, controller] of this.#running) {
      if (wanted.has(key)) continue;
      controller.abort();
      this.#running.delete(key);
    }
    this.#waiting = jobs.filter(({ key }) => !this.#running.has(key));
    this.#urgent = new Set(jobs.filter(({ isUrgent }) => isUrgent).map(({ key }) => key));
    this.#next();
  }

  close(): void {
    this.want([]);
    this.#closed = true;
  }

  #next(): void {
    while (this.#running.size < this.#limit) {
      const job = this.#waiting[0];
      if (job === undefined || (!job.isUrgent && (this.#pausing !== undefined || this.#runsUrgent()))) return;
      this.#waiting.shift();
      const controller = new AbortController();
      this.#running.set(job.key, controller);
      void this.#run(job, controller);
    }
  }

  #runsUrgent(): boolean {
    return [...this.#running.keys()].some((key) => this.#urgent.has(key));
  }

  async #run(job: RenderJob<K>, controller: AbortController): Promise<void> {
    try {
      await job.run(controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) this.#onError(job.key, error);
    }
    if (this.#running.get(job.key) !== controller) return;
    this.#running.delete(job.key);
    if (this.#urgent.has(job.key)) this.#begin(this.#pause());
    this.#next();
  }

  #begin(pause: Promise<void>): void {
    this.#pausing = pause;
    void pause.then(() => {
      if (this.#pausing !== pause) return;
      this.#pausing = undefined;
      this.#next();
    });
  }
}
