import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { tempDataDir, withStorage } from '../../testing/temp-storage.ts';
import { FolderInUseError, NewerFolderError } from '../port.ts';
import { openSqliteStorage } from './open.ts';

const CHILD = fileURLToPath(new URL('../../testing/storage-child.ts', import.meta.url));
const env = fakeEnvironment();

describe('opening a data folder', { timeout: 30_000 }, () => {
  it('makes it, for its owner only, with a database that waits for the disk', async () => {
    await using folder = await tempDataDir();
    const dataDir = join(folder.path, 'a', 'new', 'folder');
    const storage = await openSqliteStorage({ dataDir, env });
    const pragma = async (name: string): Promise<unknown> => {
      const [row] = await storage.read(
        sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.compile(storage.sql),
      );
      return row?.[name];
    };
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    if (process.platform === 'darwin') expect(await pragma('fullfsync')).toBe(1);
    if (process.platform !== 'win32') {
      expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
      for (const name of ['bantron.sqlite', 'bantron.sqlite-wal']) {
        expect((await stat(join(dataDir, name))).mode & 0o777).toBe(0o600);
      }
    }
    await storage.close();
    expect((await readdir(dataDir)).toSorted()).toEqual(['bantron.sqlite', 'lock.sqlite']);
  });

  it('is refused to a second opening in this process until the first is closed', () =>
    withStorage(async (storage, dataDir) => {
      const second = openSqliteStorage({ dataDir, env });
      await expect(second).rejects.toThrow(new FolderInUseError(`another server is using ${dataDir}`));
      await expect(second).rejects.toBeInstanceOf(FolderInUseError);
      await storage.close();
      await (await openSqliteStorage({ dataDir, env })).close();
    }));

  it('is refused while another process has it, and free at once when that is killed', async () => {
    await using folder = await tempDataDir();
    const child = spawn(process.execPath, [CHILD, folder.path, '1'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface(child.stdout);
    await once(lines, 'line');
    await expect(openSqliteStorage({ dataDir: folder.path, env })).rejects.toBeInstanceOf(FolderInUseError);
    lines.close();
    child.stdout.resume();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await openSqliteStorage({ dataDir: folder.path, env })).close();
  });

  it('is refused to an older program, which leaves it as it is', async () => {
    await using folder = await tempDataDir();
    await (await openSqliteStorage({ dataDir: folder.path, env })).close();
    const file = join(folder.path, 'bantron.sqlite');
    const before = await readFile(file);
    const older = openSqliteStorage({ dataDir: folder.path, env, version: 0 });
    await expect(older).rejects.toThrow(/was written by a newer version of this program/);
    await expect(older).rejects.toBeInstanceOf(NewerFolderError);
    expect((await readFile(file)).equals(before)).toBe(true);
    await (await openSqliteStorage({ dataDir: folder.path, env })).close();
  });

  it('fails with the reason when the database is none, and leaves the folder free', async () => {
    await using folder = await tempDataDir();
    const file = join(folder.path, 'bantron.sqlite');
    await writeFile(file, 'this is not a database, but somebody may want it back'.repeat(100));
    for (let attempt = 1; attempt <= 2; attempt++) {
      await expect(openSqliteStorage({ dataDir: folder.path, env })).rejects.toThrow(
        'file is not a database',
      );
    }
  });

  it('lets an administrator look into the database while the server runs', () =>
    withStorage(async (storage, dataDir) => {
      const query = storage.sql.insertInto('stream').values({ id: 's', seq: 1, hash: 'h' }).compile();
      await storage.commit([{ query }]);
      const other = new DatabaseSync(join(dataDir, 'bantron.sqlite'), { readOnly: true });
      try {
        expect(other.prepare('SELECT count(*) AS n FROM stream').get()).toEqual({ n: 1 });
      } finally {
        other.close();
      }
    }));
});
