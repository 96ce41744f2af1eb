/** Where the content ends on the screen. */
export interface Edges {
  readonly start: boolean;
  readonly end: boolean;
}

/** A movement is over when nothing came for so long, in milliseconds. */
const PAUSE = 160;
/** What was pulled is kept for so long between two movements: a mouse's wheel is many short ones. */
const KEPT = 1200;
/** After it gave way nothing is pulled for so long, so that the rest of one swing doesn't go two pages on. */
const RESTING = 400;

/**
 * The resistance at the end of what can be scrolled: a movement that began before the end stops there, and only one
 * that begins at the end and goes on for `distance` pixels gives way. Pure: the clock is the caller's, milliseconds.
 */
export class EdgePull {
  readonly #distance: number;
  #pulled = 0;
  #last = Number.NEGATIVE_INFINITY;
  #restsUntil = Number.NEGATIVE_INFINITY;
  /** The movement that goes on began where it could pull. */
  #counts = false;

  constructor(distance: number) {
    this.#distance = distance;
  }

  /** From -1 (gives way at the start) to 1 (at the end). */
  get share(): number {
    return Math.max(-1, Math.min(1, this.#pulled / this.#distance));
  }

  /** Takes a movement of `delta` pixels, down being positive. Answers the direction in which it gave way. */
  move(delta: number, edges: Edges, now: number): 1 | -1 | undefined {
    if (delta === 0) return undefined;
    const direction = delta > 0 ? 1 : -1;
    const isAtEdge = direction > 0 ? edges.end : edges.start;
    if (now - this.#last > PAUSE) this.#counts = isAtEdge;
    if (!isAtEdge || Math.sign(this.#pulled) === -direction || now - this.#last > KEPT) this.#pulled = 0;
    if (!isAtEdge) this.#counts = false;
    this.#last = now;
    if (!this.#counts || now < this.#restsUntil) return undefined;
    this.#pulled += delta;
    if (Math.abs(this.#pulled) < this.#distance) return undefined;
    this.#pulled = 0;
    this.#restsUntil = now + RESTING;
    return direction;
  }

  /** Lets go of what was pulled. */
  release(): void {
    this.#pulled = 0;
  }
}
