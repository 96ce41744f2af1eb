import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displayApi } from '#protocol/display/api';
import type { MediaRequest } from '#protocol/media/signalling';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingId } from '#protocol/wire/ids';
import { joinLive } from '../../testing/live-client.ts';
import { addCast, attach, give, type Cast } from '../../testing/meeting-cast.ts';
import { pdf } from '../../testing/pdf-fixtures.ts';
import { fresh, runServer, type TestServer } from '../../testing/running-server.ts';
import { NAMED_VOTE } from '../../testing/vote-fields.ts';

describe('a meeting that is held in writing', () => {
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** One whose question is open, with a paper. */
  const asking = async () => {
    const meeting = fresh.meeting();
    const item = fresh.item();
    const { secretary, chair, delegate } = cast;
    const startsAt = server.clock.now();
    await give(secretary.client, meeting, {
      type: 'meeting.create',
      id: meeting,
      secretary: secretary.person.id,
      fields: {
        title: 'Dự thảo Thông tư',
        chair: chair.person.id,
        startsAt,
        endsAt: startsAt + 3 * 86_400_000,
        place: '',
        mode: 'written',
        deputy: null,
        quorum: null,
      },
      participants: [{ person: delegate.person.id, role: 'delegate' }],
      agenda: [
        { id: item, parent: null, fields: { title: 'Dự thảo', presenter: null, minutes: 0, kind: 'public' } },
      ],
    });
    const paper = await attach(secretary.client, meeting, item, await pdf([[595, 842]]));
    const vote = { id: fresh.vote(), fields: NAMED_VOTE, repeats: null };
    await give(secretary.client, meeting, { type: 'vote.prepare', ...vote });
    await give(chair.client, meeting, { type: 'meeting.approve' });
    await give(secretary.client, meeting, { type: 'meeting.send' });
    return { meeting, paper };
  };
  const stateOf = async (meeting: MeetingId) =>
    (await cast.chair.client.call(meetingApi.get, { params: { meeting } })).state;

  it('[VOTE-22] has no camera or microphone, nobody there, nothing presented and nothing tried out', async () => {
    const { meeting, paper } = await asking();
    const chair = await joinLive(cast.chair.client, meeting);
    const delegate = await joinLive(cast.delegate.client, meeting);
    const { device } = chair;
    const requests: MediaRequest[] = [
      { type: 'join', device, takeOver: true },
      { type: 'createTransport', direction: 'send' },
      { type: 'leave' },
    ];
    for (const [id, request] of requests.entries()) {
      chair.send({ type: 'media', id, request });
      const { answer } = await chair.next('mediaAnswer', (message) => message.id === id);
      expect(answer).toEqual({ ok: false, code: 'heldInWriting' });
    }
    const version = paper.version?.id ?? expect.unreachable();
    chair.send({ type: 'present', page: { paper: paper.id, version, page: 0, rect: null, mark: null } });
    chair.send({ type: 'trial', request: { do: 'open' } });
    // Messages are handled in order: once a command is answered, what was sent before has been seen.
    expect(await chair.command({ type: 'attendance.checkIn', is: 'online' })).toEqual({
      ok: false,
      code: 'heldInWriting',
    });
    server.clock.advance(1000);
    await delegate.next('presence');
    expect(delegate.messages.filter(({ type }) => type === 'presenting' || type === 'trial')).toEqual([]);
    expect(await stateOf(meeting)).toMatchObject({ attendance: [], presenter: null, page: null });
    await chair.cut();
    await delegate.cut();
  });

  it('[VOTE-22] has no screen of a room and no code to check in with', async () => {
    const { meeting } = await asking();
    const params = { meeting };
    for (const { client } of [cast.chair, cast.secretary])
      expect(await client.refusal(displayApi.makeLink, { params, body: {} })).toBe('heldInWriting');
    expect(await cast.delegate.client.refusal(displayApi.makeLink, { params, body: {} })).toBe('notAllowed');
    const enter = { params, body: { code: 'AAAAAA' } };
    // Nor does trying one count as guessing.
    for (let n = 0; n < 11; n++)
      expect(await cast.delegate.client.refusal(displayApi.checkIn, enter)).toBe('heldInWriting');
    expect(await cast.outsider.client.refusal(displayApi.checkIn, enter)).toBe('notFound');
  });
});
