import type { Quote } from '../../protocol/annotation/mark.ts';
import { MAX_QUOTE, QUOTE_CONTEXT } from '../../protocol/annotation/mark.ts';
import type { Dice } from './dice.ts';
import type { Layout, Place } from './layout.ts';
import type { Revision } from './revise.ts';

export const SIZES = ['word', 'phrase', 'sentence', 'lines'] as const;
export type Size = (typeof SIZES)[number];

export interface Span {
  readonly page: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Where a mark belongs in the new version. `kept`: every word of it is there, together. `edited`: at least half of its
 * letters are. `rewritten`: some are, but less than half, so that both this place and none are right. `deleted`: its
 * words are gone, whatever else reads the same; any place is wrong.
 */
export interface Truth {
  readonly fate: 'kept' | 'edited' | 'rewritten' | 'deleted';
  /** Any of these is right: a mark that a page's end cuts in two may be on either. */
  readonly spans: readonly Span[];
}

export interface Marked {
  readonly size: Size;
  readonly page: number;
  readonly quote: Quote;
  readonly truth: Truth;
}

/** Words of a mark that stand further apart than this in the new version are not together. */
const FURTHEST = 12;

/** Marks somebody might have made on the old version, and where they belong in the new one. */
export function marksOn(old: Layout, now: Layout, revision: Revision, count: number, dice: Dice): Marked[] {
  const truthOf = truths(now, revision);
  const marks: Marked[] = [];
  while (marks.length < count) {
    const size = dice.pick<Size>(['word', 'phrase', 'phrase', 'sentence', 'lines']);
    const words = chosen(old.places, size, dice);
    const [first, last] = [words[0], words.at(-1)];
    const page = first === undefined ? undefined : old.pages[first.page];
    if (first === undefined || last === undefined || page === undefined) continue;
    const text = page.slice(first.start, last.end);
    if (text.length > MAX_QUOTE || text.replace(/[^\p{L}\p{N}]/gu, '').length < 3) continue;
    marks.push({
      size,
      page: first.page,
      quote: {
        text,
        before: page.slice(Math.max(0, first.start - QUOTE_CONTEXT), first.start),
        after: page.slice(last.end, last.end + QUOTE_CONTEXT),
        start: first.start,
      },
      truth: truthOf(words),
    });
  }
  return marks;
}

function chosen(places: readonly Place[], size: Size, dice: Dice): readonly Place[] {
  const at = dice.between(0, places.length - 1);
  const first = places[at];
  if (first === undefined) return [];
  const onPage = (words: readonly Place[]) => words.filter(({ page }) => page === first.page);
  switch (size) {
    case 'word':
      return onPage(places.slice(at, at + dice.between(1, 2)));
    case 'phrase':
      return onPage(places.slice(at, at + dice.between(3, 8)));
    case 'sentence':
      return onPage(
        places.slice(Math.max(0, at - 80), at + 80).filter(({ sentence }) => sentence === first.sentence),
      );
    case 'lines':
      return onPage(places.slice(at, at + dice.between(18, 60)));
  }
}

function truths(now: Layout, { inPlaceOf }: Revision): (words: readonly Place[]) => Truth {
  const orderOf = new Map(now.places.map(({ id }, order) => [id, order]));
  return (words) => {
    const survivors = words.flatMap((word) => {
      const order = orderOf.get(word.id);
      const place = order === undefined ? undefined : now.places[order];
      // A label that was renumbered is another word in the same place.
      return order === undefined || place?.text !== word.text ? [] : [{ order, letters: word.text.length }];
    });
    const groups: (typeof survivors)[] = [];
    for (const survivor of survivors.toSorted((a, b) => a.order - b.order)) {
      const group = groups.at(-1);
      const before = group?.at(-1);
      if (group !== undefined && before !== undefined && survivor.order - before.order <= FURTHEST)
        group.push(survivor);
      else groups.push([survivor]);
    }
    const letters = (of: readonly { letters: number }[]) => of.reduce((sum, one) => sum + one.letters, 0);
    const best = groups.toSorted((a, b) => letters(b) - letters(a))[0];
    if (best === undefined) return { fate: 'deleted', spans: [] };
    const [low, high] = [best[0]?.order ?? 0, best.at(-1)?.order ?? 0];
    // The place may also take in words that stand where the mark's first or last ones stood.
    const replaced = words.flatMap(({ id }) => orderOf.get(inPlaceOf.get(id) ?? -1) ?? orderOf.get(id) ?? []);
    const near = replaced.filter((order) => order >= low - FURTHEST && order <= high + FURTHEST);
    const spans = [
      ...spansOf(now, low, high),
      ...spansOf(now, Math.min(low, ...near), Math.max(high, ...near)),
    ];
    const share = letters(best) / words.reduce((sum, { text }) => sum + text.length, 0);
    const isTogether =
      high - low + 1 === words.length && survivors.every(({ order }, index) => order === low + index);
    return { fate: share === 1 && isTogether ? 'kept' : share >= 0.5 ? 'edited' : 'rewritten', spans };
  };
}

/** From one word to another, on each page that holds a good part of it. */
function spansOf(layout: Layout, low: number, high: number): Span[] {
  const spans: { page: number; start: number; end: number }[] = [];
  for (const place of layout.places.slice(low, high + 1)) {
    const span = spans.at(-1);
    if (span?.page === place.page) span.end = place.end;
    else spans.push({ page: place.page, start: place.start, end: place.end });
  }
  const longest = Math.max(...spans.map(({ start, end }) => end - start));
  return spans.filter(({ start, end }) => end - start >= 0.6 * longest);
}
