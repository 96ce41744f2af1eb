/** How much of the time flushing may take: a quarter, since it is followed by three times its own cost of waiting. */
const WAIT_PER_COST = 3;
const MOST_WAIT = 16;
/** Of the moving average, what the newest flush counts. */
const NEWEST = 0.2;

/**
 * When the next flush may start: at once when flushing is cheap, later the more it costs, so that under load more is
 * gathered for each. Times are milliseconds of a monotonic clock.
 */
export class Pace {
  readonly #clock: () => number;
  readonly #leastWait: number;
  readonly #mostWait: number;
  #cost = 0;
  #next = 0;

  constructor(clock: () => number, leastWait = 0, mostWait = MOST_WAIT) {
    this.#clock = clock;
    this.#leastWait = leastWait;
    this.#mostWait = mostWait;
  }

  /** Milliseconds until the next flush may start; 0 for now. Less than one isn't worth a timer. */
  wait(): number {
    const rest = this.#next - this.#clock();
    return rest < 1 ? 0 : rest;
  }

  /** Runs a flush and remembers what it cost. */
  run(flush: () => void): void {
    const started = this.#clock();
    flush();
    const ended = this.#clock();
    this.#cost += (ended - started - this.#cost) * NEWEST;
    this.#next = ended + Math.min(this.#mostWait, Math.max(this.#leastWait, this.#cost * WAIT_PER_COST));
  }
}
