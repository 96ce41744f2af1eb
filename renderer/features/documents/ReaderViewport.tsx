import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import type { AnnotationSession } from '../annotation/index.ts';
import { attachGestures } from './gestures.ts';
import { PageView } from './PageView.tsx';
import type { PageImages } from './page-images.ts';
import type { PageImage, PdfDocument } from './pdf-document.ts';
import type { ReaderModel } from './reader-model.ts';

export interface ReaderViewportProps {
  readonly title: string;
  readonly model: ReaderModel;
  readonly images: PageImages<PageImage>;
  readonly pdf: Promise<PdfDocument>;
  readonly session: AnnotationSession | null;
  readonly nameOf: (person: PersonId) => string;
}

/** Pages kept in the page tree beside those on screen. */
const BESIDE = 1;
/** A zoom must stand still for so long before pages are drawn anew, in milliseconds. */
const SETTLE = 120;

/** The pages in one long scrolling column. */
export function ReaderViewport({ title, model, images, pdf, session, nameOf }: ReaderViewportProps) {
  const { t } = useTranslation('documents');
  const scroller = useRef<HTMLDivElement>(null);
  const column = useRef<HTMLDivElement>(null);
  const { layout, visible } = useSyncExternalStore(model.subscribe, model.getSnapshot);

  useLayoutEffect(() => {
    const element = scroller.current;
    const inner = column.current;
    if (element === null || inner === null) return undefined;
    const detach = model.attach({
      apply({ width, height, left, top }) {
        inner.style.width = `${width}px`;
        inner.style.height = `${height}px`;
        element.scrollLeft = left;
        element.scrollTop = top;
        return { left: element.scrollLeft, top: element.scrollTop };
      },
    });
    const measure = () => model.resize(element.clientWidth, element.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const onScroll = () =>
      model.scrolled(element.scrollLeft, element.scrollTop, {
        left: element.scrollWidth - element.clientWidth,
        top: element.scrollHeight - element.clientHeight,
      });
    element.addEventListener('scroll', onScroll, { passive: true });
    const endGestures = attachGestures(element, model);
    return () => {
      detach();
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
      endGestures();
    };
  }, [model]);

  const { first, last } = visible;
  const drawnScale = useRef(0);
  useEffect(() => {
    const draw = () => {
      drawnScale.current = layout.scale;
      images.want({ first, last }, layout.scale * devicePixelRatio);
    };
    if (drawnScale.current === layout.scale || drawnScale.current === 0) {
      draw();
      return undefined;
    }
    const timer = setTimeout(draw, SETTLE);
    return () => clearTimeout(timer);
  }, [images, first, last, layout.scale]);

  const pages: number[] = [];
  for (
    let page = Math.max(0, first - BESIDE);
    page <= Math.min(layout.sizes.length - 1, last + BESIDE);
    page++
  ) {
    pages.push(page);
  }
  return (
    <div
      ref={scroller}
      role="region"
      aria-label={t('pagesOf', { title })}
      tabIndex={0}
      data-reader-scroller
      className="absolute inset-0 overflow-auto overscroll-contain outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
      style={{ overflowAnchor: 'none', scrollbarGutter: 'stable' }}
      onPointerDown={(event) => event.currentTarget.focus({ preventScroll: true })}
    >
      {/* Clipped: pages that still have the size before a zoom would let the place be set where it can't stay. */}
      <div ref={column} className="relative overflow-clip">
        {pages.map((page) => (
          <PageView
            key={page}
            page={page}
            layout={layout}
            images={images}
            pdf={pdf}
            session={session}
            nameOf={nameOf}
          />
        ))}
      </div>
    </div>
  );
}
