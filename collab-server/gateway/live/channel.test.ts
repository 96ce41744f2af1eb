import { expect, it } from 'vitest';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { decide } from '#protocol/meeting/decide';
import { evolve } from '#protocol/meeting/evolve';
import type { LiveFromServer } from '#protocol/meeting/live';
import type { Member } from '#protocol/meeting/rights';
import { CommandKey, DeviceId, MeetingId, newId, PersonId } from '#protocol/wire/ids';
import { NO_HASH } from '#protocol/wire/stream';
import type { Meetings } from '../../domain/meeting/meetings.ts';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { DiskFullError } from '../../storage/port.ts';
import { createChannels } from './channel.ts';
import type { LiveConnection } from './connection.ts';

const env = fakeEnvironment();
const id = <T>(kind: { parse(text: string): T }) => newId(kind, env.randomBytes(20));
const member: Member = { id: id(PersonId), role: 'official', unit: '' };
const meeting = id(MeetingId);
const create: MeetingCommand = {
  type: 'meeting.create',
  id: meeting,
  secretary: member.id,
  fields: { title: 'Họp', chair: member.id, startsAt: 1, endsAt: 2, place: '', mode: 'both' },
};
const open: MeetingCommand = { type: 'meeting.open' };

it('[LIVE-3] no more than a hundred commands of one connection wait', async () => {
  const created = decide(undefined, create, member);
  if (!created.ok || created.events[0] === undefined) throw new Error('not created');
  const state = evolve(undefined, created.events[0].event, 0);
  const now = { state, head: { seq: 1, hash: NO_HASH } };
  let started = 0;
  const finish: (() => void)[] = [];
  const fail: ((error: Error) => void)[] = [];
  const meetings: Meetings = {
    now: () => Promise.resolve(now),
    latest: () => now,
    eventsSince: () => Promise.resolve([]),
    execute: () => {
      started++;
      return new Promise((resolve, reject) => {
        finish.push(() => resolve({ ok: true, seq: 1 }));
        fail.push(reject);
      });
    },
    executeForServer: () => Promise.resolve({ ok: true, seq: 1 }),
    onEvents: () => undefined,
  };
  const channels = createChannels({
    env,
    meetings,
    attendance: { connected() {}, disconnected() {}, resume: () => Promise.resolve(), close() {} },
    presenting: { show: () => false, current: () => null, close() {} },
    media: {
      attach: () => ({ active: false, close() {}, request: () => Promise.reject(new Error('no media')) }),
    },
    memberOf: () => member,
    nameOf: () => '',
    changedAt: () => 0,
  });
  const sent: LiveFromServer[] = [];
  const connection: LiveConnection = {
    meeting,
    person: member.id,
    session: 's',
    device: undefined,
    media: undefined,
    open: true,
    send: (message) => void sent.push(message),
    sendText() {},
    close() {},
    alive: () => true,
    ping() {},
    terminate() {},
  };
  channels.opened(connection);
  channels.message(connection, { type: 'hello', protocol: 1, device: id(DeviceId), since: 0 });
  await new Promise(setImmediate);
  const command = (number: number) =>
    channels.message(connection, { type: 'command', id: number, key: id(CommandKey), command: open });
  for (let number = 0; number < 103; number++) command(number);
  expect(started).toBe(100);
  expect(sent.filter(({ type }) => type === 'answer')).toEqual(
    [100, 101, 102].map((number) => ({
      type: 'answer',
      id: number,
      answer: { ok: false, code: 'slowDown' },
    })),
  );
  // A full disk is told as what it is.
  fail[1]?.(new DiskFullError('full'));
  await new Promise(setImmediate);
  expect(sent.at(-1)).toEqual({ type: 'answer', id: 1, answer: { ok: false, code: 'diskFull' } });
  // One that was answered makes room for the next.
  finish[0]?.();
  await new Promise(setImmediate);
  command(103);
  command(104);
  command(105);
  expect(started).toBe(102);
  channels.close();
  expect(env.timers).toBe(0);
});
