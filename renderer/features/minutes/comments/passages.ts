import type { EditorState } from '@tiptap/pm/state';
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { MAX_COMMENT_QUOTE } from '#protocol/minutes/comments';
import type { Passage } from './comment-draft.ts';

/** Where a passage stands in the text now. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** What binds the editor to the document, as far as it is needed here. */
interface Binding {
  readonly doc: Y.Doc;
  readonly type: Y.XmlFragment;
  readonly mapping: Parameters<typeof absolutePositionToRelativePosition>[2];
}

function bindingOf(state: EditorState): Binding | null {
  const sync = ySyncPluginKey.getState(state) as
    | {
        readonly binding?: { readonly mapping: Binding['mapping'] };
        readonly doc: Y.Doc;
        readonly type: Y.XmlFragment;
      }
    | undefined;
  return sync?.binding === undefined
    ? null
    : { doc: sync.doc, type: sync.type, mapping: sync.binding.mapping };
}

/** What is selected, in a form that holds while others write; null: nothing is. */
export function selectedPassage(state: EditorState): Passage | null {
  const selected = wordsWithin(state, state.selection);
  const binding = bindingOf(state);
  if (selected === null || binding === null) return null;
  const { from, to } = selected;
  const quote = state.doc.textBetween(from, to, ' ').trim();
  if (quote === '') return null;
  const relative = (at: number) =>
    absolutePositionToRelativePosition(at, binding.type, binding.mapping) as Y.RelativePosition;
  // What is written right before the first letter or right behind the last one is no part of the passage.
  const start = Y.createAbsolutePositionFromRelativePosition(relative(from), binding.doc);
  const first =
    start === null ? relative(from) : Y.createRelativePositionFromTypeIndex(start.type, start.index, 0);
  return {
    from: Y.encodeRelativePosition(first),
    to: Y.encodeRelativePosition(relative(to)),
    quote: quote.slice(0, MAX_COMMENT_QUOTE),
  };
}

/** From the first selected letter to the last: what is selected beside them isn't what somebody means. */
function wordsWithin(state: EditorState, { from, to }: Place): Place | null {
  let words: Place | null = null;
  state.doc.nodesBetween(from, to, (node, at) => {
    if (!node.isText) return;
    const [start, end] = [Math.max(from, at), Math.min(to, at + node.nodeSize)];
    if (start < end) words = { from: words?.from ?? start, to: end };
  });
  return words;
}

/** Where a passage stands now; null: its words are gone. */
export function placeOf(state: EditorState, { from, to }: Pick<Passage, 'from' | 'to'>): Place | null {
  const binding = bindingOf(state);
  if (binding === null) return null;
  const absolute = (bytes: Uint8Array): number | null => {
    try {
      const relative = Y.decodeRelativePosition(bytes);
      return relativePositionToAbsolutePosition(binding.doc, binding.type, relative, binding.mapping);
    } catch {
      // What another program wrote may be no position at all.
      return null;
    }
  };
  const [start, end] = [absolute(from), absolute(to)];
  if (start === null || end === null || end <= start || end > state.doc.content.size) return null;
  return state.doc.textBetween(start, end, ' ').trim() === '' ? null : { from: start, to: end };
}
