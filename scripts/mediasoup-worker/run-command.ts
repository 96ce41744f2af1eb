import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Lines of a failed command that are worth showing: compilers say the cause near the end. */
const KEPT_LINES = 60;

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** Called for each line of stdout and stderr. */
  readonly onLine?: (line: string) => void;
}

/** How a command ended: `code` is null when it could not be started or was killed; `tail` is its last output. */
export interface CommandEnd {
  readonly code: number | null;
  readonly tail: string;
}

/**
 * Runs a program without a shell and never rejects. An abort kills it with everything it started (on Windows: the
 * program itself), so that no compiler outlives the server that asked for it.
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandEnd> {
  if (options.signal?.aborted) return { code: null, tail: 'cancelled' };
  const grouped = process.platform !== 'win32';
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: grouped,
    windowsHide: true,
  });
  const kill = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(grouped ? -child.pid : child.pid, 'SIGKILL');
    } catch (error) {
      // Gone between its last line and now: what was wanted.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  };
  options.signal?.addEventListener('abort', kill, { once: true });

  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > KEPT_LINES) tail.shift();
      options.onLine?.(line);
    });
  }
  return new Promise((resolve) => {
    const end = (code: number | null) => {
      options.signal?.removeEventListener('abort', kill);
      resolve({ code, tail: tail.join('\n') });
    };
    child.once('error', (error) => {
      tail.push(error.message);
      end(null);
    });
    child.once('close', (code) => end(code));
  });
}
