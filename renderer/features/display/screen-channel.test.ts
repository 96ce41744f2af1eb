import { describe, expect, it } from 'vitest';
import type { DisplayView } from '#protocol/display/view';
import { FakeSocket, FakeWorld } from '../../sync/meeting-channel-fakes.ts';
import { ScreenChannel } from './screen-channel.ts';

class ScreenSocket extends FakeSocket {
  readonly said: string[] = [];
  override send(text: string): void {
    this.said.push(text);
  }
}

class ScreenWorld extends FakeWorld {
  override openSocket(url: string): ScreenSocket {
    const socket = new ScreenSocket(url);
    this.sockets.push(socket);
    return socket;
  }

  get last(): ScreenSocket {
    const socket = this.sockets.at(-1);
    if (!(socket instanceof ScreenSocket)) throw new Error('no socket was opened');
    return socket;
  }
}

const view: DisplayView = {
  title: 'Họp giao ban',
  place: '',
  status: 'sent',
  startsAt: 0,
  openedAt: null,
  chair: null,
  item: null,
  page: null,
  speaker: null,
  vote: null,
  waiting: 0,
  quorum: { present: 0, of: 3, rule: null, needed: null },
  announcement: null,
  checkIn: null,
  now: 5_000_000,
};
const told = JSON.stringify({ type: 'view', view });

function opened() {
  const world = new ScreenWorld();
  const channel = new ScreenChannel({ url: 'ws://x/display/live', token: 't', environment: world });
  return { world, channel };
}

describe("the line of a room's screen", () => {
  it('[DISPLAY-5] shows its token, holds what it is told, and reads clocks by the server’s time', () => {
    const { world, channel } = opened();
    world.last.onopen?.();
    expect(JSON.parse(world.last.said[0] ?? '')).toMatchObject({ type: 'hello', token: 't' });
    expect(world.last.url).not.toContain('t=');
    expect(channel.snapshot().line).toBe('connecting');
    world.last.hears(told);
    expect(channel.snapshot()).toMatchObject({ line: 'live', view, clockOffset: 4_000_000 });
    world.last.hears('{"type":"fromTheFuture"}');
    world.last.hears('no JSON');
    expect(channel.snapshot().line).toBe('live');
    channel.close();
    expect([world.timers, world.listeners]).toEqual([0, 0]);
  });

  it('[DISPLAY-5] comes back by itself, keeping what it showed', async () => {
    const { world, channel } = opened();
    world.last.hears(told);
    world.last.drops();
    expect(channel.snapshot()).toMatchObject({ line: 'lost', view });
    await world.pass(1000);
    expect(world.sockets).toHaveLength(2);
    world.last.hears(told);
    expect(channel.snapshot().line).toBe('live');
    // A line that says nothing any more is none.
    await world.pass(46_000);
    expect(channel.snapshot().line).toBe('lost');
    await world.pass(1000);
    world.last.hears('{"type":"ping"}');
    world.wake();
    channel.close();
    await world.pass(60_000);
    expect(world.timers).toBe(0);
  });

  it('[DISPLAY-4] ends when its link does, and asks no more', async () => {
    const { world, channel } = opened();
    world.last.hears(told);
    world.last.drops(4403, 'linkExpired');
    expect(channel.snapshot()).toMatchObject({ line: 'ended', code: 'linkExpired' });
    await world.pass(60_000);
    expect(world.sockets).toHaveLength(1);
  });
});
