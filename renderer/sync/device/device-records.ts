import type { OfflineRoom, OfflineStore } from '../../platform/index.ts';

/** A value kept on this device. `at` is when it was kept, by this machine's clock, in milliseconds. */
export interface KeptRecord {
  readonly at: number;
  readonly value: unknown;
}

/** Records are kept in the store's rooms under names that no Yjs room has: they share its cipher and its removal. */
const PREFIX = 'copy/';

/** Whether a name of the store's rooms is a record's, and so holds nobody's own work. */
export function isRecordName(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** Small JSON values by key, each replaced in one step. Methods throw `OfflineStoreError`. */
export class DeviceRecords {
  readonly #store: OfflineStore;
  readonly #rooms = new Map<string, Promise<OfflineRoom>>();
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(store: OfflineStore) {
    this.#store = store;
  }

  /** The record; null when there is none, or none that can be read. */
  get(key: string): Promise<KeptRecord | null> {
    return this.#inOrder(key, async (room) => newest(await room.load()));
  }

  put(key: string, { at, value }: KeptRecord): Promise<void> {
    return this.#inOrder(key, async (room) => {
      // What another tab has put there meanwhile is replaced, too: rows that weren't loaded would stay.
      await room.load();
      await room.compact(new TextEncoder().encode(JSON.stringify({ at, value })));
    });
  }

  remove(key: string): Promise<void> {
    return this.#inOrder(key, (room) => room.destroy());
  }

  async keys(): Promise<string[]> {
    return (await this.#store.names()).filter(isRecordName).map((name) => name.slice(PREFIX.length));
  }

  #inOrder<T>(key: string, work: (room: OfflineRoom) => Promise<T>): Promise<T> {
    let room = this.#rooms.get(key);
    if (room === undefined) {
      room = this.#store.open(PREFIX + key);
      this.#rooms.set(key, room);
      room.catch(() => this.#rooms.delete(key));
    }
    const opened = room;
    const next = (this.#last.get(key) ?? Promise.resolve())
      .catch(() => undefined)
      .then(async () => work(await opened));
    this.#last.set(key, next);
    return next;
  }
}

function newest(updates: readonly Uint8Array[]): KeptRecord | null {
  const bytes = updates.at(-1);
  if (bytes === undefined) return null;
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof read !== 'object' || read === null || !('at' in read) || !('value' in read)) return null;
    return typeof read.at === 'number' ? { at: read.at, value: read.value } : null;
  } catch {
    return null; // written by another version: as if it had not been kept
  }
}
