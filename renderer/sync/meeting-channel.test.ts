import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MeetingFields } from '#protocol/meeting/records';
import { AppError } from '#protocol/wire/codes';
import { PaperId, VersionId } from '#protocol/wire/ids';
import { MeetingChannel } from './meeting-channel.ts';
import {
  CHAIR,
  DEVICE,
  FakeLog,
  FakeWorld,
  MEETING,
  fakeDigest,
  plannedMeeting,
  type FakeSocket,
} from './meeting-channel-fakes.ts';
import { COMMAND_PATIENCE, COMMAND_SLOW } from './meeting-commands.ts';
import { PROTOCOL_VERSION } from '#protocol/wire/version';

const open = { type: 'meeting.opened', payload: {} } as const;
const close = { type: 'meeting.closed', payload: {} } as const;

function renamed(title: string) {
  const fields: MeetingFields = { ...plannedMeeting().fields, title };
  return { type: 'meeting.changed', payload: { fields } } as const;
}

function page(number: number) {
  const paper = PaperId.parse('p'.repeat(20));
  return { paper, version: VersionId.parse('v'.repeat(20)), page: number, rect: null, mark: null };
}

let world: FakeWorld;
let log: FakeLog;
let channel: MeetingChannel;
let faults: string[];
let ticket: () => Promise<string>;

beforeEach(() => {
  world = new FakeWorld();
  log = new FakeLog();
  faults = [];
  let tickets = 0;
  ticket = () => Promise.resolve(`t${++tickets}`);
  channel = new MeetingChannel({
    meeting: MEETING,
    device: DEVICE,
    ticket: () => ticket(),
    url: (text) => `ws://server/live/${MEETING}?ticket=${text}`,
    environment: world,
    digest: fakeDigest,
    report: (fault) => faults.push(fault),
  });
});

afterEach(() => channel.close());

function welcome(socket: FakeSocket, seq = log.seq) {
  socket.says({
    type: 'welcome',
    protocol: PROTOCOL_VERSION,
    you: CHAIR,
    now: world.now() + 300,
    seq,
    head: log.head,
    state: plannedMeeting(),
    presenting: null,
  });
}

function resume(socket: FakeSocket) {
  socket.says({
    type: 'resumed',
    you: CHAIR,
    now: world.now(),
    presenting: null,
  });
}

async function live(): Promise<FakeSocket> {
  const socket = await world.socket();
  socket.onopen?.();
  welcome(socket);
  return socket;
}

describe('connecting', () => {
  test('says hello with nothing held, and is live once it has the meeting', async () => {
    expect(channel.snapshot().connection.state).toBe('connecting');
    const socket = await live();
    expect(socket.url).toContain('ticket=t1');
    expect(socket.ofType('hello')).toEqual([
      { type: 'hello', protocol: PROTOCOL_VERSION, device: DEVICE, since: 0 },
    ]);
    expect(channel.snapshot().connection).toEqual({ state: 'live' });
    expect(channel.snapshot().meeting?.fields.title).toBe('Họp giao ban tháng 11');
    expect(channel.snapshot().clockOffset).toBe(300);
  });

  test('resumes after a loss: what is held stays, only the rest comes', async () => {
    await log.append(renamed('Trước'));
    const first = await live();
    first.says({ type: 'events', events: [await log.append(open)] });
    first.drops();
    expect(channel.snapshot().connection).toMatchObject({ state: 'offline' });
    expect(channel.snapshot().meeting?.status).toBe('inSession');
    await world.pass(600);
    const second = await world.socket();
    expect(second).not.toBe(first);
    expect(second.url).toContain('ticket=t2');
    second.onopen?.();
    expect(second.ofType('hello')[0]?.since).toBe(2);
    resume(second);
    second.says({ type: 'events', events: [await log.append(close)] });
    expect(channel.snapshot().meeting?.status).toBe('ended');
    expect(channel.snapshot().connection.state).toBe('live');
  });

  test('waits longer after every failure, and not at all once the network is back', async () => {
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      (await world.socket()).drops();
      const { connection } = channel.snapshot();
      if (connection.state === 'offline' && connection.retryAt !== null) {
        times.push(connection.retryAt - world.now());
        await world.pass(connection.retryAt - world.now());
      } else await world.pass(400);
    }
    expect(times).toEqual([750, 1500, 3000, 6000]);
    (await world.socket()).drops();
    const before = world.sockets.length;
    world.wake();
    await world.socket();
    expect(world.sockets.length).toBe(before + 1);
  });

  test('gives up a server that says nothing, and one that never welcomes', async () => {
    const socket = await live();
    await world.pass(40_000);
    socket.says({ type: 'ping' });
    await world.pass(40_000);
    expect(channel.snapshot().connection.state).toBe('live');
    await world.pass(6000);
    expect(socket.isClosed).toBe(true);
    const second = await world.socket();
    expect(second).not.toBe(socket);
    second.onopen?.();
    await world.pass(16_000);
    expect(second.isClosed).toBe(true);
  });

  test('fetches a fresh ticket when the one it has ran out', async () => {
    (await world.socket()).drops(4401, 'ticketExpired');
    await world.pass(600);
    expect((await world.socket()).url).toContain('ticket=t2');
  });
});

describe('refused', () => {
  test.each([
    ['by the socket', 'notAllowed'],
    ['with only a close code', 'notFound'],
  ] as const)('%s: for good, with the reason', async (how, code) => {
    const socket = await world.socket();
    socket.drops(code === 'notAllowed' ? 4403 : 4404, how === 'by the socket' ? code : '');
    expect(channel.snapshot().connection).toEqual({ state: 'refused', code });
    await world.pass(60_000);
    expect(world.sockets.length).toBe(1);
    expect(await channel.command({ type: 'meeting.open' })).toEqual({ ok: false, code: 'unanswered' });
  });

  test('by the ticket office; but a busy one is asked again', async () => {
    channel.close();
    const codes = ['busy', 'notAllowed'] as const;
    let asked = 0;
    const other = new MeetingChannel({
      meeting: MEETING,
      device: DEVICE,
      ticket: () => Promise.reject(new AppError(codes[asked++] ?? 'broken')),
      url: () => 'ws://server',
      environment: world,
      digest: null,
      report: (fault) => faults.push(fault),
    });
    await world.pass(0);
    expect(other.snapshot().connection.state).toBe('connecting');
    await world.pass(600);
    expect(other.snapshot().connection).toEqual({ state: 'refused', code: 'notAllowed' });
    other.close();
  });

  test('a session that ended ends the attempts; after signing in again it goes on where it was', async () => {
    const socket = await live();
    ticket = () => Promise.reject(new AppError('signInNeeded'));
    socket.drops(4401, 'ticketExpired');
    await world.pass(60_000);
    expect(channel.snapshot().connection).toEqual({ state: 'refused', code: 'signInNeeded' });
    expect(channel.snapshot().meeting).toBeDefined();
    ticket = () => Promise.resolve('again');
    channel.retry();
    const second = await world.socket();
    expect(second.url).toContain('ticket=again');
    second.onopen?.();
    resume(second);
    expect(channel.snapshot().connection.state).toBe('live');
  });

  test('a meeting whose channel is shut because it ended is ended, not broken', async () => {
    const socket = await live();
    socket.drops(4403, 'meetingEnded');
    expect(channel.snapshot().connection).toEqual({ state: 'ended' });
    expect(channel.snapshot().meeting).toBeDefined();
  });
});

describe('events', () => {
  test('may come twice or out of order; each is applied once, in order', async () => {
    const socket = await live();
    const events = [
      await log.append(renamed('Một')),
      await log.append(renamed('Hai')),
      await log.append(open),
    ];
    socket.says({ type: 'events', events: events.slice(2) });
    expect(channel.snapshot().seq).toBe(0);
    socket.says({ type: 'events', events: events.slice(0, 2) });
    socket.says({ type: 'events', events });
    expect(channel.snapshot()).toMatchObject({
      seq: 3,
      meeting: { status: 'inSession', fields: { title: 'Hai' } },
    });
    await world.pass(5000);
    expect(world.sockets.length).toBe(1);
  });

  test('one that stays missing is asked for again', async () => {
    const socket = await live();
    await log.append(renamed('mất'));
    socket.says({ type: 'events', events: [await log.append(open)] });
    await world.pass(3000);
    const second = await world.socket();
    second.onopen?.();
    expect(second.ofType('hello')[0]?.since).toBe(0);
  });

  test('more than are ever kept early still arrive in one go', async () => {
    const socket = await live();
    const events = [];
    for (let i = 0; i < 700; i++) events.push(await log.append(renamed(`Lần ${i}`)));
    socket.says({ type: 'events', events });
    expect(channel.snapshot().seq).toBe(700);
  });

  test('withheld ones move only the chain; unknown ones change nothing', async () => {
    const socket = await live();
    const { seq, prevHash, hash } = await log.append(renamed('kín'));
    const unknown = { ...(await log.append(open)), type: 'meeting.sungAt' };
    socket.says({ type: 'events', events: [{ seq, prevHash, hash, withheld: true }, unknown] });
    expect(channel.snapshot()).toMatchObject({ seq: 2, meeting: { status: 'sent' } });
    expect(channel.snapshot().meeting?.fields.title).toBe('Họp giao ban tháng 11');
  });

  test('a chain that does not link is thrown away and fetched anew', async () => {
    await log.append(renamed('x'));
    const socket = await live();
    const event = await log.append(open);
    socket.says({ type: 'events', events: [{ ...event, prevHash: event.hash }] });
    expect(faults).toHaveLength(1);
    expect(channel.snapshot().meeting?.status).toBe('sent');
    await world.pass(600);
    const second = await world.socket();
    second.onopen?.();
    expect(second.ofType('hello')[0]?.since).toBe(0);
    expect(channel.snapshot().logReplaced).toBe(true);
  });

  test('content that does not have its hash is found out', async () => {
    const socket = await live();
    const event = await log.append(renamed('thật'));
    const fields = { ...plannedMeeting().fields, title: 'giả' };
    socket.says({ type: 'events', events: [{ ...event, payload: { fields } }] });
    await world.pass(600);
    expect(faults[0]).toContain('event 1');
    const second = await world.socket();
    second.onopen?.();
    expect(second.ofType('hello')[0]?.since).toBe(0);
  });
});

describe('commands', () => {
  test('are answered once what they did can be seen here', async () => {
    const socket = await live();
    let result: unknown;
    void channel.command({ type: 'meeting.open' }).then((answer) => (result = answer));
    const [sent] = socket.ofType('command');
    if (sent === undefined) throw new Error('nothing was sent');
    socket.says({ type: 'answer', id: sent.id, answer: { ok: true, seq: 1 } });
    await world.pass(0);
    expect(result).toBeUndefined();
    socket.says({ type: 'events', events: [await log.append(open)] });
    await world.pass(0);
    expect(result).toEqual({ ok: true, seq: 1 });
  });

  test('are sent again with the same key after a loss, until answered, and never after', async () => {
    const first = await live();
    const answered = channel.command({ type: 'meeting.open' });
    first.drops();
    await world.pass(600);
    const second = await world.socket();
    second.onopen?.();
    expect(second.ofType('command')).toHaveLength(0);
    resume(second);
    expect(second.ofType('command').map((sent) => sent.key)).toEqual(
      first.ofType('command').map((sent) => sent.key),
    );
    const id = second.ofType('command')[0]?.id ?? -1;
    second.says({ type: 'answer', id, answer: { ok: false, code: 'alreadyOpen' } });
    expect(await answered).toEqual({ ok: false, code: 'alreadyOpen' });
    second.drops();
    await world.pass(1200);
    const third = await world.socket();
    third.onopen?.();
    resume(third);
    expect(third.ofType('command')).toHaveLength(0);
  });

  test('that wait are said to wait, and given up on after a while', async () => {
    (await live()).drops();
    ticket = () => Promise.reject(new TypeError('network'));
    const answered = channel.command({ type: 'meeting.open' });
    await world.pass(COMMAND_SLOW);
    expect(channel.snapshot().slowCommands).toBe(1);
    await world.pass(COMMAND_PATIENCE);
    expect(channel.snapshot().slowCommands).toBe(0);
    expect(await answered).toEqual({ ok: false, code: 'unanswered' });
  });

  test('do not pile up without limit', async () => {
    for (let i = 0; i < 64; i++) void channel.command({ type: 'meeting.open' });
    expect(await channel.command({ type: 'meeting.open' })).toEqual({ ok: false, code: 'slowDown' });
  });
});

describe('presenting and media', () => {
  test('passes on the newest page, not more often than the server does', async () => {
    const socket = await live();
    for (let i = 0; i < 10; i++) {
      channel.present(page(i));
      await world.pass(20);
    }
    await world.pass(100);
    const sent = socket.ofType('present').map((message) => message.page.page);
    expect(sent[0]).toBe(0);
    expect(sent.at(-1)).toBe(9);
    expect(sent.length).toBeLessThan(6);
  });

  test('a request whose connection went is rejected, and the session is told', async () => {
    const socket = await live();
    const heard: boolean[] = [];
    channel.media.onUp((up) => heard.push(up));
    const answer = channel.media.request({ type: 'leave' });
    expect(socket.ofType('media')).toHaveLength(1);
    socket.drops();
    await expect(answer).rejects.toThrow('down');
    await world.pass(600);
    const second = await world.socket();
    second.onopen?.();
    resume(second);
    expect(heard).toEqual([false, true]);
    const again = channel.media.request({ type: 'leave' });
    second.says({
      type: 'mediaAnswer',
      id: second.ofType('media')[0]?.id ?? -1,
      answer: { ok: true, type: 'leave' },
    });
    expect(await again).toEqual({ ok: true, type: 'leave' });
  });
});

test('close leaves no timer, socket or listener behind', async () => {
  const socket = await live();
  void channel.command({ type: 'meeting.open' });
  channel.close();
  channel.close();
  expect(socket.isClosed).toBe(true);
  expect(world.timers).toBe(0);
  expect(world.listeners).toBe(0);
});

describe('muting all', () => {
  test('is told once with who did it, also when it happened while the connection was away', async () => {
    const muted = { type: 'media.allMuted', payload: {} } as const;
    const told: string[] = [];
    const stop = channel.onAllMuted((by) => told.push(by));
    const first = await live();
    const event = await log.append(muted);
    first.says({ type: 'events', events: [event] });
    first.says({ type: 'events', events: [event] });
    expect(told).toEqual([CHAIR]);
    first.drops();
    const missed = await log.append(muted);
    await world.pass(600);
    const second = await world.socket();
    second.onopen?.();
    resume(second);
    second.says({ type: 'events', events: [missed] });
    expect(told).toEqual([CHAIR, CHAIR]);
    stop();
    second.says({ type: 'events', events: [await log.append(muted)] });
    expect(told).toHaveLength(2);
  });
});
