import 'fake-indexeddb/auto';
import type { DesktopBridge } from '#ipc/bridge';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { desktopStore } from './desktop-store.ts';
import { indexedDbStore } from './indexed-db-store.ts';
import type { OfflineStore } from './offline-store.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const texts = (updates: readonly Uint8Array[]): string[] =>
  updates.map((update) => new TextDecoder().decode(update));

const key = (input: { server: string; person: string; room?: string }) =>
  JSON.stringify([input.server, input.person, input.room ?? '']);

/** The main process as far as the port can see it: rooms by name, and a fault to answer with. */
function fakeShell() {
  const rooms = new Map<string, Uint8Array[]>();
  const shell = { fault: null as 'disk_full' | null, damaged: false };
  const answer = async (work: () => void) => {
    if (shell.fault !== null) return { ok: false as const, code: shell.fault };
    work();
    return { ok: true as const };
  };
  const calls: DesktopBridge['offlineStore'] = {
    load: async (input) => ({ ok: true, updates: rooms.get(key(input)) ?? [], damaged: shell.damaged }),
    append: (input) => answer(() => rooms.set(key(input), [...(rooms.get(key(input)) ?? []), input.update])),
    compact: (input) => answer(() => rooms.set(key(input), [input.state])),
    remove: (input) => answer(() => rooms.delete(key(input))),
    names: async (input) => ({
      ok: true,
      rooms: [...rooms.keys()]
        .map((name): unknown => JSON.parse(name))
        .filter((parts) => Array.isArray(parts))
        .filter((parts) => parts[0] === input.server && parts[1] === input.person)
        .map((parts) => String(parts[2]))
        .toSorted(),
    }),
    clearAll: (input) =>
      answer(() => {
        for (const name of rooms.keys())
          if (name.startsWith(key(input).replace(',""]', ','))) rooms.delete(name);
      }),
    protection: async () => ({ protected: true }),
  };
  return { calls, shell };
}

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

test('desktop: refusals and silence are errors of the port; damage is told', async () => {
  const store = desktopStore(desktop.calls, newServer(), 'an');
  opened.push(store);
  const room = await store.open('annotation/v1');
  desktop.shell.fault = 'disk_full';
  await expect(room.append(bytes('1'))).rejects.toMatchObject({ code: 'disk_full' });
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
