import { PageImages } from '../page-images.ts';
import type { PdfDocument } from '../pdf-document.ts';
import { PageImage } from '../pdf-page.ts';
import type { ReaderModel } from '../reader-model.ts';
import { thumbnailSize } from './thumbnail-grid.ts';

/** Bytes of thumbnails that are kept: some two hundred of them. */
const MEMORY = 24 * 1024 * 1024;

/**
 * Small pictures of pages, for as long as a panel shows them. None is drawn while a page that is on screen is not: what
 * is read comes first. `close()` frees them.
 */
export function thumbnailImages(
  model: ReaderModel,
  images: PageImages<PageImage>,
  pdf: Promise<PdfDocument>,
): PageImages<PageImage> {
  return new PageImages<PageImage>(
    {
      async render(page, size, scale, signal) {
        await untilQuiet(model, images, signal);
        const large = images.get(page);
        if (large !== undefined && large.scale >= scale) return smaller(large, scale);
        return (await pdf).render(page, size, scale, signal);
      },
      // What the pages on screen need is theirs to keep and to forget.
      forgetOutside: () => undefined,
    },
    model.sizes,
    MEMORY,
    (size) => thumbnailSize(size).scale * devicePixelRatio,
  );
}

/** Resolves when every page on screen has its picture and the browser has nothing better to do. */
async function untilQuiet(
  model: ReaderModel,
  images: PageImages<PageImage>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await idle(signal);
    if (isDrawn(model, images)) return;
    await nextChange(model, images, signal);
  }
}

function isDrawn(model: ReaderModel, images: PageImages<PageImage>): boolean {
  const { first, last } = model.getSnapshot().visible;
  for (let page = first; page <= last; page++) {
    if (images.get(page) === undefined && images.failure(page) === undefined) return false;
  }
  return true;
}

function nextChange(model: ReaderModel, images: PageImages<PageImage>, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stops = [images.onPage(() => resolve()), model.subscribe(() => resolve())];
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort);
  return promise.finally(() => {
    for (const stop of stops) stop();
    signal.removeEventListener('abort', abort);
  });
}

function idle(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // Safari has no idle callbacks.
  const handle =
    'requestIdleCallback' in globalThis
      ? requestIdleCallback(() => resolve(), { timeout: 2000 })
      : setTimeout(resolve, 50);
  const abort = () => {
    if ('cancelIdleCallback' in globalThis) cancelIdleCallback(Number(handle));
    else clearTimeout(handle);
    reject(signal.reason);
  };
  signal.addEventListener('abort', abort);
  return promise.finally(() => signal.removeEventListener('abort', abort));
}

/** A page that is drawn already is only made smaller. */
function smaller(large: PageImage, scale: number): PageImage {
  const share = scale / large.scale;
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(large.canvas.width * share));
  canvas.height = Math.max(1, Math.round(large.canvas.height * share));
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.imageSmoothingQuality = 'high';
    context.drawImage(large.canvas, 0, 0, canvas.width, canvas.height);
  }
  return new PageImage(canvas, scale);
}
