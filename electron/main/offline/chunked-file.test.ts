import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memorySecretBox } from '../testing/memory-secret-box.ts';
import { OfflineStore } from './offline-store.ts';
import { refusalAsValue } from './refusal.ts';

const an = { server: 'https://hop.example', person: 'an' };
const binh = { server: 'https://hop.example', person: 'binh' };
const MIB = 1024 * 1024;
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chunked-file-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const filled = (length: number, value: number) => new Uint8Array(length).fill(value);
/** The parts on the disk, with their folders. */
async function parts(end = '.part'): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(end))
    .toSorted()
    .map((name) => path.join(folder, name));
}

/** A store that holds a file of two chunks and ten bytes, of which the chunks given are there. */
async function withFile(
  box = memorySecretBox(),
  chunks: readonly number[] = [0, 1, 2],
): Promise<OfflineStore> {
  const store = new OfflineStore(folder, box);
  await store.beginFile(an, 'v1', 2 * MIB + 10);
  for (const chunk of chunks)
    await store.writeChunk(an, 'v1', chunk, filled(chunk === 2 ? 10 : MIB, chunk + 1));
  return store;
}

test('gives back each chunk after a restart, and says what is there of a file that was taken half-way', async () => {
  const box = memorySecretBox();
  await (await withFile(box, [0, 2])).close();
  const again = new OfflineStore(folder, box);
  expect(await again.files(an)).toEqual([{ name: 'v1', bytes: 2 * MIB + 10, have: MIB + 10 }]);
  expect(new Set(await again.beginFile(an, 'v1', 2 * MIB + 10))).toEqual(new Set([0, 2]));
  expect(await again.readChunk(an, 'v1', 2)).toEqual(filled(10, 3));
  expect(await again.readChunk(an, 'v1', 1)).toBeNull();
  await again.writeChunk(an, 'v1', 1, filled(MIB, 2));
  expect(await again.files(an)).toEqual([{ name: 'v1', bytes: 2 * MIB + 10, have: 2 * MIB + 10 }]);
  expect(await again.files(binh)).toEqual([]);
});

test('a chunk that is torn, changed or was moved is not given out, and can be fetched again', async () => {
  const store = await withFile();
  const [first, second, third] = await parts();
  if (first === undefined || second === undefined || third === undefined) throw new Error('three parts');
  vi.spyOn(console, 'warn').mockReturnValue();
  await truncate(first, 1000);
  await copyFile(third, second);
  const bytes = await readFile(third);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 20) ^ 1, bytes.length - 20);
  await writeFile(third, bytes);
  for (const chunk of [0, 1, 2]) expect(await store.readChunk(an, 'v1', chunk), `chunk ${chunk}`).toBeNull();
  expect(await store.files(an)).toMatchObject([{ have: 0 }]);
  await store.writeChunk(an, 'v1', 0, filled(MIB, 9));
  expect(await store.readChunk(an, 'v1', 0)).toEqual(filled(MIB, 9));
});

test('a chunk of another file with the same number is not taken for its own', async () => {
  const store = await withFile(memorySecretBox(), [0]);
  const [own] = await parts();
  await store.beginFile(an, 'v2', 2 * MIB + 10);
  await store.writeChunk(an, 'v2', 0, filled(MIB, 7));
  const foreign = (await parts()).find((part) => part !== own);
  if (own === undefined || foreign === undefined) throw new Error('two parts');
  await copyFile(foreign, own);
  vi.spyOn(console, 'warn').mockReturnValue();
  expect(await store.readChunk(an, 'v1', 0)).toBeNull();
  expect(await store.readChunk(an, 'v2', 0)).toEqual(filled(MIB, 7));
});

test('a kill while a chunk is written leaves no chunk, and the next attempt succeeds', async () => {
  const box = memorySecretBox();
  await (await withFile(box, [0])).close();
  const [own] = await parts();
  if (own === undefined) throw new Error('a part');
  await writeFile(path.join(path.dirname(own), '1.part.new'), filled(500, 5));
  const again = new OfflineStore(folder, box);
  expect(await again.beginFile(an, 'v1', 2 * MIB + 10)).toEqual([0]);
  expect(await again.readChunk(an, 'v1', 1)).toBeNull();
  await again.writeChunk(an, 'v1', 1, filled(MIB, 2));
  expect(await again.readChunk(an, 'v1', 1)).toEqual(filled(MIB, 2));
});

test('a chunk that cannot be written is refused; those before it stay and nothing is left over', async () => {
  const store = await withFile(memorySecretBox(), [0]);
  const [own] = await parts();
  if (own === undefined) throw new Error('a part');
  // A folder where the rename would put the chunk.
  await mkdir(path.join(path.dirname(own), '1.part', 'x'), { recursive: true });
  await expect(store.writeChunk(an, 'v1', 1, filled(MIB, 2))).rejects.toThrow();
  expect(await parts('.new')).toEqual([]);
  expect(await store.readChunk(an, 'v1', 0)).toEqual(filled(MIB, 1));
});

test('with another keyring nothing can be read and nothing is removed', async () => {
  await (await withFile()).close();
  const before = await parts();
  vi.spyOn(console, 'error').mockReturnValue();
  const other = new OfflineStore(folder, memorySecretBox());
  const refused = { ok: false, code: 'key_unavailable' };
  expect(await refusalAsValue(() => other.readChunk(an, 'v1', 0))).toEqual(refused);
  expect(await refusalAsValue(() => other.beginFile(an, 'v1', 5))).toEqual(refused);
  expect(await refusalAsValue(() => other.files(an))).toEqual(refused);
  expect(await parts()).toEqual(before);
});

test('a name that comes with another length is another file', async () => {
  const store = await withFile();
  expect(await store.beginFile(an, 'v1', 20)).toEqual([]);
  expect(await parts()).toEqual([]);
  await store.writeChunk(an, 'v1', 0, filled(20, 4));
  expect(await store.files(an)).toEqual([{ name: 'v1', bytes: 20, have: 20 }]);
});

test('what is removed does not come back with a chunk that was on its way', async () => {
  const store = await withFile(memorySecretBox(), [0]);
  const late = [store.removeFile(an, 'v1'), store.writeChunk(an, 'v1', 1, filled(MIB, 2))];
  const [removed, written] = await Promise.allSettled(late);
  expect([removed?.status, written?.status]).toEqual(['fulfilled', 'rejected']);
  expect(await store.files(an)).toEqual([]);
  expect(await parts()).toEqual([]);
});

test('forgetting a person removes files and rooms, and neither name nor content is on the disk', async () => {
  const store = await withFile(memorySecretBox(), []);
  const secret = Buffer.from('Tờ trình về nhân sự. '.repeat(200));
  await store.writeChunk(an, 'v1', 0, secret);
  await store.append(an, 'annotation/v1', Buffer.from('x'));
  await store.beginFile(binh, 'v1', 5);
  for (const name of await readdir(folder, { recursive: true })) {
    expect(name).not.toMatch(/v1|hop|binh/);
    const bytes = await readFile(path.join(folder, name)).catch(() => Buffer.alloc(0));
    expect(bytes.includes('nhân sự'), name).toBe(false);
  }
  await store.clearAll(an);
  expect(await store.files(an)).toEqual([]);
  expect(await store.names(an)).toEqual([]);
  expect(await parts()).toEqual([]);
  expect(await store.files(binh)).toEqual([{ name: 'v1', bytes: 5, have: 0 }]);
});
