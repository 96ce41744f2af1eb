/**
 * Takes a one-time secret out of the address: from the fragment (which browsers send to no server) or from the path,
 * and leaves an address without it, so that it is not in the history, a bookmark or a picture of the screen.
 */
export function takeCode(fromPath: string | undefined, cleanPath: string): string {
  const code = fromPath ?? decodeURIComponent(location.hash.slice(1));
  if (code !== '') history.replaceState(history.state, '', cleanPath);
  return code.replace(/^token=/u, '');
}
