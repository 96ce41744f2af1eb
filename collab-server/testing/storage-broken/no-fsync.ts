import { DatabaseSync } from 'node:sqlite';

/** `--import` this to make a storage that doesn't wait for the disk. Only to show that a test notices. */
// oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
const exec = DatabaseSync.prototype.exec;
DatabaseSync.prototype.exec = function weakened(this: DatabaseSync, sql: string): void {
  exec.call(this, sql.replace('synchronous=FULL', 'synchronous=OFF'));
};
