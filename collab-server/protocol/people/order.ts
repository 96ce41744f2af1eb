const collator = new Intl.Collator('vi', { sensitivity: 'variant', numeric: true });

/** The given name (tên): the last word of a Vietnamese name. */
export function givenName(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1);
}

/** Initials for an avatar: first letter of the family name and of the given name. */
export function initials(name: string): string {
  const words = name.split(' ').filter((word) => word !== '');
  const letter = (word: string | undefined) => /^./u.exec(word ?? '')?.[0] ?? '';
  const first = letter(words[0]);
  const last = words.length > 1 ? letter(words.at(-1)) : '';
  return (first + last).toLocaleUpperCase('vi');
}

/** By rank, then by given name in Vietnamese order, then by the whole name. */
export function byRank(a: { rank: number; name: string }, b: { rank: number; name: string }): number {
  return (
    a.rank - b.rank ||
    collator.compare(givenName(a.name), givenName(b.name)) ||
    collator.compare(a.name, b.name)
  );
}
