import { DatabaseSync } from 'node:sqlite';

/** `--import` this to make a storage that answers before it commits. Only to show that a test notices. */
// oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
const exec = DatabaseSync.prototype.exec;
let late = false;
let migrating = false;
DatabaseSync.prototype.exec = function weakened(this: DatabaseSync, sql: string): void {
  // The group counts as run, so it is answered; it is committed when the next one begins.
  if (late) exec.call(this, 'COMMIT');
  if (sql.startsWith('PRAGMA user_version=')) migrating = true;
  // Nothing is promised while the folder is being opened.
  late = sql === 'COMMIT' && !migrating;
  if (sql === 'COMMIT') migrating = false;
  if (!late) exec.call(this, sql);
};
