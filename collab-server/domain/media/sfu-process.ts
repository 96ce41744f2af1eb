import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { assertNever } from '#protocol/wire/assert-never';
import type { MediaAnswer, MediaNotification } from '#protocol/media/signalling';
import type { MeetingId } from '#protocol/wire/ids';
import { FromSfu, type SfuConfig, type ToSfu } from '../../sfu/ipc.ts';
import type { MediaLog } from './media.ts';

const ENTRY = fileURLToPath(new URL('../../sfu/main.ts', import.meta.url));

/** A request that takes longer than this is given up; the worker answers within milliseconds or not at all. */
const ANSWER_LIMIT_MS = 15_000;
const END_LIMIT_MS = 3_000;

/**
 * The only part of the environment that the media process gets. It reads packets of strangers, so no secret of the
 * server's may be found there.
 */
const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'SYSTEMROOT', 'TEMP', 'TMPDIR', 'DEBUG'];

export type SfuRequest = Omit<Extract<ToSfu, { op: 'request' }>, 'op' | 'id'>;

export type SfuStart =
  | { readonly ok: true; readonly workerPids: readonly number[] }
  | { readonly ok: false; readonly reason: 'port-in-use' | 'not-runnable' | 'broken' };

/** One run of the media process, from its start to its end. */
export class SfuProcess {
  readonly pid: number | undefined;
  /** Resolves once: whether it can be used. */
  readonly started: Promise<SfuStart>;
  /** Resolves when the process is gone, for whatever reason. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #log: MediaLog;
  readonly #onNotice: (meeting: MeetingId, peer: string, notice: MediaNotification) => void;
  readonly #pending = new Map<number, (answer: MediaAnswer) => void>();
  readonly #inbox: FromSfu[] = [];
  #waiting = false;
  #lastId = 0;
  #settleStart: (start: SfuStart) => void = () => undefined;

  constructor(
    config: SfuConfig,
    options: {
      readonly log: MediaLog;
      readonly onNotice: (meeting: MeetingId, peer: string, notice: MediaNotification) => void;
    },
  ) {
    this.#log = options.log;
    this.#onNotice = options.onNotice;
    const env = Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]]));
    const child = fork(ENTRY, [], {
      env,
      execArgv: [],
      // A group of its own: a signal to the server's terminal must not end calls before the server says so.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.pid = child.pid;
    this.started = new Promise((resolve) => (this.#settleStart = resolve));
    this.ended = new Promise((resolve) => {
      const end = () => {
        this.#settleStart({ ok: false, reason: 'broken' });
        for (const answer of this.#pending.values()) answer({ ok: false, code: 'notReady' });
        this.#pending.clear();
        resolve();
      };
      child.once('exit', end);
      child.once('error', (error) => {
        this.#log.error(`the media process can't be reached: ${error.message}`);
        child.kill('SIGKILL');
        end();
      });
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream)
        createInterface({ input: stream }).on('line', (line) => this.#log.warn(`media process: ${line}`));
    }
    child.on('message', (raw) => this.#receive(raw));
    this.#send({ op: 'start', config });
  }

  /** Never rejects: a process that ends answers `notReady`, one that hangs `broken`. */
  request(request: SfuRequest): Promise<MediaAnswer> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const limit = setTimeout(() => settle({ ok: false, code: 'broken' }), ANSWER_LIMIT_MS);
      const settle = (answer: MediaAnswer) => {
        clearTimeout(limit);
        this.#pending.delete(id);
        resolve(answer);
      };
      this.#pending.set(id, settle);
      if (!this.#send({ op: 'request', id, ...request })) settle({ ok: false, code: 'notReady' });
    });
  }

  /** For what has no answer. A process that is gone has nothing left to drop or hold. */
  tell(message: Extract<ToSfu, { op: 'drop' | 'hold' | 'mute' }>): void {
    this.#send(message);
  }

  /** Ends the process, by force when it doesn't end by itself; resolves when it is gone. */
  async close(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
    const done = new AbortController();
    const force = delay(END_LIMIT_MS, undefined, { signal: done.signal }).then(
      () => this.#child.kill('SIGKILL'),
      () => false,
    );
    await this.ended;
    done.abort();
    await force;
  }

  #send(message: ToSfu): boolean {
    if (!this.#child.connected) return false;
    this.#child.send(message, (error) => {
      if (error) this.#log.warn(`the media process didn't get a message: ${error.message}`);
    });
    return true;
  }

  #receive(raw: unknown): void {
    const parsed = FromSfu.safeParse(raw);
    if (!parsed.success) {
      this.#log.error(`the media process sent what it may not; ending it: ${parsed.error.message}`);
      this.#child.kill('SIGKILL');
      return;
    }
    this.#inbox.push(parsed.data);
    if (!this.#waiting) this.#work();
  }

  /**
   * Whoever waits for an answer passes it on a few promises later; what came after the answer must not overtake it
   * there. So after each answer everything else has its turn before the next message is looked at.
   */
  #work(): void {
    this.#waiting = false;
    for (let message = this.#inbox.shift(); message; message = this.#inbox.shift()) {
      this.#take(message);
      if (message.op !== 'answer') continue;
      this.#waiting = true;
      setImmediate(() => this.#work());
      return;
    }
  }

  #take(message: FromSfu): void {
    switch (message.op) {
      case 'started':
        return this.#settleStart({ ok: true, workerPids: message.workerPids });
      case 'failed':
        this.#log.error(`the media process can't start: ${message.detail}`);
        return this.#settleStart({ ok: false, reason: message.reason });
      case 'answer':
        return this.#pending.get(message.id)?.(message.answer);
      case 'notice':
        return this.#onNotice(message.meeting, message.peer, message.notice);
      case 'log':
        return this.#log[message.level](message.message);
      default:
        return assertNever(message);
    }
  }
}
