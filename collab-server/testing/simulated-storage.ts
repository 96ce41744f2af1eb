import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { CompiledQuery } from 'kysely';
import { MIGRATIONS } from '../storage/migrations/list.ts';
import { ConflictError, DiskFullError, type Statement, type Storage } from '../storage/port.ts';
import { sqliteBuilder } from '../storage/sqlite/sql-builder.ts';

interface Waiting {
  run(): void;
  fail(error: Error): void;
}

/**
 * A storage whose disk moves when the test says so: the real tables and queries in memory, and every unit and read
 * waits for a {@link step}. What has not been stepped is what a power cut takes away.
 */
export class SimulatedStorage implements Storage {
  readonly sql = sqliteBuilder();
  readonly #db = new DatabaseSync(':memory:');
  #waiting: Waiting[] = [];
  #fullFor = 0;

  constructor() {
    for (const migration of MIGRATIONS)
      for (const statement of migration.statements()) this.#db.exec(statement);
  }

  /** Units and reads that wait for the disk. */
  get waiting(): number {
    return this.#waiting.length;
  }

  commit(unit: readonly Statement[]): Promise<void> {
    return this.#enqueue(() => this.#run(unit));
  }

  read<Row>(query: CompiledQuery<Row>): Promise<Row[]> {
    return this.#enqueue(() => this.committed(query));
  }

  /** Does the oldest piece of work; false when there is none. */
  step(): boolean {
    const next = this.#waiting.shift();
    next?.run();
    return next !== undefined;
  }

  /** The next units fail as on a full disk. */
  fillDisk(units: number): void {
    this.#fullFor = units;
  }

  /** What waits is lost without an answer, as it is when the process is killed. */
  cutPower(): void {
    this.#waiting = [];
  }

  /** Reads what is durable, without waiting. */
  committed<Row>(query: CompiledQuery<Row>): Row[] {
    // The tables are STRICT and the query's type was made from their schema.
    return this.#db.prepare(query.sql).all(...valuesOf(query)) as Row[];
  }

  async close(): Promise<void> {
    while (this.step());
    this.#db.close();
  }

  #enqueue<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      const run = (): void => {
        try {
          resolve(work());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      this.#waiting.push({ run, fail: reject });
    });
  }

  #run(unit: readonly Statement[]): void {
    if (this.#fullFor > 0) {
      this.#fullFor--;
      throw new DiskFullError('no room');
    }
    this.#db.exec('BEGIN');
    try {
      for (const { query, changes } of unit) {
        const changed = Number(this.#db.prepare(query.sql).run(...valuesOf(query)).changes);
        if (changes !== undefined && changed !== changes) throw new ConflictError('another number of rows');
      }
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }
}

function valuesOf({ parameters }: CompiledQuery): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value;
    if (value instanceof Uint8Array) return value;
    throw new TypeError(`a database holds text, numbers, bytes and null, not a ${typeof value}`);
  });
}
