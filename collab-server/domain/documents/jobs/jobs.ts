import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, REFUSAL_CODES, type RefusalCode } from '#protocol/wire/codes';
import { PersonId } from '#protocol/wire/ids';
import type { Environment } from '../../../environment.ts';
import type { Storage } from '../../../storage/port.ts';

/** What a running job gets. */
export interface JobRun {
  readonly subject: string;
  /** Who asked for it. */
  readonly person: PersonId;
  /** Empty, this run's alone, removed after it. */
  readonly folder: string;
  /** Aborted when it is cancelled or the server closes. */
  readonly signal: AbortSignal;
}

export interface JobKind {
  /** Most jobs of this kind that wait or run. */
  readonly most: number;
  /**
   * Does the work and stores its result; asked again after a stop of the server, also when it was done. An AppError
   * says why it can't be done; anything else is a fault of the server.
   */
  run(job: JobRun): Promise<void>;
}

export type JobState =
  /** `ahead`: jobs of the kind that come first. */
  | { readonly state: 'waiting'; readonly ahead: number }
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly code: RefusalCode };

/**
 * Work that takes minutes. Of each kind one job runs at a time, in the order of asking. Jobs are rows: after a restart
 * those that were not done are begun again, but not for ever.
 */
export interface Jobs<Kind extends string> {
  /** Asked again it is the same job; one that failed is tried anew. `AppError('busy')` when too many wait. */
  add(kind: Kind, subject: string, person: PersonId): Promise<void>;
  /** Whether it waits or runs, without asking the storage. */
  isOpen(kind: Kind, subject: string): boolean;
  /** Undefined: there is none, or it is done. */
  state(kind: Kind, subject: string): Promise<JobState | undefined>;
  /** Resolves when nothing of it runs and nothing of it is remembered. */
  cancel(kind: Kind, subject: string): Promise<void>;
  /** Begins what an earlier run of the server left. */
  resume(): Promise<void>;
  /** Stops what runs, to be begun again at the next start. Idempotent. */
  close(): Promise<void>;
}

/** Starts after which a job counts as one that takes the server down. */
const MOST_STARTS = 2;

interface Entry {
  readonly subject: string;
  readonly person: PersonId;
  readonly stop: AbortController;
  starts: number;
  isRunning: boolean;
  /** Settles when it has left the queue. */
  readonly ended: PromiseWithResolvers<void>;
}

export interface JobsOptions<Kind extends string> {
  readonly storage: Storage;
  readonly env: Environment;
  /** Working folders are made in it; what an earlier run left there is removed by {@link Jobs.resume}. */
  readonly folder: string;
  readonly kinds: Readonly<Record<Kind, JobKind>>;
}

export function createJobs<Kind extends string>(options: JobsOptions<Kind>): Jobs<Kind> {
  const { storage, env, kinds } = options;
  const { sql } = storage;
  const queues = new Map<Kind, Entry[]>();
  const working = new Set<Promise<void>>();
  let closed = false;

  const queueOf = (kind: Kind): Entry[] => {
    const queue = queues.get(kind) ?? [];
    queues.set(kind, queue);
    return queue;
  };
  const find = (kind: Kind, subject: string) => queueOf(kind).find((entry) => entry.subject === subject);
  const enqueue = (kind: Kind, subject: string, person: PersonId, starts: number): Entry => {
    const entry: Entry = {
      subject,
      person,
      starts,
      stop: new AbortController(),
      isRunning: false,
      ended: Promise.withResolvers(),
    };
    queueOf(kind).push(entry);
    return entry;
  };
  const row = (
    kind: Kind,
    subject: string,
    change: { state: 'open' | 'failed'; code: string | null; starts: number },
  ) =>
    storage.commit([
      {
        query: sql
          .updateTable('job')
          .set(change)
          .where('kind', '=', kind)
          .where('subject', '=', subject)
          .compile(),
      },
    ]);
  const forget = (kind: Kind, subject: string) =>
    storage.commit([
      { query: sql.deleteFrom('job').where('kind', '=', kind).where('subject', '=', subject).compile() },
    ]);

  /** Runs the first of the queue, then the next, until none is left. */
  const work = (kind: Kind): void => {
    const queue = queueOf(kind);
    const [entry] = queue;
    if (closed || entry === undefined || entry.isRunning) return;
    entry.isRunning = true;
    const run = carryOut(kind, entry)
      .catch((error: unknown) => env.log.error({ err: error, kind }, 'a job could not be kept account of'))
      .finally(() => {
        queue.splice(queue.indexOf(entry), 1);
        working.delete(run);
        entry.ended.resolve();
        work(kind);
      });
    working.add(run);
  };

  const carryOut = async (kind: Kind, entry: Entry): Promise<void> => {
    const { subject, person, stop } = entry;
    const folder = join(options.folder, Buffer.from(env.randomBytes(10)).toString('hex'));
    try {
      stop.signal.throwIfAborted();
      await row(kind, subject, { state: 'open', code: null, starts: ++entry.starts });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await kinds[kind].run({ subject, person, folder, signal: stop.signal });
      await forget(kind, subject);
    } catch (error) {
      if (closed && stop.signal.aborted) {
        // Not its fault: the next start of the server counts as its first.
        await row(kind, subject, { state: 'open', code: null, starts: entry.starts - 1 });
        return;
      }
      if (stop.signal.aborted) return;
      const code = error instanceof AppError ? error.code : 'broken';
      if (code === 'broken') env.log.error({ err: error, kind, subject }, 'a job failed');
      else env.log.info({ err: error, kind, subject }, 'a job could not be done');
      await row(kind, subject, { state: 'failed', code, starts: entry.starts });
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  };

  return {
    async add(kind, subject, person) {
      if (find(kind, subject) !== undefined) return;
      if (closed || queueOf(kind).length >= kinds[kind].most) throw new AppError('busy');
      const entry = enqueue(kind, subject, person, 0);
      const values = { person, state: 'open', code: null, starts: 0, at: env.now() } as const;
      try {
        await storage.commit([
          {
            query: sql
              .insertInto('job')
              .values({ kind, subject, ...values })
              .onConflict((conflict) => conflict.columns(['kind', 'subject']).doUpdateSet(values))
              .compile(),
          },
        ]);
      } catch (error) {
        const queue = queueOf(kind);
        if (!entry.isRunning) queue.splice(queue.indexOf(entry), 1);
        throw error;
      }
      work(kind);
    },
    isOpen: (kind, subject) => find(kind, subject) !== undefined,
    async state(kind, subject) {
      const queue = queueOf(kind);
      const ahead = queue.findIndex((entry) => entry.subject === subject);
      const entry = queue[ahead];
      if (entry !== undefined) return entry.isRunning ? { state: 'running' } : { state: 'waiting', ahead };
      const rows = await storage.read(
        sql
          .selectFrom('job')
          .select(['state', 'code'])
          .where('kind', '=', kind)
          .where('subject', '=', subject)
          .compile(),
      );
      const [found] = rows;
      if (found === undefined) return undefined;
      if (found.state === 'open') return { state: 'waiting', ahead: queue.length };
      return { state: 'failed', code: REFUSAL_CODES.find((code) => code === found.code) ?? 'broken' };
    },
    async cancel(kind, subject) {
      const entry = find(kind, subject);
      if (entry !== undefined) {
        entry.stop.abort();
        const queue = queueOf(kind);
        if (entry.isRunning) await entry.ended.promise;
        else queue.splice(queue.indexOf(entry), 1);
      }
      await forget(kind, subject);
    },
    async resume() {
      await rm(options.folder, { recursive: true, force: true, maxRetries: 3 });
      const rows = await storage.read(
        sql.selectFrom('job').selectAll().where('state', '=', 'open').orderBy('at').compile(),
      );
      for (const { kind: name, subject, person, starts } of rows) {
        const kind = (Object.keys(kinds) as Kind[]).find((known) => known === name);
        if (kind === undefined || find(kind, subject) !== undefined) continue;
        if (starts >= MOST_STARTS) await row(kind, subject, { state: 'failed', code: 'broken', starts });
        else enqueue(kind, subject, PersonId.parse(person), starts);
      }
      for (const kind of Object.keys(kinds) as Kind[]) work(kind);
    },
    async close() {
      closed = true;
      for (const queue of queues.values()) for (const entry of queue) if (entry.isRunning) entry.stop.abort();
      await Promise.all(working);
    },
  };
}
