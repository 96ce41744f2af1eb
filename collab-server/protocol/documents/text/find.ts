import { fold, foldedText } from './fold.ts';

/** What is looked for, made ready once for all pages. */
export interface Needle {
  /** As {@link foldedText} makes it: without diacritics, and with them. */
  readonly plain: string;
  readonly exact: string;
  /** Other diacritics are other words. */
  readonly keepMarks: boolean;
}

/** A place in a text, in UTF-16 units. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** The diacritics are those that were asked for. */
  readonly isExact: boolean;
}

/** Most UTF-16 units of what can be looked for. */
export const MAX_NEEDLE = 200;

/** What is looked for; undefined when nothing is left of it. */
export function needleOf(query: string, keepMarks: boolean): Needle | undefined {
  const wanted = query.trim().slice(0, MAX_NEEDLE);
  const plain = foldedText(wanted, false);
  if (plain.trim() === '') return undefined;
  return { plain, exact: foldedText(wanted, true), keepMarks };
}

/** Whether a page, as {@link foldedText} makes it without diacritics, can have matches. */
export function mayMatch(plain: string, needle: Needle): boolean {
  return plain.includes(needle.plain);
}

/** The places of a text that match, from its start, at most `most` of them. They don't overlap. */
export function findMatches(text: string, needle: Needle, most: number): Match[] {
  const { text: plain, starts, ends } = fold(text, false);
  const matches: Match[] = [];
  let from = 0;
  while (matches.length < most) {
    const at = plain.indexOf(needle.plain, from);
    if (at < 0) break;
    const last = at + needle.plain.length;
    const start = starts[at] ?? 0;
    const end = ends[last - 1] ?? text.length;
    const isExact = isSame(text, start, end, needle.exact);
    if (isExact || !needle.keepMarks) {
      matches.push({ start, end, isExact });
      from = last;
    } else {
      from = at + 1;
    }
  }
  return matches;
}

/** With the rest of its word in view: where a tone stands is told by what follows it. */
function isSame(text: string, start: number, end: number, exact: string): boolean {
  const alone = foldedText(text.slice(start, end), true);
  return alone === exact || foldedText(text.slice(start, end + 1), true).startsWith(exact);
}

/** A line of text around a match, cut between words. */
export interface Snippet {
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** UTF-16 units before and after a match. */
const BEFORE = 36;
const AFTER = 72;

/** The words around a place, on one line, dots that lead to a page's number cut short. "…" says where they were cut. */
export function snippetOf(text: string, { start, end }: { start: number; end: number }): Snippet {
  const flat = (part: string) => part.replace(/(?:[.…·_]\s*){4,}/g, '… ').replace(/\s+/g, ' ');
  let from = Math.max(0, start - BEFORE);
  if (from > 0) {
    const space = text.slice(from, start).search(/\s/);
    from = space < 0 ? from : from + space;
  }
  let to = Math.min(text.length, end + AFTER);
  if (to < text.length) {
    const cut = text.slice(end, to).search(/\s\S*$/);
    to = cut < 0 ? to : end + cut;
  }
  const single = (line: string) => line.replace(/(?:… ?){2,}/, '… ');
  return {
    before: single(`${from > 0 ? '… ' : ''}${flat(text.slice(from, start)).trimStart()}`),
    match: flat(text.slice(start, end)),
    after: single(`${flat(text.slice(end, to)).trimEnd()}${to < text.length ? ' …' : ''}`).trimEnd(),
  };
}
