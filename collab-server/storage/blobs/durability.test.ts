import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cannotTrace, systemCallsOf, type SystemCall } from '../../testing/system-calls.ts';

/** As for commits: what is said to have arrived, or to be sealed, has been flushed to the disk, file and folder. */

const testing = (file: string): string => fileURLToPath(new URL(`../../testing/${file}`, import.meta.url));
const why = cannotTrace();

function promisesIn(calls: readonly SystemCall[]): { kept: string[]; unkept: string[] } {
  const kept: string[] = [];
  const unkept: string[] = [];
  /** Files with bytes, and folders with names, that would not survive power loss. */
  const owed = new Set<string>();
  let renamed = 0;
  let written = 0;
  for (const { name, path, said, succeeded } of calls) {
    if (/^(arrived|sealed) /.test(said)) {
      const done = said.startsWith('sealed') ? renamed === 1 : written > 0;
      (owed.size === 0 && done ? kept : unkept).push(said);
    } else if (said.startsWith('begin ')) {
      owed.clear();
      renamed = 0;
      written = 0;
    } else if (name.startsWith('rename')) {
      owed.add(dirname(path));
      renamed++;
    } else if (path.endsWith('.part')) {
      if (name === 'fsync' && succeeded) {
        owed.delete(path);
      } else {
        owed.add(path);
        owed.add(dirname(path));
        written++;
      }
    } else if (name === 'fsync' && succeeded) {
      owed.delete(path);
    }
  }
  return { kept, unkept };
}

describe.skipIf(why !== undefined)(`durability of uploads (${why ?? 'by strace'})`, () => {
  it('says that bytes have arrived, or a paper is sealed, only after the disk has them', async () => {
    const { kept, unkept } = promisesIn(await systemCallsOf([testing('blob-child.ts'), '{folder}', '10']));
    expect(unkept).toEqual([]);
    expect(kept).toHaveLength(20);
  }, 30_000);

  it('would go red if blobs did not wait for the disk', async () => {
    const weaken = ['--import', testing('storage-broken/no-file-sync.ts')];
    const { kept, unkept } = promisesIn(
      await systemCallsOf([...weaken, testing('blob-child.ts'), '{folder}', '10']),
    );
    expect(kept).toEqual([]);
    expect(unkept).toHaveLength(20);
  }, 30_000);
});
