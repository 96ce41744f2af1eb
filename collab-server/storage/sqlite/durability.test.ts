import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { tempDataDir } from '../../testing/temp-storage.ts';

/**
 * Killing a process can't show that a commit is durable: the operating system keeps what was written. This watches what
 * the program asks of it. Before an acknowledgement leaves the process, everything written to the log must have been
 * flushed to the disk by an fsync that succeeded. The same check on two storages that are broken on purpose shows that it
 * can fail.
 */

const CHILD = fileURLToPath(new URL('../../testing/storage-child.ts', import.meta.url));
const BROKEN = fileURLToPath(new URL('../../testing/storage-broken/', import.meta.url));

const tracing = spawnSync('strace', ['-f', '-o', '/dev/null', process.execPath, '--version']);
const cannotTrace = tracing.status === 0 ? undefined : 'needs strace, and the right to use it';

/** What the tracing says happened, in the order in which it happened. */
interface Step {
  readonly kind: 'written' | 'flushed' | 'begin' | 'ack';
  readonly what: string;
}

function stepsOf(trace: string): Step[] {
  const steps: Step[] = [];
  const flushing = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const said = /^write\(1<[^>]*>, "(begin|ack) (w\d+ \d+)\\n"/.exec(rest);
    if (said?.[2] !== undefined) {
      // An acknowledgement counts from when it starts to leave, so an unfinished call counts too.
      steps.push({ kind: said[1] === 'ack' ? 'ack' : 'begin', what: said[2] });
      continue;
    }
    const wrote = /^(?:pwrite64|pwritev|write|writev)\(\d+<([^>]*\.sqlite-wal)>/.exec(rest);
    if (wrote?.[1] !== undefined) {
      steps.push({ kind: 'written', what: wrote[1] });
      continue;
    }
    // A flush counts only when it has come back, and well.
    const flush = /^(?:fsync|fdatasync)\(\d+<([^>]*\.sqlite-wal)>(.*)$/.exec(rest);
    if (flush?.[1] !== undefined) {
      if (/<unfinished/.test(flush[2] ?? '')) flushing.set(thread, flush[1]);
      else if (flush[2]?.endsWith('= 0')) steps.push({ kind: 'flushed', what: flush[1] });
      continue;
    }
    const log = flushing.get(thread);
    if (log !== undefined && /^<\.\.\. (fsync|fdatasync) resumed>/.test(rest)) {
      flushing.delete(thread);
      if (rest.endsWith('= 0')) steps.push({ kind: 'flushed', what: log });
    }
  }
  return steps;
}

/**
 * Acknowledgements of a lone writer that left before what they promise was on the disk. Each commit is one round of
 * writing to the log and flushing it, so the n-th promise needs n finished rounds, and nothing written since.
 */
function unkeptPromises(steps: readonly Step[]): { kept: string[]; unkept: string[] } {
  const kept: string[] = [];
  const unkept: string[] = [];
  let written = false;
  let rounds = 0;
  for (const { kind, what } of steps) {
    switch (kind) {
      case 'begin':
        // What opening the folder wrote is no part of it.
        if (kept.length + unkept.length === 0) rounds = 0;
        break;
      case 'written':
        written = true;
        break;
      case 'flushed':
        if (written) rounds++;
        written = false;
        break;
      case 'ack':
        (rounds > kept.length + unkept.length && !written ? kept : unkept).push(what);
        break;
    }
  }
  return { kept, unkept };
}

async function traced(weakness?: string): Promise<{ kept: string[]; unkept: string[] }> {
  await using folder = await tempDataDir();
  const trace = join(folder.path, 'trace');
  const watched = 'trace=write,writev,pwrite64,pwritev,fsync,fdatasync';
  const weaken = weakness === undefined ? [] : ['--import', join(BROKEN, weakness)];
  const program = [process.execPath, ...weaken, CHILD, join(folder.path, 'data'), '1', '30'];
  await promisify(execFile)('strace', ['-f', '-y', '-s', '40', '-o', trace, '-e', watched, ...program]);
  return unkeptPromises(stepsOf(await readFile(trace, 'utf8')));
}

describe.skipIf(cannotTrace !== undefined)(`durability (${cannotTrace ?? 'by strace'})`, () => {
  it('acknowledges a commit only after the disk has it', async () => {
    const { kept, unkept } = await traced();
    expect(unkept).toEqual([]);
    expect(kept).toHaveLength(30);
  }, 30_000);

  it('would go red if the storage did not wait for the disk', async () => {
    const { kept, unkept } = await traced('no-fsync.ts');
    expect(kept).toEqual([]);
    expect(unkept).toHaveLength(30);
  }, 30_000);

  it('would go red if the storage answered before it committed', async () => {
    const { kept, unkept } = await traced('early-answer.ts');
    expect(kept).toEqual([]);
    expect(unkept).toHaveLength(30);
  }, 30_000);
});
