import { sql } from 'kysely';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConflictError, type Statement, type Storage } from './port.ts';

/** A place that can be opened again and finds what was committed; `remove` takes it away. */
export interface StoragePlace {
  open(): Promise<Storage>;
  remove(): Promise<void>;
}

/** What every implementation of the port has to guarantee. Run it from a `.test.ts` beside the implementation. */
export function storageContract(name: string, makePlace: () => Promise<StoragePlace>): void {
  describe(`storage contract: ${name}`, { timeout: 30_000 }, () => {
    let place: StoragePlace;
    let storage: Storage;
    beforeEach(async () => {
      place = await makePlace();
      storage = await place.open();
    });
    afterEach(async () => {
      await storage.close();
      await place.remove();
    });

    const append = (n: number, payload = Uint8Array.of(n & 255)): Statement => ({
      query: storage.sql
        .insertInto('room_update')
        .values({ room: 'r', n, at: 0, person: 'p', payload })
        .compile(),
    });
    const stream = (id: string, seq = 0): Statement => ({
      query: storage.sql.insertInto('stream').values({ id, seq, hash: 'h' }).compile(),
    });
    /** The compare-and-set that every appender to a stream makes. */
    const advance = (id: string, from: number): Statement => ({
      query: storage.sql
        .updateTable('stream')
        .set({ seq: from + 1 })
        .where('id', '=', id)
        .where('seq', '=', from)
        .compile(),
      changes: 1,
    });
    const broken = (): Statement => ({
      query: sql`insert into no_such_table values (1)`.compile(storage.sql),
    });
    const updates = async (): Promise<number[]> => {
      const rows = await storage.read(
        storage.sql.selectFrom('room_update').select('n').orderBy('n').compile(),
      );
      return rows.map((row) => row.n);
    };
    const streams = (): Promise<{ id: string; seq: number }[]> =>
      storage.read(storage.sql.selectFrom('stream').select(['id', 'seq']).orderBy('id').compile());

    it('keeps a committed unit over closing and opening', async () => {
      await storage.commit([append(1), stream('s')]);
      await storage.close();
      storage = await place.open();
      expect(await updates()).toEqual([1]);
      expect(await streams()).toEqual([{ id: 's', seq: 0 }]);
    });

    it('runs the statements of a unit, and the units, in the order in which they came', async () => {
      await storage.commit([stream('s')]);
      // Each compare-and-set needs the one before it.
      await Promise.all(Array.from({ length: 300 }, (_, from) => storage.commit([advance('s', from)])));
      await storage.commit([advance('s', 300), advance('s', 301)]);
      expect(await streams()).toEqual([{ id: 's', seq: 302 }]);
    });

    it('lets exactly one of many writers win a compare-and-set', async () => {
      await storage.commit([stream('s')]);
      const results = await Promise.allSettled(
        Array.from({ length: 50 }, (_, n) => storage.commit([advance('s', 0), append(n + 1)])),
      );
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ConflictError);
      }
      expect(await streams()).toEqual([{ id: 's', seq: 1 }]);
      expect(await updates()).toEqual([1]);
    });

    it('keeps nothing of a unit with a conflict, whichever statement finds it', async () => {
      await storage.commit([stream('s')]);
      await expect(storage.commit([append(1), advance('s', 7), append(2)])).rejects.toBeInstanceOf(
        ConflictError,
      );
      await expect(storage.commit([append(3), append(4), advance('s', 7)])).rejects.toBeInstanceOf(
        ConflictError,
      );
      expect(await updates()).toEqual([]);
      expect(await streams()).toEqual([{ id: 's', seq: 0 }]);
    });

    it('tells a row with the same key as a conflict', async () => {
      await storage.commit([append(1)]);
      await expect(storage.commit([append(2), append(1)])).rejects.toBeInstanceOf(ConflictError);
      expect(await updates()).toEqual([1]);
    });

    it('lets a unit that fails harm no other, however they are mixed', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom('good', 'conflict', 'broken', 'sameKey', 'read'), { maxLength: 40 }),
          fc.integer({ min: 1, max: 3 }),
          async (kinds, rows) => {
            await storage.commit([{ query: storage.sql.deleteFrom('room_update').compile() }]);
            await storage.commit([append(1_000_000)]);
            const good: number[] = [];
            const outcomes = kinds.map(async (kind, place) => {
              const own = Array.from({ length: rows }, (_, i) => place * 10 + i + 1);
              const statements = own.map((n) => append(n));
              switch (kind) {
                case 'good':
                  good.push(...own);
                  return storage.commit(statements);
                case 'conflict':
                  return expect(storage.commit([...statements, advance('nobody', 0)])).rejects.toThrow(
                    ConflictError,
                  );
                case 'broken':
                  return expect(storage.commit([...statements, broken()])).rejects.toThrow('broken');
                case 'sameKey':
                  return expect(storage.commit([...statements, append(1_000_000)])).rejects.toThrow(
                    ConflictError,
                  );
                case 'read': {
                  const before = [...good, 1_000_000];
                  return expect(await updates()).toEqual(before);
                }
              }
            });
            await Promise.all(outcomes);
            expect(await updates()).toEqual([...good, 1_000_000]);
          },
        ),
        { numRuns: 25 },
      );
    });

    it('answers reads in order: each sees the units handed over before it, and none handed over after', async () => {
      const seen: Promise<number[]>[] = [updates()];
      const commits: Promise<void>[] = [];
      for (let n = 1; n <= 20; n++) {
        commits.push(storage.commit([append(n)]));
        seen.push(updates());
      }
      expect((await Promise.all(seen)).map((rows) => rows.length)).toEqual(
        Array.from({ length: 21 }, (_, n) => n),
      );
      await Promise.all(commits);
    });

    it('goes on after a read that is wrong', async () => {
      const wrong = storage.read(sql`select * from no_such_table`.compile(storage.sql));
      const right = storage.commit([append(1)]);
      await expect(wrong).rejects.toThrow('broken');
      await right;
      expect(await updates()).toEqual([1]);
    });

    it('refuses a read that changes rows', async () => {
      await storage.commit([append(1)]);
      await expect(storage.read(storage.sql.deleteFrom('room_update').compile())).rejects.toThrow(TypeError);
      await expect(storage.read(sql`delete from room_update`.compile(storage.sql))).rejects.toThrow(
        TypeError,
      );
      expect(await updates()).toEqual([1]);
    });

    it('gives bytes back as they were, whatever memory they were a view of', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 9000 }), fc.nat(20), async (bytes, margin) => {
          const wide = new Uint8Array(bytes.length + 2 * margin);
          wide.set(bytes, margin);
          const view = wide.subarray(margin, margin + bytes.length);
          const query = storage.sql
            .insertInto('room_snapshot')
            .values({ room: 'r', n: 1, state: view })
            .onConflict((conflict) => conflict.column('room').doUpdateSet({ state: view }))
            .compile();
          await storage.commit([{ query, changes: 1 }]);
          const [row] = await storage.read(storage.sql.selectFrom('room_snapshot').select('state').compile());
          expect(Buffer.from(row?.state ?? []).equals(bytes)).toBe(true);
        }),
        { numRuns: 40 },
      );
    });

    it('gives Vietnamese text back code point by code point, composed or not', async () => {
      const composed = 'Phiếu trình về việc điều chỉnh kế hoạch: Nguyễn Thị Ngọc Ánh, Đặng Hữu Phước';
      for (const text of [composed.normalize('NFC'), composed.normalize('NFD'), '😀 "\' \\ %_; --', '']) {
        await storage.commit([
          { query: storage.sql.deleteFrom('stream').compile() },
          { query: storage.sql.insertInto('stream').values({ id: text, seq: 1, hash: text }).compile() },
        ]);
        const found = await storage.read(
          storage.sql.selectFrom('stream').selectAll().where('id', '=', text).compile(),
        );
        expect(found).toEqual([{ id: text, seq: 1, hash: text }]);
      }
    });

    it('gives whole numbers back exactly: as number, beyond 2^53 as bigint', async () => {
      const numbers = [0, 1, -1, 2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
      for (const seq of numbers) await storage.commit([stream(`s${seq}`, seq)]);
      expect((await streams()).map((row) => row.seq).toSorted((a, b) => a - b)).toEqual(
        numbers.toSorted((a, b) => a - b),
      );
      for (const value of [2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n - 1n)]) {
        const rows = await storage.read(
          sql<{ big: bigint }>`select ${value} as big, 7 as small`.compile(storage.sql),
        );
        expect(rows).toEqual([{ big: value, small: 7 }]);
      }
    });

    it('refuses what a database can not hold, and keeps nothing of the unit', async () => {
      const query = sql`insert into stream values ('s', ${{ an: 'object' }}, 'h')`.compile(storage.sql);
      await expect(storage.commit([append(1), { query }])).rejects.toThrow(TypeError);
      expect(await updates()).toEqual([]);
    });

    it('refuses to run a query on the builder itself', async () => {
      await expect(storage.sql.selectFrom('stream').selectAll().execute()).rejects.toThrow(/hand it to/);
    });

    it('commits what was handed over before it was closed, and refuses what comes later', async () => {
      const commits = Array.from({ length: 100 }, (_, n) => storage.commit([append(n + 1)]));
      const closed = storage.close();
      await expect(storage.commit([append(1000)])).rejects.toThrow('busy');
      await expect(updates()).rejects.toThrow('busy');
      await Promise.all(commits);
      await closed;
      await storage.close();
      storage = await place.open();
      expect(await updates()).toHaveLength(100);
    });

    it('refuses more than it can hold waiting, and goes on afterwards', async () => {
      const results = await Promise.allSettled(
        Array.from({ length: 60_000 }, (_, n) => storage.commit([append(n + 1)])),
      );
      const refused = results.filter((result) => result.status === 'rejected');
      expect(refused.length).toBe(10_000);
      for (const { reason } of refused) expect(reason).toMatchObject({ code: 'busy' });
      expect(await updates()).toHaveLength(50_000);
      await storage.commit([append(100_000)]);
    }, 60_000);
  });
}
