import { OfflineStoreError } from './offline-store.ts';

/**
 * One IndexedDB database: opened at first use, and anew when another tab had to close it. Every fault is an
 * {@link OfflineStoreError}.
 */
export class IndexedDatabase {
  readonly #name: string;
  readonly #make: (db: IDBDatabase) => void;
  #opened: Promise<IDBDatabase> | null = null;
  #closed = false;

  /** `make` creates the object stores of a database that isn't there yet. */
  constructor(name: string, make: (db: IDBDatabase) => void) {
    this.#name = name;
    this.#make = make;
  }

  /** Runs one transaction over these stores; resolves when it is complete, with what `work` asked for. */
  async run<T>(
    stores: string | string[],
    mode: IDBTransactionMode,
    durability: 'strict' | 'relaxed',
    work: (transaction: IDBTransaction) => () => T,
  ): Promise<T> {
    try {
      const transaction = (await this.#database()).transaction(stores, mode, { durability });
      const result = work(transaction);
      await completed(transaction);
      return result();
    } catch (error) {
      if (error instanceof OfflineStoreError) throw error;
      const full = error instanceof DOMException && error.name === 'QuotaExceededError';
      throw new OfflineStoreError(full ? 'disk_full' : 'io_failed', { cause: error });
    }
  }

  /** Removes the database, whose name holds the person's id, as soon as no other tab has it. */
  async delete(): Promise<void> {
    (await this.#database()).close();
    this.#opened = null;
    indexedDB.deleteDatabase(this.#name);
  }

  close(): void {
    this.#closed = true;
    void this.#opened?.then((db) => db.close()).catch(() => undefined); // it was never open
  }

  #database(): Promise<IDBDatabase> {
    if (this.#closed)
      return Promise.reject(new OfflineStoreError('io_failed', { cause: 'the store is closed' }));
    const forget = () => {
      this.#opened = null;
    };
    this.#opened ??= openDatabase(this.#name, this.#make, forget);
    this.#opened.catch(forget);
    return this.#opened;
  }
}

function openDatabase(
  name: string,
  make: (db: IDBDatabase) => void,
  onGone: () => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.addEventListener('upgradeneeded', () => make(request.result));
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
