import { serverAddress } from '#ipc/server-address';

/**
 * Reads the address of a server as a person types or pastes it: with or without `https://`, with capital letters, a
 * port, or the rest of a page's address behind it. Without a scheme it is https, and http only for this computer.
 * Null when it can't be an address.
 */
export function parseServerAddress(text: string): string | null {
  const typed = text.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/i.test(typed);
  const address = hasScheme ? typed : `${isHere ? 'http' : 'https'}://${typed}`;
  if (!URL.canParse(address)) return null;
  const { origin, username, password } = new URL(address);
  return username === '' && password === '' && serverAddress.safeParse(origin).success ? origin : null;
}
