import { z } from 'zod';
import { parseAnnotationRoom } from '#protocol/annotation/ydoc';
import { MeetingId, PaperId, VersionId, type PersonId } from '#protocol/wire/ids';
import { FILE_CHUNK, type KeptFile, type OfflineStore } from '../../platform/index.ts';
import type { AnswerCopies } from '../api-client.ts';
import { DeviceRecords, isRecordName, type KeptRecord } from './device-records.ts';

/** A paper of a meeting that was taken along, as it was when the server was last asked. */
const WantedPaper = z.object({
  id: PaperId,
  title: z.string(),
  version: VersionId,
  bytes: z.int(),
  /** Former versions whose files may stay: their marks are read beside them. */
  earlier: z.array(VersionId),
});
export type WantedPaper = z.infer<typeof WantedPaper>;

const TakenMeeting = z.object({
  id: MeetingId,
  title: z.string(),
  takenAt: z.int(),
  /** When the server last said what the pack is; null before the first time. */
  checkedAt: z.int().nullable(),
  /** The person stopped it: nothing more is fetched until they go on. */
  stopped: z.boolean(),
  papers: z.array(WantedPaper),
});
export type TakenMeeting = z.infer<typeof TakenMeeting>;

const Taken = z.array(TakenMeeting).max(500);
const TAKEN = 'taken';
const ANSWER = 'answer ';

/** Answers that every screen needs; the others belong to a meeting, a paper or a version that was taken along. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  '/api/server',
  '/api/me',
  '/api/meetings',
  '/api/colleagues',
]);
/** An answer that hasn't changed is written again, for its time, at most this often, in milliseconds. */
const REWRITE = 60_000;

/** What is shown from this device because the server could not be reached. */
export interface ShownCopy {
  /** When the oldest of it was fetched, by this machine's clock. */
  readonly at: number;
}

export interface CopyPorts {
  /** The person's store. The copy owns it and closes it. */
  readonly store: OfflineStore;
  /** Something was taken along: this copy may be shown when the server can't be reached. */
  readonly remember: () => Promise<void>;
  /** Whether a room of the store may hold marks that the server doesn't have. Such a room is never removed here. */
  readonly mayBeUnsaved: (room: string) => boolean;
}

/**
 * What one person has taken along of one server: which meetings, the server's answers about them, and the papers' files.
 * The API client asks it, so that a screen needs to know nothing of it. Everything is written behind; what can't be kept
 * is reported and missing later, never an error of the screen.
 */
export class DeviceCopy implements AnswerCopies {
  readonly person: PersonId;
  readonly #store: OfflineStore;
  readonly #records: DeviceRecords;
  readonly #ports: CopyPorts;
  readonly #listeners = new Set<() => void>();
  readonly #written = new Map<string, { readonly text: string; readonly at: number }>();
  /** Answers given from here that the server has not replaced since, with their times. */
  readonly #shown = new Map<string, number>();
  #taken: readonly TakenMeeting[] = [];
  #ids: ReadonlySet<string> = new Set();
  #shownCopy: ShownCopy | null = null;
  #closed = false;

  private constructor(person: PersonId, ports: CopyPorts) {
    this.person = person;
    this.#ports = ports;
    this.#store = ports.store;
    this.#records = new DeviceRecords(ports.store);
  }

  /** Opens what is there. */
  static async open(person: PersonId, ports: CopyPorts): Promise<DeviceCopy> {
    const copy = new DeviceCopy(person, ports);
    const kept = await copy.#records.get(TAKEN).catch(copy.#report);
    const taken = Taken.safeParse(kept?.value);
    if (taken.success) copy.#setTaken(taken.data);
    return copy;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The meetings that were taken along. */
  taken = (): readonly TakenMeeting[] => this.#taken;

  takenMeeting(id: MeetingId): TakenMeeting | undefined {
    return this.#taken.find((meeting) => meeting.id === id);
  }

  /** Null while everything on screen is the server's own. */
  shownCopy = (): ShownCopy | null => this.#shownCopy;

  /** Whether what is kept is encrypted with a key that the operating system protects. */
  isProtected(): Promise<boolean> {
    return this.#store.isProtected();
  }

  /** Adds or replaces a meeting. Throws `OfflineStoreError` when the device can't keep it. */
  async putTaken(meeting: TakenMeeting): Promise<void> {
    await this.#storeTaken([...this.#taken.filter(({ id }) => id !== meeting.id), meeting]);
    await this.#ports.remember();
  }

  /** Removes a meeting and what only it needs. */
  async removeTaken(id: MeetingId): Promise<void> {
    const leaving = this.takenMeeting(id);
    if (leaving === undefined) return;
    await this.#storeTaken(this.#taken.filter((meeting) => meeting.id !== id));
    for (const version of versionsOf(leaving)) if (!this.#ids.has(version)) await this.forgetVersion(version);
    await this.#forgetAnswers((path) => !this.#wants(path));
    await this.#forgetUnwantedFiles();
  }

  /** Removes what there is of a version: its file, the answers about it, and its marks if the server has them. */
  async forgetVersion(version: VersionId): Promise<void> {
    await this.#store.files.remove(version);
    await this.#forgetRooms((room) => parseAnnotationRoom(room)?.version === version);
    await this.#forgetAnswers((path) => idsIn(path).includes(version));
    this.#tell();
  }

  /** Files that are here, whole or in part. */
  files(): Promise<KeptFile[]> {
    return this.#store.files.list();
  }

  /** Makes room for a version's file; answers the chunks that are here already. */
  beginFile(version: VersionId, bytes: number): Promise<ReadonlySet<number>> {
    return this.#store.files.begin(version, bytes);
  }

  async writeChunk(version: VersionId, chunk: number, content: Uint8Array): Promise<void> {
    await this.#store.files.write(version, chunk, content);
  }

  /** How long a version's file is; undefined when it isn't the present version of a paper that was taken along. */
  lengthOf(version: VersionId): number | undefined {
    for (const { papers } of this.#taken)
      for (const paper of papers) if (paper.version === version) return paper.bytes;
    return undefined;
  }

  /** Bytes of a version from `begin` up to, not including, `end`; null when not all of them are here. */
  async readRange(version: VersionId, begin: number, end: number): Promise<Uint8Array<ArrayBuffer> | null> {
    if (this.#closed || !this.#ids.has(version)) return null;
    const range = new Uint8Array(end - begin);
    for (let chunk = Math.floor(begin / FILE_CHUNK); chunk * FILE_CHUNK < end; chunk++) {
      const content = await this.#store.files.read(version, chunk).catch(this.#report);
      if (content === null) return null;
      const from = chunk * FILE_CHUNK;
      const part = content.subarray(Math.max(0, begin - from), end - from);
      const expected = Math.min(end, from + FILE_CHUNK) - Math.max(begin, from);
      if (part.length !== expected) return null;
      range.set(part, Math.max(begin, from) - begin);
    }
    return range;
  }

  /** The server's answer at this path: kept when it belongs to what was taken along. */
  answered(path: string, value: unknown): void {
    if (this.#shown.delete(path)) this.#countShown();
    if (this.#closed || !this.#wants(path)) return;
    const text = JSON.stringify(value);
    const at = Date.now();
    const before = this.#written.get(path);
    if (before?.text === text && at - before.at < REWRITE) return;
    this.#written.set(path, { text, at });
    this.#records.put(ANSWER + path, { at, value }).catch((error: unknown) => {
      this.#written.delete(path);
      this.#report(error);
    });
  }

  async recall(path: string): Promise<KeptRecord | null> {
    if (this.#closed || !this.#wants(path)) return null;
    return this.#records.get(ANSWER + path).catch(this.#report);
  }

  /** An answer from here was given to a screen. */
  showed(path: string, at: number): void {
    // What can't change any more is no older for having been kept for long.
    if (path.startsWith('/api/versions/')) return;
    this.#shown.set(path, at);
    this.#countShown();
  }

  /** When the answer at this path that is on screen was made, by this machine's clock; null when it is the server's. */
  shownAt(path: string): number | null {
    return this.#shown.get(path) ?? null;
  }

  /** What is on screen has come from the server since. */
  hidAll(): void {
    this.#shown.clear();
    this.#countShown();
  }

  /** The server doesn't give this to the person (any more). */
  refused(path: string): void {
    const [, , kind, id, part] = path.split('/');
    if (id === undefined || !this.#ids.has(id)) return;
    const version = VersionId.safeParse(id);
    const meeting = MeetingId.safeParse(id);
    // Other parts may be missing of a paper that is there: words that nobody has had recognised.
    if (kind === 'versions' && version.success && (part === 'pages' || part === 'bytes'))
      this.forgetVersion(version.data).catch(this.#report);
    if (kind === 'meetings' && meeting.success && part === undefined)
      this.removeTaken(meeting.data).catch(this.#report);
  }

  /** Removes everything: papers, answers, and rooms whose marks the server has. The copy is empty then. */
  async forget(): Promise<void> {
    this.#setTaken([]);
    this.hidAll();
    for (const { name } of await this.#store.files.list()) await this.#store.files.remove(name);
    await this.#forgetAnswers(() => true);
    await this.#records.remove(TAKEN);
    await this.#forgetRooms(() => true);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listeners.clear();
    this.#store.close();
  }

  #wants(path: string): boolean {
    if (this.#taken.length === 0) return false;
    return EVERYWHERE.has(path) || idsIn(path).some((id) => this.#ids.has(id));
  }

  async #storeTaken(taken: readonly TakenMeeting[]): Promise<void> {
    await this.#records.put(TAKEN, { at: Date.now(), value: taken });
    this.#setTaken(taken);
  }

  #setTaken(taken: readonly TakenMeeting[]): void {
    this.#taken = taken;
    this.#ids = new Set(
      taken.flatMap((meeting) => [meeting.id, ...meeting.papers.map(({ id }) => id), ...versionsOf(meeting)]),
    );
    this.#tell();
  }

  async #forgetAnswers(isLeaving: (path: string) => boolean): Promise<void> {
    for (const key of await this.#records.keys()) {
      if (!key.startsWith(ANSWER)) continue;
      const path = key.slice(ANSWER.length);
      if (!isLeaving(path)) continue;
      this.#written.delete(path);
      await this.#records.remove(key);
    }
  }

  async #forgetUnwantedFiles(): Promise<void> {
    for (const { name } of await this.#store.files.list())
      if (!this.#ids.has(name)) await this.#store.files.remove(name);
  }

  async #forgetRooms(isLeaving: (room: string) => boolean): Promise<void> {
    for (const room of await this.#store.names())
      if (!isRecordName(room) && isLeaving(room) && !this.#ports.mayBeUnsaved(room))
        await (await this.#store.open(room)).destroy();
  }

  #countShown(): void {
    const oldest = Math.min(...this.#shown.values());
    if (oldest === (this.#shownCopy?.at ?? Infinity)) return;
    this.#shownCopy = Number.isFinite(oldest) ? { at: oldest } : null;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  readonly #report = (error: unknown): null => {
    console.warn('this device cannot keep or read its copy', error);
    return null;
  };
}

function versionsOf(meeting: TakenMeeting): VersionId[] {
  return meeting.papers.flatMap(({ version, earlier }) => [version, ...earlier]);
}

/** The ids in an address: everything between slashes that has an id's length. */
function idsIn(path: string): string[] {
  return path.split('/').filter((part) => part.length === 20);
}
