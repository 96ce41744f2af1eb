import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memorySecretBox } from '../testing/memory-secret-box.ts';
import { OfflineStore } from './offline-store.ts';
import { refusalAsValue } from './refusal.ts';

const an = { server: 'https://hop.example', person: 'an' };
const binh = { server: 'https://hop.example', person: 'binh' };
const elsewhere = { server: 'https://khac.example', person: 'an' };
let folder = '';

const fail = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offline-store-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

test('keeps people and servers apart, and forgets one of them', async () => {
  const store = new OfflineStore(folder, memorySecretBox());
  for (const space of [an, binh, elsewhere])
    await store.append(space, 'minutes/1', Buffer.from(space.person));
  await store.append(an, 'annotation/7', Buffer.from('x'));
  expect(await store.names(an)).toEqual(['annotation/7', 'minutes/1']);
  await store.clearAll(an);
  expect(await store.names(an)).toEqual([]);
  expect((await store.load(an, 'minutes/1')).updates).toEqual([]);
  expect(
    (await store.load(binh, 'minutes/1')).updates.map((update) => Buffer.from(update).toString()),
  ).toEqual(['binh']);
  expect(
    (await store.load(elsewhere, 'minutes/1')).updates.map((update) => Buffer.from(update).toString()),
  ).toEqual(['an']);
  await store.close();
});

test('survives a restart with the same keyring', async () => {
  const box = memorySecretBox();
  const first = new OfflineStore(folder, box);
  await first.append(an, 'r', Buffer.from('kept'));
  await first.close();
  const second = new OfflineStore(folder, box);
  expect((await second.load(an, 'r')).updates.map((update) => Buffer.from(update).toString())).toEqual([
    'kept',
  ]);
  await second.close();
});

test('no name of a person, server or room is on the disk, and only the owner may read', async () => {
  const store = new OfflineStore(folder, memorySecretBox());
  await store.append(an, 'annotation/secret-paper', Buffer.from('x'));
  await store.close();
  const names = await readdir(folder, { recursive: true });
  expect(names.join(' ')).not.toMatch(/hop|an\b|annotation|secret/);
  for (const name of names) {
    const file = path.join(folder, name);
    const info = await stat(file);
    if (process.platform !== 'win32') expect(info.mode & 0o077, name).toBe(0);
    if (info.isFile()) expect((await readFile(file)).includes('secret-paper'), name).toBe(false);
  }
});

test('when the keyring has lost the key it says so and removes nothing', async () => {
  const store = new OfflineStore(folder, memorySecretBox());
  await store.append(an, 'r', Buffer.from('x'));
  await store.close();
  const before = await readdir(folder, { recursive: true });
  vi.spyOn(console, 'error').mockReturnValue();
  const other = new OfflineStore(folder, memorySecretBox());
  expect(await refusalAsValue(() => other.load(an, 'r'))).toEqual({ ok: false, code: 'key_unavailable' });
  expect(await readdir(folder, { recursive: true })).toEqual(before);
});

test('a key file that was changed counts as a lost key', async () => {
  const box = memorySecretBox();
  const store = new OfflineStore(folder, box);
  await store.append(an, 'r', Buffer.from('x'));
  await store.close();
  await writeFile(path.join(folder, 'key'), await box.seal('c2hvcnQ='));
  vi.spyOn(console, 'error').mockReturnValue();
  const again = new OfflineStore(folder, box);
  expect(await refusalAsValue(() => again.load(an, 'r'))).toEqual({ ok: false, code: 'key_unavailable' });
});

test('a full disk and any other trouble are told apart', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  expect(await refusalAsValue(fail('ENOSPC'))).toEqual({ ok: false, code: 'disk_full' });
  expect(await refusalAsValue(fail('EIO'))).toEqual({ ok: false, code: 'io_failed' });
});
