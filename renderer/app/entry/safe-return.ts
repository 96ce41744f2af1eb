/**
 * Where to go after signing in: a path of this app. Anything else (another site, an address without scheme that
 * browsers read as a host) leads home, so that a link to the sign-in page can't carry a person away.
 */
export function safeReturn(wanted: string | undefined): string {
  if (wanted === undefined || !/^\/(?![/\\])/u.test(wanted)) return '/';
  const url = new URL(wanted, 'https://app.invalid');
  if (url.origin !== 'https://app.invalid') return '/';
  return /^\/(?:signin|setup|welcome|sample)(?:\/|$)/u.test(url.pathname) ? '/' : url.pathname + url.search;
}
