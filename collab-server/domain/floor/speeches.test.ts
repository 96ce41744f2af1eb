import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingId } from '#protocol/wire/ids';
import { addCast, give, prepareMeeting, rebased, STARTS_AT, type Cast } from '../../testing/meeting-cast.ts';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { runServer, type Actor, type TestServer } from '../../testing/running-server.ts';

describe('speaking time across meetings', () => {
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    server = await runServer({ clock: fakeEnvironment({ start: STARTS_AT }) });
    cast = await addCast(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const session = async () => {
    const { meeting } = await prepareMeeting(cast);
    const { client } = cast.chair;
    await give(client, meeting, { type: 'meeting.open' });
    const entries = [cast.delegate, cast.staff, cast.guest].map(({ person }) => ({
      person: person.id,
      is: 'inRoom' as const,
      excused: false,
      reason: '',
    }));
    await give(client, meeting, { type: 'attendance.mark', entries });
    return meeting;
  };
  const call = (meeting: MeetingId, who: Actor, kind: 'speech' | 'pointOfOrder' = 'speech') =>
    give(cast.chair.client, meeting, {
      type: 'floor.give',
      person: who.person.id,
      request: null,
      kind,
      minutes: 5,
    });
  const speak = async (meeting: MeetingId, who: Actor, seconds: number) => {
    await call(meeting, who);
    server.clock.advance(seconds * 1000);
    await give(cast.chair.client, meeting, { type: 'floor.stop', person: who.person.id });
  };
  const history = (meeting: MeetingId, who = cast.chair) =>
    who.client.call(meetingApi.speakingHistory, { params: { meeting } });

  it('[FLOOR-9] is told to the chair: each speech once, whoever ended it and however, by person and unit', async () => {
    const first = await session();
    await speak(first, cast.delegate, 60);
    // A point of order interrupts the speech, which goes on and is ended by the end of the meeting.
    await call(first, cast.staff);
    server.clock.advance(10_000);
    await call(first, cast.delegate, 'pointOfOrder');
    server.clock.advance(5000);
    await give(cast.chair.client, first, { type: 'floor.stop', person: cast.delegate.person.id });
    server.clock.advance(20_000);
    await give(cast.chair.client, first, { type: 'meeting.close' });
    server = await server.restart();
    cast = rebased(cast, server);
    const second = await session();
    await speak(second, cast.delegate, 30);
    // Whoever is put out of the meeting has spoken, too.
    await call(second, cast.guest);
    server.clock.advance(7000);
    await give(cast.chair.client, second, { type: 'participant.remove', person: cast.guest.person.id });
    expect(await history(second)).toEqual({
      meetings: 2,
      people: [
        { person: cast.delegate.person.id, turns: 3, ms: 95_000 },
        { person: cast.staff.person.id, turns: 1, ms: 30_000 },
      ],
      units: [{ unit: 'Vụ Kế hoạch', turns: 4, ms: 125_000 }],
    });
    // The guest is still of the first one.
    expect((await history(first)).people).toContainEqual({
      person: cast.guest.person.id,
      turns: 1,
      ms: 7000,
    });
  });

  it('[FLOOR-9] and to nobody else, and nothing of meetings that others have the chair of', async () => {
    const meeting = await session();
    await speak(meeting, cast.delegate, 1);
    const params = { meeting };
    for (const { client } of [cast.secretary, cast.delegate, cast.staff, cast.guest])
      expect(await client.refusal(meetingApi.speakingHistory, { params })).toBe('notAllowed');
    for (const { client } of [cast.outsider, cast.admin])
      expect(await client.refusal(meetingApi.speakingHistory, { params })).toBe('notFound');
    const handed = await session();
    await speak(handed, cast.staff, 100);
    await give(cast.chair.client, handed, { type: 'chair.handOver', to: cast.delegate.person.id });
    const { people, meetings } = await history(handed, cast.delegate);
    expect(meetings).toBe(1);
    expect(people).toEqual([{ person: cast.staff.person.id, turns: 1, ms: 100_000 }]);
  });

  it('[FLOOR-9] ends after a year', async () => {
    const old = await session();
    await speak(old, cast.staff, 3600);
    const [before] = (await history(old)).people;
    expect(before).toMatchObject({ person: cast.staff.person.id });
    const { state } = await cast.chair.client.call(meetingApi.get, { params: { meeting: old } });
    const lastYear = STARTS_AT - 380 * 24 * 3_600_000;
    const fields = { ...state.fields, startsAt: lastYear, endsAt: lastYear + 1 };
    await give(cast.chair.client, old, { type: 'meeting.change', fields });
    const now = await session();
    const staff = (await history(now)).people.find(({ person }) => person === cast.staff.person.id);
    expect(staff?.ms).toBe((before?.ms ?? 0) - 3_600_000);
  });
});
