import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boxesOf } from '#protocol/documents/text/page-text';
import { quoteIn } from '#protocol/minutes/find-quote';
import { toast } from '../../../ui/index.ts';
import type { NoteTarget } from '../note-target.ts';
import type { ReaderModel } from '../reader-model.ts';
import type { PaperText } from './paper-text.ts';
import type { Quoted } from './QuoteOnPage.tsx';
import { bringIn } from './useGoToFound.ts';

/** Targets that somebody was taken to: the same version, opened again later, doesn't take them there again. */
const reached = new WeakSet<NoteTarget>();

/**
 * Goes to the words that are meant, in this version of the paper, and answers where they stand. When the page is there and
 * the words aren't, it says so.
 */
export function useGoToQuote(
  target: NoteTarget | null,
  words: PaperText,
  model: ReaderModel,
  jump: (go: () => void) => void,
): Quoted | null {
  const { t } = useTranslation('documents');
  const [quoted, setQuoted] = useState<Quoted | null>(null);
  const latest = useRef({ t, jump });
  useEffect(() => {
    latest.current = { t, jump };
  });
  useEffect(() => {
    if (target === null || target.words === undefined || target.version !== words.version) return undefined;
    const { words: meant } = target;
    const page = Math.min(target.page, model.sizes.length - 1);
    const isNew = !reached.has(target);
    if (isNew) latest.current.jump(() => model.goToPage(page));
    if (meant.quote === '') {
      reached.add(target);
      return undefined;
    }
    let isOver = false;
    const find = async () => {
      const text = await words.page(page);
      if (isOver) return;
      const found = quoteIn(text.text, meant);
      if (found === undefined) {
        if (isNew) toast(latest.current.t('quoteGone', { page: page + 1 }), 'error');
      } else {
        const boxes = boxesOf(text, found.start, found.end);
        setQuoted({ page, boxes });
        if (isNew) latest.current.jump(() => bringIn(model, page, boxes));
      }
      reached.add(target);
    };
    find().catch((error: unknown) => console.debug('no words on this page', error));
    return () => {
      isOver = true;
    };
  }, [target, words, model]);
  return quoted;
}
