import { folded } from '#protocol/wire/text';

/** Whether every word of the query occurs in the text, in any order, whatever the diacritics ("duong" finds "Đường"). */
export function matches(text: string, query: string): boolean {
  const where = folded(text);
  return folded(query)
    .split(/\s+/u)
    .every((word) => where.includes(word));
}
