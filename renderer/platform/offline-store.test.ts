import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { desktopStore } from './desktop-store.ts';
import { indexedDbStore } from './indexed-db-store.ts';
import { FILE_CHUNK } from './offline-files.ts';
import type { OfflineStore } from './offline-store.ts';
import { fakeShell } from './testing/fake-shell.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const texts = (updates: readonly Uint8Array[]): string[] =>
  updates.map((update) => new TextDecoder().decode(update));

const desktop = fakeShell();
const opened: OfflineStore[] = [];
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  desktop.shell.fault = null;
  desktop.shell.damaged = false;
  vi.restoreAllMocks();
});

let server = 0;
const newServer = () => `https://hop-${server++}.example`;

describe.each([
  ['browser', indexedDbStore],
  ['desktop', (at: string, person: string) => desktopStore(desktop.calls, at, person)],
])('offline store: %s', (_name, make) => {
  const open = (at: string, person = 'an') => {
    const store = make(at, person);
    opened.push(store);
    return store;
  };

  test('gives back what was appended, in order, also to a store opened later', async () => {
    const at = newServer();
    const room = await open(at).open('minutes/1');
    await Promise.all(['một', 'hai', 'ba'].map((text) => room.append(bytes(text))));
    const again = await open(at).open('minutes/1');
    expect(texts(await again.load())).toEqual(['một', 'hai', 'ba']);
  });

  test('keeps rooms, people and servers apart', async () => {
    const at = newServer();
    const other = newServer();
    await (await open(at).open('b')).append(bytes('1'));
    await (await open(at).open('a')).append(bytes('2'));
    await (await open(at, 'binh').open('a')).append(bytes('3'));
    await (await open(other).open('a')).append(bytes('4'));
    expect(await open(at).names()).toEqual(['a', 'b']);
    await open(at).clearAll();
    expect(await open(at).names()).toEqual([]);
    expect(texts(await (await open(at, 'binh').open('a')).load())).toEqual(['3']);
    expect(texts(await (await open(other).open('a')).load())).toEqual(['4']);
  });

  test('compacting replaces what was there; destroying leaves a room that can be used', async () => {
    const room = await open(newServer()).open('r');
    await room.append(bytes('1'));
    await room.append(bytes('2'));
    await room.compact(bytes('1+2'));
    await room.append(bytes('3'));
    expect(texts(await room.load())).toEqual(['1+2', '3']);
    await room.destroy();
    expect(await room.load()).toEqual([]);
    await room.append(bytes('4'));
    expect(texts(await room.load())).toEqual(['4']);
  });

  test('keeps a file chunk by chunk, and knows what is missing of it', async () => {
    const at = newServer();
    const { files } = open(at);
    const whole = 2 * FILE_CHUNK + 10;
    expect([...(await files.begin('v1', whole))]).toEqual([]);
    await files.write('v1', 0, new Uint8Array(FILE_CHUNK).fill(1));
    await files.write('v1', 2, new Uint8Array(10).fill(3));
    const later = open(at).files;
    expect(await later.list()).toEqual([{ name: 'v1', bytes: whole, have: FILE_CHUNK + 10 }]);
    expect(await later.begin('v1', whole)).toEqual(new Set([0, 2]));
    expect(await later.read('v1', 2)).toEqual(new Uint8Array(10).fill(3));
    expect(await later.read('v1', 1)).toBeNull();
    expect(await later.read('other', 0)).toBeNull();
  });

  test('a file of another length is another file, and one that was removed takes no more chunks', async () => {
    const { files } = open(newServer());
    await files.begin('v1', 5);
    await files.write('v1', 0, bytes('abcde'));
    expect([...(await files.begin('v1', 6))]).toEqual([]);
    expect(await files.read('v1', 0)).toBeNull();
    await files.remove('v1');
    await expect(files.write('v1', 0, bytes('abcdef'))).rejects.toMatchObject({ code: 'io_failed' });
    expect(await files.list()).toEqual([]);
  });

  test('files of people are apart, and signing out of one removes theirs only', async () => {
    const at = newServer();
    for (const person of ['an', 'binh']) {
      await open(at, person).files.begin('v1', 2);
      await open(at, person).files.write('v1', 0, bytes(person.slice(0, 2)));
    }
    await open(at).clearAll();
    expect(await open(at).files.list()).toEqual([]);
    expect(await open(at, 'binh').files.read('v1', 0)).toEqual(bytes('bi'));
  });

  test('a store that was emptied can be used, and one that was closed cannot', async () => {
    const store = open(newServer());
    const room = await store.open('r');
    await room.append(bytes('1'));
    await store.clearAll();
    await room.append(bytes('2'));
    expect(texts(await room.load())).toEqual(['2']);
    store.close();
    await expect(room.append(bytes('3'))).rejects.toMatchObject({ code: 'io_failed' });
  });
});

test('browser: compacting does not lose what another tab kept', async () => {
  const at = newServer();
  const [one, two] = [indexedDbStore(at, 'an'), indexedDbStore(at, 'an')];
  opened.push(one, two);
  const here = await one.open('r');
  const there = await two.open('r');
  await here.append(bytes('here'));
  await there.append(bytes('there'));
  await here.compact(bytes('HERE'));
  expect(texts(await here.load()).toSorted()).toEqual(['HERE', 'there']);
});

test('browser: a full disk is told as such', async () => {
  const store = indexedDbStore(newServer(), 'an');
  opened.push(store);
  const room = await store.open('r');
  await room.load();
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(room.append(bytes('1'))).rejects.toMatchObject({ code: 'disk_full' });
});

test('browser: a chunk that has no room is told as such, and the others stay', async () => {
  const store = indexedDbStore(newServer(), 'an');
  opened.push(store);
  await store.files.begin('v1', FILE_CHUNK + 2);
  await store.files.write('v1', 1, bytes('ab'));
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(store.files.write('v1', 0, new Uint8Array(FILE_CHUNK))).rejects.toMatchObject({
    code: 'disk_full',
  });
  put.mockRestore();
  expect(await store.files.list()).toEqual([{ name: 'v1', bytes: FILE_CHUNK + 2, have: 2 }]);
});

test('desktop: refusals and silence are errors of the port; damage is told', async () => {
  const store = desktopStore(desktop.calls, newServer(), 'an');
  opened.push(store);
  const room = await store.open('annotation/v1');
  desktop.shell.fault = 'disk_full';
  await expect(room.append(bytes('1'))).rejects.toMatchObject({ code: 'disk_full' });
  await expect(store.files.begin('v1', 3)).rejects.toMatchObject({ code: 'disk_full' });
  await expect(store.files.write('v1', 0, bytes('abc'))).rejects.toMatchObject({ code: 'disk_full' });
  desktop.shell.fault = null;
  const damaged: string[] = [];
  store.onDamage((name) => damaged.push(name));
  desktop.shell.damaged = true;
  await room.load();
  expect(damaged).toEqual(['annotation/v1']);
  const silent = desktopStore(
    { ...desktop.calls, append: () => Promise.reject(new Error('gone')) },
    newServer(),
    'an',
  );
  await expect((await silent.open('r')).append(bytes('1'))).rejects.toMatchObject({ code: 'io_failed' });
});
