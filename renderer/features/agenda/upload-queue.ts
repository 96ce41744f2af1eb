import { UPLOAD_PIECE, type Upload } from '#protocol/documents/api';
import type { Readers } from '#protocol/documents/records';
import { AppError, type RefusalCode } from '#protocol/wire/codes';
import type { ItemId, UploadId } from '#protocol/wire/ids';

/** What the person decided about a file before it is sent. */
export interface PaperForm {
  readonly item: ItemId;
  readonly title: string;
  readonly number: string;
  readonly readers: Readers;
}

/**
 * `waiting` for its turn; `sending`; `checking`: the server reads the file; `interrupted`: what has arrived is safe
 * and it can be continued; `failed`: it will not become a paper, and why.
 */
export type UploadPhase =
  | { readonly at: 'waiting' | 'sending' | 'checking' }
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
  finish(upload: UploadId): Promise<void>;
  remove(upload: UploadId): Promise<void>;
  /** This person's unfinished uploads to the meeting. */
  unfinished(): Promise<readonly Upload[]>;
  /** Whether the file has become a paper, when the answer to `finish` was lost. */
  isAttached(entry: UploadEntry): Promise<boolean>;
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
/** Refusals that pass by themselves. */
const PASSING: readonly RefusalCode[] = ['busy', 'slowDown', 'broken'];
/** Refusals of a piece after which what has arrived is still good. */
const CONTINUABLE: readonly RefusalCode[] = [...PASSING, 'diskFull', 'signInNeeded'];

interface Job {
  entry: UploadEntry;
  upload: UploadId | undefined;
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
      if (this.#jobs.some((job) => job.upload === upload.id)) continue;
      const { id, item, title, number, readers, fileName, bytes, received } = upload;
      this.#add(
        { item, title, number, readers },
        { fileName, bytes, received },
        { at: 'interrupted', why: 'left' },
        id,
        undefined,
      );
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
      await this.#removeFromServer(job.upload);
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
    upload: UploadId | undefined,
    content: File | undefined,
  ): void {
    const entry = { ...form, ...file, key: this.#nextKey++, phase, hasFile: content !== undefined };
    this.#jobs = [...this.#jobs, { entry, upload, file: content, stop: new AbortController() }];
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
      const done = await this.#send(job);
      if (!done || !this.#jobs.includes(job)) continue;
      this.#jobs = this.#jobs.filter((entry) => entry !== job);
      this.#publish();
      this.#ports.attached();
    }
    this.#isRunning = false;
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
        await this.#removeFromServer(job.upload);
        return false;
      }
      const upload = job.upload;
      while (job.entry.received < job.entry.bytes) {
        const received = await this.#patiently(job, () => {
          const at = job.entry.received;
          return this.#ports.piece(upload, at, file.slice(at, at + UPLOAD_PIECE), job.stop.signal);
        });
        this.#set(job, { received });
      }
      this.#set(job, { phase: { at: 'checking' } });
      return await this.#finish(job, upload);
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

  async #start(job: Job): Promise<UploadId> {
    const { item, title, number, readers, fileName, bytes } = job.entry;
    const upload = await this.#ports.start({ item, title, number, readers, fileName, bytes });
    return upload.id;
  }

  async #finish(job: Job, upload: UploadId): Promise<boolean> {
    let isLost = false;
    try {
      await this.#patiently(job, async () => {
        try {
          await this.#ports.finish(upload);
        } catch (error) {
          // An earlier answer may have been lost on its way: then the upload is gone, one way or the other.
          if (isLost && error instanceof AppError && error.code === 'notFound') {
            if (await this.#ports.isAttached(job.entry)) return;
            this.#set(job, { phase: { at: 'failed', why: 'unknown' } });
            throw new Gone();
          }
          isLost = true;
          throw error;
        }
      });
    } catch (error) {
      if (error instanceof Gone) return false;
      throw error;
    }
    return true;
  }

  /** Tries again what failed on the way or passes by itself, asking the server first where it stands. */
  async #patiently<T>(job: Job, task: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await task();
      } catch (error) {
        const refused = error instanceof AppError ? error.code : undefined;
        const passes = refused === undefined || PASSING.includes(refused) || refused === 'conflict';
        if (error instanceof Gone || !passes || attempt + 1 >= ATTEMPTS || job.stop.signal.aborted)
          throw error;
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
      const known = uploads.find((upload) => upload.id === job.upload);
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

/** The upload no longer exists on the server. */
class Gone extends Error {}

function stopped(error: unknown, at: UploadPhase['at']): UploadPhase {
  if (!(error instanceof AppError)) return { at: 'interrupted', why: 'network' };
  if (CONTINUABLE.includes(error.code)) return { at: 'interrupted', why: error.code };
  // The parts don't fit together, though the whole has not been read yet: the rest may still be sent.
  if (error.code === 'conflict' && at === 'sending') return { at: 'interrupted', why: error.code };
  return { at: 'failed', why: error.code };
}
