import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MeetingState } from '#protocol/meeting/records';
import { AppError, type RefusalCode } from '#protocol/wire/codes';
import type { VersionId } from '#protocol/wire/ids';
import { FILE_CHUNK } from '../../platform/index.ts';
import { Unreachable } from '../api-client.ts';
import type { DeviceCopy } from './device-copy.ts';
import { PackKeeper } from './pack-keeper.ts';
import { bytesOf, meeting, stateOf, TestDevice, type TestPaper, versionOf } from './testing/device.ts';

/** The server as the keeper sees it, with a network that can fail after so many pieces. */
class TestServer {
  papers: TestPaper[] = [];
  online = true;
  /** Pieces until the network fails; negative: never. */
  left = -1;
  readonly pieces: string[] = [];
  readonly marks: VersionId[] = [];
  readonly refusals = new Map<string, RefusalCode>();
  readonly #listeners = new Set<(reached: boolean) => void>();

  state(): MeetingState {
    return stateOf(this.papers);
  }

  setOnline(online: boolean): void {
    this.online = online;
    for (const listener of this.#listeners) listener(online);
  }

  #answer<T>(key: string, value: T): T {
    if (!this.online) throw new Unreachable();
    const code = this.refusals.get(key);
    if (code !== undefined) throw new AppError(code);
    return value;
  }

  keeper(copy: DeviceCopy): PackKeeper {
    const keeper = new PackKeeper(copy, {
      everywhere: async () => this.#answer('everywhere', null),
      meeting: async (id) => this.#answer(id, this.state()),
      about: async (version) => this.#answer(version, null),
      fetchRange: async (version, begin, end, signal) => {
        signal.throwIfAborted();
        if (this.left === 0) this.setOnline(false);
        this.left -= 1;
        const bytes = this.#answer(version, bytesOf(version, begin, end));
        this.pieces.push(`${version.slice(0, 1)}${begin / FILE_CHUNK}`);
        return bytes;
      },
      marks: async (version) => {
        this.#answer('marks', null);
        this.marks.push(version);
      },
      onReach: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      now: () => Date.now(),
    });
    open.push(keeper);
    return keeper;
  }
}

let server: TestServer;
let device: TestDevice;
let open: PackKeeper[];
const BIG = 3 * FILE_CHUNK + 10;
const packOf = (keeper: PackKeeper) => keeper.getSnapshot().packs.get(meeting);
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new TestServer();
  device = new TestDevice();
  open = [];
  server.papers = [
    { n: 1, bytes: BIG },
    { n: 2, bytes: 100 },
  ];
});
afterEach(() => {
  for (const keeper of open) keeper.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('takes a whole pack along, says how far it is, and gives the same bytes back', async () => {
  const copy = await device.copy();
  const keeper = server.keeper(copy);
  const seen = new Set<number>();
  keeper.subscribe(() => seen.add(packOf(keeper)?.have ?? 0));
  await keeper.take(meeting, 'Họp');
  expect(packOf(keeper)).toMatchObject({ work: 'taking', checkedAt: null });
  await pass(10);
  expect(packOf(keeper)).toMatchObject({ work: 'done', have: BIG + 100, bytes: BIG + 100, fault: null });
  expect(packOf(keeper)?.papers.map(({ state }) => state)).toEqual(['here', 'here']);
  for (const have of [FILE_CHUNK, 2 * FILE_CHUNK, BIG]) expect(seen).toContain(have);
  expect(keeper.getSnapshot().used).toBe(BIG + 100);
  expect(server.marks).toEqual([versionOf(1), versionOf(2)]);
  const ranges = [
    [0, 10],
    [FILE_CHUNK - 5, FILE_CHUNK + 5],
    [FILE_CHUNK, 3 * FILE_CHUNK],
    [BIG - 3, BIG],
  ] as const;
  for (const [begin, end] of ranges)
    expect(await copy.readRange(versionOf(1), begin, end)).toEqual(bytesOf(versionOf(1), begin, end));
  expect(await copy.readRange(versionOf(1), BIG - 3, BIG + 1)).toBeNull();
});

test('an interruption is waited for, and only what is missing is asked for afterwards', async () => {
  const copy = await device.copy();
  const keeper = server.keeper(copy);
  server.left = 2;
  await keeper.take(meeting, 'Họp');
  await pass(100);
  expect(packOf(keeper)).toMatchObject({ work: 'waiting', have: 2 * FILE_CHUNK });
  expect(packOf(keeper)?.papers.map(({ state }) => state)).toEqual(['partly', 'missing']);
  expect(await copy.readRange(versionOf(1), 0, 10)).not.toBeNull();
  expect(await copy.readRange(versionOf(1), 2 * FILE_CHUNK, 2 * FILE_CHUNK + 1)).toBeNull();
  await pass(10 * 60_000);
  expect(packOf(keeper)).toMatchObject({ work: 'waiting' });
  server.pieces.length = 0;
  server.setOnline(true);
  await pass(10);
  expect(packOf(keeper)).toMatchObject({ work: 'done' });
  expect(server.pieces).toHaveLength(3);
  expect(server.pieces).toContain(`${versionOf(1).slice(0, 1)}2`);
});

test('without being told that the server is back it looks again by itself', async () => {
  const keeper = server.keeper(await device.copy());
  server.online = false;
  await keeper.take(meeting, 'Họp');
  await pass(100);
  expect(packOf(keeper)?.work).toBe('waiting');
  server.online = true;
  await pass(60_000);
  expect(packOf(keeper)?.work).toBe('done');
});

test('a program that is killed between two chunks goes on with the next start', async () => {
  const first = server.keeper(await device.copy());
  server.left = 2;
  await first.take(meeting, 'Họp');
  await pass(10);
  first.close();
  server.pieces.length = 0;
  server.online = true;
  server.left = -1;
  const second = server.keeper(await device.copy());
  await pass(10);
  expect(packOf(second)).toMatchObject({ work: 'done', have: BIG + 100 });
  expect(server.pieces).toHaveLength(3);
});

test('what the person stopped stays stopped, also over a restart, until they go on', async () => {
  const first = server.keeper(await device.copy());
  server.left = 2;
  await first.take(meeting, 'Họp');
  await pass(10);
  await first.stop(meeting);
  expect(packOf(first)).toMatchObject({ work: 'stopped', fault: null, have: 2 * FILE_CHUNK });
  first.close();
  server.setOnline(true);
  server.left = -1;
  const second = server.keeper(await device.copy());
  await pass(100_000);
  expect(packOf(second)).toMatchObject({ work: 'stopped', have: 2 * FILE_CHUNK });
  await second.take(meeting, 'Họp');
  await pass(10);
  expect(packOf(second)?.work).toBe('done');
});

test('a full disk is told; what was there stays, and it goes on when there is room', async () => {
  const copy = await device.copy();
  const keeper = server.keeper(copy);
  await keeper.take(meeting, 'Họp');
  const write = copy.writeChunk.bind(copy);
  vi.spyOn(copy, 'writeChunk').mockImplementation(async (version, chunk, content) => {
    if (chunk === 2) device.disk.shell.fault = 'disk_full';
    await write(version, chunk, content);
  });
  await pass(100);
  expect(packOf(keeper)).toMatchObject({ work: 'stopped', fault: 'disk_full', have: 2 * FILE_CHUNK });
  await expect(keeper.take(meeting, 'Họp')).rejects.toMatchObject({ code: 'disk_full' });
  device.disk.shell.fault = null;
  vi.restoreAllMocks();
  await keeper.take(meeting, 'Họp');
  await pass(100);
  expect(packOf(keeper)).toMatchObject({ work: 'done', fault: null });
});

test('a revised and a late paper are fetched when they are heard of; the former version stays readable', async () => {
  const copy = await device.copy();
  const keeper = server.keeper(copy);
  await keeper.take(meeting, 'Họp');
  await pass(10);
  server.papers = [
    { n: 1, bytes: 50, version: 5, earlier: [1] },
    { n: 2, bytes: 100 },
    { n: 3, bytes: 70 },
  ];
  server.left = 0;
  keeper.heard(server.state());
  await pass(10);
  expect(packOf(keeper)?.papers.map(({ state }) => state)).toEqual(['changed', 'here', 'missing']);
  expect(packOf(keeper)?.work).toBe('waiting');
  server.left = -1;
  server.setOnline(true);
  await pass(10);
  expect(packOf(keeper)?.papers.map(({ state }) => state)).toEqual(['here', 'here', 'here']);
  expect(await copy.readRange(versionOf(5), 0, 50)).not.toBeNull();
  expect(await copy.readRange(versionOf(1), 0, BIG)).not.toBeNull();
  server.pieces.length = 0;
  keeper.heard(server.state());
  await pass(10);
  expect(server.pieces).toEqual([]);
});

test('a paper that this person may not read any more leaves the device, the others stay', async () => {
  const copy = await device.copy();
  const keeper = server.keeper(copy);
  await keeper.take(meeting, 'Họp');
  await pass(10);
  server.papers = server.papers.slice(1);
  keeper.refresh();
  await pass(10);
  expect(await copy.readRange(versionOf(1), 0, 1)).toBeNull();
  expect((await copy.files()).map(({ name }) => name)).toEqual([versionOf(2)]);
  // Still in the list, but refused when it is asked for.
  server.refusals.set(versionOf(2), 'notAllowed');
  keeper.refresh();
  await pass(10);
  expect(await copy.files()).toEqual([]);
  expect(packOf(keeper)).toMatchObject({ work: 'stopped', fault: 'notAllowed', have: 0 });
});

test('a pack of a meeting to which one is no longer invited leaves the device', async () => {
  const copy = await device.copy();
  const keeper = server.keeper(copy);
  await keeper.take(meeting, 'Họp');
  await pass(10);
  server.refusals.set(meeting, 'notFound');
  keeper.refresh();
  await pass(10);
  expect(keeper.getSnapshot()).toEqual({ packs: new Map(), used: 0 });
  expect(await copy.files()).toEqual([]);
});

test('taking off the device removes the files and keeps rooms whose marks are not saved', async () => {
  const store = device.store();
  const rooms = [`annotation/${versionOf(1)}`, `annotation/${versionOf(2)}`] as const;
  for (const room of rooms) await (await store.open(room)).append(new Uint8Array([1]));
  device.unsavedRooms.add(rooms[1]);
  const copy = await device.copy();
  const keeper = server.keeper(copy);
  await keeper.take(meeting, 'Họp');
  await pass(10);
  await keeper.remove(meeting);
  expect(keeper.getSnapshot()).toEqual({ packs: new Map(), used: 0 });
  expect(await store.files.list()).toEqual([]);
  expect((await store.names()).filter((name) => name.startsWith('annotation/'))).toEqual([rooms[1]]);
});

test('marks are brought again when they may have changed, and of many papers at a pace that leaves tickets', async () => {
  server.papers = Array.from({ length: 22 }, (_, n) => ({ n: (n % 9) + 1, version: n, bytes: 10 }));
  const keeper = server.keeper(await device.copy());
  await keeper.take(meeting, 'Họp');
  await pass(100);
  expect(server.marks).toHaveLength(20);
  expect(packOf(keeper)?.work).toBe('taking');
  await pass(3000);
  expect(server.marks).toHaveLength(22);
  expect(packOf(keeper)?.work).toBe('done');
  keeper.refresh();
  await pass(60_000);
  expect(server.marks).toHaveLength(22);
  await pass(10 * 60_000);
  keeper.refresh();
  await pass(60_000);
  expect(server.marks).toHaveLength(44);
});
