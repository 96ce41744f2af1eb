import { Extension, type Editor } from '@tiptap/core';
import { Plugin, type Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import type { Suggestion } from '#protocol/minutes/suggestion';
import { deleteLetter, settle, suggested, suggestionOf, type Suggesting } from './suggesting.ts';

/** Who suggests in this editor; null: what they write is the text. */
interface SuggestingStorage {
  by: Suggesting | null;
}

declare module '@tiptap/core' {
  interface Storage {
    suggestions: SuggestingStorage;
  }
}

const KEYS: ReadonlyMap<string, 'before' | 'after'> = new Map([
  ['Backspace', 'before'],
  ['Delete', 'after'],
]);

const DONE = 'suggestionsDone';

/** What comes from others or is taken back arrives from the shared text; what is settled is no edit either. [MIN-33] */
const isEdit = (tr: Transaction): boolean =>
  tr.getMeta(ySyncPluginKey) === undefined && tr.getMeta(DONE) === undefined;

/** Makes suggestions (đề xuất sửa) of what is written; the text has marks for them. */
export const Suggestions = Extension.create<Record<string, never>, SuggestingStorage>({
  name: 'suggestions',
  addStorage: () => ({ by: null }),
  addProseMirrorPlugins() {
    const { storage } = this;
    return [
      new Plugin({
        props: {
          // Left to the browser, what it takes out of the page would have to be put back into it.
          handleKeyDown(view, event) {
            const side = KEYS.get(event.key);
            const hasModifier = event.ctrlKey || event.altKey || event.metaKey;
            if (storage.by === null || side === undefined || hasModifier || view.composing) return false;
            const tr = deleteLetter(view.state, side);
            if (tr === null) return false;
            view.dispatch(tr.scrollIntoView());
            return true;
          },
          handleDOMEvents: {
            // Composed letters are in an insertion from their first on: what is moved while it is composed is lost.
            compositionstart(view) {
              const { by } = storage;
              const { selection, storedMarks, schema } = view.state;
              const marks = storedMarks ?? selection.$from.marks();
              if (
                by === null ||
                !selection.empty ||
                marks.some((mark) => suggestionOf(mark)?.person === by.person)
              )
                return false;
              const insertion = schema.mark('insertion', by.begin());
              view.dispatch(view.state.tr.setStoredMarks(insertion.addToSet(marks)));
              return false;
            },
          },
        },
        appendTransaction(transactions, before, after) {
          const changes = transactions.filter(({ docChanged }) => docChanged);
          if (changes.length === 0 || !changes.every(isEdit)) return null;
          // What is moved by hand stays what it was.
          if (storage.by === null && changes.some((tr) => tr.getMeta('uiEvent') === 'drop')) return null;
          return suggested({ transactions, before, after }, storage.by)?.setMeta(DONE, true) ?? null;
        },
      }),
    ];
  },
});

/** From now on this editor suggests, or doesn't. */
export function suggest(editor: Editor, by: Suggesting | null): void {
  editor.storage.suggestions.by = by;
}

/** Accepts or rejects one suggestion, or all of them. */
export function settleIn(editor: Editor, how: 'accept' | 'reject', which?: Suggestion): void {
  editor.view.dispatch(settle(editor.state.tr, how, which).setMeta(DONE, true));
}
