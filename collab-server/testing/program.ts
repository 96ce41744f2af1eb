import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

// The program in a process of its own, as an operator starts it, to be looked at from outside or killed.

/** What a test that failed has left running. */
const running = new Set<ChildProcess>();

/** For after each test. */
export function stopAll(): void {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
}

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly setupToken: string | undefined;
  readonly ended: Promise<number | null>;
}

interface Failed {
  readonly code: number | null;
  readonly error: string;
}

/** Starts the program as an operator does. Resolves with the address, or with how it ended before it had one. */
export function start(dataDir: string, more: Record<string, string> = {}): Promise<Started | Failed> {
  // No script for the media worker is started: these tests kill the process, and its children would stay.
  const env = { ...process.env, BANTRON_DATA_DIR: dataDir, BANTRON_PORT: '0', BANTRON_LOG: 'error', ...more };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let error = '';
  child.stderr.on('data', (data: Buffer) => (error += data.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return new Promise((resolve) => {
    let setupToken: string | undefined;
    createInterface({ input: child.stdout }).on('line', (text) => {
      if (text.startsWith('setup ')) setupToken = text.slice(text.indexOf('#') + 1);
      if (text.startsWith('ready ')) resolve({ child, url: text.slice('ready '.length), setupToken, ended });
    });
    void ended.then((code) => resolve({ code, error }));
  });
}

/** The same, where it has to start. */
export async function started(dataDir: string): Promise<Started> {
  const result = await start(dataDir);
  if ('error' in result) throw new Error(result.error);
  return result;
}
