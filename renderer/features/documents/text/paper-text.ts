import { documentsApi } from '#protocol/documents/api';
import type { PageText } from '#protocol/documents/text/page-text';
import type { VersionId } from '#protocol/wire/ids';
import { api } from '../../../sync/api-client.ts';
import { pageText, takeRecognisedWords, type WordSource } from './page-texts.ts';
import { Recognition } from './recognition.ts';

/** The words of one open paper: the file's own, and those recognised on its scanned pages. `close()` ends requests. */
export class PaperText {
  readonly version: VersionId;
  readonly recognition: Recognition;
  readonly #pdf: Promise<WordSource>;
  readonly #listeners = new Set<() => void>();
  readonly #opened: Promise<void>;
  #recognised = 0;

  constructor(version: VersionId, pdf: Promise<WordSource>) {
    this.version = version;
    this.recognition = recognitionOf(version);
    this.#pdf = pdf;
    this.recognition.subscribe(() => {
      const { progress } = this.recognition.getSnapshot();
      const pages = progress?.state === 'done' ? (progress.pages ?? 0) : 0;
      if (pages === this.#recognised) return;
      this.#recognised = pages;
      void this.#renew();
    });
    this.#opened = this.#takeRecognised();
  }

  /** Calls back when pages have other words than before. Returns what stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async page(page: number): Promise<PageText> {
    await this.#opened;
    return pageText(await this.#pdf, page);
  }

  close(): void {
    this.recognition.close();
    this.#listeners.clear();
  }

  async #takeRecognised(): Promise<void> {
    try {
      takeRecognisedWords(await this.#pdf, this.recognition.words);
    } catch (error) {
      // Whoever opens the file says that it can't be opened.
      console.debug('no words', error);
    }
  }

  async #renew(): Promise<void> {
    await this.#takeRecognised();
    for (const listener of this.#listeners) listener();
  }
}

/** The recognition of one version, asked of the server. */
export function recognitionOf(version: VersionId): Recognition {
  const params = { version };
  return new Recognition({
    state: (signal) => api.call(documentsApi.recognition, { params, signal }),
    start: () => api.call(documentsApi.startRecognition, { params }),
    stop: () => api.call(documentsApi.removeRecognition, { params }),
    page: (page, signal) => api.call(documentsApi.recognisedPage, { params: { version, page }, signal }),
    after: (ms, call) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  });
}
