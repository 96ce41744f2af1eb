import { documentsApi } from '#protocol/documents/api';
import type { VersionId } from '#protocol/wire/ids';
import { api } from '../../../sync/api-client.ts';
import { PdfDocument } from '../pdf-document.ts';
import { versionSource } from '../version-source.ts';
import type { OpenWords } from './pack-words.ts';
import { readWords } from './page-texts.ts';
import { recognitionOf } from './paper-text.ts';

/**
 * Opens a paper for reading its words, in workers of its own, so that the pages on screen never wait for a search and
 * what the search has read is freed with its end. Rejects when the file can't be had or read.
 */
export async function openWords(version: VersionId, signal: AbortSignal): Promise<OpenWords> {
  const ending = new AbortController();
  signal.addEventListener('abort', () => ending.abort(), { once: true });
  const length = api
    .call(documentsApi.pages, { params: { version }, signal: ending.signal })
    .then(({ bytes }) => bytes);
  // Only asked for when the file's first bytes don't come.
  length.catch(() => undefined);
  const recognition = recognitionOf(version);
  const close = () => {
    ending.abort();
    recognition.close();
  };
  try {
    const events = { waiting: () => undefined, refused: () => ending.abort() };
    const pdf = await PdfDocument.open(versionSource(version, length), events, ending.signal);
    return {
      labels: await pdf.pageLabels(),
      async page(page) {
        const { text } = await readWords(pdf, page, recognition.words);
        pdf.forgetOutside(page, page);
        return text;
      },
      close() {
        close();
        pdf.close();
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}
