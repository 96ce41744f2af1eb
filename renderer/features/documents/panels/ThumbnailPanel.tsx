import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { whileUsed } from '../../../sync/while-used.ts';
import { cx } from '../../../ui/index.ts';
import type { PageImages } from '../page-images.ts';
import type { PdfDocument } from '../pdf-document.ts';
import type { PageImage } from '../pdf-page.ts';
import type { ReaderModel } from '../reader-model.ts';
import { THUMB, ThumbnailGrid, thumbnailSize } from './thumbnail-grid.ts';
import { thumbnailImages } from './thumbnail-images.ts';

export interface ThumbnailPanelProps {
  readonly model: ReaderModel;
  readonly images: PageImages<PageImage>;
  readonly pdf: Promise<PdfDocument>;
  readonly labels: readonly string[] | null;
  readonly onGo: (page: number) => void;
}

/** All pages in small. Only those on screen are there, and only what is seen is drawn. */
export function ThumbnailPanel({ model, images, pdf, labels, onGo }: ThumbnailPanelProps) {
  const { t } = useTranslation('documents');
  const { page: current } = useSyncExternalStore(model.subscribe, model.getSnapshot);
  const [lease] = useState(() => whileUsed(() => thumbnailImages(model, images, pdf)));
  const small = useSyncExternalStore(lease.subscribe, lease.getSnapshot);
  const scroller = useRef<HTMLDivElement>(null);
  const [area, setArea] = useState({ width: 240, height: 600, top: 0 });
  const [focused, setFocused] = useState<number | null>(null);
  const grid = new ThumbnailGrid(model.sizes.length, area.width);
  const { first, last } = grid.visible(area.top, area.top + area.height);
  const active = focused ?? current;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = () =>
      setArea({ width: element.clientWidth, height: element.clientHeight, top: element.scrollTop });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);

  // The page that is read, or that the keys are on, stays in sight.
  const { y: top, height } = grid.cell(active);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    if (top < element.scrollTop) element.scrollTop = top - THUMB.gap;
    else if (top + height > element.scrollTop + element.clientHeight)
      element.scrollTop = top + height - element.clientHeight + THUMB.gap;
  }, [top, height]);

  // Each thumbnail has its own scale.
  useEffect(() => small?.want({ first, last }, 1), [small, first, last]);

  const pages: number[] = [];
  for (let page = first; page <= last; page++) pages.push(page);
  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label={t('panels.thumbnails')}
      aria-activedescendant={`thumbnail-${active}`}
      className="absolute inset-0 overflow-auto outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus"
      onFocus={() => setFocused(current)}
      onBlur={() => setFocused(null)}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const next = grid.beside(active, event.key);
        if (next !== undefined) setFocused(next);
        else if (event.key === 'Enter' || event.key === ' ') onGo(active);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div className="relative" style={{ height: grid.height }}>
        {pages.map((page) => {
          const { x, y, width, height: cellHeight } = grid.cell(page);
          return (
            <div
              key={page}
              id={`thumbnail-${page}`}
              role="option"
              aria-label={t('page', { page: labels?.[page] ?? page + 1 })}
              aria-selected={page === current}
              aria-setsize={model.sizes.length}
              aria-posinset={page + 1}
              style={{ left: x, top: y, width, height: cellHeight }}
              className={cx(
                'absolute flex cursor-pointer flex-col items-center justify-end rounded-md text-xs outline-offset-2',
                page === active && focused !== null && 'outline-2 outline-focus',
              )}
              onClick={() => {
                setFocused(page);
                onGo(page);
              }}
            >
              <Thumbnail page={page} model={model} small={small} isCurrent={page === current} />
              <span
                className={cx(
                  'figures flex h-6.5 items-center px-1',
                  page === current ? 'font-semibold text-accent-ink' : 'text-ink-muted',
                )}
              >
                {labels?.[page] ?? page + 1}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Thumbnail({
  page,
  model,
  small,
  isCurrent,
}: Pick<ThumbnailPanelProps, 'model'> & {
  readonly page: number;
  readonly small: PageImages<PageImage> | null;
  readonly isCurrent: boolean;
}) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (small === null) return undefined;
    const show = () => {
      const image = small.get(page);
      if (image === undefined || host.current === null || host.current.firstChild === image.canvas) return;
      image.canvas.className = 'absolute inset-0 size-full';
      host.current.replaceChildren(image.canvas);
    };
    show();
    return small.onPage((changed) => {
      if (changed === page) show();
    });
  }, [small, page]);
  const size = model.sizes[page];
  if (size === undefined) return null;
  const { width, height } = thumbnailSize(size);
  return (
    <div
      ref={host}
      data-thumbnail={page}
      aria-hidden
      style={{ width, height }}
      className={cx(
        'relative overflow-hidden bg-page outline',
        isCurrent ? 'outline-[3px] outline-accent' : 'outline-line',
      )}
    />
  );
}
