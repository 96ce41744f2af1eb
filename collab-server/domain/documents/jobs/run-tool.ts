import { spawn, type ChildProcess } from 'node:child_process';
import type { Environment } from '../../../environment.ts';
import type { Cage, ToolLimits } from './cage.ts';

/** One run of a program that reads a foreign file. Arguments are ours: nothing of them comes from a file's name. */
export interface ToolRun {
  readonly program: string;
  readonly args: readonly string[];
  /** A folder that is this run's alone: it works, and has its home and temporary files, there. */
  readonly folder: string;
  readonly limits: ToolLimits;
  readonly signal: AbortSignal;
}

/** `detail` is for the operator: the end of what the program said. */
export type ToolEnd =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: 'failed' | 'timeLimit' | 'missing'; readonly detail: string };

/** What is kept of a program's output, in characters. */
const KEPT = 4000;

/** Variables that a program gets: nothing of the server's own settings is among them. */
const PASSED_ON = ['PATH', 'SYSTEMROOT', 'LD_LIBRARY_PATH', 'TESSDATA_PREFIX'];

/**
 * Runs a program without a shell, in a group of its own that is ended as a whole: when time is up, and when `signal` is
 * aborted, for which it rejects with the signal's reason once nothing of the group is left.
 */
export async function runTool(run: ToolRun, cage: Cage, env: Pick<Environment, 'after'>): Promise<ToolEnd> {
  run.signal.throwIfAborted();
  const [program = '', ...args] = [...cage(run.limits), run.program, ...run.args];
  const child = spawn(program, args, {
    cwd: run.folder,
    env: environmentOf(run.folder),
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-KEPT)));
  let isLate = false;
  const timer = env.after(run.limits.milliseconds, () => {
    isLate = true;
    killGroup(child);
  });
  const stop = () => killGroup(child);
  run.signal.addEventListener('abort', stop);
  try {
    const end = await new Promise<{ code: number | null; missing: boolean }>((resolve) => {
      child.once('error', () => resolve({ code: null, missing: child.pid === undefined }));
      // Not `close`: something that it started may hold its output open.
      child.once('exit', (code) => resolve({ code, missing: false }));
    });
    if (!end.missing) killGroup(child);
    run.signal.throwIfAborted();
    if (isLate) return { ok: false, why: 'timeLimit', detail: said };
    if (end.missing) return { ok: false, why: 'missing', detail: said };
    return end.code === 0
      ? { ok: true }
      : { ok: false, why: 'failed', detail: `ended with ${end.code}: ${said}` };
  } finally {
    child.stdout.destroy();
    child.stderr.destroy();
    timer.cancel();
    run.signal.removeEventListener('abort', stop);
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' }).once('error', () =>
      child.kill(),
    );
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

function environmentOf(folder: string): Record<string, string> {
  const passed = PASSED_ON.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const home = { HOME: folder, USERPROFILE: folder, TMPDIR: folder, TEMP: folder, TMP: folder };
  // One thread: the other processors are the meeting's.
  return { ...Object.fromEntries(passed), ...home, LANG: 'C.UTF-8', OMP_THREAD_LIMIT: '1' };
}
