import { performance } from 'node:perf_hooks';
import type { CompiledQuery } from 'kysely';
import { assertNever } from '#protocol/wire/assert-never';
import { AppError } from '#protocol/wire/codes';
import { ConflictError, DiskFullError, type Statement, type Storage } from '../port.ts';
import type { Failure, Group, Outcome, StatementWork, Value, Work } from './messages.ts';
import { Pace } from './pace.ts';
import { sqliteBuilder } from './sql-builder.ts';

/** Units and reads that may wait; beyond, callers are refused instead of the memory filling up. */
const MOST_WAITING = 50_000;
const MOST_WAITING_BYTES = 256 * 1024 * 1024;
/** A group no larger than this, so that those at its front aren't kept waiting for those at its end. */
const MOST_IN_GROUP = 2000;
const MOST_BYTES_IN_GROUP = 8 * 1024 * 1024;

interface Prepared {
  readonly sql: string;
  readonly values: readonly Value[];
  readonly changes: number;
}

interface Waiting {
  readonly kind: Work['kind'];
  readonly statements: readonly Prepared[];
  readonly bytes: number;
  resolve(rows: readonly unknown[]): void;
  reject(error: Error): void;
}

/** What the main side needs of the thread. */
export interface Thread {
  run(group: Group): Promise<readonly Outcome[]>;
  close(): Promise<void>;
}

/** The main thread's side: gathers what arrives while a group is being committed, and sends it as the next group. */
export class SqliteStorage implements Storage {
  readonly sql = sqliteBuilder();
  readonly #thread: Thread;
  readonly #pace = new Pace();
  #waiting: Waiting[] = [];
  #waitingUnits = 0;
  #waitingBytes = 0;
  #underWay = false;
  #immediate: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed: Promise<void> | undefined;
  #drained: (() => void) | undefined;

  constructor(thread: Thread) {
    this.#thread = thread;
  }

  async commit(unit: readonly Statement[]): Promise<void> {
    await this.#enqueue(
      'unit',
      unit.map(({ query, changes }) => ({ ...prepared(query), changes: changes ?? -1 })),
    );
  }

  async read<Row>(query: CompiledQuery<Row>): Promise<Row[]> {
    if (!readsOnly(query)) throw new TypeError('a query that changes rows belongs in commit()');
    const rows = await this.#enqueue('read', [{ ...prepared(query), changes: -1 }]);
    // STRICT tables hold what the schema says, and the query's type was made from the schema.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return rows as Row[];
  }

  close(): Promise<void> {
    this.#closed ??= this.#drain().then(() => this.#thread.close());
    return this.#closed;
  }

  async #drain(): Promise<void> {
    if (!this.#underWay && this.#waiting.length === 0) return;
    const drained = new Promise<void>((resolve) => {
      this.#drained = resolve;
    });
    this.#schedule();
    await drained;
  }

  #enqueue(kind: Work['kind'], statements: readonly Prepared[]): Promise<readonly unknown[]> {
    if (this.#closed !== undefined) return Promise.reject(busy('the storage is closed'));
    let bytes = 0;
    for (const { values } of statements) for (const value of values) bytes += sizeOf(value);
    if (this.#waiting.length >= MOST_WAITING || this.#waitingBytes + bytes > MOST_WAITING_BYTES) {
      return Promise.reject(busy('too much is waiting for the disk'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ kind, statements, bytes, resolve, reject });
      if (kind === 'unit') this.#waitingUnits++;
      this.#waitingBytes += bytes;
      this.#schedule();
    });
  }

  /** Not at once: all that is handed over in this turn of the event loop gets into the same group. */
  #schedule(): void {
    if (this.#underWay || this.#waiting.length === 0) return;
    if (this.#immediate !== undefined || (this.#timer !== undefined && this.#mayPause())) return;
    this.#immediate = setImmediate(() => {
      this.#immediate = undefined;
      this.#paceThenSend();
    });
  }

  /**
   * The clock of the machine and not of the environment: this paces the disk, and a test that stops its own clock must
   * still be able to store.
   */
  #paceThenSend(): void {
    if (this.#underWay || this.#waiting.length === 0) return;
    const wait = this.#mayPause() ? this.#pace.wait(performance.now()) : 0;
    if (wait > 0) {
      const before = this.#waitingUnits;
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        void this.#send(this.#waitingUnits - before);
      }, wait);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#send(undefined);
  }

  /** Whoever reads, or closes, isn't kept waiting for others that might come. */
  #mayPause(): boolean {
    return this.#waitingUnits === this.#waiting.length && this.#closed === undefined;
  }

  async #send(gathered: number | undefined): Promise<void> {
    if (this.#waitingUnits > 0) this.#pace.started(performance.now(), gathered);
    const sent = this.#take();
    this.#underWay = true;
    try {
      const outcomes = await this.#thread.run(groupOf(sent));
      sent.forEach((item, place) => settle(item, outcomes[place]));
    } catch (error) {
      const broken = new AppError('broken', { cause: error });
      for (const item of sent) item.reject(broken);
    }
    this.#underWay = false;
    if (this.#waiting.length === 0) this.#drained?.();
    else this.#schedule();
  }

  #take(): Waiting[] {
    let count = 0;
    let bytes = 0;
    for (const item of this.#waiting) {
      if (count === MOST_IN_GROUP || (count > 0 && bytes + item.bytes > MOST_BYTES_IN_GROUP)) break;
      count++;
      bytes += item.bytes;
      if (item.kind === 'unit') this.#waitingUnits--;
    }
    this.#waitingBytes -= bytes;
    return this.#waiting.splice(0, count);
  }
}

function settle(item: Waiting, outcome: Outcome | undefined): void {
  if (outcome === null) item.resolve([]);
  else if (outcome === undefined)
    item.reject(new AppError('broken', { cause: new Error('no outcome came') }));
  else if ('rows' in outcome) item.resolve(outcome.rows);
  else item.reject(errorOf(outcome.failure));
}

function errorOf({ reason, message }: Failure): Error {
  switch (reason) {
    case 'conflict':
      return new ConflictError(message);
    case 'diskFull':
      return new DiskFullError(message);
    case 'busy':
      return busy(message);
    case 'broken':
      return new AppError('broken', { cause: new Error(message) });
    default:
      return assertNever(reason);
  }
}

function busy(message: string): AppError {
  return new AppError('busy', { cause: new Error(message) });
}

function groupOf(items: readonly Waiting[]): Group {
  const places = new Map<string, number>();
  const workOf = ({ sql, values, changes }: Prepared): StatementWork => {
    let text = places.get(sql);
    if (text === undefined) {
      text = places.size;
      places.set(sql, text);
    }
    return { text, values, changes };
  };
  const work = items.map((item): Work => {
    const statements = item.statements.map(workOf);
    const [only] = statements;
    if (item.kind === 'read' && only !== undefined)
      return { kind: 'read', text: only.text, values: only.values };
    return { kind: 'unit', statements };
  });
  return { texts: [...places.keys()], work };
}

function prepared(query: CompiledQuery): { sql: string; values: readonly Value[] } {
  return { sql: query.sql, values: query.parameters.map(valueOf) };
}

function valueOf(value: unknown): Value {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    return value;
  }
  // Cloning a view clones the whole memory below it, which for a small Buffer is a pool shared with others.
  if (value instanceof Uint8Array) {
    return value.byteLength === value.buffer.byteLength ? value : new Uint8Array(value);
  }
  throw new TypeError(`a database holds text, numbers, bytes and null, not a ${typeof value}`);
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return value.length * 2;
  return value instanceof Uint8Array ? value.byteLength : 8;
}

function readsOnly({ query, sql }: CompiledQuery): boolean {
  if (query.kind === 'SelectQueryNode') return true;
  return query.kind === 'RawNode' && /^\s*(select|with|values|explain|pragma)\b/i.test(sql);
}
