/**
 * The address to hand to the person's browser, or null when it must not be opened: only https, without
 * credentials (which would go to a server the page chose) and not longer than a browser takes.
 */
export function externalLink(text: string): string | null {
  if (text.length > 2048 || !URL.canParse(text)) return null;
  const url = new URL(text);
  const allowed =
    url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname !== '';
  return allowed ? url.href : null;
}
