import { startTransition, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonId } from '#protocol/wire/ids';
import type { AnnotationSession } from '../annotation/index.ts';
import { attachGestures, type PaperFlow } from './gestures.ts';
import { PageView } from './PageView.tsx';
import type { PageImages } from './page-images.ts';
import type { PageRange } from './page-layout.ts';
import type { PageImage, PdfDocument } from './pdf-document.ts';
import type { LinkTarget } from './pdf-facts.ts';
import type { ReaderModel } from './reader-model.ts';
import { attachSelecting, type PaperText } from './text/index.ts';

export interface ReaderViewportProps {
  readonly title: string;
  readonly model: ReaderModel;
  readonly images: PageImages<PageImage>;
  readonly pdf: Promise<PdfDocument>;
  readonly words: PaperText;
  readonly session: AnnotationSession | null;
  readonly nameOf: (person: PersonId) => string;
  readonly onLink: (target: LinkTarget) => void;
  /** What lies beyond this paper's ends; it may change at any time, the last one counts. */
  readonly flow: PaperFlow;
}

/** Pages kept in the page tree beside those on screen. */
const BESIDE = 1;

/** The pages that are on screen, in what scrolls them. */
export function ReaderViewport({
  title,
  model,
  images,
  pdf,
  words,
  session,
  nameOf,
  onLink,
  flow,
}: ReaderViewportProps) {
  const { t } = useTranslation('documents');
  const scroller = useRef<HTMLDivElement>(null);
  const column = useRef<HTMLDivElement>(null);
  const latestFlow = useRef(flow);
  useEffect(() => {
    latestFlow.current = flow;
  });
  const {
    layout,
    offset,
    visible,
    page: current,
    arrangement,
  } = useSyncExternalStore(model.subscribe, model.getSnapshot);

  // Whoever jumps waits for the page they jump to, not for its neighbours to come and the former ones to go.
  const [around, setAround] = useState(visible);
  useEffect(() => {
    const settle = () => {
      if (images.get(current) !== undefined) startTransition(() => setAround(visible));
    };
    settle();
    return images.onPage(settle);
  }, [images, current, visible]);

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
    const endGestures = attachGestures(element, model, {
      has: (direction) => latestFlow.current.has(direction),
      go: (direction) => latestFlow.current.go(direction),
      onPull: (share) => latestFlow.current.onPull(share),
    });
    const endSelecting = attachSelecting(element);
    return () => {
      detach();
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
      endGestures();
      endSelecting();
    };
  }, [model]);

  const beside = arrangement.mode === 'single' ? 0 : BESIDE;
  const pages = pagesOf(layout.sizes.length, [
    visible,
    { first: around.first - beside, last: around.last + beside },
  ]);
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
            offset={offset}
            turn={arrangement.turn}
            images={images}
            pdf={pdf}
            words={words}
            session={session}
            nameOf={nameOf}
            onLink={onLink}
          />
        ))}
      </div>
    </div>
  );
}

/** The pages of a document that are in one of these ranges, in their order. */
function pagesOf(count: number, ranges: readonly PageRange[]): readonly number[] {
  const pages = new Set<number>();
  for (const { first, last } of ranges) {
    for (let page = Math.max(0, first); page <= Math.min(count - 1, last); page++) pages.add(page);
  }
  return [...pages].toSorted((a, b) => a - b);
}
