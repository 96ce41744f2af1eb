import { IndexedDatabase } from './indexed-db.ts';
import { FILE_CHUNK, type KeptFile, type OfflineFiles } from './offline-files.ts';
import { OfflineStoreError } from './offline-store.ts';

const FILES = 'files';
const CHUNKS = 'chunks';

interface FileRow {
  readonly name: string;
  readonly bytes: number;
}

/**
 * The files of a browser: a database beside the one of the rooms, so that a paper that fills the disk can be given up
 * without touching a mark. `clear` removes everything.
 */
export function indexedDbFiles(
  server: string,
  person: string,
): OfflineFiles & { clear(): Promise<void>; close(): void } {
  const database = new IndexedDatabase(`bantron-papers ${JSON.stringify([server, person])}`, (db) => {
    db.createObjectStore(FILES, { keyPath: 'name' });
    db.createObjectStore(CHUNKS);
  });
  /** The keys of all chunks of a file. */
  const chunksOf = (name: string) => IDBKeyRange.bound([name, 0], [name, Number.MAX_SAFE_INTEGER]);

  return {
    list: () =>
      database.run([FILES, CHUNKS], 'readonly', 'relaxed', (transaction) => {
        const rows: IDBRequest<FileRow[]> = transaction.objectStore(FILES).getAll();
        const keys = transaction.objectStore(CHUNKS).getAllKeys();
        return () => {
          const have = new Map<string, number[]>();
          for (const [name, chunk] of keys.result.map(chunkOfKey))
            have.set(name, [...(have.get(name) ?? []), chunk]);
          return rows.result.map(({ name, bytes }): KeptFile => {
            const chunks = have.get(name) ?? [];
            return { name, bytes, have: chunks.reduce((sum, chunk) => sum + lengthOf(chunk, bytes), 0) };
          });
        };
      }),
    begin: (name, bytes) =>
      database.run([FILES, CHUNKS], 'readwrite', 'relaxed', (transaction) => {
        const files = transaction.objectStore(FILES);
        const chunks = transaction.objectStore(CHUNKS);
        const known: IDBRequest<FileRow | undefined> = files.get(name);
        const keys = chunks.getAllKeys(chunksOf(name));
        let isKnown = false;
        known.addEventListener('success', () => {
          isKnown = known.result?.bytes === bytes;
          if (isKnown) return;
          chunks.delete(chunksOf(name));
          files.put({ name, bytes } satisfies FileRow);
        });
        return () => new Set(isKnown ? keys.result.map((key) => chunkOfKey(key)[1]) : []);
      }),
    async write(name, chunk, content) {
      const begun = await database.run([FILES, CHUNKS], 'readwrite', 'relaxed', (transaction) => {
        const chunks = transaction.objectStore(CHUNKS);
        chunks.put(content, [name, chunk]);
        const known: IDBRequest<FileRow | undefined> = transaction.objectStore(FILES).get(name);
        known.addEventListener('success', () => {
          if (known.result === undefined) chunks.delete([name, chunk]);
        });
        return () => known.result !== undefined;
      });
      if (!begun) throw new OfflineStoreError('io_failed', { cause: 'the file was not begun' });
    },
    read: (name, chunk) =>
      database.run(CHUNKS, 'readonly', 'relaxed', (transaction) => {
        const found: IDBRequest<unknown> = transaction.objectStore(CHUNKS).get([name, chunk]);
        return () => (found.result instanceof Uint8Array ? found.result : null);
      }),
    remove: (name) =>
      database.run([FILES, CHUNKS], 'readwrite', 'relaxed', (transaction) => {
        transaction.objectStore(FILES).delete(name);
        transaction.objectStore(CHUNKS).delete(chunksOf(name));
        return () => undefined;
      }),
    async clear() {
      await database.run([FILES, CHUNKS], 'readwrite', 'strict', (transaction) => {
        transaction.objectStore(FILES).clear();
        transaction.objectStore(CHUNKS).clear();
        return () => undefined;
      });
      await database.delete();
    },
    close: () => database.close(),
  };
}

/** Bytes of a chunk of a file of this length. */
function lengthOf(chunk: number, bytes: number): number {
  return Math.max(0, Math.min(FILE_CHUNK, bytes - chunk * FILE_CHUNK));
}

function chunkOfKey(key: IDBValidKey): [string, number] {
  const [name, chunk] = Array.isArray(key) ? key : [];
  return [typeof name === 'string' ? name : '', Number(chunk)];
}
