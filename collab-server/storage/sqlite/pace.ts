/** Least time between groups under steady load: what arrives meanwhile shares one commit and one fsync. */
const GAP_MS = 4;
/** Groups that may follow each other without a gap after a pause, so that a lone write never waits. */
const BURST = 8;
/** Waiting goes on as long as it brings this many units a time. */
const WORTH = 0.5;
/** While waiting isn't worth it, every so many groups wait all the same, to see whether that has changed. */
const PROBE = 64;

/**
 * When the next group may start. After a pause groups start at once; under steady load one per gap, so that commits
 * don't eat the processor on a fast disk (on a slow one the fsync is the gap, and this never waits). Writers that each
 * wait for their last commit before they hand over the next bring nothing during a gap, so for them there is none.
 */
export class Pace {
  #saved = BURST;
  #counted = 0;
  #worth = WORTH;
  #unpaced = 0;

  /** Milliseconds to wait, 0 to start now. `now` is a monotonic clock in milliseconds. */
  wait(now: number): number {
    this.#count(now);
    if (this.#saved >= 1) return 0;
    if (this.#worth < WORTH && this.#unpaced < PROBE) return 0;
    return (1 - this.#saved) * GAP_MS;
  }

  /** A group starts. `gathered` is how many units came while it waited, undefined when it didn't. */
  started(now: number, gathered: number | undefined): void {
    this.#count(now);
    this.#saved = Math.max(0, this.#saved - 1);
    if (gathered === undefined) {
      this.#unpaced++;
    } else {
      this.#unpaced = 0;
      this.#worth = (this.#worth + gathered) / 2;
    }
  }

  #count(now: number): void {
    this.#saved = Math.min(BURST, this.#saved + (now - this.#counted) / GAP_MS);
    this.#counted = now;
  }
}
