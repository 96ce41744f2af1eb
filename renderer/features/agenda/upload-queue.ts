import { UPLOAD_PIECE, type FinishedUpload, type Upload } from '#protocol/documents/api';
import type { Readers } from '#protocol/documents/records';
import { AppError, type RefusalCode } from '#protocol/wire/codes';
import type { ItemId, PaperId, UploadId } from '#protocol/wire/ids';

/** What the person decided about a file before it is sent. */
export interface PaperForm {
  readonly item: ItemId;
  readonly title: string;
  readonly number: string;
  readonly readers: Readers;
  /** It is a new version of this paper. */
  readonly paper?: PaperId;
}

/**
 * `waiting` for its turn; `sending`; `checking`: the server reads the file; `converting`: the server turns it into a
 * PDF, after so many others that are `ahead`; `interrupted`: what has arrived is safe and it can be continued; `failed`:
 * it will not become a paper, and why.
 */
export type UploadPhase =
  | { readonly at: 'waiting' | 'sending' | 'checking' }
  | { readonly at: 'converting'; readonly ahead: number }
  | { readonly at: 'interrupted'; readonly why: RefusalCode | 'network' | 'left' }
  | { readonly at: 'failed'; readonly why: RefusalCode | 'unknown' };

export interface UploadEntry extends PaperForm {
  readonly key: number;
  readonly fileName: string;
  readonly bytes: number;
  /** Bytes that are safely on the server. */
  readonly received: number;
  readonly phase: UploadPhase;
  /** False when the page was left meanwhile: continuing asks for the file again. */
  readonly hasFile: boolean;
}

/** The server and the world, as the queue needs them. */
export interface UploadPorts {
  start(form: PaperForm & { readonly fileName: string; readonly bytes: number }): Promise<Upload>;
  /** Answers how many bytes are safely there. */
  piece(upload: UploadId, offset: number, bytes: Blob, signal: AbortSignal): Promise<number>;
  finish(upload: UploadId): Promise<FinishedUpload>;
  remove(upload: UploadId): Promise<void>;
  /** This person's unfinished uploads to the meeting. */
  unfinished(): Promise<readonly Upload[]>;
  /** Whether the file has become a paper, when the answer to `finish` was lost. */
  isAttached(upload: Upload): Promise<boolean>;
  /** Resolves after `ms`, or at once when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to 1. */
  random(): number;
  /** A paper was attached: the meeting has changed. */
  attached(): void;
}

/** Attempts at one piece before the upload counts as interrupted; the waits between them come to about a minute. */
const ATTEMPTS = 8;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** Between two questions whether a file has been converted. */
const CONVERSION_WAIT = 1000;
/** Refusals that pass by themselves. */
const PASSING: readonly RefusalCode[] = ['busy', 'slowDown', 'broken'];
/** Refusals of a piece after which what has arrived is still good. */
const CONTINUABLE: readonly RefusalCode[] = [...PASSING, 'diskFull', 'signInNeeded'];

interface Job {
  entry: UploadEntry;
  /** As it was announced. */
  upload: Upload | undefined;
  file: File | undefined;
  stop: AbortController;
}

/**
 * Files on their way to one meeting, sent one after the other in pieces. Nothing is lost by an interruption: the server
 * keeps what has arrived, and continuing sends the rest. `subscribe` and `entries` fit useSyncExternalStore.
 */
export class UploadQueue {
  readonly #ports: UploadPorts;
  readonly #listeners = new Set<() => void>();
  #jobs: Job[] = [];
  #entries: readonly UploadEntry[] = [];
  #isRunning = false;
  #nextKey = 1;
  #closed = false;

  constructor(ports: UploadPorts) {
    this.#ports = ports;
  }

  entries = (): readonly UploadEntry[] => this.#entries;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Shows what was interrupted in an earlier visit. Throws what the call throws. */
  async load(): Promise<void> {
    for (const upload of await this.#ports.unfinished()) {
      if (this.#jobs.some((job) => job.upload?.id === upload.id)) continue;
      const { item, title, number, readers, fileName, bytes, received } = upload;
      const phase: UploadPhase = upload.isConverting
        ? { at: 'converting', ahead: 0 }
        : { at: 'interrupted', why: 'left' };
      const job = this.#add(
        { item, title, number, readers },
        { fileName, bytes, received },
        phase,
        upload,
        undefined,
      );
      if (upload.isConverting) void this.#awaitPaper(job, upload);
    }
    this.#publish();
  }

  add(file: File, form: PaperForm): void {
    this.#add(
      form,
      { fileName: file.name.normalize('NFC').slice(0, 300), bytes: file.size, received: 0 },
      { at: 'waiting' },
      undefined,
      file,
    );
    this.#publish();
    this.#run();
  }

  /**
   * Goes on with an interrupted upload. Asks for the file when it is no longer at hand: false when this is not the same
   * file (other name or size), and nothing happens.
   */
  resume(key: number, file?: File): boolean {
    const job = this.#jobs.find((entry) => entry.entry.key === key);
    if (job === undefined || job.entry.phase.at !== 'interrupted') return true;
    if (file !== undefined) {
      if (file.size !== job.entry.bytes || file.name.normalize('NFC') !== job.entry.fileName) return false;
      job.file = file;
    }
    if (job.file === undefined) return false;
    this.#set(job, { phase: { at: 'waiting' }, hasFile: true });
    this.#run();
    return true;
  }

  /** Stops an upload, if it still runs, and throws away what has arrived. Throws what the call throws. */
  async remove(key: number): Promise<void> {
    const job = this.#jobs.find((entry) => entry.entry.key === key);
    if (job === undefined) return;
    job.stop.abort();
    this.#jobs = this.#jobs.filter((entry) => entry !== job);
    this.#publish();
    if (job.upload === undefined || job.entry.phase.at === 'failed') return;
    try {
      await this.#removeFromServer(job.upload.id);
    } catch (error) {
      this.#jobs = [...this.#jobs, { ...job, stop: new AbortController() }];
      this.#publish();
      throw error;
    }
  }

  /** Whether leaving the page now would interrupt something. */
  isBusy(): boolean {
    return this.#jobs.some(({ entry }) => ['waiting', 'sending', 'checking'].includes(entry.phase.at));
  }

  close(): void {
    this.#closed = true;
    for (const job of this.#jobs) job.stop.abort();
    this.#listeners.clear();
  }

  #add(
    form: PaperForm,
    file: { fileName: string; bytes: number; received: number },
    phase: UploadPhase,
    upload: Upload | undefined,
    content: File | undefined,
  ): Job {
    const entry = { ...form, ...file, key: this.#nextKey++, phase, hasFile: content !== undefined };
    const job: Job = { entry, upload, file: content, stop: new AbortController() };
    this.#jobs = [...this.#jobs, job];
    return job;
  }

  #run(): void {
    if (!this.#isRunning) void this.#runAll();
  }

  #next(): Job | undefined {
    return this.#closed ? undefined : this.#jobs.find((job) => job.entry.phase.at === 'waiting');
  }

  async #runAll(): Promise<void> {
    this.#isRunning = true;
    for (let job = this.#next(); job !== undefined; job = this.#next()) {
      if (await this.#send(job)) this.#becamePaper(job);
    }
    this.#isRunning = false;
  }

  #becamePaper(job: Job): void {
    if (!this.#jobs.includes(job)) return;
    this.#jobs = this.#jobs.filter((entry) => entry !== job);
    this.#publish();
    this.#ports.attached();
  }

  /** True once the file is a paper; otherwise the entry says what became of it. */
  async #send(job: Job): Promise<boolean> {
    const { file } = job;
    if (file === undefined) return false;
    this.#set(job, { phase: { at: 'sending' } });
    try {
      job.upload ??= await this.#patiently(job, () => this.#start(job));
      if (job.stop.signal.aborted) {
        // Cancelled while the server was making room for it: nothing may be left behind.
        await this.#removeFromServer(job.upload.id);
        return false;
      }
      const upload = job.upload;
      while (job.entry.received < job.entry.bytes) {
        const received = await this.#patiently(job, () => {
          const at = job.entry.received;
          return this.#ports.piece(upload.id, at, file.slice(at, at + UPLOAD_PIECE), job.stop.signal);
        });
        this.#set(job, { received });
      }
      this.#set(job, { phase: { at: 'checking' } });
      const finished = await this.#finish(job, upload, false);
      // The next file needn't wait for it.
      if (finished?.state === 'converting') void this.#awaitPaper(job, upload);
      return finished?.state === 'paper';
    } catch (error) {
      if (!job.stop.signal.aborted) this.#set(job, { phase: stopped(error, job.entry.phase.at) });
      return false;
    }
  }

  async #removeFromServer(upload: UploadId): Promise<void> {
    const never = new AbortController().signal;
    for (let attempt = 0; ; attempt++) {
      try {
        await this.#ports.remove(upload);
        return;
      } catch (error) {
        const code = error instanceof AppError ? error.code : undefined;
        if (code === 'notFound') return;
        // The piece that was on its way is still being written.
        if (code !== 'busy' || attempt + 1 >= ATTEMPTS) throw error;
        await this.#ports.wait(FIRST_WAIT, never);
      }
    }
  }

  #start(job: Job): Promise<Upload> {
    const { item, title, number, readers, fileName, bytes, paper } = job.entry;
    const revised = paper === undefined ? {} : { paper };
    return this.#ports.start({ item, title, number, readers, fileName, bytes, ...revised });
  }

  /** Asks until the conversion has come to its end, one way or the other. */
  async #awaitPaper(job: Job, upload: Upload): Promise<void> {
    try {
      for (;;) {
        await this.#ports.wait(CONVERSION_WAIT, job.stop.signal);
        if (job.stop.signal.aborted) return;
        const finished = await this.#finish(job, upload, true);
        if (finished?.state === 'paper') this.#becamePaper(job);
        if (finished?.state !== 'converting') return;
      }
    } catch (error) {
      if (!job.stop.signal.aborted) this.#set(job, { phase: stopped(error, job.entry.phase.at) });
    }
  }

  /**
   * Asks what has become of a file that has arrived whole; undefined when nobody can say, and the entry says so.
   * `mayBeGone`: it may have become a paper already, with nobody here to hear of it.
   */
  async #finish(job: Job, upload: Upload, mayBeGone: boolean): Promise<FinishedUpload | undefined> {
    let isLost = mayBeGone;
    let finished: FinishedUpload | undefined;
    await this.#patiently(job, async () => {
      try {
        finished = await this.#ports.finish(upload.id);
      } catch (error) {
        // An earlier answer may have been lost on its way: then the upload is gone, one way or the other.
        if (!isLost || !(error instanceof AppError) || error.code !== 'notFound') {
          isLost = true;
          throw error;
        }
        if (await this.#ports.isAttached(upload)) this.#becamePaper(job);
        else this.#set(job, { phase: { at: 'failed', why: 'unknown' } });
      }
    });
    if (finished?.state === 'converting')
      this.#set(job, { phase: { at: 'converting', ahead: finished.ahead } });
    return finished;
  }

  /** Tries again what failed on the way or passes by itself, asking the server first where it stands. */
  async #patiently<T>(job: Job, task: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await task();
      } catch (error) {
        const refused = error instanceof AppError ? error.code : undefined;
        const passes = refused === undefined || PASSING.includes(refused) || refused === 'conflict';
        if (!passes || attempt + 1 >= ATTEMPTS || job.stop.signal.aborted) throw error;
        const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt);
        await this.#ports.wait(full * (0.5 + this.#ports.random() / 2), job.stop.signal);
        if (job.stop.signal.aborted) throw error;
        await this.#catchUp(job);
      }
    }
  }

  /** After a failure nobody here knows how much of the last piece arrived. */
  async #catchUp(job: Job): Promise<void> {
    if (job.upload === undefined) return;
    try {
      const uploads = await this.#ports.unfinished();
      const known = uploads.find((upload) => upload.id === job.upload?.id);
      if (known !== undefined) this.#set(job, { received: known.received });
    } catch {
      // Still out of reach: the attempt that follows fails too, and is counted.
    }
  }

  #set(job: Job, change: Partial<UploadEntry>): void {
    job.entry = { ...job.entry, ...change };
    this.#publish();
  }

  #publish(): void {
    this.#entries = this.#jobs.map((job) => job.entry);
    for (const listener of this.#listeners) listener();
  }
}

function stopped(error: unknown, at: UploadPhase['at']): UploadPhase {
  if (!(error instanceof AppError)) return { at: 'interrupted', why: 'network' };
  if (CONTINUABLE.includes(error.code)) return { at: 'interrupted', why: error.code };
  // The parts don't fit together, though the whole has not been read yet: the rest may still be sent.
  if (error.code === 'conflict' && at === 'sending') return { at: 'interrupted', why: error.code };
  return { at: 'failed', why: error.code };
}
