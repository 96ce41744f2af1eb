import { documentsApi, ReadingPlace } from '#protocol/documents/api';
import type { PageSize } from '#protocol/annotation/page-transform';
import { AppError, type RefusalCode } from '#protocol/wire/codes';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import { api, Unreachable } from '../../sync/api-client.ts';
import { boundedScale } from '../annotation/index.ts';
import { FileMarks } from './file-marks.ts';
import { drawWhereRead } from './page-drawing.ts';
import { PageImages } from './page-images.ts';
import { PdfDocument } from './pdf-document.ts';
import type { PageImage } from './pdf-page.ts';
import { warmUpReader } from './pdf-workers.ts';
import { placeKey } from './place-key.ts';
import { PlaceKeeper } from './place-keeper.ts';
import { ReaderModel } from './reader-model.ts';
import { TookTooLong } from './watchdog.ts';
import { loadReading, storeReading } from './reading-memory.ts';
import { PaperText } from './text/index.ts';
import { versionSource } from './version-source.ts';

/** Why a paper can't be shown: the server's refusal, or what became of it on the way. */
export type ReaderFailure = RefusalCode | 'unreachable' | 'unreadable' | 'endless';

export type ReaderState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly failure: ReaderFailure }
  | {
      readonly phase: 'ready';
      readonly model: ReaderModel;
      readonly images: PageImages<PageImage>;
      /** Resolves when the file is open. */
      readonly pdf: Promise<PdfDocument>;
      /** The words of its pages. */
      readonly words: PaperText;
      /** The marks that the file brought with it. */
      readonly fileMarks: FileMarks;
      /** Bytes are being waited for because the server can't be reached. */
      readonly waiting: boolean;
    };

const MIB = 1024 * 1024;
/** Screenfuls of page images that are kept: the pages on screen and their neighbours have room several times. */
const SCREENFULS = 8;

/** Bytes of page images that are kept: as the screen needs them, within what the device says of its memory. */
function memoryForPages(): number {
  const gigabytes = 'deviceMemory' in navigator ? Number(navigator.deviceMemory) : 4;
  const most = gigabytes <= 2 ? 96 : gigabytes <= 4 ? 224 : 384;
  const screenful = screen.width * screen.height * devicePixelRatio ** 2 * 4;
  return Math.min(most * MIB, Math.max(64 * MIB, SCREENFULS * screenful));
}

/** Milliseconds that the reader waits for the file to begin to come before it shows itself without. */
const LONGEST_BEGINNING = 80;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Resolves in the task after the next frame: what is in the page now is on the screen then. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

/** One version that is open in a reader, from its first request to the place that is remembered at its end. */
export class ReaderSession {
  readonly #version: VersionId;
  readonly #person: PersonId;
  readonly #listeners = new Set<() => void>();
  readonly #ending = new AbortController();
  readonly #place: PlaceKeeper;
  #state: ReaderState = { phase: 'loading' };
  #pdf: PdfDocument | undefined;
  #stopDrawing: () => void = () => undefined;

  constructor(version: VersionId, person: PersonId) {
    this.#version = version;
    this.#person = person;
    this.#place = new PlaceKeeper({
      send: (place) => api.call(documentsApi.setPlace, { params: { version }, body: place }),
      note: (place) => this.#notePlace(place),
    });
    document.addEventListener('visibilitychange', this.#onHide);
    addEventListener('pagehide', this.#onHide);
    warmUpReader();
    void this.#open();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): ReaderState => this.#state;

  /** Asks for everything again, after a failure. */
  retry(): void {
    if (this.#state.phase !== 'failed') return;
    this.#become({ phase: 'loading' });
    void this.#open();
  }

  close(): void {
    if (this.#ending.signal.aborted) return;
    this.#ending.abort();
    document.removeEventListener('visibilitychange', this.#onHide);
    removeEventListener('pagehide', this.#onHide);
    this.#place.close();
    this.#shut();
    this.#listeners.clear();
  }

  readonly #onHide = () => {
    if (document.visibilityState === 'hidden') this.#place.flush();
  };

  async #open(): Promise<void> {
    const { signal } = this.#ending;
    const opening = new AbortController();
    const stop = () => opening.abort();
    signal.addEventListener('abort', stop, { once: true });
    const params = { version: this.#version };
    try {
      const facts = api.call(documentsApi.pages, { params, signal });
      // The file is asked for at once, beside the questions of how long it is and where the reader was in it.
      const source = versionSource(
        this.#version,
        facts.then(({ bytes }) => bytes),
      );
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      const pdf = PdfDocument.open(
        { ...source, fetchEnds: (...asked) => source.fetchEnds(...asked).finally(begin) },
        {
          waiting: (waiting) => {
            if (this.#state.phase === 'ready') this.#become({ ...this.#state, waiting });
          },
          refused: (code) => this.#fail(code),
        },
        opening.signal,
      );
      // Whoever waits for it hears of its failure below; until then nobody does.
      pdf.catch(() => undefined);
      const [{ pages }, place] = await Promise.all([
        facts,
        this.#lastPlace(signal),
        // The file is read in a worker while the reader is built here, unless it is long in coming.
        Promise.race([begun, pause(LONGEST_BEGINNING)]),
      ]);
      if (signal.aborted) return;
      const sizes: PageSize[] = pages.map(([width, height, rotation]) => ({ width, height, rotation }));
      this.#ready(sizes, place, pdf);
      this.#pdf = await pdf;
      if (signal.aborted) this.#pdf.close();
    } catch (error) {
      stop();
      if (!signal.aborted) this.#fail(failureOf(error));
    }
  }

  #ready(sizes: readonly PageSize[], place: ReadingPlace, pdf: Promise<PdfDocument>): void {
    const settings = loadReading(localStorage, this.#person, this.#version);
    const model = new ReaderModel(sizes, place, settings);
    model.onSettings((chosen) => storeReading(localStorage, this.#person, this.#version, chosen));
    model.onMove(() => {
      const { page, y } = model.place();
      this.#place.moved({ page, y: Math.round(y * 10) / 10 });
    });
    const images = new PageImages<PageImage>(
      {
        render: (page, size, scale, signal) => {
          const draw = (opened: PdfDocument) =>
            opened.render(page, size, scale, signal, fileMarks.getSnapshot().isShown);
          // Nothing is waited for once the file is open: the page is asked for before the window is laid out anew.
          return this.#pdf === undefined ? pdf.then(draw) : draw(this.#pdf);
        },
        forgetOutside: (first, last) => this.#pdf?.forgetOutside(first, last),
      },
      sizes,
      memoryForPages(),
      boundedScale,
      painted,
    );
    const fileMarks = new FileMarks(sizes.length, {
      read: async (page) => (await pdf).annotations(page),
      redraw: () => images.redraw(),
    });
    // Before anybody else hears of a move.
    this.#stopDrawing = drawWhereRead(model, images, () => devicePixelRatio);
    const words = new PaperText(this.#version, pdf);
    this.#become({ phase: 'ready', model, images, pdf, words, fileMarks, waiting: false });
  }

  /** A place that this device couldn't tell the server is newer than the server's. */
  async #lastPlace(signal: AbortSignal): Promise<ReadingPlace> {
    const first: ReadingPlace = { page: 0, y: 0 };
    const unsent = this.#notedPlace();
    if (unsent !== undefined) return unsent;
    try {
      const { place } = await api.call(documentsApi.place, { params: { version: this.#version }, signal });
      return place ?? first;
    } catch (error) {
      // Whatever is wrong with the paper itself, the request for its pages says it.
      console.debug('place unknown', error);
      return first;
    }
  }

  #notePlace(place: ReadingPlace | null): void {
    try {
      if (place === null) localStorage.removeItem(this.#placeKey);
      else localStorage.setItem(this.#placeKey, JSON.stringify(place));
    } catch (error) {
      // Without this device's memory the server's still holds the place.
      console.debug('place is not kept on this device', error);
    }
  }

  #notedPlace(): ReadingPlace | undefined {
    try {
      const parsed = ReadingPlace.safeParse(JSON.parse(localStorage.getItem(this.#placeKey) ?? 'null'));
      return parsed.success ? parsed.data : undefined;
    } catch {
      return undefined;
    }
  }

  get #placeKey(): string {
    return placeKey(this.#person, this.#version);
  }

  #fail(failure: ReaderFailure): void {
    this.#shut();
    this.#become({ phase: 'failed', failure });
  }

  #shut(): void {
    this.#stopDrawing();
    if (this.#state.phase === 'ready') {
      this.#state.images.close();
      this.#state.model.close();
      this.#state.words.close();
      this.#state.fileMarks.close();
    }
    this.#pdf?.close();
    this.#pdf = undefined;
  }

  #become(state: ReaderState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function failureOf(error: unknown): ReaderFailure {
  if (error instanceof AppError) return error.code;
  if (error instanceof Unreachable) return 'unreachable';
  if (error instanceof TookTooLong) return 'endless';
  if (error instanceof Error && error.name === 'PasswordException') return 'protectedPdf';
  console.warn('this PDF cannot be opened', error);
  return 'unreadable';
}
