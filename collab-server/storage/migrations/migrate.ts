import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { NewerFolderError } from '../port.ts';
import { ownersOnly, syncFile, syncFolder } from '../sync.ts';
import type { Migration } from './migration.ts';

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
}

/**
 * Brings the database to the last of `migrations`, after a copy of it to `backup-before-<n>.sqlite` when it held
 * anything. A migration that fails leaves the database as it was before it. A database of a newer program is refused and
 * not touched.
 */
export function migrate(
  db: DatabaseSync,
  dataDir: string,
  migrations: readonly Migration[],
): { readonly backup: string | undefined } {
  const from = versionOf(db);
  const newest = migrations.at(-1)?.number ?? 0;
  if (from > newest) {
    throw new NewerFolderError(
      `${dataDir} was written by a newer version of this program (its tables are version ${from}, this program knows ` +
        `version ${newest}): install the newer version, or restore the copy backup-before-${newest + 1}.sqlite`,
    );
  }
  const pending = migrations.filter((migration) => migration.number > from);
  const [first] = pending;
  if (first === undefined) return { backup: undefined };
  const backup = from === 0 ? undefined : copyTo(db, dataDir, `backup-before-${first.number}.sqlite`);
  for (const migration of pending) {
    db.exec('BEGIN IMMEDIATE');
    try {
      for (const statement of migration.statements()) db.exec(statement);
      db.exec(`PRAGMA user_version=${migration.number}`);
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw new Error(
        `migration ${migration.number} (${migration.reason}) failed; nothing was changed by it`,
        {
          cause: error,
        },
      );
    }
  }
  return { backup };
}

/** Under its final name only once it is whole and on the disk. */
function copyTo(db: DatabaseSync, dataDir: string, name: string): string {
  const file = join(dataDir, name);
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  ownersOnly(unfinished);
  db.prepare('VACUUM INTO ?').run(unfinished);
  syncFile(unfinished);
  renameSync(unfinished, file);
  syncFolder(dataDir);
  return file;
}
