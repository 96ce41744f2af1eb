import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HEADER_BYTES } from './frames.ts';
import { readRoomName, RoomLog } from './room-log.ts';

const key = randomBytes(32);
let folder = '';
let file = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'room-log-'));
  file = path.join(folder, 'room.log');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const texts = (updates: readonly Uint8Array[]): string[] =>
  updates.map((update) => new TextDecoder().decode(update));

/** Opens the file as a new process would. */
async function reload(storeKey: Uint8Array = key): Promise<{ updates: string[]; damaged: boolean }> {
  const log = new RoomLog(file, 'annotation/v1', storeKey);
  const { updates, damaged } = await log.load();
  await log.close();
  return { updates: texts(updates), damaged };
}

async function writeLog(...updates: string[]): Promise<void> {
  const log = new RoomLog(file, 'annotation/v1', key);
  for (const update of updates) await log.append(bytes(update));
  await log.close();
}

test('keeps updates in their order, and tells its room', async () => {
  await writeLog('một', 'hai', 'ba');
  expect(await reload()).toEqual({ updates: ['một', 'hai', 'ba'], damaged: false });
  expect(await readRoomName(file, key)).toBe('annotation/v1');
});

test('what is loaded shares its memory with nothing else', async () => {
  await writeLog('một', 'hai');
  const log = new RoomLog(file, 'r', key);
  for (const update of (await log.load()).updates) expect(update.buffer.byteLength).toBe(update.byteLength);
  await log.close();
});

test('has nothing readable on the disk', async () => {
  await writeLog('nội dung mật');
  const raw = await readFile(file);
  expect(raw.includes('nội dung mật')).toBe(false);
  expect(raw.includes('annotation')).toBe(false);
});

test('updates that come at once are all kept, in order', async () => {
  const log = new RoomLog(file, 'r', key);
  const names = Array.from({ length: 200 }, (_, i) => `u${i}`);
  await Promise.all(names.map((name) => log.append(bytes(name))));
  await log.close();
  expect((await reload()).updates).toEqual(names);
});

test('a file cut off anywhere in its last frame loses only that frame, and goes on', async () => {
  await writeLog('một', 'hai');
  const whole = await readFile(file);
  await writeLog('ba');
  const longer = await readFile(file);
  for (let length = whole.length; length < longer.length; length++) {
    await writeFile(file, longer.subarray(0, length));
    expect(await reload(), `cut at ${length}`).toEqual({ updates: ['một', 'hai'], damaged: false });
    await writeLog('bốn');
    expect((await reload()).updates, `cut at ${length}`).toEqual(['một', 'hai', 'bốn']);
  }
});

test('a file cut off in its header or name starts again', async () => {
  await writeLog();
  await writeLog('một');
  const whole = await readFile(file);
  for (let length = 0; length < HEADER_BYTES + 8; length++) {
    await writeFile(file, whole.subarray(0, length));
    expect(await reload(), `cut at ${length}`).toEqual({ updates: [], damaged: false });
  }
});

test('a changed byte anywhere is noticed; what is readable stays, and the original is set aside', async () => {
  await writeLog('một', 'hai', 'ba');
  const whole = await readFile(file);
  for (let at = 0; at < whole.length; at++) {
    const changed = Buffer.from(whole);
    changed.writeUInt8(changed.readUInt8(at) ^ 0x01, at);
    await writeFile(file, changed);
    const first = await reload();
    expect(first.damaged, `byte ${at}`).toBe(true);
    expect(['một', 'hai', 'ba']).toEqual(expect.arrayContaining(first.updates));
    const aside = (await readdir(folder)).filter((name) => name.includes('.damaged-'));
    expect(aside).toHaveLength(1);
    expect(await readFile(path.join(folder, aside[0] ?? ''))).toEqual(changed);
    expect(await reload(), `byte ${at}`).toEqual({ updates: first.updates, damaged: false });
    await rm(path.join(folder, aside[0] ?? ''));
  }
});

test('an update that was changed does not take the later ones with it', async () => {
  await writeLog('một', 'hai', 'ba');
  const whole = await readFile(file);
  const secondEnd = whole.length - (8 + 12 + 2 + 16);
  whole.writeUInt8(whole.readUInt8(secondEnd - 1) ^ 0xff, secondEnd - 1);
  await writeFile(file, whole);
  expect(await reload()).toEqual({ updates: ['một', 'ba'], damaged: true });
});

test('frames that were swapped are not accepted', async () => {
  await writeLog('aaa', 'bbb');
  const whole = await readFile(file);
  const size = 8 + 12 + 3 + 16;
  const start = whole.length - 2 * size;
  const swapped = Buffer.concat([
    whole.subarray(0, start),
    whole.subarray(start + size),
    whole.subarray(start, start + size),
  ]);
  await writeFile(file, swapped);
  expect(await reload()).toEqual({ updates: [], damaged: true });
});

test('another key reads nothing and destroys nothing', async () => {
  await writeLog('một');
  const whole = await readFile(file);
  expect(await reload(randomBytes(32))).toEqual({ updates: [], damaged: true });
  const aside = (await readdir(folder)).find((name) => name.includes('.damaged-'));
  expect(await readFile(path.join(folder, aside ?? ''))).toEqual(whole);
});

test('compacting replaces what was there and keeps what follows', async () => {
  const log = new RoomLog(file, 'r', key);
  const first = log.append(bytes('một'));
  const compacted = log.compact(bytes('một+hai'));
  const after = log.append(bytes('ba'));
  await Promise.all([first, compacted, after]);
  await log.close();
  expect((await reload()).updates).toEqual(['một+hai', 'ba']);
});

test('a crash while compacting leaves the old log', async () => {
  await writeLog('một');
  await writeFile(`${file}.new`, 'half of a new fi');
  expect((await reload()).updates).toEqual(['một']);
});

test('a disk that fills up in the middle of a write refuses that update only', async () => {
  const log = new RoomLog(file, 'r', key);
  await log.append(bytes('một'));
  const probe = await open(file, 'r');
  const prototype: { write: (data: Uint8Array, ...place: number[]) => Promise<{ bytesWritten: number }> } =
    Object.getPrototypeOf(probe);
  await probe.close();
  const write = prototype.write;
  let failing = true;
  vi.spyOn(prototype, 'write').mockImplementation(async function (
    this: unknown,
    data,
    at = 0,
    length = 0,
    position = 0,
  ) {
    const part = failing ? Math.ceil(length / 2) : length;
    const result: { bytesWritten: number } = await Reflect.apply(write, this, [data, at, part, position]);
    if (failing) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    return result;
  });
  await expect(log.append(bytes('hai'))).rejects.toMatchObject({ code: 'ENOSPC' });
  failing = false;
  await log.append(bytes('ba'));
  await log.close();
  expect(await reload()).toEqual({ updates: ['một', 'ba'], damaged: false });
});

test('removing leaves nothing behind, also not what was set aside', async () => {
  await writeLog('một');
  await writeFile(`${file}.damaged-1`, 'x');
  const log = new RoomLog(file, 'r', key);
  await log.remove();
  expect(await readdir(folder)).toEqual([]);
});
