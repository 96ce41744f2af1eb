import type { Anchor } from './page-layout.ts';

/** Places kept; more than anybody walks back. */
const MOST = 50;

/** A place that somebody left. `isOffered`: the way back is shown, not only kept for the keys. */
export interface LeftPlace extends Anchor {
  readonly isOffered: boolean;
}

/** The places from which somebody jumped within a paper, for going back and forth as in a browser. */
export class PlaceHistory {
  readonly #listeners = new Set<() => void>();
  #back: readonly LeftPlace[] = [];
  #forward: readonly LeftPlace[] = [];

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The place that {@link goBack} would answer. */
  getSnapshot = (): LeftPlace | undefined => this.#back.at(-1);

  /** Remembers a place before somebody leaves it by a jump. */
  left(place: Anchor, isOffered: boolean): void {
    this.#become([...this.#back, { ...place, isOffered }].slice(-MOST), []);
  }

  /** The place before the last jump. `here` is where one is now, to come forward to. */
  goBack(here: Anchor): Anchor | undefined {
    const place = this.#back.at(-1);
    if (place !== undefined)
      this.#become(this.#back.slice(0, -1), [...this.#forward, { ...here, isOffered: false }].slice(-MOST));
    return place;
  }

  goForward(here: Anchor): Anchor | undefined {
    const place = this.#forward.at(-1);
    if (place !== undefined)
      this.#become([...this.#back, { ...here, isOffered: true }].slice(-MOST), this.#forward.slice(0, -1));
    return place;
  }

  /** Forgets the way back: somebody says that they don't need it. */
  clear(): void {
    this.#become([], []);
  }

  #become(back: readonly LeftPlace[], forward: readonly LeftPlace[]): void {
    this.#back = back;
    this.#forward = forward;
    for (const listener of this.#listeners) listener();
  }
}
