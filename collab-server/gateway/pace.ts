/** How much of the time flushing may take: a quarter, since it is followed by three times its own cost of waiting. */
const WAIT_PER_COST = 3;
/** Of the moving average, what the newest flush counts. */
const NEWEST = 0.2;

/**
 * When the next flush may start. After a pause at once; under steady load no sooner than `leastPeriod` after the start
 * of the one before, and later the more flushing costs, so that more is gathered for each. Times are milliseconds of a
 * monotonic clock.
 */
export class Pace {
  readonly #clock: () => number;
  readonly #leastPeriod: number;
  readonly #mostWait: number;
  #cost = 0;
  #next = 0;

  constructor(clock: () => number, { leastPeriod, mostWait }: { leastPeriod: number; mostWait: number }) {
    this.#clock = clock;
    this.#leastPeriod = leastPeriod;
    this.#mostWait = mostWait;
  }

  /** Milliseconds until the next flush may start; 0 for now. Less than half of one isn't worth a timer. */
  wait(): number {
    const rest = this.#next - this.#clock();
    return rest < 0.5 ? 0 : rest;
  }

  /**
   * A flush begins, which may have to wait for the disk before it can {@link run}. `period`: when the next may follow
   * sooner than others.
   */
  begin(period = this.#leastPeriod): void {
    this.#next = this.#clock() + Math.min(period, this.#leastPeriod);
  }

  /** Runs the part of a flush that takes processor time, and remembers how much. */
  run(flush: () => void): void {
    const started = this.#clock();
    flush();
    const ended = this.#clock();
    this.#cost += (ended - started - this.#cost) * NEWEST;
    this.#next = Math.max(this.#next, ended + Math.min(this.#mostWait, this.#cost * WAIT_PER_COST));
  }
}
