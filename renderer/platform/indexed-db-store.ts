import { type OfflineRoom, type OfflineStore, OfflineStoreError } from './offline-store.ts';

const UPDATES = 'updates';
const BY_ROOM = 'room';

interface KeptUpdate {
  readonly room: string;
  readonly update: Uint8Array;
}

/**
 * The store of a browser: one IndexedDB database for each person on each server, with a row for each update. Nothing in
 * it is encrypted, which {@link OfflineStore.isProtected} says. It never finds damage; the browser would have.
 *
 * Several tabs of one person share it: each replaces, when it compacts, only the rows it has seen itself, so that what
 * another tab drew offline isn't lost.
 */
export function indexedDbStore(server: string, person: string): OfflineStore {
  const name = `bantron-offline ${JSON.stringify([server, person])}`;
  let opened: Promise<IDBDatabase> | null = null;
  let closed = false;

  const database = (): Promise<IDBDatabase> => {
    if (closed) return Promise.reject(new OfflineStoreError('io_failed', { cause: 'the store is closed' }));
    opened ??= openDatabase(name, () => {
      opened = null;
    });
    opened.catch(() => {
      opened = null;
    });
    return opened;
  };

  /** Runs one transaction; resolves when it is durable, with what `work` asked for. */
  const run = async <T>(mode: IDBTransactionMode, work: (rows: IDBObjectStore) => () => T): Promise<T> => {
    try {
      const transaction = (await database()).transaction(UPDATES, mode, { durability: 'strict' });
      const result = work(transaction.objectStore(UPDATES));
      await completed(transaction);
      return result();
    } catch (error) {
      if (error instanceof OfflineStoreError) throw error;
      const full = error instanceof DOMException && error.name === 'QuotaExceededError';
      throw new OfflineStoreError(full ? 'disk_full' : 'io_failed', { cause: error });
    }
  };

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
      // The rows are gone already; the empty database, whose name holds the person's id, goes as soon as no other tab has it.
      (await database()).close();
      opened = null;
      indexedDB.deleteDatabase(name);
    },
    isProtected: () => Promise.resolve(false),
    onDamage: () => () => undefined,
    close() {
      closed = true;
      void opened?.then((db) => db.close()).catch(() => undefined); // it was never open
    },
  };
}

function openDatabase(name: string, onGone: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(UPDATES, { autoIncrement: true }).createIndex(BY_ROOM, 'room');
    });
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB did not open')));
    request.addEventListener('success', () => {
      const db = request.result;
      // Another tab signs out and removes the database: let it, and open it anew if something is still to be kept.
      db.addEventListener('versionchange', () => {
        db.close();
        onGone();
      });
      db.addEventListener('close', onGone);
      resolve(db);
    });
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(transaction.error ?? new Error('the transaction was aborted'));
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('error', fail);
    transaction.addEventListener('abort', fail);
  });
}
