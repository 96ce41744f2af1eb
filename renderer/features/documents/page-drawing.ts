import type { CachedPage } from './page-cache.ts';
import type { PageImages } from './page-images.ts';
import type { ReaderModel, ReaderView } from './reader-model.ts';

/** A zoom must stand still for so long before pages are drawn anew, in milliseconds. */
const SETTLE = 120;
/**
 * Whoever rushes through pages has them drawn so far apart, in milliseconds, once this many have been drawn without a
 * wait: what is gone with the next frame isn't begun.
 */
const RUSH = 100;
const WITHOUT_WAIT = 3;

/**
 * Has the pages drawn that a reader stands on. They are asked for as soon as it goes there, before the window is laid
 * out anew; what it does several times at once, as while it is opened, is one move. Returns what stops it.
 */
export function drawWhereRead<P extends CachedPage>(
  model: ReaderModel,
  images: Pick<PageImages<P>, 'want'>,
  pixelRatio: () => number,
): () => void {
  let asked: ReaderView | undefined;
  let drawnScale: number | undefined;
  let zooming: ReturnType<typeof setTimeout> | undefined;
  let refilling: ReturnType<typeof setTimeout> | undefined;
  let left = WITHOUT_WAIT;
  let isPlanned = false;
  let isOver = false;
  const draw = () => {
    const view = model.getSnapshot();
    asked = view;
    drawnScale = view.layout.scale;
    left -= 1;
    refilling ??= setTimeout(refill, RUSH);
    images.want(view.visible, view.layout.scale * pixelRatio(), view.page);
  };
  const refill = () => {
    left += 1;
    refilling = left < WITHOUT_WAIT ? setTimeout(refill, RUSH) : undefined;
    if (zooming === undefined) move();
  };
  const move = () => {
    isPlanned = false;
    const view = model.getSnapshot();
    if (isOver || (asked !== undefined && showsTheSame(asked, view))) return;
    clearTimeout(zooming);
    zooming = undefined;
    if (drawnScale !== undefined && drawnScale !== view.layout.scale) {
      zooming = setTimeout(() => {
        zooming = undefined;
        draw();
      }, SETTLE);
    } else if (left > 0) draw();
  };
  const end = model.subscribe(() => {
    if (isPlanned) return;
    isPlanned = true;
    queueMicrotask(move);
  });
  return () => {
    isOver = true;
    clearTimeout(zooming);
    clearTimeout(refilling);
    end();
  };
}

function showsTheSame(a: ReaderView, b: ReaderView): boolean {
  return (
    a.layout === b.layout &&
    a.page === b.page &&
    a.visible.first === b.visible.first &&
    a.visible.last === b.visible.last
  );
}
