import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingId } from '#protocol/wire/ids';
import { joinLive } from '../../testing/live-client.ts';
import { addCast, give, prepareMeeting, rebased, type Cast } from '../../testing/meeting-cast.ts';
import { runServer, type Actor, type TestServer } from '../../testing/running-server.ts';
import { LEFT_AFTER } from './attendance.ts';

describe('attendance', () => {
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const of = async (meeting: MeetingId, who: Actor) => {
    const { state } = await cast.chair.client.call(meetingApi.get, { params: { meeting } });
    return state.attendance.find(({ person }) => person === who.person.id);
  };
  /** Commands are carried out in their order: once this one was refused, what was recorded before it is there. */
  const settled = async (meeting: MeetingId) => {
    await expect(give(cast.chair.client, meeting, { type: 'meeting.open' })).rejects.toThrow('alreadyOpen');
  };
  /** Waits for what the server records by itself. */
  const until = async (
    meeting: MeetingId,
    who: Actor,
    fits: (entry: Awaited<ReturnType<typeof of>>) => boolean,
  ) => {
    for (;;) {
      const entry = await of(meeting, who);
      if (fits(entry)) return entry;
    }
  };
  const session = async () => {
    const { meeting } = await prepareMeeting(cast);
    await give(cast.chair.client, meeting, { type: 'meeting.open' });
    return meeting;
  };

  it('[ATTEND-1] whoever is connected when the meeting is opened has arrived then, others when they come', async () => {
    const { meeting } = await prepareMeeting(cast);
    const early = await joinLive(cast.delegate.client, meeting);
    const pc = await joinLive(cast.delegate.client, meeting);
    expect(await of(meeting, cast.delegate)).toBeUndefined();
    server.clock.advance(5000);
    const openedAt = server.clock.now();
    await give(cast.chair.client, meeting, { type: 'meeting.open' });
    expect(await until(meeting, cast.delegate, (entry) => entry !== undefined)).toMatchObject({
      joinedAt: openedAt,
      leftAt: null,
    });
    server.clock.advance(7000);
    const late = await joinLive(cast.staff.client, meeting);
    expect(await until(meeting, cast.staff, (entry) => entry !== undefined)).toMatchObject({
      joinedAt: openedAt + 7000,
      leftAt: null,
    });
    for (const live of [early, pc, late]) await live.cut();
  });

  it('[ATTEND-2] a line that flaps is no departure; the last of two devices that goes is', async () => {
    const meeting = await session();
    const tablet = await joinLive(cast.delegate.client, meeting);
    const pc = await joinLive(cast.delegate.client, meeting);
    await until(meeting, cast.delegate, (entry) => entry !== undefined);
    await tablet.cut();
    await gone(server, 1);
    server.clock.advance(LEFT_AFTER * 2);
    await settled(meeting);
    expect((await of(meeting, cast.delegate))?.leftAt).toBeNull();
    await pc.cut();
    await gone(server, 0);
    server.clock.advance(LEFT_AFTER - 1);
    const back = await joinLive(cast.delegate.client, meeting);
    server.clock.advance(LEFT_AFTER * 2);
    await settled(meeting);
    expect((await of(meeting, cast.delegate))?.leftAt).toBeNull();
    await back.cut();
    await gone(server, 0);
  });

  it('[ATTEND-3] "left" is recorded after 60 s with the time at which the line went, and coming back is a new arrival', async () => {
    const meeting = await session();
    const live = await joinLive(cast.delegate.client, meeting);
    await until(meeting, cast.delegate, (entry) => entry !== undefined);
    server.clock.advance(10_000);
    const wentAt = server.clock.now();
    await live.cut();
    await gone(server, 0);
    server.clock.advance(LEFT_AFTER - 1);
    await settled(meeting);
    expect((await of(meeting, cast.delegate))?.leftAt).toBeNull();
    server.clock.advance(1);
    expect((await until(meeting, cast.delegate, (entry) => entry?.leftAt !== null))?.leftAt).toBe(wentAt);
    const backAt = server.clock.now();
    const back = await joinLive(cast.delegate.client, meeting);
    expect(await until(meeting, cast.delegate, (entry) => entry?.leftAt === null)).toMatchObject({
      joinedAt: backAt,
    });
    await back.cut();
    await gone(server, 0);
  });

  it('[ATTEND-4] after a restart whoever comes back within 60 s was never gone, the others left when it began', async () => {
    const meeting = await session();
    for (const who of [cast.delegate, cast.staff]) {
      await joinLive(who.client, meeting);
      await until(meeting, who, (entry) => entry !== undefined);
    }
    server = await server.restart();
    cast = rebased(cast, server);
    const startedAt = server.clock.now();
    server.clock.advance(LEFT_AFTER - 1);
    const back = await joinLive(cast.delegate.client, meeting);
    server.clock.advance(1);
    expect((await until(meeting, cast.staff, (entry) => entry?.leftAt !== null))?.leftAt).toBe(startedAt);
    await settled(meeting);
    expect((await of(meeting, cast.delegate))?.leftAt).toBeNull();
    await back.cut();
    await gone(server, 0);
  });

  it('[ATTEND-6] whoever is in the room is there without a line, also when it is lost and after a restart', async () => {
    const meeting = await session();
    const live = await joinLive(cast.delegate.client, meeting);
    await until(meeting, cast.delegate, (entry) => entry !== undefined);
    await give(cast.delegate.client, meeting, { type: 'attendance.checkIn', is: 'inRoom' });
    await live.cut();
    await gone(server, 0);
    server.clock.advance(LEFT_AFTER * 2);
    await settled(meeting);
    expect(await of(meeting, cast.delegate)).toMatchObject({ is: 'inRoom', leftAt: null });
    server = await server.restart();
    cast = rebased(cast, server);
    const timers = server.clock.timers;
    server.clock.advance(LEFT_AFTER * 2);
    await settled(meeting);
    expect(await of(meeting, cast.delegate)).toMatchObject({ is: 'inRoom', leftAt: null });
    // Nothing waited for them to come back.
    expect(server.clock.timers).toBe(timers);
    // With a line again they are still in the room.
    const back = await joinLive(cast.delegate.client, meeting);
    await settled(meeting);
    expect(await of(meeting, cast.delegate)).toMatchObject({ is: 'inRoom', leftAt: null });
    await back.cut();
    await gone(server, 0);
  });

  it('[ATTEND-5] closing the meeting is the departure of whoever is still there', async () => {
    const meeting = await session();
    const live = await joinLive(cast.delegate.client, meeting);
    await until(meeting, cast.delegate, (entry) => entry !== undefined);
    server.clock.advance(3000);
    await give(cast.chair.client, meeting, { type: 'meeting.close' });
    expect((await of(meeting, cast.delegate))?.leftAt).toBe(server.clock.now());
    await live.cut();
  });
});

/** Waits until the server has seen so many channels left open. */
async function gone(server: TestServer, left: number): Promise<void> {
  for (;;) {
    const figures = await (await fetch(`${server.url}/metrics`)).text();
    if (new RegExp(`bantron_live_connections ${left}\\n`).test(figures)) return;
  }
}
