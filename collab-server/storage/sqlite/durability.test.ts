import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cannotTrace, systemCallsOf, type SystemCall } from '../../testing/system-calls.ts';

/**
 * Killing a process can't show that a commit is durable: the operating system keeps what was written. This watches what
 * the program asks of it. Before an acknowledgement leaves the process, everything written to the log must have been
 * flushed to the disk by an fsync that succeeded. The same check on two storages that are broken on purpose shows that it
 * can fail.
 */

const testing = (file: string): string => fileURLToPath(new URL(`../../testing/${file}`, import.meta.url));
const why = cannotTrace();

/**
 * Acknowledgements of a lone writer that left before what they promise was on the disk. Each commit is one round of
 * writing to the log and flushing it, so the n-th promise needs n finished rounds, and nothing written since.
 */
function promisesIn(calls: readonly SystemCall[]): { kept: string[]; unkept: string[] } {
  const kept: string[] = [];
  const unkept: string[] = [];
  let written = false;
  let rounds = 0;
  for (const { name, path, said, succeeded } of calls) {
    if (said.startsWith('ack ')) {
      (rounds > kept.length + unkept.length && !written ? kept : unkept).push(said);
    } else if (said.startsWith('begin ') && kept.length + unkept.length === 0) {
      // What opening the folder wrote is no part of it.
      rounds = 0;
    } else if (path.endsWith('.sqlite-wal')) {
      const flushed = (name === 'fsync' || name === 'fdatasync') && succeeded;
      if (flushed && written) rounds++;
      written = !flushed;
    }
  }
  return { kept, unkept };
}

async function traced(weakness?: string): Promise<{ kept: string[]; unkept: string[] }> {
  const weaken = weakness === undefined ? [] : ['--import', testing(`storage-broken/${weakness}`)];
  return promisesIn(await systemCallsOf([...weaken, testing('storage-child.ts'), '{folder}', '1', '30']));
}

describe.skipIf(why !== undefined)(`durability of commits (${why ?? 'by strace'})`, () => {
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
