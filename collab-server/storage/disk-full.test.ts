import { createHash, randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { newId, UploadId } from '#protocol/wire/ids';
import { fakeEnvironment } from '../testing/fake-environment.ts';
import { noSmallDisk, withSmallDisk } from '../testing/small-disk.ts';
import { openDiskBlobs } from './blobs/disk.ts';
import { DiskFullError, type Statement, type Storage } from './port.ts';
import { openSqliteStorage } from './sqlite/open.ts';

const cannot = await noSmallDisk();
const MEGABYTE = 1024 * 1024;
const env = fakeEnvironment();

function update({ sql: builder }: Storage, n: number, bytes: number): Statement {
  const values = { room: 'r', n, at: 0, person: 'p', payload: new Uint8Array(bytes).fill(n) };
  return { query: builder.insertInto('room_update').values(values).compile() };
}

async function stored(storage: Storage): Promise<number[]> {
  const check = await storage.read(sql`pragma integrity_check`.compile(storage.sql));
  expect(check).toEqual([{ integrity_check: 'ok' }]);
  const rows = await storage.read(
    storage.sql.selectFrom('room_update').select(['n', 'payload']).orderBy('n').compile(),
  );
  for (const { n, payload } of rows) expect(payload.every((byte) => byte === (n & 255))).toBe(true);
  return rows.map((row) => row.n);
}

/** Commits ever smaller updates until not even a small one fits; answers the numbers of those that were kept. */
async function fill(storage: Storage, from: number): Promise<number[]> {
  const kept: number[] = [];
  let n = from;
  for (const bytes of [500_000, 50_000, 5000, 10]) {
    for (;;) {
      try {
        await storage.commit([update(storage, n, bytes)]);
        kept.push(n++);
      } catch (error) {
        expect(error).toBeInstanceOf(DiskFullError);
        break;
      }
    }
  }
  return kept;
}

describe.skipIf(cannot !== undefined)(
  `a full disk${cannot === undefined ? '' : ` (${cannot})`}`,
  { timeout: 30_000 },
  () => {
    it('refuses the unit, keeps what was there, and takes more when there is room again', () =>
      withSmallDisk(8 * MEGABYTE, async (folder) => {
        const storage = await openSqliteStorage({ dataDir: join(folder, 'data'), env });
        const ballast = join(folder, 'ballast');
        await writeFile(ballast, new Uint8Array(3 * MEGABYTE));
        const kept = await fill(storage, 1);
        expect(kept.length).toBeGreaterThan(5);
        expect(await stored(storage)).toEqual(kept);

        await rm(ballast);
        await storage.commit([update(storage, 1000, 500_000)]);
        expect(await stored(storage)).toEqual([...kept, 1000]);
        await storage.close();

        const again = await openSqliteStorage({ dataDir: join(folder, 'data'), env });
        expect(await stored(again)).toEqual([...kept, 1000]);
        await again.close();
      }));

    it('may be met at closing, and nothing is lost', () =>
      withSmallDisk(6 * MEGABYTE, async (folder) => {
        const ballast = join(folder, 'ballast');
        await writeFile(ballast, new Uint8Array(2 * MEGABYTE));
        const storage = await openSqliteStorage({ dataDir: join(folder, 'data'), env });
        const kept = await fill(storage, 1);
        await storage.close();
        await rm(ballast);
        const again = await openSqliteStorage({ dataDir: join(folder, 'data'), env });
        expect(await stored(again)).toEqual(kept);
        await again.close();
      }));

    it('is told when there is no room to open', () =>
      withSmallDisk(65_536, async (folder) => {
        await writeFile(join(folder, 'ballast'), new Uint8Array(61_440));
        await expect(openSqliteStorage({ dataDir: join(folder, 'data'), env })).rejects.toBeInstanceOf(
          DiskFullError,
        );
      }));

    it('does not take the neighbours of a unit that is too large for it along', () =>
      withSmallDisk(4 * MEGABYTE, async (folder) => {
        const storage = await openSqliteStorage({ dataDir: join(folder, 'data'), env });
        const sizes = [10, 20, 5 * MEGABYTE, 30, 6 * MEGABYTE, 40];
        const results = await Promise.allSettled(
          sizes.map((bytes, place) => storage.commit([update(storage, place + 1, bytes)])),
        );
        expect(results.map((result) => result.status === 'fulfilled')).toEqual([
          true,
          true,
          false,
          true,
          false,
          true,
        ]);
        for (const result of results) {
          if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(DiskFullError);
        }
        expect(await stored(storage)).toEqual([1, 2, 4, 6]);
        await storage.close();
      }));

    it('keeps the part of an upload that fitted, to be continued', () =>
      withSmallDisk(4 * MEGABYTE, async (folder) => {
        const ballast = join(folder, 'ballast');
        await writeFile(ballast, new Uint8Array(2 * MEGABYTE));
        const blobs = await openDiskBlobs({ dataDir: join(folder, 'data'), env });
        const paper = randomBytes(3 * MEGABYTE);
        const upload = newId(UploadId, randomBytes(20));
        async function* from(offset: number): AsyncGenerator<Uint8Array> {
          for (let at = offset; at < paper.length; at += 65_536) yield paper.subarray(at, at + 65_536);
        }
        const first = blobs.writePart(upload, 0, from(0), paper.length);
        await expect(first).rejects.toBeInstanceOf(DiskFullError);
        const arrived = await blobs.partSize(upload);
        expect(arrived).toBeGreaterThan(MEGABYTE);
        await expect(blobs.put(new Uint8Array(MEGABYTE))).rejects.toBeInstanceOf(DiskFullError);

        await rm(ballast);
        expect(await blobs.writePart(upload, arrived, from(arrived), paper.length)).toBe(paper.length);
        const { hash } = await blobs.seal(upload);
        expect(hash).toBe(createHash('sha256').update(paper).digest('hex'));
        expect((await buffer(blobs.read(hash))).equals(paper)).toBe(true);
      }));
  },
);
