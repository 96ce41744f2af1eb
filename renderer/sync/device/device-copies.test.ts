import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AnswerCopies } from '../api-client.ts';
import { webDigest } from '../meeting-log.ts';
import { Slot } from '../slot.ts';
import { DeviceCopies } from './device-copies.ts';
import type { DeviceCopy } from './device-copy.ts';
import { an, binh, meeting, TestDevice, versionOf } from './testing/device.ts';

let device: TestDevice;
let used: AnswerCopies | null;
let slot: Slot<DeviceCopy>;
let copies: DeviceCopies;

/** A program that is started on the device; `digest` is missing where the page is plain http. */
function start(digest = webDigest()): void {
  used = null;
  slot = new Slot<DeviceCopy>();
  copies = new DeviceCopies({
    openStore: (person) => device.store(person),
    digest,
    api: { useCopies: (next) => void (used = next) },
    slot,
    mayBeUnsaved: () => false,
  });
}

const take = async () =>
  slot.get()?.putTaken({ id: meeting, title: 'Họp', takenAt: 1, checkedAt: 1, stopped: false, papers: [] });

beforeEach(() => {
  device = new TestDevice();
  start();
});
afterEach(() => copies.close());

test('opens the copy of the person whose session it is, and of nobody else', async () => {
  await copies.adopt(an, 'token-an');
  await take();
  start();
  await copies.resume('token-binh');
  expect(used).toBeNull();
  await copies.resume(null);
  expect(used).toBeNull();
  await copies.resume('token-an');
  expect(slot.get()?.person).toBe(an);
  expect(used).toBe(slot.get());
  expect(slot.get()?.taken()).toHaveLength(1);
});

test('somebody who took nothing along is not shown as signed in', async () => {
  await copies.adopt(an, null);
  start();
  await copies.resume(null);
  expect(slot.get()).toBeNull();
});

test('the browser’s cookie is one session: the last who took something along', async () => {
  await copies.adopt(an, null);
  await take();
  await copies.adopt(binh, null);
  expect(slot.get()?.person).toBe(binh);
  await take();
  start();
  await copies.resume(null);
  expect(slot.get()?.person).toBe(binh);
});

test('after signing out nobody starts from the device', async () => {
  await copies.adopt(an, 't');
  await take();
  await copies.left();
  expect(used).toBeNull();
  expect(await device.store('device').names()).toEqual([]);
  start();
  await copies.resume('t');
  expect(slot.get()).toBeNull();
});

test('a session that the server has ended takes the copy with it', async () => {
  await copies.adopt(an, 't');
  await take();
  await slot.get()?.beginFile(versionOf(1), 5);
  await copies.ended();
  expect(slot.get()?.taken()).toEqual([]);
  expect(await device.store().files.list()).toEqual([]);
  start();
  await copies.resume('t');
  expect(slot.get()).toBeNull();
});

test('where sessions cannot be told apart nobody is resumed', async () => {
  start(null);
  await copies.adopt(an, 't');
  await take();
  start(null);
  await copies.resume('t');
  await copies.resume(null);
  expect(slot.get()).toBeNull();
});
