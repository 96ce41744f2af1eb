import type { EditorProps } from '@tiptap/pm/view';
import { readable } from '../../administrative-document/index.ts';
import { pastedHtml } from './pasted-html.ts';

/** Most letters that are pasted at once: a message to the server holds no more than some of them. */
export const LONGEST_PASTE = 100_000;

/** The same for HTML, which is mostly looks: more would keep the window busy for long. */
const LONGEST_HTML = 8_000_000;

export interface PastingParts {
  readonly onTooLong: () => void;
  /** Files were pasted or dropped, to be put at this place of the text. */
  readonly onFiles: (files: readonly File[], at: number) => void;
}

/**
 * What comes from the keyboard and from other programs: composed letters only, nothing unseen, and no more than one can
 * take back at a glance. What is refused stays where it was copied from.
 */
export function pasting({ onTooLong, onFiles }: PastingParts): EditorProps {
  /** Whether it was dealt with. */
  const take = (data: DataTransfer | null, at: () => number): boolean => {
    const html = data?.getData('text/html') ?? '';
    const text = data?.getData('text/plain') ?? '';
    if (text.length > LONGEST_PASTE || html.length > LONGEST_HTML) {
      onTooLong();
      return true;
    }
    const files = [...(data?.files ?? [])];
    // Spreadsheets and word processors add a picture of the words that they copy.
    if (files.length === 0 || (html === '' ? text !== '' : hasWords(html))) return false;
    onFiles(files, at());
    return true;
  };
  return {
    transformPastedText: readable,
    transformPastedHTML: pastedHtml,
    handlePaste: (view, event) => take(event.clipboardData, () => view.state.selection.from),
    handleDrop(view, event, _slice, isMoved) {
      const end = view.state.selection.to;
      const place = { left: event.clientX, top: event.clientY };
      return !isMoved && take(event.dataTransfer, () => view.posAtCoords(place)?.pos ?? end);
    },
    handleTextInput(view, from, to, text) {
      // Some keyboards give a letter and its mark one after the other.
      const before = from > 0 && /^\p{M}/u.test(text) ? view.state.doc.textBetween(from - 1, from) : '';
      const letters = readable(before + text);
      if (letters === before + text) return false;
      view.dispatch(view.state.tr.insertText(letters, from - before.length, to));
      return true;
    },
  };
}

function hasWords(html: string): boolean {
  const { body } = new DOMParser().parseFromString(pastedHtml(html), 'text/html');
  return body.textContent.trim() !== '';
}
