import { useCallback } from 'react';
import type { VersionId } from '#protocol/wire/ids';
import { type AnnotationSession, type SelectedWords, useMarking } from '../annotation/index.ts';
import type { ReaderModel } from './reader-model.ts';
import { onSelection, type PaperText } from './text/index.ts';

export interface MarkToolsUse {
  readonly session: AnnotationSession | null;
  readonly model: ReaderModel;
  readonly words: PaperText;
  readonly version: VersionId;
}

/** Gives the marking tools the words and the pages of this paper; answers how they hear of selected words. */
export function useMarkTools({ session, model, words, version }: MarkToolsUse): {
  readonly onWords: (listener: (words: readonly SelectedWords[]) => void) => () => void;
} {
  const pages = () => document.querySelector<HTMLElement>('[data-reader-scroller]');
  useMarking(session, {
    text: (page) => words.page(page),
    page: () => model.getSnapshot().page,
    view: (page) => {
      const size = model.sizes[page];
      if (size === undefined) return undefined;
      const { rect, page: shown } = model.shownPart();
      const middle = (from: number, length: number, most: number) =>
        (Math.max(0, from) + Math.min(most, from + length)) / 2;
      const at =
        shown === page
          ? { x: middle(rect.x, rect.width, size.width), y: middle(rect.y, rect.height, size.height) }
          : { x: size.width / 2, y: size.height / 2 };
      return { at, size };
    },
    element: () => pages()?.closest('section') ?? null,
    pageAt: ({ x, y }) => {
      for (const host of pages()?.querySelectorAll<HTMLElement>('[data-page]') ?? []) {
        const box = host.getBoundingClientRect();
        if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
        const page = Number(host.dataset['page']);
        const at = model.pointOnPage(page, { x: x - box.left, y: y - box.top });
        return at === undefined ? undefined : { page, at };
      }
      return undefined;
    },
  });
  const onWords = useCallback(
    (listener: (words: readonly SelectedWords[]) => void) =>
      onSelection((quotes) => listener(quotes.filter((quote) => quote.version === version))),
    [version],
  );
  return { onWords };
}
