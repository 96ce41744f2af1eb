import type { EditorProps } from '@tiptap/pm/view';

/** Most letters that are pasted at once: a message to the server holds no more than some of them. */
export const LONGEST_PASTE = 100_000;

/** Letters of one kind, however they were typed: composed ones. */
const composed = (text: string): string => text.normalize('NFC');

/**
 * What comes from the keyboard and from other programs: composed letters only, and no more than one can take back at a
 * glance. What the minutes can't hold (pictures, colours, links) is left out by their schema.
 */
export function pasting(onTooLong: () => void): EditorProps {
  return {
    transformPastedText: composed,
    transformPastedHTML: composed,
    handlePaste(_view, event) {
      const length = event.clipboardData?.getData('text/plain').length ?? 0;
      if (length <= LONGEST_PASTE) return false;
      onTooLong();
      return true;
    },
    handleTextInput(view, from, to, text) {
      // Some keyboards give a letter and its mark one after the other.
      const before = from > 0 && /^\p{M}/u.test(text) ? view.state.doc.textBetween(from - 1, from) : '';
      const letters = composed(before + text);
      if (letters === before + text) return false;
      view.dispatch(view.state.tr.insertText(letters, from - before.length, to));
      return true;
    },
  };
}
