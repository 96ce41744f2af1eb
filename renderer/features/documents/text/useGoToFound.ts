import { useEffect, useRef } from 'react';
import { PageTransform } from '#protocol/annotation/page-transform';
import { boxesOf } from '#protocol/documents/text/page-text';
import type { ReaderModel } from '../reader-model.ts';
import type { PaperText } from './paper-text.ts';
import type { Found, SearchModel } from './search-model.ts';

/** Points of the page left above a place that was found, so that it is read with what precedes it. */
const ABOVE = 90;

/**
 * Brings places that are found in this paper onto the screen, also the one for which the paper was opened; `onOther` is
 * called with those of another paper.
 */
export function useGoToFound(
  search: SearchModel | null,
  words: PaperText,
  model: ReaderModel,
  jump: (go: () => void) => void,
  onOther: (found: Found) => void,
): void {
  const latest = useRef({ jump, onOther });
  useEffect(() => {
    latest.current = { jump, onOther };
  });
  useEffect(() => {
    if (search === null) return undefined;
    let isOver = false;
    const show = async () => {
      const found = search.take(words.version);
      if (found === undefined) return;
      const boxes = boxesOf(await words.page(found.page), found.start, found.end);
      if (!isOver) latest.current.jump(() => bringIn(model, found.page, boxes));
    };
    const go = (found: Found) => {
      if (found.version === words.version)
        show().catch((error: unknown) => console.debug('not found', error));
      else latest.current.onOther(found);
    };
    const end = search.onGo(go);
    const endRenewing = words.onChange(() => search.again(words.version));
    show().catch((error: unknown) => console.debug('not found', error));
    return () => {
      isOver = true;
      end();
      endRenewing();
    };
  }, [search, words, model]);
}

/** Scrolls so that a place of a page is on screen, unless it is already. */
export function bringIn(model: ReaderModel, page: number, boxes: readonly number[]): void {
  const [x = 0, y = 0, width = 0, height = 0] = boxes;
  const shown = model.shownPart();
  const { rect } = shown;
  const isSeen =
    shown.page === page &&
    x >= rect.x &&
    y >= rect.y &&
    x + width <= rect.x + rect.width &&
    y + height <= rect.y + rect.height;
  if (isSeen) return;
  const size = model.getSnapshot().layout.sizes[page];
  if (size === undefined || boxes.length === 0) {
    model.goToPage(page);
    return;
  }
  const { y: top } = new PageTransform(size, 1).rectToScreen({ x, y, width, height });
  model.goToPage(page, Math.max(0, top - ABOVE));
}
