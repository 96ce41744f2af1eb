import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shownSize, type PageSize } from '#protocol/annotation/page-transform';
import { Notice, Spinner } from '../../ui/index.ts';
import { PdfDocument } from './pdf-document.ts';
import type { PdfSource } from './pdf-engine.ts';

export interface PdfPagesProps {
  /** What a screen reader calls them all. */
  readonly label: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

interface Opened {
  readonly pdf: PdfDocument;
  readonly sizes: readonly PageSize[];
}

/** The pages of a file that is on this device, below one another, to be looked at. Each is drawn when it comes into sight. */
export function PdfPages({ label, bytes }: PdfPagesProps) {
  const { t } = useTranslation('documents');
  const [opened, setOpened] = useState<Opened | 'broken' | null>(null);
  useEffect(() => {
    const ending = new AbortController();
    const show = async () => {
      const pdf = await PdfDocument.open(sourceOf(bytes), NOTHING_TO_WAIT_FOR, ending.signal);
      ending.signal.addEventListener('abort', () => pdf.close());
      setOpened({ pdf, sizes: await pdf.pageSizes() });
    };
    show().catch((error: unknown) => {
      if (ending.signal.aborted) return;
      console.warn('a file could not be shown as pages', error);
      setOpened('broken');
    });
    return () => {
      ending.abort();
      setOpened(null);
    };
  }, [bytes]);
  if (opened === 'broken') return <Notice tone="error">{t('filePages.broken')}</Notice>;
  if (opened === null) return <Spinner label={t('filePages.opening')} />;
  return (
    <ol aria-label={label} className="flex flex-col items-center gap-4">
      {opened.sizes.map((size, page) => (
        <DrawnPage
          key={page}
          pdf={opened.pdf}
          page={page}
          size={size}
          label={t('filePages.page', { page: page + 1, count: opened.sizes.length })}
        />
      ))}
    </ol>
  );
}

interface DrawnPageProps {
  readonly pdf: PdfDocument;
  readonly page: number;
  readonly size: PageSize;
  readonly label: string;
}

function DrawnPage({ pdf, page, size, label }: DrawnPageProps) {
  const place = useRef<HTMLDivElement>(null);
  const { width, height } = shownSize(size);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const ending = new AbortController();
    const draw = async () => {
      const scale = (element.clientWidth / width) * devicePixelRatio;
      const image = await pdf.render(page, size, scale, ending.signal);
      image.canvas.style.width = '100%';
      image.canvas.style.height = '100%';
      image.canvas.ariaHidden = 'true';
      element.replaceChildren(image.canvas);
      ending.signal.addEventListener('abort', () => image.bitmap.close());
    };
    const sight = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        sight.disconnect();
        draw().catch((error: unknown) => {
          if (!ending.signal.aborted) console.warn('a page could not be drawn', error);
        });
      },
      { rootMargin: '400px' },
    );
    sight.observe(element);
    return () => {
      sight.disconnect();
      ending.abort();
    };
  }, [pdf, page, size, width]);
  return (
    <li className="w-full max-w-3xl">
      <div
        ref={place}
        role="img"
        aria-label={label}
        style={{ aspectRatio: `${width} / ${height}` }}
        className="w-full overflow-hidden rounded-sm border border-line bg-white shadow-raised"
      />
    </li>
  );
}

/** A file that is there whole. */
function sourceOf(bytes: Uint8Array<ArrayBuffer>): PdfSource {
  return {
    fetchEnds: () =>
      // What reads it takes the bytes away.
      Promise.resolve({ length: bytes.length, head: bytes.slice(), tail: new Uint8Array() }),
    fetchRange: (begin, end) => Promise.resolve(bytes.slice(begin, end)),
  };
}

const NOTHING_TO_WAIT_FOR = { waiting: () => {}, refused: () => {} };
