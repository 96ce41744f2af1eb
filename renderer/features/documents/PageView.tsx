import { type CSSProperties, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTransform, type Rect } from '#protocol/annotation/page-transform';
import type { Turn } from '#protocol/documents/reading-view';
import { assertNever } from '#protocol/wire/assert-never';
import type { PersonId } from '#protocol/wire/ids';
import { Button, Spinner } from '../../ui/index.ts';
import { type AnnotationSession, CarryOnPage, PageMarks } from '../annotation/index.ts';
import { PageLinks } from './links/PageLinks.tsx';
import type { LinkTarget } from './pdf-facts.ts';
import type { PageImages } from './page-images.ts';
import type { PageLayout } from './page-layout.ts';
import { LONGEST_WORK, TookTooLong } from './watchdog.ts';
import type { PageImage, PdfDocument } from './pdf-document.ts';
import { FoundOnPage, PageWords, type PaperText, QuoteOnPage } from './text/index.ts';
import { DifferencesOnPage } from './versions/DifferencesOnPage.tsx';

export interface PageViewProps {
  readonly page: number;
  readonly layout: PageLayout;
  /** Pixels of the layout's column above what is scrolled. */
  readonly offset: number;
  /** How the view is turned; the layout's sizes are turned already. */
  readonly turn: Turn;
  readonly images: PageImages<PageImage>;
  readonly pdf: Promise<PdfDocument>;
  readonly words: PaperText;
  readonly session: AnnotationSession | null;
  readonly nameOf: (person: PersonId) => string;
  readonly onLink: (target: LinkTarget) => void;
}

/** One page in its place: its picture, its text for selecting, its marks. */
export function PageView({
  page,
  layout,
  offset,
  turn,
  images,
  pdf,
  words,
  session,
  nameOf,
  onLink,
}: PageViewProps) {
  const { t } = useTranslation('documents');
  const picture = useRef<HTMLDivElement>(null);
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

  const rect = layout.rect(page);
  const size = layout.sizes[page];
  if (size === undefined) return null;
  const transform = new PageTransform(size, layout.scale);
  const content = (
    <>
      <div className="absolute top-0 left-0" style={turnedContent(rect, turn)}>
        <div ref={picture} aria-hidden className="absolute inset-0" />
      </div>
      <DifferencesOnPage page={page} size={size} scale={layout.scale} />
      <FoundOnPage words={words} page={page} size={size} scale={layout.scale} />
      <QuoteOnPage page={page} size={size} scale={layout.scale} />
      <PageWords
        words={words}
        page={page}
        size={size}
        scale={layout.scale}
        isShown={state === 'shown'}
        picture={picture}
      />
      {state === 'shown' ? <PageLinks page={page} pdf={pdf} transform={transform} onLink={onLink} /> : null}
    </>
  );
  return (
    <div
      role="group"
      aria-label={t('page', { page: page + 1 })}
      data-page={page}
      data-shown={state}
      style={{ left: rect.x, top: rect.y - offset, width: rect.width, height: rect.height }}
      // No outline, where it can be had otherwise: browsers paint it anew with every point that a pen draws inside of it.
      className="absolute overflow-hidden bg-page shadow-raised ring-1 ring-line forced-colors:outline"
    >
      {session === null ? (
        content
      ) : (
        <>
          <PageMarks
            session={session}
            page={page}
            transform={transform}
            ownRotation={(size.rotation - turn + 360) % 360}
            nameOf={nameOf}
          >
            {content}
          </PageMarks>
          <CarryOnPage page={page} transform={transform} />
        </>
      )}
      {state === 'waiting' ? (
        <div className="pointer-events-none absolute inset-0 flex items-center justify-center text-[#565b68]">
          <Spinner size={1.5} isPatient />
        </div>
      ) : null}
      {state === 'failed' ? (
        <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 p-4 text-center text-[#1b2130]">
          <p>
            {images.failure(page) instanceof TookTooLong
              ? t('pageTookTooLong', { page: page + 1, seconds: LONGEST_WORK / 1000 })
              : t('pageFailed', { page: page + 1 })}
          </p>
          <Button icon="refresh" onPress={() => images.retry(page)}>
            {t('retry')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** The page as the file has it, turned into the place that it has in the view: nothing is drawn anew for that. */
function turnedContent({ width, height }: Rect, turn: Turn): CSSProperties {
  const transformOrigin = '0 0';
  switch (turn) {
    case 0:
      return { width, height };
    case 90:
      return {
        width: height,
        height: width,
        transformOrigin,
        transform: `translateX(${width}px) rotate(90deg)`,
      };
    case 180:
      return {
        width,
        height,
        transformOrigin,
        transform: `translate(${width}px, ${height}px) rotate(180deg)`,
      };
    case 270:
      return {
        width: height,
        height: width,
        transformOrigin,
        transform: `translateY(${height}px) rotate(-90deg)`,
      };
    default:
      return assertNever(turn);
  }
}
