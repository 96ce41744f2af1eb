import { expect, it } from 'vitest';
import type { MediaRequest } from '#protocol/media/signalling';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { decide } from '#protocol/meeting/decide';
import { evolve } from '#protocol/meeting/evolve';
import { LiveFromServer } from '#protocol/meeting/live';
import type { Member } from '#protocol/meeting/rights';
import { CommandKey, DeviceId, MeetingId, newId, PersonId } from '#protocol/wire/ids';
import { NO_HASH } from '#protocol/wire/stream';
import { chained } from '../../domain/event-log.ts';
import type { MeetingNow, Meetings } from '../../domain/meeting/meetings.ts';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { DiskFullError } from '../../storage/port.ts';
import { createChannels, type ChannelParts } from './channel.ts';
import type { LiveConnection } from './connection.ts';
import { PROTOCOL_VERSION } from '#protocol/wire/version';

const env = fakeEnvironment();
const id = <T>(kind: { parse(text: string): T }) => newId(kind, env.randomBytes(20));
const member: Member = { id: id(PersonId), role: 'official', unit: '' };
const meeting = id(MeetingId);
const create: MeetingCommand = {
  type: 'meeting.create',
  id: meeting,
  secretary: member.id,
  fields: {
    title: 'Họp',
    chair: member.id,
    startsAt: 1,
    endsAt: 2,
    place: '',
    mode: 'both',
    deputy: null,
    quorum: null,
  },
};
const ALL = { to: 'all' } as const;
const open: MeetingCommand = { type: 'meeting.open' };

function stateOfMeeting() {
  const created = decide(undefined, create, member, 0);
  if (!created.ok || created.events[0] === undefined) throw new Error('not created');
  return evolve(undefined, created.events[0].event, 0);
}

function connected(sent: LiveFromServer[], person = member.id): LiveConnection & { open: boolean } {
  return {
    meeting,
    person,
    session: 's',
    device: undefined,
    media: undefined,
    toldOf: undefined,
    open: true,
    send: (message) => void sent.push(message),
    sendText: (text) => void sent.push(LiveFromServer.parse(JSON.parse(text))),
    close() {},
    alive: () => true,
    ping() {},
    terminate() {},
  };
}

const NO_MEDIA: ChannelParts['media'] = {
  attach: () => ({ active: false, close() {}, request: () => Promise.reject(new Error('no media')) }),
};

function channelsOf(meetings: Partial<Meetings>, left: PersonId[] = [], media = NO_MEDIA, clock = () => 0) {
  const now = { state: stateOfMeeting(), head: { seq: 1, hash: NO_HASH } };
  return createChannels({
    env,
    clock,
    meetings: {
      now: () => Promise.resolve(now),
      latest: () => now,
      eventsSince: () => Promise.resolve([]),
      execute: () => Promise.resolve({ ok: true, seq: 1 }),
      executeForServer: () => Promise.resolve({ ok: true, seq: 1 }),
      onEvents: () => undefined,
      ...meetings,
    },
    attendance: {
      connected: (_meeting, person) => void left.push(person),
      disconnected: (_meeting, person) => void left.splice(left.indexOf(person), 1),
      resume: () => Promise.resolve(),
      close() {},
    },
    presenting: {
      show: () => false,
      current: () => null,
      shown: () => null,
      onShow: () => undefined,
      close() {},
    },
    media,
    microphones: { follow() {} },
    trials: { current: () => null, ask: () => false, onEnd() {} },
    memberOf: () => member,
    nameOf: () => '',
    changedAt: () => 0,
  });
}

const hello = () => ({ type: 'hello', protocol: PROTOCOL_VERSION, device: id(DeviceId), since: 0 }) as const;

it('[LIVE-4] a connection that breaks off while it is let in is not there afterwards', async () => {
  const there: PersonId[] = [];
  const reading: (() => void)[] = [];
  const now = { state: stateOfMeeting(), head: { seq: 1, hash: NO_HASH } };
  const channels = channelsOf(
    { now: () => new Promise((resolve) => reading.push(() => resolve(now))) },
    there,
  );
  const gone = connected([]);
  channels.opened(gone);
  channels.message(gone, hello());
  gone.open = false;
  channels.closed(gone);
  reading[0]?.();
  await new Promise(setImmediate);
  expect(there).toEqual([]);
  const sent: LiveFromServer[] = [];
  const back = connected(sent);
  channels.opened(back);
  const asked = hello();
  channels.message(back, asked);
  reading[1]?.();
  await new Promise(setImmediate);
  env.advance(200);
  expect(sent.find(({ type }) => type === 'presence')).toEqual({
    type: 'presence',
    people: [{ person: member.id, devices: [{ device: asked.device, media: false }] }],
  });
  expect(there).toEqual([member.id]);
  channels.close();
  expect(env.timers).toBe(0);
});

it('[LIVE-3] no more than a hundred commands of one connection wait', async () => {
  let started = 0;
  const finish: (() => void)[] = [];
  const fail: ((error: Error) => void)[] = [];
  const channels = channelsOf({
    execute: () => {
      started++;
      return new Promise((resolve, reject) => {
        finish.push(() => resolve({ ok: true, seq: 1 }));
        fail.push(reject);
      });
    },
  });
  const sent: LiveFromServer[] = [];
  const connection = connected(sent);
  channels.opened(connection);
  channels.message(connection, hello());
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

/** A meeting in which announcements are committed, and what clients are told of it. */
function announcing(clock?: () => number) {
  let announce: Parameters<Meetings['onEvents']>[0] = () => undefined;
  let now: MeetingNow = { state: stateOfMeeting(), head: { seq: 1, hash: NO_HASH } };
  const channels = channelsOf(
    {
      now: () => Promise.resolve(now),
      latest: () => now,
      onEvents: (listener) => (announce = listener),
    },
    [],
    NO_MEDIA,
    clock,
  );
  return {
    channels,
    commit: (text: string) => {
      const draft = {
        at: env.now(),
        actor: member.id,
        type: 'announcement.made',
        audience: ALL,
      } as const;
      const events = chained(env, `meeting/${meeting}`, now.head, [
        { ...draft, payload: { text, by: member.id } },
      ]);
      const last = events[0];
      if (last === undefined) throw new Error('no event');
      now = { ...now, head: { seq: last.seq, hash: last.hash } };
      announce(meeting, events, now);
    },
    join: async (person = member.id, onText = () => {}) => {
      const sent: LiveFromServer[] = [];
      const plain = connected(sent, person);
      const connection: LiveConnection = {
        ...plain,
        sendText(text) {
          onText();
          plain.sendText(text);
        },
      };
      channels.opened(connection);
      channels.message(connection, hello());
      await new Promise(setImmediate);
      return sent;
    },
  };
}

const told = (sent: readonly LiveFromServer[]) =>
  sent.flatMap((message) => (message.type === 'events' ? [message.events.map(({ seq }) => seq)] : []));

it('[LIVE-5] what is committed together is told in one frame, and nothing of it twice', async () => {
  const { channels, commit, join } = announcing();
  const early = await join();
  commit('Nghỉ giải lao');
  commit('Mời vào họp');
  // Whoever comes between the commit and its frame has it in what they are welcomed with.
  const late = await join();
  commit('Hết giờ');
  await new Promise(setImmediate);
  expect(told(early)).toEqual([[2, 3], [4]]);
  expect(late[0]).toMatchObject({ type: 'welcome', seq: 3 });
  expect(told(late)).toEqual([[4]]);
  channels.close();
});

it('[LIVE-5] gathers what happens in a large room while telling it takes much of the processor', async () => {
  let time = 0;
  const { channels, commit, join } = announcing(() => time);
  // Each of them costs a tenth of a millisecond.
  const all = await Promise.all(
    Array.from({ length: 301 }, () =>
      join(id(PersonId), () => {
        time += 0.1;
      }),
    ),
  );
  commit('một');
  await new Promise(setImmediate);
  // Three times the average cost is waited, of which the newest is a fifth.
  commit('hai');
  commit('ba');
  await new Promise(setImmediate);
  expect(all.map(told)).toEqual(all.map(() => [[2]]));
  env.advance(20);
  expect(all.map(told)).toEqual(all.map(() => [[2], [3, 4]]));
  commit('bốn');
  channels.close();
  expect(env.timers).toBe(0);
});

it('[VOTE-22] ends camera and microphone when a meeting that is being prepared becomes one in writing', async () => {
  const asked: MediaRequest['type'][] = [];
  const media: ChannelParts['media'] = {
    attach: () => ({
      get active() {
        return asked.at(-1) === 'join';
      },
      close() {},
      request: ({ type }) => {
        asked.push(type);
        return Promise.resolve({ ok: false, code: 'notReady' });
      },
    }),
  };
  let announce: Parameters<Meetings['onEvents']>[0] = () => undefined;
  let now: MeetingNow = { state: stateOfMeeting(), head: { seq: 1, hash: NO_HASH } };
  const channels = channelsOf(
    {
      now: () => Promise.resolve(now),
      latest: () => now,
      onEvents: (listener) => {
        announce = listener;
      },
    },
    [],
    media,
  );
  const sent: LiveFromServer[] = [];
  const connection = connected(sent);
  channels.opened(connection);
  channels.message(connection, hello());
  await new Promise(setImmediate);
  const join = { type: 'join', device: id(DeviceId), takeOver: false } as const;
  channels.message(connection, { type: 'media', id: 1, request: join });
  await new Promise(setImmediate);
  expect(asked).toEqual(['join']);
  const change = (mode: 'online' | 'written') => {
    const { state, head } = now;
    if (state === undefined) throw new Error('no meeting');
    const fields = { ...state.fields, mode };
    const draft = {
      at: env.now(),
      actor: member.id,
      type: 'meeting.changed',
      audience: ALL,
      payload: { fields },
    };
    const events = chained(env, `meeting/${meeting}`, head, [draft]);
    const last = events[0];
    if (last === undefined) throw new Error('no event');
    now = { state: { ...state, fields }, head: { seq: last.seq, hash: last.hash } };
    announce(meeting, events, now);
  };
  change('online');
  await new Promise(setImmediate);
  expect(asked).toEqual(['join']);
  change('written');
  await new Promise(setImmediate);
  expect(asked).toEqual(['join', 'leave']);
  expect(sent.at(-1)).toEqual({ type: 'mediaNotice', notice: { type: 'interrupted' } });
  channels.message(connection, { type: 'media', id: 2, request: join });
  await new Promise(setImmediate);
  expect(asked).toEqual(['join', 'leave']);
  channels.close();
  expect(env.timers).toBe(0);
});
