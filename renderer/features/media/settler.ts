/**
 * Runs `settle` until what is there is what is wanted: `kick` after each change of the wish. Never two at a time; kicks
 * during a run become one more run. A `settle` that rejects ends the row and goes to `onError`.
 */
export class Settler {
  readonly #settle: () => Promise<void>;
  readonly #onError: (error: unknown) => void;
  #running = false;
  #again = false;

  constructor(settle: () => Promise<void>, onError: (error: unknown) => void) {
    this.#settle = settle;
    this.#onError = onError;
  }

  kick(): void {
    this.#again = true;
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#settle();
      }
    } catch (error) {
      this.#onError(error);
    } finally {
      this.#running = false;
    }
  }
}
