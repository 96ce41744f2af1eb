import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { tempDataDir } from '../../testing/temp-storage.ts';
import { NewerFolderError } from '../port.ts';
import { MIGRATIONS } from './list.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migration.ts';

const first: Migration = {
  number: 1,
  reason: 'a first table',
  statements: () => ['CREATE TABLE one (a TEXT) STRICT', "INSERT INTO one VALUES ('kept')"],
};
const second: Migration = {
  number: 2,
  reason: 'a second column',
  statements: () => ['ALTER TABLE one ADD COLUMN b TEXT', "UPDATE one SET b = 'new'"],
};
const third: Migration = {
  number: 3,
  reason: 'goes wrong half way',
  statements: () => ['DELETE FROM one', 'INSERT INTO nowhere VALUES (1)'],
};

async function withDatabase(use: (db: DatabaseSync, dataDir: string) => void): Promise<void> {
  await using folder = await tempDataDir();
  using db = new DatabaseSync(join(folder.path, 'bantron.sqlite'));
  db.exec('PRAGMA journal_mode=WAL');
  use(db, folder.path);
}

const versionOf = (db: DatabaseSync): unknown => db.prepare('PRAGMA user_version').get()?.['user_version'];

describe('migrating', () => {
  it('counts from 1 without a gap', () => {
    expect(MIGRATIONS.map((migration) => migration.number)).toEqual(MIGRATIONS.map((_, place) => place + 1));
  });

  it('makes the tables of an empty database without a copy', () =>
    withDatabase((db, dataDir) => {
      expect(migrate(db, dataDir, [first, second])).toEqual({ backup: undefined });
      expect(db.prepare('SELECT * FROM one').all()).toEqual([{ a: 'kept', b: 'new' }]);
      expect(versionOf(db)).toBe(2);
      expect(readdirSync(dataDir).filter((name) => name.startsWith('backup'))).toEqual([]);
    }));

  it('copies a database that holds something before it changes it', () =>
    withDatabase((db, dataDir) => {
      migrate(db, dataDir, [first]);
      const { backup } = migrate(db, dataDir, [first, second]);
      expect(backup).toBe(join(dataDir, 'backup-before-2.sqlite'));
      if (process.platform !== 'win32') expect(statSync(backup ?? '').mode & 0o777).toBe(0o600);
      using copy = new DatabaseSync(backup ?? '', { readOnly: true });
      expect(copy.prepare('SELECT * FROM one').all()).toEqual([{ a: 'kept' }]);
      expect(versionOf(copy)).toBe(1);
      expect(readdirSync(dataDir).filter((name) => name.includes('unfinished'))).toEqual([]);
    }));

  it('does nothing when there is nothing to do', () =>
    withDatabase((db, dataDir) => {
      migrate(db, dataDir, [first]);
      expect(migrate(db, dataDir, [first])).toEqual({ backup: undefined });
      expect(existsSync(join(dataDir, 'backup-before-1.sqlite'))).toBe(false);
    }));

  it('leaves the database as the last good step made it when one fails', () =>
    withDatabase((db, dataDir) => {
      migrate(db, dataDir, [first]);
      expect(() => migrate(db, dataDir, [first, second, third])).toThrow(
        'migration 3 (goes wrong half way) failed',
      );
      expect(versionOf(db)).toBe(2);
      expect(db.prepare('SELECT * FROM one').all()).toEqual([{ a: 'kept', b: 'new' }]);
      expect(existsSync(join(dataDir, 'backup-before-2.sqlite'))).toBe(true);
    }));

  it('refuses a database of a newer program, and names the copy to restore', () =>
    withDatabase((db, dataDir) => {
      migrate(db, dataDir, [first, second]);
      expect(() => migrate(db, dataDir, [first])).toThrow(NewerFolderError);
      expect(() => migrate(db, dataDir, [first])).toThrow('backup-before-2.sqlite');
      expect(versionOf(db)).toBe(2);
    }));
});
