import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

const SQLITE_BUSY = 5;

/**
 * Waits until no other process of this machine holds the lock `file`, then holds it; the returned function releases it.
 * It is a lock of the operating system (taken by SQLite, the one portable way Node has), so it ends with its process
 * however that ends, and no stale lock can ever keep a later start from building. Rejects when `signal` is aborted.
 */
export async function lockFile(
  file: string,
  options: { signal?: AbortSignal | undefined; readonly onWait: () => void },
): Promise<() => void> {
  await mkdir(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 0 });
  let told = false;
  try {
    for (;;) {
      if (tryBegin(database)) return () => database.close();
      if (!told) options.onWait();
      told = true;
      await delay(500, undefined, { signal: options.signal });
    }
  } catch (error) {
    database.close();
    throw error;
  }
}

function tryBegin(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false;
    throw error;
  }
}
