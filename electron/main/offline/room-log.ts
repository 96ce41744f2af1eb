import { randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile } from '../replace-file.ts';
import { newHeader, readFrames, sealFrame } from './frames.ts';

/** What is kept of a room, and whether a part could not be read. */
export interface LoadedRoom {
  readonly updates: Uint8Array[];
  readonly damaged: boolean;
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly fileKey: Buffer;
  end: number;
  position: number;
}

/** Reads the name that a room's file belongs to, or null when the file can't tell. */
export async function readRoomName(file: string, storeKey: Uint8Array): Promise<string | null> {
  const first = readFrames(storeKey, await readFile(file)).frames[0];
  return first?.position === 0 ? first.plain.toString('utf8') : null;
}

/**
 * The encrypted, append-only log of one room. Frame 0 holds the room's name, the others hold updates.
 *
 * Everything is done in the order in which it was asked for. Updates that arrive while the disk is busy are
 * written together and flushed once. A write that fails part-way is cut off again, so that what was acknowledged
 * before stays readable and what comes later is put in the right place.
 */
export class RoomLog {
  readonly #path: string;
  readonly #room: string;
  readonly #storeKey: Uint8Array;
  #file: OpenFile | null = null;
  #waiting: { updates: Uint8Array[]; done: Promise<void> } | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #damageSeen = false;

  constructor(file: string, room: string, storeKey: Uint8Array) {
    this.#path = file;
    this.#room = room;
    this.#storeKey = storeKey;
  }

  /** Reads what was kept. Repairs a torn end; a damaged file is set aside whole before a new one is made of what was readable. */
  load(): Promise<LoadedRoom> {
    return this.#inOrder(async () => {
      await this.#closeFile();
      const { file, updates } = await this.#openForAppending();
      this.#file = file;
      const damaged = this.#damageSeen;
      this.#damageSeen = false;
      // Each in memory of its own: a Buffer may be a part of Node's shared pool, and all of that would be sent to the page.
      return { updates: updates.map((update) => new Uint8Array(update)), damaged };
    });
  }

  /** Resolves when the update has been flushed to the disk. */
  append(update: Uint8Array): Promise<void> {
    if (this.#waiting !== null) {
      this.#waiting.updates.push(update);
      return this.#waiting.done;
    }
    const group = { updates: [update], done: Promise.resolve() };
    group.done = this.#inOrder(async () => {
      this.#waiting = null;
      await this.#write(group.updates);
    });
    this.#waiting = group;
    return group.done;
  }

  /** Replaces everything appended before by one state. After a crash either the old log or the new one is there. */
  compact(state: Uint8Array): Promise<void> {
    return this.#inOrder(async () => {
      await this.#closeFile();
      await this.#replaceWith([state]);
    });
  }

  /** Removes the file, and what was set aside of it. */
  remove(): Promise<void> {
    return this.#inOrder(async () => {
      await this.#closeFile();
      const folder = path.dirname(this.#path);
      for (const name of await readdir(folder).catch(() => []))
        if (name.startsWith(path.basename(this.#path))) await rm(path.join(folder, name), { force: true });
    });
  }

  /** Waits for what was asked for and closes the file. It is opened again when something more is asked for. */
  close(): Promise<void> {
    return this.#inOrder(() => this.#closeFile());
  }

  async #write(updates: readonly Uint8Array[]): Promise<void> {
    const file = (this.#file ??= (await this.#openForAppending()).file);
    const bytes = Buffer.concat(
      updates.map((update, i) => sealFrame(file.fileKey, file.position + i, update)),
    );
    try {
      await writeAll(file.handle, bytes, file.end);
      await file.handle.datasync();
    } catch (error) {
      // After a failed flush nobody knows what the disk holds: close, so that the next call reads it again.
      await file.handle.truncate(file.end).catch(() => undefined);
      await this.#closeFile().catch(() => undefined);
      throw error;
    }
    file.end += bytes.length;
    file.position += updates.length;
  }

  async #openForAppending(): Promise<{ file: OpenFile; updates: Buffer[] }> {
    const content = await readFile(this.#path).catch(absentAsNull);
    const read = content === null ? null : readFrames(this.#storeKey, content);
    const updates = read?.frames.filter(({ position }) => position > 0).map(({ plain }) => plain) ?? [];
    if (read?.damaged) {
      await rename(this.#path, `${this.#path}.damaged-${randomUUID()}`);
      this.#damageSeen = true;
    }
    const usable = read !== null && !read.damaged && read.fileKey !== null && read.nextPosition > 0;
    const { fileKey, end, position } = usable
      ? { fileKey: read.fileKey, end: read.end, position: read.nextPosition }
      : await this.#replaceWith(updates);
    const handle = await open(this.#path, 'r+');
    try {
      if (usable && content !== null && end < content.length) {
        await handle.truncate(end);
        await handle.sync();
      }
    } catch (error) {
      await handle.close();
      throw error;
    }
    return { file: { handle, fileKey, end, position }, updates };
  }

  /** Makes a new file of these updates and puts it in the place of the old one, in one step. */
  async #replaceWith(updates: readonly Uint8Array[]): Promise<Omit<OpenFile, 'handle'>> {
    const { header, fileKey } = newHeader(this.#storeKey);
    const frames = [Buffer.from(this.#room, 'utf8'), ...updates].map((plain, i) =>
      sealFrame(fileKey, i, plain),
    );
    const bytes = Buffer.concat([header, ...frames]);
    await replaceFile(this.#path, bytes);
    return { fileKey, end: bytes.length, position: frames.length };
  }

  async #closeFile(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.handle.close();
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    // A group that is waiting must not grow past something that was asked for after it began.
    this.#waiting = null;
    const next = this.#last.catch(() => undefined).then(work);
    this.#last = next;
    return next;
  }
}

/** Writes all bytes; a write may be short when the disk is nearly full. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await handle.write(bytes, written, bytes.length - written, at + written);
    written += result.bytesWritten;
  }
}

function absentAsNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
