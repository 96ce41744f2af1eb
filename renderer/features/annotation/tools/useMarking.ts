import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageSize, Point } from '#protocol/annotation/page-transform';
import type { PageText } from '#protocol/documents/text/page-text';
import { toast } from '../../../ui/index.ts';
import type { AnnotationSession } from '../annotation-session.ts';

/** What marking asks of the reader. */
export interface MarkingPorts {
  readonly text: (page: number) => Promise<PageText>;
  /** The page on screen. */
  readonly page: () => number;
  /** The middle of what is on screen of a page, in its points, and the page as the file has it. */
  readonly view: (page: number) => { readonly at: Point; readonly size: PageSize } | undefined;
  /** The reader's element: what is dropped on it is put on the page there. */
  readonly element: () => HTMLElement | null;
  /** The page under a point of the window, and which of its points that is. */
  readonly pageAt: (at: Point) => { readonly page: number; readonly at: Point } | undefined;
}

/** Gives the tools what they need of the reader, and takes what is pasted or dropped on it. */
export function useMarking(session: AnnotationSession | null, ports: MarkingPorts): void {
  const { t } = useTranslation('annotation');
  const latest = useRef(ports);
  useEffect(() => {
    latest.current = ports;
  });
  useEffect(() => {
    if (session === null) return undefined;
    const { hand } = session;
    hand.provideText((page) => latest.current.text(page));
    hand.provideView((page) => latest.current.view(page));
    const ending = new AbortController();
    const { signal } = ending;
    const insert = (file: File, page: number, at: Point | null) => {
      if (session.getSnapshot().locked !== null) {
        toast(t('image.locked'), 'warn');
        return;
      }
      void hand.insertImage(file, page, at).then((isDone) => {
        if (!isDone) toast(t('image.failed'), 'warn');
      });
    };
    const isOurs = (event: Event) => {
      const { target } = event;
      if (
        target instanceof HTMLElement &&
        (target.isContentEditable || target.matches('input, textarea, select'))
      ) {
        return false;
      }
      // A press on a page leaves the focus in the reader; somewhere else the keys are not about marks.
      const element = latest.current.element();
      return target === document.body || (target instanceof Node && element?.contains(target) === true);
    };
    const take = (how: () => boolean | void) => (event: ClipboardEvent) => {
      const hasWords = getSelection()?.isCollapsed === false;
      if (hasWords || hand.selection.getSnapshot() === null || !isOurs(event)) return;
      if (how() === false) return;
      // What was copied elsewhere before must not come up instead.
      event.clipboardData?.setData('text/plain', '');
      event.preventDefault();
    };
    document.addEventListener(
      'copy',
      take(() => hand.commands.copy()),
      { signal },
    );
    document.addEventListener(
      'cut',
      take(() => hand.commands.cut()),
      { signal },
    );
    document.addEventListener(
      'paste',
      (event) => {
        if (!isOurs(event)) return;
        const page = latest.current.page();
        const image = imageIn(event.clipboardData);
        if (image !== undefined) insert(image, page, null);
        else if (hand.commands.canPaste) {
          hand.take('select');
          hand.commands.paste(page, null);
        } else return;
        event.preventDefault();
      },
      { signal },
    );
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') === true && isOurs(event)) event.preventDefault();
    };
    document.addEventListener('dragover', over, { signal });
    document.addEventListener(
      'drop',
      (event) => {
        if (!isOurs(event) || event.target === document.body) return;
        const image = imageIn(event.dataTransfer);
        const place = latest.current.pageAt({ x: event.clientX, y: event.clientY });
        if (image === undefined || place === undefined) return;
        event.preventDefault();
        insert(image, place.page, place.at);
      },
      { signal },
    );
    return () => ending.abort();
  }, [session, t]);
}

function imageIn(data: DataTransfer | null): File | undefined {
  return [...(data?.files ?? [])].find(({ type }) => type.startsWith('image/'));
}
