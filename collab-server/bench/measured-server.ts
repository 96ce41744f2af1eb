import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const Started = z.object({ port: z.int() });
const Usage = z.object({ cpuMicroseconds: z.number() });

export const SERVERS = ['ours', 'y-websocket', 'hocuspocus'] as const;
export type ServerName = (typeof SERVERS)[number];

/** Ours runs as the product does: tickets, guard, and SQLite's commit before every relay. The others are in memory. */
const SCRIPTS: Record<ServerName, string> = {
  ours: '../testing/collab-process.ts',
  'y-websocket': './servers/y-websocket.ts',
  hocuspocus: './servers/hocuspocus.ts',
};

/** One server in a process of its own. */
export class MeasuredServer implements AsyncDisposable {
  readonly name: ServerName;
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #folder: string;

  static async start(name: ServerName): Promise<MeasuredServer> {
    const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'bantron-bench-'));
    const child = fork(new URL(SCRIPTS[name], import.meta.url), [folder], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [message]: unknown[] = await once(child, 'message');
    return new MeasuredServer(name, Started.parse(message).port, child, folder);
  }

  private constructor(name: ServerName, port: number, child: ChildProcess, folder: string) {
    this.name = name;
    this.port = port;
    this.#child = child;
    this.#folder = folder;
  }

  /** Processor time of the whole process, its threads included, in microseconds. */
  async cpu(): Promise<number> {
    const answer = once(this.#child, 'message');
    this.#child.send('usage');
    const [message]: unknown[] = await answer;
    return Usage.parse(message).cpuMicroseconds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
    await rm(this.#folder, { recursive: true, force: true });
  }
}
