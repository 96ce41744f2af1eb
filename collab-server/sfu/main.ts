import { type FromSfu, type SfuConfig, ToSfu } from './ipc.ts';
import { Rooms } from './rooms.ts';
import { PortInUseError, WorkerStartError, startWorkerPool } from './worker-pool.ts';

/**
 * The media process. The server forks it, tells it by IPC what to do and is told what happened; it ends with its server.
 * Nothing else of the server runs here, and nothing else of the server imports mediasoup.
 */

function send(message: FromSfu): void {
  // A server that is gone takes this process with it ('disconnect' below); what was said last is then nobody's.
  if (process.connected) process.send?.(message);
}

let rooms: Rooms | undefined;

async function start(config: SfuConfig): Promise<void> {
  try {
    const pool = await startWorkerPool(config, (level, message) => send({ op: 'log', level, message }));
    process.once('exit', () => pool.close());
    rooms = new Rooms(pool, send);
    send({ op: 'started', workerPids: pool.pids() });
  } catch (error) {
    send({ op: 'failed', reason: reasonOf(error), detail: String(error) });
    process.disconnect?.();
  }
}

function reasonOf(error: unknown): 'port-in-use' | 'not-runnable' | 'broken' {
  if (error instanceof PortInUseError) return 'port-in-use';
  return error instanceof WorkerStartError ? 'not-runnable' : 'broken';
}

function receive(message: ToSfu): void {
  switch (message.op) {
    case 'start':
      return void start(message.config);
    case 'request':
      return rooms?.request(message);
    case 'drop':
      return rooms?.drop(message.meeting, message.peer);
    case 'hold':
      return void rooms?.hold(message.meeting, message.person, message.held);
    case 'mute':
      return void rooms?.mute(message.meeting, message.person);
  }
}

process.on('message', (raw) => receive(ToSfu.parse(raw)));
process.once('disconnect', () => process.exit(0));
// Ctrl-C in the operator's terminal reaches the whole group; the server says when it is over.
process.on('SIGINT', () => undefined);
