import { AnnotationMode, type PDFPageProxy } from 'pdfjs-dist';
import { z } from 'zod';
import { type PageSize, shownSize } from '#protocol/annotation/page-transform';
import type { FontFacts, PageContent, TextPiece } from '#protocol/documents/text/page-content';
import { boundedScale } from '../annotation/index.ts';

// What is done with one page of pdf.js. Whoever calls bounds the time.

/** Pieces of text that are read of one page; a page of a book has a few hundred. */
const MOST_PIECES = 50_000;

/** A page drawn on a canvas of its own, which can be put on the screen as it is. */
export class PageImage {
  readonly canvas: HTMLCanvasElement;
  /** Device pixels per point. */
  readonly scale: number;

  constructor(canvas: HTMLCanvasElement, scale: number) {
    this.canvas = canvas;
    this.scale = scale;
  }

  get bitmap(): { readonly width: number; readonly height: number; close(): void } {
    const { canvas } = this;
    return {
      width: canvas.width,
      height: canvas.height,
      close() {
        // Safari frees a canvas' memory only when it has no pixels.
        canvas.remove();
        canvas.width = 0;
        canvas.height = 0;
      },
    };
  }
}

/**
 * Draws a page, turned as `size` says; without comments, without the annotations that the engine was told to leave out.
 * Rejects when `signal` ends it or the page can't be read.
 */
export async function drawPage(
  proxy: PDFPageProxy,
  size: PageSize,
  scale: number,
  signal: AbortSignal,
  withComments: boolean,
): Promise<PageImage> {
  signal.throwIfAborted();
  const shown = shownSize(size);
  const bounded = boundedScale(size, scale);
  const { rotation } = size;
  const full = proxy.getViewport({ scale: 1, rotation });
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(shown.width * bounded));
  canvas.height = Math.max(1, Math.round(shown.height * bounded));
  const viewport = proxy.getViewport({
    scale: Math.min(canvas.width / full.width, canvas.height / full.height),
    rotation,
  });
  const task = proxy.render({
    canvas,
    viewport,
    background: '#ffffff',
    // What stays away is told by id; to disable annotations would empty the forms, too.
    annotationMode: withComments ? AnnotationMode.ENABLE : AnnotationMode.ENABLE_STORAGE,
  });
  const cancel = () => task.cancel();
  signal.addEventListener('abort', cancel);
  try {
    await task.promise;
  } catch (error) {
    canvas.width = 0;
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  return new PageImage(canvas, bounded);
}

/** A part of a page's text as pdf.js hands it out. */
const TextChunk = z.object({
  items: z.array(
    z.object({
      str: z.string(),
      dir: z.string(),
      transform: z.array(z.number()),
      width: z.number(),
      height: z.number(),
      fontName: z.string(),
      hasEOL: z.boolean(),
      places: z.instanceof(Float32Array).optional(),
    }),
  ),
  styles: z.record(
    z.string(),
    z.object({
      name: z.string().catch(''),
      fontFamily: z.string().catch(''),
      ascent: z.number().catch(0),
      descent: z.number().catch(0),
      vertical: z.boolean().catch(false),
    }),
  ),
});

/** The words of a page as its fonts spell them: at most 50,000 pieces. */
export async function readPageWords(proxy: PDFPageProxy): Promise<PageContent> {
  const reader: ReadableStreamDefaultReader<unknown> = proxy
    .streamTextContent({ includeMarkedContent: false, disableNormalization: true })
    .pipeThrough(first(MOST_PIECES))
    .getReader();
  const items: TextPiece[] = [];
  const fonts = new Map<string, FontFacts>();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const chunk = TextChunk.parse(value);
    items.push(...chunk.items);
    for (const [font, facts] of Object.entries(chunk.styles)) fonts.set(font, facts);
  }
  const [left = 0, bottom = 0] = proxy.view;
  return { items, fonts, left, bottom };
}

const Counted = z.object({ items: z.array(z.unknown()) });

/** Lets chunks of text pass until there are enough pieces, then ends what is read and what reads. */
function first(pieces: number): TransformStream<unknown, unknown> {
  let left = pieces;
  return new TransformStream({
    transform(chunk, controller) {
      left -= Counted.parse(chunk).items.length;
      controller.enqueue(chunk);
      if (left <= 0) controller.terminate();
    },
  });
}
