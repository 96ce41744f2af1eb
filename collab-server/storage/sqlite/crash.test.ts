import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { tempDataDir } from '../../testing/temp-storage.ts';
import { openSqliteStorage } from './open.ts';

const CHILD = fileURLToPath(new URL('../../testing/storage-child.ts', import.meta.url));
const SEED = Number(process.env['BANTRON_TEST_SEED'] ?? 20260105);

/** Acknowledged commits per room. */
type Acknowledged = Map<string, number>;

/** Runs the writing program on the folder and kills it when it has been promised so many commits. */
async function writeUntilKilled(
  dataDir: string,
  promises: number,
  acknowledged: Acknowledged,
): Promise<void> {
  const child = spawn(process.execPath, [CHILD, dataDir, '6'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let heard = 0;
  for await (const line of createInterface(child.stdout)) {
    const [, room, n] = /^ack (w\d+) (\d+)$/.exec(line) ?? [];
    if (room === undefined) continue;
    // Also what it said between the kill and its end was promised.
    acknowledged.set(room, Number(n));
    if (++heard === promises) child.kill('SIGKILL');
  }
  await exited;
  expect(child.signalCode).toBe('SIGKILL');
}

/** The rooms' last updates, after checking that the database is whole and no room has a hole or a wrong byte. */
async function contents(dataDir: string): Promise<Map<string, number>> {
  const storage = await openSqliteStorage({ dataDir, env: fakeEnvironment() });
  try {
    const check = await storage.read(
      sql<{ integrity_check: string }>`pragma integrity_check`.compile(storage.sql),
    );
    expect(check).toEqual([{ integrity_check: 'ok' }]);
    const rows = await storage.read(storage.sql.selectFrom('room_update').selectAll().orderBy('n').compile());
    const last = new Map<string, number>();
    for (const { room, n, payload } of rows) {
      expect(n).toBe((last.get(room) ?? 0) + 1);
      expect(payload.every((byte) => byte === (n & 255))).toBe(true);
      last.set(room, n);
    }
    return last;
  } finally {
    await storage.close();
  }
}

describe('a server that is killed', () => {
  it(`has every acknowledged commit when it starts again, 20 times (seed ${SEED})`, async () => {
    const chance = fakeEnvironment({ seed: SEED });
    await using folder = await tempDataDir();
    const acknowledged: Acknowledged = new Map();
    for (let kill = 1; kill <= 20; kill++) {
      const [low = 0, high = 0] = chance.randomBytes(2);
      await writeUntilKilled(folder.path, 1 + ((high * 256 + low) % 600), acknowledged);
      // Otherwise the next program finds the log as the killed one left it.
      if (kill % 4 !== 0) continue;
      const found = await contents(folder.path);
      for (const [room, n] of acknowledged) expect(found.get(room) ?? 0).toBeGreaterThanOrEqual(n);
    }
    expect([...acknowledged.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThan(1000);
  }, 120_000);

  it(`reads its log up to where it is torn, whatever stands behind (seed ${SEED})`, async () => {
    const chance = fakeEnvironment({ seed: SEED });
    await using folder = await tempDataDir();
    const source = join(folder.path, 'source');
    const acknowledged: Acknowledged = new Map();
    await writeUntilKilled(source, 200, acknowledged);
    const log = await readFile(join(source, 'bantron.sqlite-wal'));

    const reopened = async (name: string, damaged: Uint8Array): Promise<Map<string, number>> => {
      const copy = join(folder.path, name);
      await cp(source, copy, { recursive: true });
      await writeFile(join(copy, 'bantron.sqlite-wal'), damaged);
      return contents(copy);
    };
    const extended = await reopened('extended', Buffer.concat([log, chance.randomBytes(10_000)]));
    for (const [room, n] of acknowledged) expect(extended.get(room) ?? 0).toBeGreaterThanOrEqual(n);
    const whole = [...extended.values()].reduce((sum, n) => sum + n, 0);
    // The log starts with what made the tables; a tear is in what follows.
    for (let tear = 1; tear <= 5; tear++) {
      const [low = 0, high = 0] = chance.randomBytes(2);
      const length = Math.floor(log.length * (0.6 + (0.4 * (high * 256 + low)) / 65_536));
      const found = await reopened(`torn-${tear}`, log.subarray(0, length));
      expect([...found.values()].reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(whole);
      expect(found.size).toBeGreaterThan(0);
    }
  }, 60_000);
});
