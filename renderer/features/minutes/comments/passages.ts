import type { Node } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { QUOTE_CONTEXT } from '#protocol/annotation/mark';
import { MAX_COMMENT_QUOTE } from '#protocol/minutes/comments';
import type { Passage } from './comment-draft.ts';

/** Where a passage stands in the text now. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** A text on the screen with the shared one that it shows. */
export interface BoundText {
  readonly doc: Node;
  readonly shared: Y.Doc;
  readonly body: Y.XmlFragment;
  readonly mapping: Parameters<typeof absolutePositionToRelativePosition>[2];
}

/** The text of an editor; null before it is bound to the shared one. */
export function boundText(state: EditorState): BoundText | null {
  const sync = ySyncPluginKey.getState(state) as
    | {
        readonly binding?: { readonly mapping: BoundText['mapping'] };
        readonly doc: Y.Doc;
        readonly type: Y.XmlFragment;
      }
    | undefined;
  return sync?.binding === undefined
    ? null
    : { doc: state.doc, shared: sync.doc, body: sync.type, mapping: sync.binding.mapping };
}

/** The selected words, in a form that holds while others write; null: none are. */
export function passageAt(bound: BoundText, { from, to }: Place): Passage | null {
  const { words, at } = lettersOf(bound.doc);
  let start = firstFrom(at, from);
  let end = firstFrom(at, to);
  while (start < end && words[start] === ' ') start++;
  while (start < end && words[end - 1] === ' ') end--;
  const [first, last] = [at[start], at[end - 1]];
  if (start >= end || first === undefined || last === undefined) return null;
  // Each end holds on to the letter inside it: what others write right before or after isn't part of the passage.
  return {
    from: positionAfter(bound, first, 0),
    to: positionAfter(bound, last, -1),
    quote: words.slice(start, end).slice(0, MAX_COMMENT_QUOTE).trimEnd(),
    before: words.slice(Math.max(0, start - QUOTE_CONTEXT), start),
    after: words.slice(end, end + QUOTE_CONTEXT),
  };
}

/** A position on the letter at `at`: its beginning for `side` 0, its end for -1. */
function positionAfter({ body, mapping }: BoundText, at: number, side: 0 | -1): Uint8Array {
  const { type, tname, item } = absolutePositionToRelativePosition(
    at + 1,
    body,
    mapping,
  ) as Y.RelativePosition;
  return Y.encodeRelativePosition(new Y.RelativePosition(type, tname, item, side));
}

/**
 * Where a passage stands now; null: its words are gone. An editor that breaks a paragraph in two or moves one writes its
 * words anew, which leaves positions behind: then the passage is where its words stand between the same words. What was
 * changed inside is still the passage as long as a word of it is left.
 */
export function placeOf(bound: BoundText, passage: Passage): Place | null {
  const letters = lettersOf(bound.doc);
  const held = heldPlace(bound, passage);
  const now = held === null ? '' : wordsIn(letters, held);
  if (held !== null && now.slice(0, MAX_COMMENT_QUOTE).trimEnd() === passage.quote) return held;
  const moved = movedPlace(letters, passage);
  if (moved !== null) return moved;
  const had = new Set(passage.quote.split(' '));
  return now.split(' ').some((word) => word !== '' && had.has(word)) ? held : null;
}

/** What stands between the two positions. */
function heldPlace(bound: BoundText, passage: Pick<Passage, 'from' | 'to'>): Place | null {
  const absolute = (bytes: Uint8Array): number | null => {
    try {
      const relative = Y.decodeRelativePosition(bytes);
      return relativePositionToAbsolutePosition(bound.shared, bound.body, relative, bound.mapping);
    } catch {
      // What another program wrote may be no position at all.
      return null;
    }
  };
  const [from, to] = [absolute(passage.from), absolute(passage.to)];
  return from === null || to === null || to <= from || to > bound.doc.content.size ? null : { from, to };
}

/** How many letters beside a passage have to be the same as they were for its words to be taken for it. */
const SURE_CONTEXT = 8;

/** Where the words stand beside the same words; null: nowhere, or as likely in several places. */
function movedPlace({ words, at }: Letters, { quote, before, after }: Passage): Place | null {
  // Of longer ones the end isn't known.
  if (quote === '' || quote.length >= MAX_COMMENT_QUOTE) return null;
  let best = Math.min(SURE_CONTEXT, before.length + after.length) - 1;
  let found = -1;
  for (let index = words.indexOf(quote); index !== -1; index = words.indexOf(quote, index + 1)) {
    const same = sameBefore(words, index, before) + sameAfter(words, index + quote.length, after);
    if (same < best || (same === best && found === -1)) continue;
    found = same === best ? -1 : index;
    best = same;
  }
  const from = at[found];
  const last = at[found + quote.length - 1];
  return found === -1 || from === undefined || last === undefined ? null : { from, to: last + 1 };
}

function sameBefore(words: string, end: number, before: string): number {
  let same = 0;
  while (same < before.length && words[end - 1 - same] === before[before.length - 1 - same]) same++;
  return same;
}

function sameAfter(words: string, start: number, after: string): number {
  let same = 0;
  while (same < after.length && words[start + same] === after[same]) same++;
  return same;
}

/** The words of a text in one line, single spaces between them, and where each letter stands. */
interface Letters {
  readonly words: string;
  /** Rising. */
  readonly at: readonly number[];
}

const known = new WeakMap<Node, Letters>();

function lettersOf(doc: Node): Letters {
  const before = known.get(doc);
  if (before !== undefined) return before;
  const letters: string[] = [];
  const at: number[] = [];
  const put = (letter: string, place: number) => {
    if (letter === ' ' && (letters.length === 0 || letters.at(-1) === ' ')) return;
    letters.push(letter);
    at.push(place);
  };
  doc.descendants((node, place) => {
    if (!node.isText) {
      put(' ', place);
      return;
    }
    const text = node.text ?? '';
    for (let n = 0; n < text.length; n++) {
      const letter = text[n] ?? '';
      put(/\s/u.test(letter) ? ' ' : letter, place + n);
    }
  });
  const made = { words: letters.join(''), at };
  known.set(doc, made);
  return made;
}

function wordsIn({ words, at }: Letters, { from, to }: Place): string {
  return words.slice(firstFrom(at, from), firstFrom(at, to)).trim();
}

/** The first index whose place isn't before `place`. */
function firstFrom(at: readonly number[], place: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? Infinity) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
