const KEY = 'bantron.display-token';

/**
 * Keeps the token of a room's screen for this tab, while the address is replaced by one without it: the address bar of
 * a projector is read by the whole room, and a reload must not end the screen.
 */
export function keepScreenToken(token: string): void {
  sessionStorage.setItem(KEY, token);
}

/** The token of this tab; null when it was never opened by a link. */
export function screenToken(): string | null {
  return sessionStorage.getItem(KEY);
}
