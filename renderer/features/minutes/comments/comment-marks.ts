import { Extension, type Editor } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { Place } from './passages.ts';

/** A passage under which somebody has commented. */
export interface CommentedPlace extends Place {
  readonly thread: string;
  readonly isSelected: boolean;
}

const key = new PluginKey<DecorationSet>('commentMarks');

/** Shows which passages are commented on. Nothing of it is in the document. */
export const CommentMarks = Extension.create({
  name: 'commentMarks',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply(transaction, before) {
          const places = transaction.getMeta(key) as readonly CommentedPlace[] | undefined;
          if (places === undefined) return before.map(transaction.mapping, transaction.doc);
          return DecorationSet.create(
            transaction.doc,
            places.map(({ from, to, thread, isSelected }) =>
              Decoration.inline(from, to, {
                class: isSelected ? 'commented commented-selected' : 'commented',
                'data-thread': thread,
              }),
            ),
          );
        },
      },
      props: { decorations: (state) => key.getState(state) },
    }),
  ],
});

/** Shows these and no others. */
export function showCommented(editor: Editor, places: readonly CommentedPlace[]): void {
  if (editor.isDestroyed) return;
  if (places.length === 0 && key.getState(editor.state) === DecorationSet.empty) return;
  editor.view.dispatch(editor.state.tr.setMeta(key, places).setMeta('addToHistory', false));
}
