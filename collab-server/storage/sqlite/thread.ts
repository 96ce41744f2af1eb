import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { ownersOnly, syncFolder } from '../sync.ts';
import { MIGRATIONS } from '../migrations/list.ts';
import { migrate } from '../migrations/migrate.ts';
import { FolderInUseError, NewerFolderError } from '../port.ts';
import { CheckpointClock } from './checkpoint-clock.ts';
import { Connection } from './connection.ts';
import { lockFolder } from './folder-lock.ts';
import { failureOf, runGroup } from './groups.ts';
import type { FromThread, ThreadData, ToThread } from './messages.ts';

/** Entry of the storage thread: opens the folder, then runs groups one after the other until it is told to close. */

function main(port: NonNullable<typeof parentPort>, { dataDir, version }: ThreadData): void {
  const tell = (message: FromThread): void => port.postMessage(message);

  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockFolder(dataDir);
  const { connection, backup } = openDatabase(dataDir, version);

  const checkpoints = new CheckpointClock(() => {
    try {
      connection.checkpoint('PASSIVE');
    } catch (error) {
      // What was committed is safe in the log; the next checkpoint tries again.
      tell({ kind: 'warning', message: `checkpoint: ${failureOf(error).message}` });
    }
  });

  port.on('message', (message: ToThread) => {
    switch (message.kind) {
      case 'group': {
        checkpoints.busy();
        tell({ kind: 'done', outcomes: runGroup(connection, message.group) });
        checkpoints.wrote(message.group);
        return;
      }
      case 'close': {
        checkpoints.close();
        try {
          connection.checkpoint('TRUNCATE');
        } catch (error) {
          tell({ kind: 'warning', message: `checkpoint: ${failureOf(error).message}` });
        }
        connection.close();
        lock.close();
        tell({ kind: 'closed' });
        port.close();
      }
    }
  });
  tell({ kind: 'ready', version, backup });
}

function openDatabase(
  dataDir: string,
  version: number,
): { connection: Connection; backup: string | undefined } {
  const file = join(dataDir, 'bantron.sqlite');
  ownersOnly(file);
  const connection = new Connection(file);
  const migrations = MIGRATIONS.filter((migration) => migration.number <= version);
  const { backup } = migrate(connection.db, dataDir, migrations);
  syncFolder(dataDir);
  return { connection, backup };
}

/** Only `openSqliteStorage` starts this thread, with its own ThreadData. */
function threadData(data: unknown): ThreadData {
  if (
    typeof data === 'object' &&
    data !== null &&
    'dataDir' in data &&
    typeof data.dataDir === 'string' &&
    'version' in data &&
    typeof data.version === 'number'
  ) {
    return { dataDir: data.dataDir, version: data.version };
  }
  throw new TypeError('the storage thread was started without a folder');
}

function refusalOf(error: unknown): FromThread {
  const { reason, message } = failureOf(error);
  if (error instanceof FolderInUseError) return { kind: 'refused', why: 'inUse', message };
  if (error instanceof NewerFolderError) return { kind: 'refused', why: 'newer', message };
  return { kind: 'refused', why: reason === 'diskFull' ? 'diskFull' : 'broken', message };
}

if (parentPort === null) throw new Error('the storage thread is no program of its own');
try {
  main(parentPort, threadData(workerData));
} catch (error) {
  // The locks and the connection end with the thread.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
  parentPort.postMessage(refusalOf(error));
}
