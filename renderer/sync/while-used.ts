/** Something that is open exactly while somebody listens; the shape of `useSyncExternalStore`. */
export interface WhileUsed<T> {
  readonly subscribe: (listener: () => void) => () => void;
  /** What is open, null while nobody listens. */
  readonly getSnapshot: () => T | null;
}

/**
 * Opens with the first listener and closes with the last, so that what a component opens can neither leak nor be
 * opened by a rendering that never gets to the screen.
 */
export function whileUsed<T extends { close(): void }>(open: () => T): WhileUsed<T> {
  const listeners = new Set<() => void>();
  let opened: T | null = null;
  return {
    subscribe(listener) {
      if (listeners.size === 0) opened = open();
      listeners.add(listener);
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        opened?.close();
        opened = null;
      };
    },
    getSnapshot: () => opened,
  };
}
