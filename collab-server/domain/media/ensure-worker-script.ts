import { spawn } from 'node:child_process';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const SCRIPT = fileURLToPath(new URL('../../../scripts/mediasoup-worker/ensure.ts', import.meta.url));

const EnsuredWorker = z.union([
  z.object({ path: z.string().min(1) }),
  z.object({
    unavailable: z.enum(['not-supported', 'needs-packages', 'build-failed', 'not-runnable', 'cancelled']),
    detail: z.string(),
  }),
]);
export type EnsuredWorker = z.infer<typeof EnsuredWorker>;

export type EnsureWorker = (options: {
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}) => Promise<EnsuredWorker>;

/**
 * Has the project's script look for, download or build the worker in a process of its own: a build takes minutes of two
 * processors, and a fault in it must not reach the server. Never rejects.
 */
export const ensureWorkerByScript: EnsureWorker = ({ log, signal }) =>
  new Promise((resolve) => {
    const child = spawn(execPath, [SCRIPT], { stdio: ['ignore', 'pipe', 'pipe'], signal, windowsHide: true });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    createInterface({ input: child.stderr }).on('line', log);
    child.once('error', (error) => {
      resolve({ unavailable: signal.aborted ? 'cancelled' : 'not-supported', detail: error.message });
    });
    child.once('close', (code) => resolve(readResult(output, code)));
  });

function readResult(output: string, code: number | null): EnsuredWorker {
  try {
    return EnsuredWorker.parse(JSON.parse(output));
  } catch (error) {
    return {
      unavailable: 'build-failed',
      detail: `the script ended with ${code} and no result: ${String(error)}`,
    };
  }
}
