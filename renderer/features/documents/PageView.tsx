import './text-layer.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTransform } from '#protocol/annotation/page-transform';
import type { PersonId } from '#protocol/wire/ids';
import { Button, Spinner } from '../../ui/index.ts';
import { type AnnotationSession, PageMarks } from '../annotation/index.ts';
import type { PageImages } from './page-images.ts';
import type { PageLayout } from './page-layout.ts';
import type { PageImage, PdfDocument } from './pdf-document.ts';

export interface PageViewProps {
  readonly page: number;
  readonly layout: PageLayout;
  readonly images: PageImages<PageImage>;
  readonly pdf: Promise<PdfDocument>;
  readonly session: AnnotationSession | null;
  readonly nameOf: (person: PersonId) => string;
}

/** Text is laid over a page that has been on screen for so long, in milliseconds. */
const TEXT_AFTER = 250;

/** One page in its place: its picture, its text for selecting, its marks. */
export function PageView({ page, layout, images, pdf, session, nameOf }: PageViewProps) {
  const { t } = useTranslation('documents');
  const picture = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'waiting' | 'shown' | 'failed'>('waiting');

  useLayoutEffect(() => {
    const show = () => {
      const image = images.get(page);
      const host = picture.current;
      if (host === null) return;
      if (image !== undefined && host.firstChild !== image.canvas) {
        image.canvas.className = 'absolute inset-0 size-full';
        host.replaceChildren(image.canvas);
      }
      setState(image !== undefined ? 'shown' : images.failure(page) === undefined ? 'waiting' : 'failed');
    };
    show();
    return images.onPage((changed) => {
      if (changed === page) show();
    });
  }, [images, page]);

  useEffect(() => {
    if (state !== 'shown') return undefined;
    const ending = new AbortController();
    const timer = setTimeout(() => {
      const host = text.current;
      if (host === null || host.childElementCount > 0) return;
      pdf
        .then((opened) => opened.layText(page, host, ending.signal))
        .catch((error: unknown) => console.debug('no text on this page', error));
    }, TEXT_AFTER);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [state, pdf, page]);

  useLayoutEffect(() => {
    text.current?.style.setProperty('--total-scale-factor', String(layout.scale));
  }, [layout.scale]);

  const { x, y, width, height } = layout.rect(page);
  const size = layout.sizes[page];
  if (size === undefined) return null;
  const content = (
    <>
      <div ref={picture} aria-hidden className="absolute inset-0" />
      <div ref={text} className="bt-text" />
    </>
  );
  return (
    <div
      role="group"
      aria-label={t('page', { page: page + 1 })}
      data-page={page}
      data-shown={state}
      style={{ left: x, top: y, width, height }}
      className="absolute overflow-hidden bg-page shadow-raised outline outline-line"
    >
      {session === null ? (
        content
      ) : (
        <PageMarks
          session={session}
          page={page}
          transform={new PageTransform(size, layout.scale)}
          nameOf={nameOf}
        >
          {content}
        </PageMarks>
      )}
      {state === 'waiting' ? (
        <div className="pointer-events-none absolute inset-0 flex items-center justify-center text-[#565b68]">
          <Spinner size={1.5} />
        </div>
      ) : null}
      {state === 'failed' ? (
        <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 p-4 text-center text-[#1b2130]">
          <p>{t('pageFailed', { page: page + 1 })}</p>
          <Button icon="refresh" onPress={() => images.retry(page)}>
            {t('retry')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
