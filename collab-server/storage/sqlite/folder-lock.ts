import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FolderInUseError } from '../port.ts';
import { sqliteCode } from './connection.ts';

/**
 * Keeps a second server out of the folder until `close` or the end of the process, however it ends.
 *
 * It is an exclusive transaction on an empty database of its own. SQLite makes that a lock of the operating system
 * (fcntl, on Windows LockFileEx), which dies with the process, so that no stale file or reused process id can keep a
 * server from starting after a crash; and SQLite keeps books of it inside the process too, where fcntl alone would let
 * a second opening through. It isn't taken on the database itself, which an administrator may want to look into or back
 * up while the server runs.
 */
export function lockFolder(dataDir: string): { close(): void } {
  const lock = new DatabaseSync(join(dataDir, 'lock.sqlite'), { timeout: 250 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((sqliteCode(error) & 0xff) === 5) {
      throw new FolderInUseError(`another server is using ${dataDir}`, { cause: error });
    }
    throw error;
  }
  return { close: () => lock.close() };
}
