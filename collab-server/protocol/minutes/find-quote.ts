import type { PaperEvidence } from './evidence.ts';

/** From where to where in the text of a page, in UTF-16 units. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a quote stands in the text of a page; the place with most of the same words around it when there are several.
 * Spaces and ends of lines don't count: another making of the same page breaks its lines elsewhere.
 */
export function quoteIn(
  text: string,
  { quote, before, after }: Pick<PaperEvidence, 'quote' | 'before' | 'after'>,
): Stretch | undefined {
  const page = squeezed(text);
  const wanted = squeezed(quote).letters;
  if (wanted === '') return undefined;
  const left = squeezed(before).letters;
  const right = squeezed(after).letters;
  let best: { readonly at: number; readonly like: number } | undefined;
  for (let at = page.letters.indexOf(wanted); at >= 0; at = page.letters.indexOf(wanted, at + 1)) {
    const like =
      alike(reversed(page.letters.slice(Math.max(0, at - left.length), at)), reversed(left)) +
      alike(page.letters.slice(at + wanted.length, at + wanted.length + right.length), right);
    if (best === undefined || like > best.like) best = { at, like };
  }
  if (best === undefined) return undefined;
  const start = page.places[best.at] ?? 0;
  const last = page.places[best.at + wanted.length - 1] ?? start;
  return { start, end: last + 1 };
}

/** The text without spaces, and where each of its units was. */
function squeezed(text: string): { readonly letters: string; readonly places: readonly number[] } {
  const places: number[] = [];
  let letters = '';
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (/\s/u.test(letter)) continue;
    letters += letter;
    places.push(at);
  }
  return { letters, places };
}

function reversed(text: string): string {
  return text.split('').toReversed().join('');
}

/** How many units two texts have in common at their beginning. */
function alike(one: string, other: string): number {
  let count = 0;
  while (count < one.length && one.charAt(count) === other.charAt(count)) count++;
  return count;
}
