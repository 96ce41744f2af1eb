import type { Evidence } from './conclusions.ts';
import type { MeetingState } from '../meeting/records.ts';
import type { VersionId } from '../wire/ids.ts';

/**
 * What became of what a link leads to, as the reader of `state` sees the meeting. `newer`: the page is there, in a version
 * that another has replaced. `gone`: withdrawn, or not theirs to see.
 */
export type EvidenceState =
  | { readonly is: 'there' | 'void' | 'gone' }
  | { readonly is: 'newer'; readonly current: VersionId };

export function evidenceState(link: Evidence, { papers, voting, floor }: MeetingState): EvidenceState {
  switch (link.is) {
    case 'paper': {
      const paper = papers.find(({ id }) => id === link.paper);
      const { version = null, earlier = [] } = paper ?? {};
      if (version === null) return { is: 'gone' };
      if (version.id === link.version) return { is: link.page < version.pages ? 'there' : 'gone' };
      const old = earlier.find(({ id }) => id === link.version);
      return old === undefined || link.page >= old.pages
        ? { is: 'gone' }
        : { is: 'newer', current: version.id };
    }
    case 'vote': {
      const vote = voting.votes.find(({ id }) => id === link.vote);
      // A vote that is still prepared has decided nothing.
      if (vote === undefined || vote.openedAt === null) return { is: 'gone' };
      return { is: vote.status === 'void' ? 'void' : 'there' };
    }
    case 'speech': {
      const isIt = ({ person, startedAt }: { readonly person: string; readonly startedAt: number }) =>
        person === link.person && startedAt === link.startedAt;
      return { is: floor.speeches.some(isIt) ? 'there' : 'gone' };
    }
  }
}

/** Words that are looked for in a page, and where they are found. */
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
  { text: words, before, after }: { readonly text: string; readonly before: string; readonly after: string },
): Stretch | undefined {
  const page = squeezed(text);
  const wanted = squeezed(words).letters;
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
