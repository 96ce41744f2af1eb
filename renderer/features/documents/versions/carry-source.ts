import { PageTransform, type PageSize } from '#protocol/annotation/page-transform';
import { documentsApi } from '#protocol/documents/api';
import type { VersionId } from '#protocol/wire/ids';
import { api } from '../../../sync/api-client.ts';
import type { CarryPaper, EarlierPaper } from '../../annotation/index.ts';
import { PdfDocument } from '../pdf-document.ts';
import { PaperText } from '../text/index.ts';
import { versionSource } from '../version-source.ts';

interface Open {
  readonly pdf: PdfDocument;
  readonly words: PaperText;
  readonly sizes: readonly PageSize[];
}

const papers = new WeakMap<PaperText, CarryPaper>();

/** The version that is open in the reader, for carrying marks to it; the same one for the same words. */
export function carryPaper(words: PaperText, sizes: readonly PageSize[]): CarryPaper {
  let paper = papers.get(words);
  if (paper === undefined) {
    paper = { sizes: () => Promise.resolve(sizes), text: (page) => words.page(page) };
    papers.set(words, paper);
  }
  return paper;
}

/** A former version, opened beside the one in the reader when it is needed, and again after a failure. */
export function earlierPaper(version: VersionId): EarlierPaper {
  const ending = new AbortController();
  let opened: Promise<Open> | undefined;

  const open = async (): Promise<Open> => {
    const { signal } = ending;
    const facts = api.call(documentsApi.pages, { params: { version }, signal });
    const source = versionSource(
      version,
      facts.then(({ bytes }) => bytes),
    );
    const opening = PdfDocument.open(source, { waiting: () => undefined, refused: () => undefined }, signal);
    // Whoever waits for it hears of its failure below.
    opening.catch(() => undefined);
    const { pages } = await facts;
    const pdf = await opening;
    if (signal.aborted) {
      pdf.close();
      signal.throwIfAborted();
    }
    const sizes = pages.map(([width, height, rotation]) => ({ width, height, rotation }));
    return { pdf, sizes, words: new PaperText(version, opening) };
  };
  const use = (): Promise<Open> => {
    if (opened === undefined) {
      const opening = open();
      opened = opening;
      opening.catch(() => {
        if (opened === opening) opened = undefined;
      });
    }
    return opened;
  };

  return {
    sizes: async () => (await use()).sizes,
    text: async (page) => (await use()).words.page(page),
    async picture(page, part, scale, signal) {
      const { pdf, sizes } = await use();
      const size = sizes[page];
      if (size === undefined) throw new RangeError(`there is no page ${page}`);
      const image = await pdf.render(page, size, scale, signal);
      const { x, y, width, height } = new PageTransform(size, image.scale).rectToScreen(part);
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(width));
      canvas.height = Math.max(1, Math.round(height));
      canvas.getContext('2d')?.drawImage(image.canvas, -Math.round(x), -Math.round(y));
      image.bitmap.close();
      return canvas;
    },
    close() {
      ending.abort();
      opened
        ?.then(({ pdf, words }) => {
          words.close();
          pdf.close();
        })
        .catch(() => undefined);
    },
  };
}
