import { createHmac } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { SecretBox } from '../secret-box.ts';
import { readRoomName, RoomLog, type LoadedRoom } from './room-log.ts';
import { openStoreKey } from './store-key.ts';

/** What one person keeps of one server. */
export interface Space {
  readonly server: string;
  readonly person: string;
}

/**
 * All rooms kept on this computer, under one folder: `key` (sealed), and for each {@link Space} a folder with a file
 * for each room. Folders and files are named by a keyed hash, so the disk doesn't tell who was in which meeting.
 *
 * Every method rejects with {@link KeyUnavailable} or the file system's error.
 */
export class OfflineStore {
  readonly #folder: string;
  readonly #box: SecretBox;
  readonly #logs = new Map<string, RoomLog>();
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

  /** Removes all rooms of a space. Also works when single files are damaged. */
  async clearAll(space: Space): Promise<void> {
    const folder = this.#spaceFolder(await this.#openKey(), space);
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
