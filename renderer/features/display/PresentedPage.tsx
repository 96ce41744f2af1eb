import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplayPage } from '#protocol/display/view';
import { turnedSize } from '#protocol/documents/reading-view';
import type { PageImage } from '../documents/index.ts';
import { pagePlace } from './page-place.ts';
import { openShownPaper, type ShownPaper } from './shown-paper.ts';

/** Scales that differ by less than this are drawn with the same picture. */
const SAME_SCALE = 0.02;

/** The page that is presented, as large as the part that the presenter sees of it can be. */
export function PresentedPage({ shown, token }: { readonly shown: DisplayPage; readonly token: string }) {
  const { t } = useTranslation('display');
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useBoxSize(box);
  const { paper, hasFailed } = useShownPaper(shown.version, token);
  const plain = paper?.sizes[shown.page];
  const size = plain === undefined ? undefined : turnedSize(plain, shown.turn);
  const place =
    size === undefined || width === 0 ? undefined : pagePlace(size, shown.rect, { width, height });
  const image = useDrawn(paper, shown.page, size, place?.scale);
  const label = t('page.label', { page: shown.page + 1, pages: shown.pages });
  return (
    <div ref={box} className="relative h-full w-full overflow-hidden">
      {image === undefined || place === undefined || size === undefined ? (
        <p
          role="status"
          className="flex h-full items-center justify-center text-[calc(var(--u)*3)] text-ink-muted"
        >
          {t(hasFailed ? 'page.failed' : 'page.coming')}
        </p>
      ) : (
        <Picture
          image={image}
          label={label}
          style={{
            width: image.canvas.width * (place.scale / image.scale),
            transform: `translate(${place.x}px, ${place.y}px)`,
          }}
        />
      )}
    </div>
  );
}

/** Puts a drawn page into the tree; the one before stays until it is there. */
function Picture({
  image,
  label,
  style,
}: {
  readonly image: PageImage;
  readonly label: string;
  readonly style: { readonly width: number; readonly transform: string };
}) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    place.current?.replaceChildren(image.canvas);
  }, [image]);
  return (
    <div
      ref={place}
      role="img"
      aria-label={label}
      style={style}
      className="absolute top-0 left-0 bg-page [&>canvas]:block [&>canvas]:w-full"
    />
  );
}

function useBoxSize(box: React.RefObject<HTMLDivElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(() => {
      setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [box]);
  return size;
}

/** Milliseconds after which a paper that couldn't be opened is asked for again. */
const AGAIN = 5000;

function useShownPaper(
  version: DisplayPage['version'],
  token: string,
): { readonly paper: ShownPaper | undefined; readonly hasFailed: boolean } {
  const [held, setHeld] = useState<{ readonly version: string; readonly paper: ShownPaper | null }>();
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    let opened: ShownPaper | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      openShownPaper(version, token, signal).then(
        (paper) => {
          opened = paper;
          if (signal.aborted) paper.close();
          else setHeld({ version, paper });
        },
        (error: unknown) => {
          if (signal.aborted) return;
          console.warn('the page that is presented could not be opened', error);
          setHeld({ version, paper: null });
          timer = setTimeout(open, AGAIN);
        },
      );
    };
    open();
    return () => {
      clearTimeout(timer);
      ending.abort();
      opened?.close();
    };
  }, [version, token]);
  const isCurrent = held?.version === version;
  return {
    paper: isCurrent ? (held.paper ?? undefined) : undefined,
    hasFailed: isCurrent && held.paper === null,
  };
}

/** The page drawn sharply for this scale; the page or the sharpness before, until it is. */
function useDrawn(
  paper: ShownPaper | undefined,
  page: number,
  size: { readonly width: number; readonly height: number; readonly rotation: number } | undefined,
  scale: number | undefined,
): PageImage | undefined {
  const [drawn, setDrawn] = useState<{
    readonly paper: ShownPaper;
    readonly page: number;
    readonly rotation: number;
    readonly image: PageImage;
  }>();
  const wanted = scale === undefined ? undefined : scale * devicePixelRatio;
  const isHeld = drawn !== undefined && drawn.paper === paper && drawn.page === page;
  const isSharp =
    isHeld &&
    wanted !== undefined &&
    drawn.rotation === size?.rotation &&
    Math.abs(drawn.image.scale / wanted - 1) < SAME_SCALE;
  const { width = 0, height = 0, rotation = 0 } = size ?? {};
  useEffect(() => {
    if (paper === undefined || wanted === undefined || isSharp) return undefined;
    const ending = new AbortController();
    paper.draw(page, { width, height, rotation }, wanted, ending.signal).then(
      (image) => {
        if (!ending.signal.aborted) setDrawn({ paper, page, rotation, image });
      },
      (error: unknown) => {
        if (!ending.signal.aborted) console.warn('the page that is presented could not be drawn', error);
      },
    );
    return () => ending.abort();
  }, [paper, page, width, height, rotation, wanted, isSharp]);
  // What is on the screen isn't taken off before its page is there; another paper's is.
  return drawn !== undefined && drawn.paper === paper ? drawn.image : undefined;
}
