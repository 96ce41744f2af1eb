import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cannotTrace, systemCallsOf, type SystemCall } from '../../testing/system-calls.ts';

const testing = (file: string): string => fileURLToPath(new URL(`../../testing/${file}`, import.meta.url));
const why = cannotTrace();

/** What of the key would survive power loss when the vote's opening began to be written. */
function safeWhenOpened(calls: readonly SystemCall[]): string[] {
  const begun = calls.findIndex(({ said }) => said === 'begin');
  const opened = calls.findIndex(({ said }) => said === 'opened');
  const between = calls.slice(begun, opened);
  const written = between.findIndex(({ name, path }) => name.startsWith('pwrite') && path.endsWith('-wal'));
  expect(Math.min(begun, opened, written)).toBeGreaterThan(-1);
  return between
    .slice(0, written)
    .flatMap(({ name, path, succeeded }) => (name === 'fsync' && succeeded ? [path] : []))
    .flatMap((path) => /\/data(\/ballot-keys(?:\/[^/]+)?)?$/.exec(path)?.slice(1) ?? []);
}

describe.skipIf(why !== undefined)(`durability of ballot keys (${why ?? 'by strace'})`, () => {
  it('[VOTE-15] a vote opens only after its key, and the folders that name it, are on the disk', async () => {
    const safe = safeWhenOpened(await systemCallsOf([testing('vote-child.ts'), '{folder}']));
    expect(safe).toHaveLength(3);
    const [file, folder, dataDir] = safe;
    expect(file).toMatch(/^\/ballot-keys\/[0-9a-z]{20}\.[0-9a-z]{20}$/);
    expect([folder, dataDir]).toEqual(['/ballot-keys', undefined]);
  }, 30_000);

  it('would go red if the key did not wait for the disk', async () => {
    const weaken = ['--import', testing('storage-broken/no-file-sync.ts')];
    expect(safeWhenOpened(await systemCallsOf([...weaken, testing('vote-child.ts'), '{folder}']))).toEqual(
      [],
    );
  }, 30_000);
});
