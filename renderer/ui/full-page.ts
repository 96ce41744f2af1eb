import { useEffect, useSyncExternalStore } from 'react';

let wanted = 0;
const listeners = new Set<() => void>();

function change(by: 1 | -1): void {
  wanted += by;
  for (const listener of listeners) listener();
}

/** While mounted with `true`, the app's bars step aside so that the content has the whole window. */
export function useFullPage(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    change(1);
    return () => change(-1);
  }, [on]);
}

/** Whether something asked for the whole window; for the shell. */
export function useIsFullPage(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted > 0,
  );
}
