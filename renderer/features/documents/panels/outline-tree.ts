import type { OutlineEntry } from '../pdf-facts.ts';

/** An entry of the outline with a key of its own: its path, such as "2.0.1". */
export interface KeyedEntry {
  readonly key: string;
  readonly entry: OutlineEntry;
  readonly children: readonly KeyedEntry[];
}

export function keyed(entries: readonly OutlineEntry[], prefix = ''): readonly KeyedEntry[] {
  return entries.map((entry, index) => {
    const key = `${prefix}${index}`;
    return { key, entry, children: keyed(entry.children, `${key}.`) };
  });
}

/** The entries that the file wants to be seen unfolded. */
export function unfolded(entries: readonly KeyedEntry[]): string[] {
  return entries.flatMap(({ key, entry, children }) => [
    ...(entry.isOpen && children.length > 0 ? [key] : []),
    ...unfolded(children),
  ]);
}

/** The entries that can be seen, from top to bottom. */
export function seen(entries: readonly KeyedEntry[], open: ReadonlySet<string>): readonly KeyedEntry[] {
  return entries.flatMap((each) => [each, ...(open.has(each.key) ? seen(each.children, open) : [])]);
}

/**
 * The entry under which a page is: the first one on the page itself, else the last one of the nearest page before.
 * `pages` has, in the order of the outline, the entries whose page is known.
 */
export function currentEntry(
  pages: readonly { readonly key: string; readonly page: number }[],
  page: number,
): string | undefined {
  const here = pages.find((entry) => entry.page === page);
  if (here !== undefined) return here.key;
  let nearest: { readonly key: string; readonly page: number } | undefined;
  for (const entry of pages) {
    if (entry.page < page && (nearest === undefined || entry.page >= nearest.page)) nearest = entry;
  }
  return nearest?.key;
}
