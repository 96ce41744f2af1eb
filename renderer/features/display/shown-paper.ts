import { displayApi } from '#protocol/display/api';
import type { PageSize } from '#protocol/annotation/page-transform';
import type { VersionId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { fileEnds, filePart, openRange, PdfDocument, type PageImage } from '../documents/index.ts';

/** The paper that a screen shows, open for as long as it does. */
export interface ShownPaper {
  /** Of every page, before the presenter turns it. */
  readonly sizes: readonly PageSize[];
  /** Draws a page at so many device pixels per point. */
  draw(page: number, size: PageSize, scale: number, signal: AbortSignal): Promise<PageImage>;
  close(): void;
}

/**
 * Opens the paper with the token of the screen. Rejects with `AppError` when the server doesn't give it (it is not what
 * is shown any more), and with pdf.js's errors for what can't be read.
 */
export async function openShownPaper(
  version: VersionId,
  token: string,
  signal: AbortSignal,
): Promise<ShownPaper> {
  const params = { version };
  const request: RequestInit = { headers: { authorization: `Display ${token}` }, credentials: 'omit' };
  const ask = (range: string, ending: AbortSignal) =>
    openRange(api.address(displayApi.bytes, { params }), request, range, ending);
  const facts = fetch(api.address(displayApi.pages, { params }), { ...request, signal }).then(
    async (response) => displayApi.pages.response.parse(await response.json()),
  );
  // Its failure is told by whoever waits for it below, after the file's own.
  facts.catch(() => undefined);
  const pdf = await PdfDocument.open(
    {
      fetchEnds: (headBytes, tailBytes, ending) => fileEnds(ask, headBytes, tailBytes, ending),
      fetchRange: (begin, end, ending) => filePart(ask, begin, end, ending),
    },
    { waiting: () => undefined, refused: () => undefined },
    signal,
  );
  try {
    const { pages } = await facts;
    signal.throwIfAborted();
    return {
      sizes: pages.map(([width, height, rotation]) => ({ width, height, rotation })),
      draw: (page, size, scale, ending) => pdf.render(page, size, scale, ending),
      close: () => pdf.close(),
    };
  } catch (error) {
    pdf.close();
    throw error;
  }
}
