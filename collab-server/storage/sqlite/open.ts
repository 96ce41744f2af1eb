import { Worker } from 'node:worker_threads';
import { assertNever } from '#protocol/wire/assert-never';
import type { Environment } from '../../environment.ts';
import { MIGRATIONS } from '../migrations/list.ts';
import { DiskFullError, FolderInUseError, NewerFolderError, type Storage } from '../port.ts';
import type { FromThread, Group, Outcome, ThreadData, ToThread } from './messages.ts';
import { SqliteStorage, type Thread } from './storage.ts';

export interface SqliteOptions {
  /** Created when missing. The database is `bantron.sqlite` in it. */
  readonly dataDir: string;
  readonly env: Pick<Environment, 'log'>;
  /** Behave as the program that knew the tables up to this version. Without it: this program's own. */
  readonly version?: number;
  /** The thread ended by itself: nothing can be stored any more, and the process had better end and be started again. */
  readonly onBroken?: () => void;
}

/**
 * Opens the folder's database, or makes it, with the tables of this version.
 *
 * @throws {FolderInUseError} when another server, or another opening in this process, has the folder.
 * @throws {NewerFolderError} when a newer program wrote it.
 * @throws {DiskFullError} when there is no room to open it or for the copy before a migration.
 */
export async function openSqliteStorage({
  dataDir,
  env,
  version,
  onBroken,
}: SqliteOptions): Promise<Storage> {
  const workerData: ThreadData = { dataDir, version: version ?? MIGRATIONS.at(-1)?.number ?? 0 };
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData, name: 'storage' });
  return new SqliteStorage(await startedThread(worker, env, onBroken));
}

/** A thread that has opened its folder. It ends by `close`; if it ends otherwise, everything handed to it fails. */
function startedThread(
  worker: Worker,
  env: Pick<Environment, 'log'>,
  onBroken: (() => void) | undefined,
): Promise<Thread> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  const tell = (message: ToThread): void => worker.postMessage(message);
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
  });
  let answer: PromiseWithResolvers<readonly Outcome[]> | undefined;
  let broken: Error | undefined;
  let closing = false;
  let ending = new Error('the storage thread has ended');

  const thread: Thread = {
    run(group: Group) {
      if (broken !== undefined) return Promise.reject(broken);
      answer = Promise.withResolvers();
      tell({ kind: 'group', group });
      return answer.promise;
    },
    async close() {
      closing = true;
      if (broken === undefined) tell({ kind: 'close' });
      await exited;
    },
  };

  return new Promise((resolve, reject) => {
    const breakDown = (error: Error): void => {
      if (broken !== undefined) return;
      broken = error;
      reject(error);
      answer?.reject(error);
      if (closing) return;
      env.log.error({ err: error }, 'the storage thread ended');
      onBroken?.();
    };
    worker.on('error', (error) => breakDown(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => breakDown(ending));
    worker.on('message', (message: FromThread) => {
      switch (message.kind) {
        case 'ready':
          if (message.backup !== undefined) {
            env.log.info({ backup: message.backup, version: message.version }, 'migrated after a copy');
          }
          resolve(thread);
          return;
        case 'refused':
          // Told when the thread and its lock are gone, so that whoever tries again doesn't meet them.
          closing = true;
          ending = refusal(message.why, message.message);
          return;
        case 'done':
          answer?.resolve(message.outcomes);
          answer = undefined;
          return;
        case 'warning':
          env.log.warn(message.message);
          return;
        case 'closed':
          return;
      }
    });
  });
}

function refusal(why: 'inUse' | 'newer' | 'diskFull' | 'broken', message: string): Error {
  switch (why) {
    case 'inUse':
      return new FolderInUseError(message);
    case 'newer':
      return new NewerFolderError(message);
    case 'diskFull':
      return new DiskFullError(message);
    case 'broken':
      return new Error(message);
    default:
      return assertNever(why);
  }
}
