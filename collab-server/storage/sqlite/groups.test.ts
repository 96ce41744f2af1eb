import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDataDir } from '../../testing/temp-storage.ts';
import { Connection } from './connection.ts';
import { runGroup } from './groups.ts';
import type { Outcome, Work } from './messages.ts';

/** A disk fault of the kind that can't be asked for: SQLite answers it with this code. */
class Fault extends Error {
  readonly errcode: number;
  constructor(errcode: number) {
    super(`fault ${errcode}`);
    this.errcode = errcode;
  }
}

const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;

/** A connection on which chosen values make SQLite fail, at once or when the transaction is committed. */
class FaultyConnection extends Connection {
  readonly commits: number[] = [];
  takesTransactionBack: number | undefined;
  failsCommitWith: number | undefined;
  #pending = 0;
  #doomed = false;

  override run(sql: string, values: readonly (string | number | bigint | null | Uint8Array)[]): number {
    if (values[0] !== undefined) this.#pending++;
    if (values[0] === this.failsCommitWith && values[0] !== undefined) this.#doomed = true;
    if (values[0] === this.takesTransactionBack && values[0] !== undefined) {
      this.db.exec('ROLLBACK');
      throw new Fault(SQLITE_FULL);
    }
    return super.run(sql, values);
  }

  override commit(): void {
    if (this.#doomed) throw new Fault(SQLITE_IOERR);
    super.commit();
    this.commits.push(this.#pending);
    this.#pending = 0;
  }

  override rollback(): void {
    this.#doomed = false;
    this.#pending = 0;
    super.rollback();
  }
}

async function withConnection(use: (connection: FaultyConnection) => void): Promise<void> {
  await using folder = await tempDataDir();
  const connection = new FaultyConnection(join(folder.path, 'bantron.sqlite'));
  connection.db.exec('CREATE TABLE kept (n INTEGER PRIMARY KEY) STRICT');
  try {
    use(connection);
  } finally {
    connection.close();
  }
}

const texts = ['INSERT INTO kept VALUES (?)', 'SELECT count(*) AS n FROM kept'];
const unit = (...numbers: readonly number[]): Work => ({
  kind: 'unit',
  statements: numbers.map((n) => ({ text: 0, values: [n], changes: 1 })),
});
const count: Work = { kind: 'read', text: 1, values: [] };
const kept = (connection: Connection): unknown[] =>
  connection.db
    .prepare('SELECT n FROM kept ORDER BY n')
    .all()
    .map((row) => row['n']);
const reasons = (outcomes: readonly Outcome[]): unknown[] =>
  outcomes.map((outcome) => {
    if (outcome === null) return 'kept';
    return 'rows' in outcome ? outcome.rows : outcome.failure.reason;
  });

describe('a group', () => {
  it('is one commit', () =>
    withConnection((connection) => {
      const work = Array.from({ length: 100 }, (_, n) => unit(n));
      expect(reasons(runGroup(connection, { texts, work }))).toEqual(work.map(() => 'kept'));
      expect(connection.commits).toEqual([100]);
    }));

  it('without units is no commit at all', () =>
    withConnection((connection) => {
      expect(reasons(runGroup(connection, { texts, work: [count, count] }))).toEqual([
        [{ n: 0 }],
        [{ n: 0 }],
      ]);
      expect(connection.commits).toEqual([]);
    }));

  it('loses only the unit whose fault made SQLite take the whole transaction back', () =>
    withConnection((connection) => {
      connection.takesTransactionBack = 3;
      const work = [unit(1), count, unit(2), unit(30, 3, 31), count, unit(4)];
      expect(reasons(runGroup(connection, { texts, work }))).toEqual([
        'kept',
        [{ n: 1 }],
        'kept',
        'diskFull',
        [{ n: 2 }],
        'kept',
      ]);
      expect(kept(connection)).toEqual([1, 2, 4]);
    }));

  it('loses only the unit with which the commit fails, and no read has seen that unit', () =>
    withConnection((connection) => {
      connection.failsCommitWith = 3;
      const work = [unit(1), unit(2), unit(3), count, unit(3), unit(1), count];
      expect(reasons(runGroup(connection, { texts, work }))).toEqual([
        'kept',
        'kept',
        'broken',
        [{ n: 2 }],
        'broken',
        'conflict',
        [{ n: 2 }],
      ]);
      expect(kept(connection)).toEqual([1, 2]);
    }));

  it('fails when another program holds the database, without waiting once more for each unit', () =>
    withConnection((connection) => {
      connection.db.exec('PRAGMA busy_timeout=200');
      const other = new Connection(connection.db.location() ?? '');
      other.db.exec('BEGIN IMMEDIATE');
      const work = [...Array.from({ length: 100 }, (_, n) => unit(n)), count];
      const start = performance.now();
      const outcomes = runGroup(connection, { texts, work });
      // Waiting for each would take 20 s; the room above one wait is for slow machines.
      expect(performance.now() - start).toBeLessThan(10_000);
      expect(reasons(outcomes)).toEqual([...Array.from({ length: 100 }, () => 'busy'), [{ n: 0 }]]);
      other.close();
      expect(reasons(runGroup(connection, { texts, work: [unit(1), count] }))).toEqual(['kept', [{ n: 1 }]]);
    }));
});
