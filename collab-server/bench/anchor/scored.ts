import { compareVersions, reanchor } from '../../protocol/annotation/anchor/reanchor.ts';
import type { Pair } from './corpus.ts';
import type { Marked, Size, Span, Truth } from './marked.ts';

/** A mark counts as placed right when its place and the true one share at least this much of both together. */
const SHARED = 0.5;

export interface Scored {
  readonly size: Size;
  readonly fate: Truth['fate'];
  readonly status: 'exact' | 'fuzzy' | 'orphan';
  /** Null for orphans: they aren't placed. */
  readonly isRight: boolean | null;
  readonly confidence: number | null;
}

/** Places the marks of a pair of versions and says which were placed right. */
export function score(pair: Pair): Scored[] {
  const comparison = compareVersions(pair.oldPages, pair.newPages);
  return pair.marks.map(({ size, page, quote, truth }) => {
    const found = reanchor(comparison, page, quote);
    const base = { size, fate: truth.fate, status: found.status };
    return found.status === 'orphan'
      ? { ...base, isRight: null, confidence: null }
      : { ...base, isRight: isRight(pair, truth, found), confidence: found.confidence };
  });
}

/** Letters and digits count, so that a line feed or a comma at the edge doesn't. */
export function isRight(pair: Pair, truth: Marked['truth'], place: Span): boolean {
  const page = pair.newPages[place.page] ?? '';
  const length = (start: number, end: number): number =>
    end <= start ? 0 : page.slice(start, end).replace(/[^\p{L}\p{N}]/gu, '').length;
  return truth.spans.some((span) => {
    if (span.page !== place.page) return false;
    const shared = length(Math.max(span.start, place.start), Math.min(span.end, place.end));
    return shared >= SHARED * (length(span.start, span.end) + length(place.start, place.end) - shared);
  });
}
