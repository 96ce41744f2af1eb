import type { PageMark } from '#protocol/annotation/mark';

/** The words that a mark brings with it: written by its author, or those of the page that it is on. */
export function wordsOf(mark: PageMark): string {
  if (mark.kind === 'text') return mark.quote.text;
  return 'text' in mark ? mark.text : '';
}

/** The words of the page that a mark is about; undefined for a mark that is not on words. */
export function quoteIn(mark: PageMark): string | undefined {
  if (mark.kind === 'text') return mark.quote.text;
  return mark.kind === 'note' ? mark.quote?.text : undefined;
}

/** Enough of a text to know which it is. */
export function excerpt(text: string, most = 80): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}
