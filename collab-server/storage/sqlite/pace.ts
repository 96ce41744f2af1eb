/** Least time between groups under steady load: what arrives meanwhile shares one commit and one fsync. */
const GAP_MS = 4;
/** Groups that may follow each other without a gap after a pause, so that a lone write never waits. */
const BURST = 8;

/**
 * When the next group may start. After a pause groups start at once; under steady load one per gap, so that commits
 * don't eat the processor on a fast disk. On a slow disk the fsync is the gap and this never waits.
 */
export class Pace {
  #saved = BURST;
  #counted = 0;

  /** Milliseconds to wait, 0 to start now. `now` is a monotonic clock in milliseconds. */
  wait(now: number): number {
    this.#count(now);
    return this.#saved >= 1 ? 0 : (1 - this.#saved) * GAP_MS;
  }

  started(now: number): void {
    this.#count(now);
    this.#saved = Math.max(0, this.#saved - 1);
  }

  #count(now: number): void {
    this.#saved = Math.min(BURST, this.#saved + (now - this.#counted) / GAP_MS);
    this.#counted = now;
  }
}
