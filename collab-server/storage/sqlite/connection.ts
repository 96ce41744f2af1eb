import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Value } from './messages.ts';

/** Statements kept prepared. The program has fewer texts than this; the bound is for texts with lists of varying length. */
const MOST_STATEMENTS = 256;

/** The one connection of the storage thread: durable settings, and statements prepared once. */
export class Connection {
  readonly db: DatabaseSync;
  // A Map iterates in order of insertion; a text that is used is put at the end, so the first is the least recently used.
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.db = new DatabaseSync(file, { timeout: 5000, enableForeignKeyConstraints: true });
    // FULL: in WAL mode every commit waits for the fsync of the log. macOS's fsync doesn't flush the drive's cache.
    // Checkpoints are made by the thread after it has answered, never inside somebody's commit.
    // secure_delete: what was taken away (a sealed ballot, an erased payload) is not left lying in free pages.
    this.db.exec(`
      PRAGMA journal_mode=WAL;
      PRAGMA synchronous=FULL;
      PRAGMA fullfsync=${process.platform === 'darwin' ? 1 : 0};
      PRAGMA checkpoint_fullfsync=${process.platform === 'darwin' ? 1 : 0};
      PRAGMA wal_autocheckpoint=0;
      PRAGMA journal_size_limit=67108864;
      PRAGMA cache_size=-32768;
      PRAGMA temp_store=MEMORY;
      PRAGMA trusted_schema=OFF;
      PRAGMA secure_delete=ON;
    `);
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql);
      if (this.#statements.size >= MOST_STATEMENTS) {
        for (const oldest of this.#statements.keys()) {
          this.#statements.delete(oldest);
          break;
        }
      }
    } else {
      this.#statements.delete(sql);
    }
    this.#statements.set(sql, statement);
    return statement;
  }

  /** Answers how many rows were changed. */
  run(sql: string, values: readonly Value[]): number {
    return Number(this.#prepared(sql).run(...values).changes);
  }

  /** Whole numbers beyond 2^53 come as bigint, all others as number. */
  all(sql: string, values: readonly Value[]): unknown[] {
    const statement = this.#prepared(sql);
    try {
      return statement.all(...values);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    statement.setReadBigInts(true);
    try {
      return statement.all(...values).map((row) => {
        for (const [name, value] of Object.entries(row)) {
          if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) row[name] = Number(value);
        }
        return row;
      });
    } finally {
      statement.setReadBigInts(false);
    }
  }

  begin(): void {
    this.db.exec('BEGIN IMMEDIATE');
  }

  commit(): void {
    this.db.exec('COMMIT');
  }

  /** Takes the transaction back, if SQLite hasn't done so by itself, as it does after some faults. */
  rollback(): void {
    try {
      this.db.exec('ROLLBACK');
    } catch (error) {
      if (sqliteCode(error) !== SQLITE_ERROR) throw error;
    }
  }

  /** Moves the log into the database as far as no reader needs it. */
  checkpoint(mode: 'PASSIVE' | 'TRUNCATE'): void {
    this.db.exec(`PRAGMA wal_checkpoint(${mode})`);
  }

  close(): void {
    this.#statements.clear();
    this.db.close();
  }
}

/** What SQLite answers for mistakes in the SQL, here: there was no transaction. */
const SQLITE_ERROR = 1;

/** SQLite's extended result code, or 0 for an error that isn't SQLite's. */
export function sqliteCode(error: unknown): number {
  if (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number') return error.errcode;
  return 0;
}
