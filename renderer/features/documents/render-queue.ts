/** Something to render: `key` says what and how large; a job with the same key is the same job. */
export interface RenderJob<K> {
  readonly key: K;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/**
 * Runs the jobs that are wanted now, in the order given, a few at a time. What is no longer wanted is cancelled or
 * never begun, so that scrolling past a hundred pages costs nothing.
 */
export class RenderQueue<K extends string | number> {
  readonly #limit: number;
  readonly #onError: (key: K, error: unknown) => void;
  readonly #running = new Map<K, AbortController>();
  #waiting: RenderJob<K>[] = [];
  #closed = false;

  constructor(limit: number, onError: (key: K, error: unknown) => void) {
    this.#limit = limit;
    this.#onError = onError;
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
    this.#next();
  }

  close(): void {
    this.want([]);
    this.#closed = true;
  }

  #next(): void {
    while (this.#running.size < this.#limit) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      const controller = new AbortController();
      this.#running.set(job.key, controller);
      void this.#run(job, controller);
    }
  }

  async #run(job: RenderJob<K>, controller: AbortController): Promise<void> {
    try {
      await job.run(controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) this.#onError(job.key, error);
    }
    if (this.#running.get(job.key) !== controller) return;
    this.#running.delete(job.key);
    this.#next();
  }
}
