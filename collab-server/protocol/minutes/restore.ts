import * as Y from 'yjs';
import { minutesBody } from './ydoc.ts';

type Child = Y.XmlElement | Y.XmlText;

/** Above so many comparisons two stretches are taken for unlike as they stand: a table for them would take too much. */
const MOST_COMPARED = 4_000_000;

/**
 * Makes the text of `now` that of `past` by ordinary edits, as few and small as it can: what is the same stays the same,
 * also for those who write in it meanwhile. Answers whether there was anything to do. Everything happens in one transaction
 * with `origin`.
 */
export function restoreText(now: Y.Doc, past: Y.Doc, origin: unknown): boolean {
  const [present, wanted] = [minutesBody(now), minutesBody(past)];
  if (keyOf(present) === keyOf(wanted)) return false;
  now.transact(() => restoreChildren(present, wanted), origin);
  return true;
}

function restoreChildren(now: Y.XmlFragment, past: Y.XmlFragment): void {
  const [present, wanted] = [childrenOf(now), childrenOf(past)];
  const partners = matched(present, wanted);
  // From the end, so that places before it stay what they are.
  let next = wanted.length;
  for (let at = present.length - 1; at >= 0; at--) {
    const [child, partner] = [present[at], partners.get(at)];
    if (partner === undefined) {
      now.delete(at, 1);
      continue;
    }
    insertAt(now, at + 1, wanted.slice(partner + 1, next));
    next = partner;
    const target = wanted[partner];
    if (child instanceof Y.XmlText && target instanceof Y.XmlText) restoreRuns(child, target);
    else if (child instanceof Y.XmlElement && target instanceof Y.XmlElement) {
      restoreAttributes(child, target);
      restoreChildren(child, target);
    }
  }
  insertAt(now, 0, wanted.slice(0, next));
}

function insertAt(parent: Y.XmlFragment, at: number, children: readonly Child[]): void {
  if (children.length > 0)
    parent.insert(
      at,
      children.map((child) => child.clone()),
    );
}

function restoreAttributes(now: Y.XmlElement, past: Y.XmlElement): void {
  const [present, wanted] = [now.getAttributes(), past.getAttributes()];
  for (const name of Object.keys(present)) if (!(name in wanted)) now.removeAttribute(name);
  for (const [name, value] of Object.entries(wanted))
    if (value !== undefined && JSON.stringify(present[name]) !== JSON.stringify(value))
      now.setAttribute(name, value);
}

/** Which of the present children becomes which of the wanted: the same first, then what is much alike, then of one kind. */
function matched(present: readonly Child[], wanted: readonly Child[]): Map<number, number> {
  const keys = new Map<Child, string>();
  for (const child of [...present, ...wanted]) keys.set(child, keyOf(child));
  const letters = new Map<Child, string>();
  for (const child of [...present, ...wanted]) letters.set(child, plain(child));
  const isSame = (one: Child, other: Child) => keys.get(one) === keys.get(other);
  const isOfOneKind = (one: Child, other: Child) => kindOf(one) === kindOf(other);
  const isAlike = (one: Child, other: Child) =>
    isOfOneKind(one, other) && areAlike(letters.get(one) ?? '', letters.get(other) ?? '');
  return new Map(aligned(present, wanted, [isSame, isAlike, isOfOneKind]));
}

function areAlike(one: string, other: string): boolean {
  const longer = Math.max(one.length, other.length);
  const { start, end } = sharedEnds<string>(one, other, (a, b) => a === b);
  return longer > 0 && (start + end) * 2 >= longer;
}

/** Pairs of places, ascending in both lists: a longest such by the first rule, the gaps between them by the next. */
function aligned<T>(
  present: readonly T[],
  wanted: readonly T[],
  [rule, ...rest]: readonly ((one: T, other: T) => boolean)[],
  offsets: readonly [number, number] = [0, 0],
): [number, number][] {
  if (rule === undefined || present.length === 0 || wanted.length === 0) return [];
  const pairs: [number, number][] = [];
  let [fromPresent, fromWanted] = [0, 0];
  const gap = (toPresent: number, toWanted: number) =>
    pairs.push(
      ...aligned(present.slice(fromPresent, toPresent), wanted.slice(fromWanted, toWanted), rest, [
        offsets[0] + fromPresent,
        offsets[1] + fromWanted,
      ]),
    );
  for (const [a, b] of longestCommon(present, wanted, rule)) {
    gap(a, b);
    pairs.push([offsets[0] + a, offsets[1] + b]);
    [fromPresent, fromWanted] = [a + 1, b + 1];
  }
  gap(present.length, wanted.length);
  return pairs;
}

function sharedEnds<T>(a: ArrayLike<T>, b: ArrayLike<T>, isSame: (one: T, other: T) => boolean) {
  const at = (list: ArrayLike<T>, index: number) => list[index] as T;
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && isSame(at(a, start), at(b, start))) start++;
  let end = 0;
  while (end < shorter - start && isSame(at(a, a.length - 1 - end), at(b, b.length - 1 - end))) end++;
  return { start, end };
}

/** A longest common subsequence as pairs of places. */
function longestCommon<T>(
  a: readonly T[],
  b: readonly T[],
  isSame: (one: T, other: T) => boolean,
): [number, number][] {
  const { start, end } = sharedEnds(a, b, isSame);
  const [rows, columns] = [a.length - start - end, b.length - start - end];
  const pairs: [number, number][] = Array.from({ length: start }, (_, at) => [at, at]);
  if (rows * columns <= MOST_COMPARED) {
    const width = columns + 1;
    const lengths = new Uint32Array((rows + 1) * width);
    const isSameAt = (i: number, j: number) => isSame(a[start + i] as T, b[start + j] as T);
    const length = (i: number, j: number) => lengths[i * width + j] ?? 0;
    for (let i = rows - 1; i >= 0; i--)
      for (let j = columns - 1; j >= 0; j--)
        lengths[i * width + j] = isSameAt(i, j)
          ? length(i + 1, j + 1) + 1
          : Math.max(length(i + 1, j), length(i, j + 1));
    let [i, j] = [0, 0];
    while (i < rows && j < columns) {
      if (isSameAt(i, j)) pairs.push([start + i++, start + j++]);
      else if (length(i + 1, j) >= length(i, j + 1)) i++;
      else j++;
    }
  }
  for (let n = end; n > 0; n--) pairs.push([a.length - n, b.length - n]);
  return pairs;
}

interface Word {
  readonly text: string;
  readonly formats: Readonly<Record<string, unknown>>;
}

/** Words and the spaces between them, each in one formatting. */
function wordsOf(text: Y.XmlText): Word[] {
  return runsOf(text).flatMap(({ insert, attributes }) =>
    (insert.match(/\s+|\S+/gu) ?? []).map((word) => ({ text: word, formats: attributes })),
  );
}

function restoreRuns(now: Y.XmlText, past: Y.XmlText): void {
  if (keyOf(now) === keyOf(past)) return;
  const [present, wanted] = [wordsOf(now), wordsOf(past)];
  const places: number[] = [];
  let length = 0;
  for (const { text } of present) {
    places.push(length);
    length += text.length;
  }
  const pairs = longestCommon(present, wanted, (one, other) => one.text === other.text);
  // From the end, so that places before it stay what they are.
  let [toPresent, toWanted] = [present.length, wanted.length];
  const placeOf = (word: number) => places[word] ?? length;
  for (const [a, b] of [...pairs.toReversed(), [-1, -1] as const]) {
    const at = placeOf(a + 1);
    const gone = placeOf(toPresent) - at;
    if (gone > 0) now.delete(at, gone);
    let place = at;
    for (const { text, formats } of wanted.slice(b + 1, toWanted)) {
      now.insert(place, text, { ...formats });
      place += text.length;
    }
    const [one, other] = [present[a], wanted[b]];
    if (one !== undefined && other !== undefined) {
      const change = formatChange(one.formats, other.formats);
      if (Object.keys(change).length > 0) now.format(placeOf(a), one.text.length, change);
    }
    [toPresent, toWanted] = [a, b];
  }
}

function formatChange(now: Word['formats'], past: Word['formats']): Record<string, unknown> {
  const change: Record<string, unknown> = {};
  for (const name of Object.keys(now)) if (!(name in past)) change[name] = null;
  for (const [name, value] of Object.entries(past))
    if (JSON.stringify(now[name]) !== JSON.stringify(value)) change[name] = value;
  return change;
}

function childrenOf(parent: Y.XmlFragment): Child[] {
  return parent
    .toArray()
    .filter((child): child is Child => child instanceof Y.XmlElement || child instanceof Y.XmlText);
}

function kindOf(child: Child): string {
  return child instanceof Y.XmlText ? '' : child.nodeName;
}

function runsOf(text: Y.XmlText): { insert: string; attributes: Record<string, unknown> }[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
  return delta.flatMap(({ insert, attributes = {} }) =>
    typeof insert === 'string' ? [{ insert, attributes }] : [],
  );
}

function plain(node: Child): string {
  return node instanceof Y.XmlText
    ? runsOf(node)
        .map(({ insert }) => insert)
        .join('')
    : childrenOf(node).map(plain).join('\n');
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** The same for two texts that read the same. */
function keyOf(node: Y.XmlFragment | Child): string {
  if (node instanceof Y.XmlText) return JSON.stringify(runsOf(node));
  const attributes =
    node instanceof Y.XmlElement ? Object.entries(node.getAttributes()).toSorted(byName) : [];
  const name = node instanceof Y.XmlElement ? node.nodeName : '';
  return `${JSON.stringify([name, attributes])}(${childrenOf(node).map(keyOf).join()})`;
}
