import type { Quote } from '../mark.ts';
import { Alignment } from './alignment.ts';
import { confidenceOf, LEAST_CONFIDENCE } from './confidence.ts';
import { type Letters, letterAt, lettersOf } from './letters.ts';
import { type Trace, traceOf } from './traces.ts';

/** Words on a page: UTF-16 units of its text, from and up to. */
export interface Place {
  readonly page: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Where a mark's words are in the new version. `exact`: the same words between the same words. `fuzzy`: they moved or
 * were edited; `confidence` (0 to 1) is the chance that it is the place. `orphan`: they are gone, or it isn't clear
 * enough where they are; `candidates` are at most three places to offer, the likeliest first.
 */
export type Anchored =
  | ({ readonly status: 'exact' | 'fuzzy'; readonly confidence: number } & Place)
  | { readonly status: 'orphan'; readonly candidates: readonly Place[] };

/** From this confidence on unchanged words need nobody's eye. */
const SURE = 0.985;
const MAX_CANDIDATES = 3;
/** Shorter words are everywhere: places where they are said too are no help. */
const SHORTEST_CANDIDATE = 6;

/**
 * Lays two versions side by side once for all marks, by the text of their pages as `documents/text` reads them. Takes a
 * time that grows with their length (100 pages: about a fifth of a second), whatever they hold.
 */
export function compareVersions(oldPages: readonly string[], newPages: readonly string[]): Alignment {
  return new Alignment(lettersOf(oldPages), lettersOf(newPages));
}

/** Finds quoted words of a page of the old version in the new one. Never a guess: what isn't clear is an orphan. */
export function reanchor(alignment: Alignment, page: number, quote: Quote): Anchored {
  const { text } = alignment.now;
  const found = lettersOfQuote(alignment.old, page, quote);
  if (found === undefined) return { status: 'orphan', candidates: [] };
  const trace = traceOf(alignment, found.from, found.until);
  const confidence = trace === undefined ? 0 : confidenceOf(trace);
  const place = trace === undefined ? undefined : placeOf(alignment.now, trace);
  if (trace !== undefined && place !== undefined && confidence >= LEAST_CONFIDENCE) {
    const isUntouched = trace.isWhole === 1 && trace.isSpelledAlike === 1 && trace.hasRival === 0;
    return { status: isUntouched && confidence >= SURE ? 'exact' : 'fuzzy', confidence, ...place };
  }
  const candidates = place === undefined ? [] : [place];
  const words = alignment.old.text.slice(found.from, found.until);
  if (words.length >= SHORTEST_CANDIDATE) {
    let at = text.indexOf(words);
    while (at !== -1 && candidates.length < MAX_CANDIDATES) {
      const other = placeOf(alignment.now, { start: at, end: at + words.length });
      if (other !== undefined && !candidates.some((known) => isSame(known, other))) candidates.push(other);
      at = text.indexOf(words, at + words.length);
    }
  }
  return { status: 'orphan', candidates };
}

/** The quote's letters in the old version: where it says, or where its words are nearest to that on its page. */
function lettersOfQuote(
  old: Letters,
  page: number,
  { text, start }: Quote,
): { from: number; until: number } | undefined {
  const there = old.pages[page] ?? '';
  let at = start;
  if (!there.startsWith(text, start)) {
    const [before, behind] = [there.lastIndexOf(text, start), there.indexOf(text, start)];
    at = behind === -1 || (before !== -1 && start - before < behind - start) ? before : behind;
    if (at === -1) return undefined;
  }
  const from = letterAt(old, page, at);
  const until = letterAt(old, page, at + text.length);
  return from < until ? { from, until } : undefined;
}

/** Letters as a place on the page that holds most of them. */
export function placeOf(now: Letters, { start, end }: Pick<Trace, 'start' | 'end'>): Place | undefined {
  let best: Place | undefined;
  let most = 0;
  for (let from = start; from < end;) {
    const page = now.pageOf[from] ?? 0;
    const until = Math.min(end, now.firstOf[page + 1] ?? end);
    if (until <= from) break;
    if (until - from > most) {
      most = until - from;
      best = { page, start: now.offsetOf[from] ?? 0, end: (now.offsetOf[until - 1] ?? 0) + 1 };
    }
    from = until;
  }
  return best;
}

function isSame(a: Place, b: Place): boolean {
  return a.page === b.page && a.start < b.end && b.start < a.end;
}
