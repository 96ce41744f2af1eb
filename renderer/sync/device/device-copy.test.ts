import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '#protocol/wire/codes';
import { endpoint } from '#protocol/wire/endpoint';
import { createApiClient, Unreachable } from '../api-client.ts';
import type { DeviceCopy, TakenMeeting } from './device-copy.ts';
import { meeting, paperOf, TestDevice, versionOf } from './testing/device.ts';

const answer = z.object({ text: z.string() });
const none = z.object({});
const get = (path: `/api/${string}`) =>
  endpoint({
    method: 'GET',
    path,
    summary: 'for this test',
    access: 'signedIn',
    params: none,
    query: z.object({ q: z.string().optional() }),
    body: z.undefined(),
    response: answer,
  });
const pages = get(`/api/versions/${versionOf(1)}/pages`);
const foreign = get(`/api/versions/${versionOf(9)}/pages`);
const list = get('/api/meetings');
const one = get(`/api/meetings/${meeting}`);

const taken: TakenMeeting = {
  id: meeting,
  title: 'Họp',
  takenAt: 1,
  checkedAt: 1,
  stopped: false,
  papers: [{ id: paperOf(1), title: 'a', version: versionOf(1), bytes: 5, earlier: [] }],
};

/** What the network does: an answer, a refusal, nothing at all, or an error. */
let network: 'up' | 'down' | 'silent' | 'refuses';
let text: string;
let device: TestDevice;
let copy: DeviceCopy;
let client: ReturnType<typeof createApiClient>;
let reached: boolean[];

async function start(): Promise<void> {
  copy = await device.copy();
  client = createApiClient(async (_address, request) => {
    if (network === 'down') throw new TypeError('no network');
    if (network === 'silent')
      return new Promise((_resolve, reject) => {
        request?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      });
    const body = network === 'up' ? { text } : { ok: false, code: 'notFound' };
    return new Response(JSON.stringify(body), { status: network === 'up' ? 200 : 404 });
  });
  client.connect({ origin: 'https://hop.example', token: 't' });
  client.useCopies(copy);
  reached = [];
  client.onReach((is) => reached.push(is));
}

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  network = 'up';
  text = 'một';
  device = new TestDevice();
  await start();
  await copy.putTaken(taken);
});
afterEach(() => {
  copy.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('what was answered about a pack that was taken along stands in after a restart without the server', async () => {
  await client.call(pages, {});
  await client.call(list, {});
  await client.call(foreign, {});
  await pass(0);
  network = 'down';
  copy.close();
  await start();
  expect(await client.call(pages, {})).toEqual({ text: 'một' });
  expect(copy.shownCopy()).toBeNull(); // a version never changes: its copy is no older than the original
  expect(await client.call(list, {})).toEqual({ text: 'một' });
  expect(copy.shownCopy()).toEqual({ at: 1_000_000 });
  await expect(client.call(foreign, {})).rejects.toBeInstanceOf(Unreachable);
  await expect(client.call(pages, { fresh: true })).rejects.toBeInstanceOf(Unreachable);
});

test('nothing is kept of a server whose packs were not taken along', async () => {
  await copy.removeTaken(meeting);
  await client.call(list, {});
  await client.call(pages, {});
  await pass(0);
  network = 'down';
  await expect(client.call(list, {})).rejects.toBeInstanceOf(Unreachable);
  await expect(client.call(pages, {})).rejects.toBeInstanceOf(Unreachable);
});

test('an answer of the server replaces what was shown, and the screen says so', async () => {
  await client.call(list, {});
  await pass(0);
  network = 'down';
  await client.call(list, {});
  expect(copy.shownCopy()).not.toBeNull();
  network = 'up';
  text = 'hai';
  expect(await client.call(list, {})).toEqual({ text: 'hai' });
  expect(copy.shownCopy()).toBeNull();
  await pass(0);
  network = 'down';
  expect(await client.call(list, {})).toEqual({ text: 'hai' });
});

test('a silent server is not waited for longer than the copy is worth', async () => {
  await client.call(list, {});
  await pass(0);
  network = 'silent';
  const first = client.call(list, {});
  await pass(8000);
  expect(await first).toEqual({ text: 'một' });
  expect(reached.at(-1)).toBe(false);
  // Now that it is known to be away.
  const second = client.call(list, {});
  await pass(2000);
  expect(await second).toEqual({ text: 'một' });
});

test('whoever goes away while the server is silent is told of nothing', async () => {
  await client.call(list, {});
  network = 'silent';
  const ending = new AbortController();
  const call = client.call(list, { signal: ending.signal });
  ending.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  expect(reached).toEqual([true]);
});

test('queries and commands are the server’s alone', async () => {
  await client.call(one, { query: { q: 'x' } });
  await pass(0);
  network = 'down';
  await expect(client.call(one, { query: { q: 'x' } })).rejects.toBeInstanceOf(Unreachable);
  await expect(client.call(one, {})).rejects.toBeInstanceOf(Unreachable);
});

test('a version that the server refuses leaves the device', async () => {
  await copy.beginFile(versionOf(1), 5);
  await copy.writeChunk(versionOf(1), 0, new Uint8Array(5));
  await client.call(pages, {});
  await pass(0);
  expect(await copy.readRange(versionOf(1), 1, 3)).toHaveLength(2);
  network = 'refuses';
  await expect(client.call(pages, {})).rejects.toBeInstanceOf(AppError);
  await pass(0);
  expect(await copy.readRange(versionOf(1), 1, 3)).toBeNull();
  network = 'down';
  await expect(client.call(pages, {})).rejects.toBeInstanceOf(Unreachable);
});

test('a meeting that the server refuses leaves the device with its papers', async () => {
  await copy.beginFile(versionOf(1), 5);
  network = 'refuses';
  await expect(client.call(one, {})).rejects.toBeInstanceOf(AppError);
  await pass(0);
  expect(copy.taken()).toEqual([]);
  expect(await copy.files()).toEqual([]);
});

test('a device that cannot keep anything disturbs no screen', async () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  device.disk.shell.fault = 'disk_full';
  expect(await client.call(list, {})).toEqual({ text: 'một' });
  await pass(0);
  network = 'down';
  await expect(client.call(list, {})).rejects.toBeInstanceOf(Unreachable);
});

test('forgetting leaves rooms with unsaved marks and nothing else', async () => {
  const store = device.store();
  for (const room of ['annotation/a', 'annotation/b'])
    await (await store.open(room)).append(new Uint8Array([1]));
  device.unsavedRooms.add('annotation/b');
  await copy.beginFile(versionOf(1), 5);
  await client.call(list, {});
  await pass(0);
  await copy.forget();
  expect(await store.names()).toEqual(['annotation/b']);
  expect(await store.files.list()).toEqual([]);
  expect((await device.copy()).taken()).toEqual([]);
});
