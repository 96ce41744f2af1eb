import type { CachedPage } from './page-cache.ts';
import type { PageImages } from './page-images.ts';
import type { ReaderModel, ReaderView } from './reader-model.ts';

/** A zoom must stand still for so long before pages are drawn anew, in milliseconds. */
const SETTLE = 120;

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
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isPlanned = false;
  let isOver = false;
  const draw = () => {
    const { visible, layout, page } = model.getSnapshot();
    drawnScale = layout.scale;
    images.want(visible, layout.scale * pixelRatio(), page);
  };
  const move = () => {
    isPlanned = false;
    const view = model.getSnapshot();
    if (isOver || (asked !== undefined && showsTheSame(asked, view))) return;
    asked = view;
    clearTimeout(timer);
    if (drawnScale === undefined || drawnScale === view.layout.scale) draw();
    else timer = setTimeout(draw, SETTLE);
  };
  const end = model.subscribe(() => {
    if (isPlanned) return;
    isPlanned = true;
    queueMicrotask(move);
  });
  return () => {
    isOver = true;
    clearTimeout(timer);
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
