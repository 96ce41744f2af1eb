import { createHmac } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { SecretBox } from '../secret-box.ts';
import { ChunkedFile, describeFile, type FileOnDisk } from './chunked-file.ts';
import { readRoomName, RoomLog, type LoadedRoom } from './room-log.ts';
import { openStoreKey } from './store-key.ts';

/** What one person keeps of one server. */
export interface Space {
  readonly server: string;
  readonly person: string;
}

/**
 * All rooms and papers kept on this computer, under one folder: `key` (sealed), and for each {@link Space} a folder with a
 * file for each room and a folder for each paper. Folders and files are named by a keyed hash, so the disk doesn't tell who was in which meeting.
 *
 * Every method rejects with {@link KeyUnavailable} or the file system's error.
 */
export class OfflineStore {
  readonly #folder: string;
  readonly #box: SecretBox;
  readonly #logs = new Map<string, RoomLog>();
  readonly #files = new Map<string, ChunkedFile>();
  #key: Promise<Buffer> | null = null;

  constructor(folder: string, box: SecretBox) {
    this.#folder = folder;
    this.#box = box;
  }

  async load(space: Space, room: string): Promise<LoadedRoom> {
    return (await this.#log(space, room)).load();
  }

  /** Resolves when the update has been flushed to the disk. */
  async append(space: Space, room: string, update: Uint8Array): Promise<void> {
    await (await this.#log(space, room)).append(update);
  }

  async compact(space: Space, room: string, state: Uint8Array): Promise<void> {
    await (await this.#log(space, room)).compact(state);
  }

  async remove(space: Space, room: string): Promise<void> {
    const log = await this.#log(space, room);
    await log.remove();
  }

  /** The rooms that are kept, sorted. A file that can't tell its room is left out. */
  async names(space: Space): Promise<string[]> {
    const key = await this.#openKey();
    const folder = this.#spaceFolder(key, space);
    const rooms: string[] = [];
    for (const name of await readdir(folder).catch(() => []))
      if (name.endsWith('.log')) {
        const room = await readRoomName(path.join(folder, name), key);
        if (room !== null) rooms.push(room);
      }
    return rooms.toSorted();
  }

  /** The files of a space, whole or not. One that can't tell its name is left out. */
  async files(space: Space): Promise<FileOnDisk[]> {
    const key = await this.#openKey();
    const folder = this.#spaceFolder(key, space);
    const files: FileOnDisk[] = [];
    for (const name of await readdir(folder).catch(() => []))
      if (name.endsWith('.paper')) {
        const file = await describeFile(path.join(folder, name), key);
        if (file !== null) files.push(file);
      }
    return files;
  }

  /** The chunks of a file that are there. */
  async beginFile(space: Space, name: string, bytes: number): Promise<number[]> {
    return (await this.#file(space, name)).begin(bytes);
  }

  /** Resolves when the chunk has been flushed to the disk. */
  async writeChunk(space: Space, name: string, chunk: number, content: Uint8Array): Promise<void> {
    await (await this.#file(space, name)).write(chunk, content);
  }

  async readChunk(space: Space, name: string, chunk: number): Promise<Uint8Array | null> {
    return (await this.#file(space, name)).read(chunk);
  }

  async removeFile(space: Space, name: string): Promise<void> {
    await (await this.#file(space, name)).remove();
  }

  /** Removes all rooms and files of a space. Also works when single ones are damaged. */
  async clearAll(space: Space): Promise<void> {
    const folder = this.#spaceFolder(await this.#openKey(), space);
    for (const [at, file] of this.#files)
      if (path.dirname(at) === folder) {
        await file.remove();
        this.#files.delete(at);
      }
    for (const [file, log] of this.#logs)
      if (path.dirname(file) === folder) {
        await log.remove();
        this.#logs.delete(file);
      }
    await rm(folder, { recursive: true, force: true });
  }

  /** Waits for all writes and closes all files. */
  async close(): Promise<void> {
    for (const log of this.#logs.values()) await log.close();
    this.#logs.clear();
    for (const file of this.#files.values()) await file.settled();
    this.#files.clear();
  }

  async #log(space: Space, room: string): Promise<RoomLog> {
    const key = await this.#openKey();
    const folder = this.#spaceFolder(key, space);
    const file = path.join(folder, `${hashedName(key, ['room', room])}.log`);
    const known = this.#logs.get(file);
    if (known !== undefined) return known;
    const log = new RoomLog(file, room, key);
    this.#logs.set(file, log);
    return log;
  }

  async #file(space: Space, name: string): Promise<ChunkedFile> {
    const key = await this.#openKey();
    const at = path.join(this.#spaceFolder(key, space), `${hashedName(key, ['file', name])}.paper`);
    const known = this.#files.get(at);
    if (known !== undefined) return known;
    const file = new ChunkedFile(at, name, key);
    this.#files.set(at, file);
    return file;
  }

  #spaceFolder(key: Buffer, { server, person }: Space): string {
    return path.join(this.#folder, hashedName(key, ['space', server, person]));
  }

  #openKey(): Promise<Buffer> {
    const key = (this.#key ??= openStoreKey(path.join(this.#folder, 'key'), this.#box));
    // A keyring that was locked may be unlocked later: a failure is not remembered.
    key.catch(() => {
      if (this.#key === key) this.#key = null;
    });
    return key;
  }
}

function hashedName(key: Buffer, parts: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}
