import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Storage } from '../storage/port.ts';
import { openSqliteStorage } from '../storage/sqlite/open.ts';
import { fakeEnvironment } from './fake-environment.ts';

/** An empty data folder of a test's own, taken away with all that is in it at the end of the `await using` that holds it. */
export async function tempDataDir(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'bantron-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** Runs `use` with a real storage in a folder of its own, and closes and removes both, however it ends. */
export async function withStorage<Result>(
  use: (storage: Storage, dataDir: string) => Promise<Result>,
): Promise<Result> {
  await using folder = await tempDataDir();
  const storage = await openSqliteStorage({ dataDir: folder.path, env: fakeEnvironment() });
  try {
    return await use(storage, folder.path);
  } finally {
    await storage.close();
  }
}
