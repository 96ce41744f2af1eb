import type { Match } from './matches.ts';

/**
 * Those matches that follow each other in both versions and hold the most letters together. Overlaps are cut off, so
 * that each letter is in one match. The matches come sorted by place in the old version.
 */
export function longestChain(matches: readonly Match[]): Match[] {
  // A tree over the ends in the new version (Fenwick's, of greatest values) finds the best chain to go on from.
  const ends = [...new Set(matches.map(({ now, length }) => now + length))].toSorted((a, b) => a - b);
  const rankOf = new Map(ends.map((end, rank) => [end, rank + 1]));
  const weights = new Float64Array(ends.length + 1);
  const heads = new Int32Array(ends.length + 1).fill(-1);
  const totals = new Float64Array(matches.length);
  const previous = new Int32Array(matches.length).fill(-1);
  // A match may be gone on from only when it has ended in the old version too.
  const waiting = matches
    .map(({ old, length }, index) => ({ end: old + length, index }))
    .toSorted((a, b) => a.end - b.end);
  let settled = 0;
  let best = -1;
  for (const [index, match] of matches.entries()) {
    // Two that overlap by a few letters still follow each other: half a match may be cut off.
    const slack = match.length >> 1;
    for (; settled < waiting.length; settled++) {
      const done = waiting[settled];
      if (done === undefined || done.end > match.old + slack || done.index >= index) break;
      const { now, length } = matches[done.index] ?? match;
      update(rankOf.get(now + length) ?? 0, done.index);
    }
    const from = query(lastRankUpTo(match.now + slack));
    const before = matches[from];
    let gained = match.length;
    if (before !== undefined) {
      gained -= Math.max(0, before.old + before.length - match.old, before.now + before.length - match.now);
      previous[index] = from;
    }
    totals[index] = (before === undefined ? 0 : (totals[from] ?? 0)) + gained;
    if (best === -1 || (totals[index] ?? 0) > (totals[best] ?? 0)) best = index;
  }
  return followed(matches, previous, best);

  function lastRankUpTo(end: number): number {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) <= end) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  function update(rank: number, index: number): void {
    const total = totals[index] ?? 0;
    for (let at = rank; at < weights.length && at > 0; at += at & -at) {
      if (total > (weights[at] ?? 0)) {
        weights[at] = total;
        heads[at] = index;
      }
    }
  }
  function query(rank: number): number {
    let found = -1;
    let most = 0;
    for (let at = rank; at > 0; at -= at & -at) {
      if ((weights[at] ?? 0) > most) {
        most = weights[at] ?? 0;
        found = heads[at] ?? -1;
      }
    }
    return found;
  }
}

/** Matches that stand together in both versions, as a paragraph that has moved as a whole. */
export interface Block {
  readonly matches: readonly Match[];
  /** Letters in its matches, less what lies between them. */
  readonly score: number;
}

/** Two matches of one block are at most this many letters apart in either version. */
const REACH = 160;
/** How many matches back the one before is looked for. */
const LOOK_BACK = 48;

/** The blocks that matches form, best first. They may share matches: whoever uses one looks at what is still free. */
export function blocksOf(matches: readonly Match[]): Block[] {
  const scores = matches.map(({ length }) => length);
  const previous = new Int32Array(matches.length).fill(-1);
  const isFollowed = new Uint8Array(matches.length);
  for (const [index, match] of matches.entries()) {
    for (let from = index - 1; from >= Math.max(0, index - LOOK_BACK); from--) {
      const before = matches[from];
      if (before === undefined) continue;
      const between = match.old - before.old - before.length;
      const across = match.now - before.now - before.length;
      if (Math.max(between, across) > REACH || Math.min(between, across) < -(match.length >> 1)) continue;
      const score =
        (scores[from] ?? 0) +
        match.length +
        Math.min(0, between, across) -
        0.1 * Math.max(between, 0) -
        0.2 * Math.abs(between - across);
      if (score > (scores[index] ?? 0)) {
        scores[index] = score;
        previous[index] = from;
      }
    }
    const from = previous[index] ?? -1;
    if (from !== -1) isFollowed[from] = 1;
  }
  return scores
    .flatMap((score, index) => (isFollowed[index] === 1 ? [] : [{ score, index }]))
    .toSorted((a, b) => b.score - a.score)
    .map(({ score, index }) => ({ score, matches: followed(matches, previous, index) }));
}

function followed(matches: readonly Match[], previous: Int32Array, last: number): Match[] {
  const chain: Match[] = [];
  for (let index = last; index !== -1; index = previous[index] ?? -1) {
    const match = matches[index];
    if (match !== undefined) chain.push(match);
  }
  const result: Match[] = [];
  let [oldEnd, newEnd] = [0, 0];
  for (const match of chain.toReversed()) {
    const off = Math.max(0, oldEnd - match.old, newEnd - match.now);
    if (off >= match.length) continue;
    const rest = { old: match.old + off, now: match.now + off, length: match.length - off };
    result.push(rest);
    [oldEnd, newEnd] = [rest.old + rest.length, rest.now + rest.length];
  }
  return result;
}
