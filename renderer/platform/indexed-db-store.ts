import { IndexedDatabase } from './indexed-db.ts';
import { indexedDbFiles } from './indexed-db-files.ts';
import type { OfflineRoom, OfflineStore } from './offline-store.ts';

const UPDATES = 'updates';
const BY_ROOM = 'room';

interface KeptUpdate {
  readonly room: string;
  readonly update: Uint8Array;
}

/**
 * The store of a browser: one IndexedDB database for each person on each server, with a row for each update, and one for
 * their files. Nothing in them is encrypted, which {@link OfflineStore.isProtected} says. It never finds damage; the browser
 * would have.
 *
 * Several tabs of one person share it: each replaces, when it compacts, only the rows it has seen itself, so that what
 * another tab drew offline isn't lost.
 */
export function indexedDbStore(server: string, person: string): OfflineStore {
  const database = new IndexedDatabase(`bantron-offline ${JSON.stringify([server, person])}`, (db) => {
    db.createObjectStore(UPDATES, { autoIncrement: true }).createIndex(BY_ROOM, 'room');
  });
  const files = indexedDbFiles(server, person);

  const run = <T>(mode: IDBTransactionMode, work: (rows: IDBObjectStore) => () => T): Promise<T> =>
    database.run(UPDATES, mode, 'strict', (transaction) => work(transaction.objectStore(UPDATES)));

  const openRoom = (room: string): OfflineRoom => {
    /** Keys of the rows that `compact` may replace. */
    const seen = new Set<IDBValidKey>();
    const add = (rows: IDBObjectStore, update: Uint8Array) => {
      const request = rows.add({ room, update } satisfies KeptUpdate);
      return () => seen.add(request.result);
    };
    return {
      async load() {
        return run('readonly', (rows) => {
          const index = rows.index(BY_ROOM);
          const keys = index.getAllKeys(room);
          const values: IDBRequest<KeptUpdate[]> = index.getAll(room);
          return () => {
            for (const key of keys.result) seen.add(key);
            return values.result.map(({ update }) => update);
          };
        });
      },
      async append(update) {
        await run('readwrite', (rows) => add(rows, update));
      },
      async compact(state) {
        await run('readwrite', (rows) => {
          for (const key of seen) rows.delete(key);
          const replaced = [...seen];
          const added = add(rows, state);
          return () => {
            for (const key of replaced) seen.delete(key);
            added();
          };
        });
      },
      async destroy() {
        await run('readwrite', (rows) => {
          const keys = rows.index(BY_ROOM).getAllKeys(room);
          keys.addEventListener('success', () => {
            for (const key of keys.result) rows.delete(key);
          });
          return () => seen.clear();
        });
      },
    };
  };

  return {
    open: (room) => Promise.resolve(openRoom(room)),
    names: () =>
      run('readonly', (rows) => {
        const names: string[] = [];
        const cursor = rows.index(BY_ROOM).openKeyCursor(null, 'nextunique');
        cursor.addEventListener('success', () => {
          if (cursor.result === null) return;
          if (typeof cursor.result.key === 'string') names.push(cursor.result.key);
          cursor.result.continue();
        });
        return () => names.toSorted();
      }),
    async clearAll() {
      await run('readwrite', (rows) => {
        rows.clear();
        return () => undefined;
      });
      await database.delete();
      await files.clear();
    },
    files,
    isProtected: () => Promise.resolve(false),
    onDamage: () => () => undefined,
    close() {
      database.close();
      files.close();
    },
  };
}
