import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** What a one-time code in an address is for. */
export type CodeKind = 'setup' | 'welcome' | 'sample';

const key = (kind: CodeKind): string => `bantron.code.${kind}`;

/**
 * Keeps a one-time code for this tab while the address is replaced by one without it: a code must not stay in the
 * history, in a bookmark or on a picture of the screen, and a reload must not lose it.
 */
export function keepCode(kind: CodeKind, code: string): void {
  sessionStorage.setItem(key(kind), code);
  tell();
}

/** The code that was kept, or an empty text. */
export function keptCode(kind: CodeKind): string {
  return sessionStorage.getItem(key(kind)) ?? '';
}

/** Forgets the code: it has been used. */
export function dropCode(kind: CodeKind): void {
  sessionStorage.removeItem(key(kind));
  tell();
}

/** The code that is kept now; follows an address with another code that is opened in the same tab. */
export function useKeptCode(kind: CodeKind): string {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => keptCode(kind),
  );
}
