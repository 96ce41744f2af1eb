/**
 * Holds what a screen opens when it appears and closes when it goes, so that components can follow which one is there.
 * `subscribe` and `get` fit useSyncExternalStore.
 */
export class Slot<T> {
  #value: T | null = null;
  readonly #listeners = new Set<() => void>();

  get = (): T | null => this.#value;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(value: T | null): void {
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }
}
