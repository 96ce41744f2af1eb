import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentsApi } from '#protocol/documents/api';
import type { PresentPerson } from '#protocol/meeting/live';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingId } from '#protocol/wire/ids';
import { LEFT_AFTER } from '../../domain/meeting/attendance.ts';
import { joinLive, type LiveClient } from '../../testing/live-client.ts';
import { addCast, attach, give, prepareMeeting, type Cast } from '../../testing/meeting-cast.ts';
import { pdf } from '../../testing/pdf-fixtures.ts';
import { fresh, runServer, type TestServer } from '../../testing/running-server.ts';

describe('the lobby', () => {
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** A meeting in session with its lobby on, in which a paper of the guest's own item is presented. */
  const session = async () => {
    const prepared = await prepareMeeting(cast);
    const { meeting, guestItem } = prepared;
    const paper = await attach(cast.secretary.client, meeting, guestItem, await pdf([[595, 842]]));
    await give(cast.chair.client, meeting, { type: 'meeting.open' });
    await give(cast.chair.client, meeting, { type: 'lobby.set', isOn: true });
    await give(cast.chair.client, meeting, { type: 'presenter.set', person: cast.chair.person.id });
    return { ...prepared, paper };
  };
  const admit = (meeting: MeetingId) =>
    give(cast.chair.client, meeting, { type: 'lobby.admit', person: cast.guest.person.id });
  /** Messages are handled in order: once a command is answered, what was sent before has been seen. */
  const handled = (live: LiveClient) => live.command({ type: 'meeting.open' });
  const isThere = (people: readonly PresentPerson[], who: Cast[keyof Cast]) =>
    people.some(({ person }) => person === who.person.id);
  const presence = async (live: LiveClient) => {
    await handled(live);
    const soon = live.present();
    server.clock.advance(100);
    return soon;
  };
  const mediaOf = (live: LiveClient) =>
    live.messages.flatMap((message) => (message.type === 'mediaNotice' ? [message.notice.type] : []));
  const lineOf = async (meeting: MeetingId) => {
    const { state } = await cast.chair.client.call(meetingApi.get, { params: { meeting } });
    return state.attendance.find(({ person }) => person === cast.guest.person.id);
  };

  it('[LOBBY-1] outside somebody hears who has the chair and nothing else: no event, person, page, paper or media', async () => {
    const { meeting, item, paper } = await session();
    const chair = await joinLive(cast.chair.client, meeting);
    const guest = await joinLive(cast.guest.client, meeting);
    expect(guest.state).toMatchObject({ agenda: [], papers: [], attendance: [], presenter: null });
    expect(guest.state?.participants.map(({ person }) => person)).toEqual(
      expect.arrayContaining([cast.chair.person.id, cast.guest.person.id]),
    );
    expect(guest.state?.participants).toHaveLength(2);
    const version = paper.version?.id ?? expect.unreachable();
    chair.send({ type: 'present', page: { paper: paper.id, version, page: 0, rect: null, mark: null } });
    const seq = await give(cast.chair.client, meeting, { type: 'announcement.make', text: 'Nghỉ giải lao' });
    await give(cast.chair.client, meeting, { type: 'agenda.startItem', id: item });
    await guest.reached(seq);
    guest.send({ type: 'media', id: 7, request: { type: 'join', device: fresh.device(), takeOver: false } });
    expect((await guest.next('mediaAnswer')).answer).toEqual({ ok: false, code: 'notReady' });
    server.clock.advance(100);
    expect(await handled(guest)).toEqual({ ok: false, code: 'inLobby' });
    expect(JSON.stringify(guest.messages)).not.toContain('Nghỉ giải lao');
    expect(guest.messages.filter(({ type }) => type === 'presenting')).toEqual([]);
    expect(mediaOf(guest)).toEqual([]);
    const told = guest.messages.flatMap((message) =>
      message.type === 'presence' || message.type === 'presenceChanged' ? message.people : [],
    );
    expect(told).toEqual([]);
    const params = { meeting };
    expect(await cast.guest.client.refusal(documentsApi.pages, { params: { version } })).toBe('notFound');
    expect((await cast.guest.client.call(meetingApi.get, { params })).state.papers).toEqual([]);
    expect(await lineOf(meeting)).toBeUndefined();
    for (const live of [chair, guest]) await live.cut();
  });

  it('[LOBBY-1] chair and secretaries see who waits outside, the others don’t', async () => {
    const { meeting } = await session();
    const chair = await joinLive(cast.chair.client, meeting);
    const secretary = await joinLive(cast.secretary.client, meeting);
    const delegate = await joinLive(cast.delegate.client, meeting);
    server.clock.advance(100);
    const guest = await joinLive(cast.guest.client, meeting);
    const before = [chair, secretary].map((live) => live.messages.length);
    server.clock.advance(100);
    await Promise.all([chair, secretary].map((live, n) => live.present(before[n])));
    // Whoever is told of a later event has been told of everything before.
    await handled(chair);
    await delegate.reached(chair.seq);
    const lists = [chair, secretary, delegate].map(({ presence: told }) => told);
    expect(lists.map((people) => isThere(people, cast.guest))).toEqual([true, true, false]);
    expect(lists[2]).toHaveLength(3);
    for (const live of [chair, secretary, delegate, guest]) await live.cut();
  });

  it('[LOBBY-1] whoever is let in arrives, has media and sees who is there; sent out again, nothing of it', async () => {
    const { meeting, paper } = await session();
    const chair = await joinLive(cast.chair.client, meeting);
    const guest = await joinLive(cast.guest.client, meeting);
    const admittedAt = server.clock.now();
    await admit(meeting);
    await guest.until(({ state }) => state?.papers.some(({ id }) => id === paper.id) === true);
    await chair.until(
      ({ state }) => state?.attendance.some(({ person }) => person === cast.guest.person.id) === true,
    );
    expect(await lineOf(meeting)).toMatchObject({ is: 'online', joinedAt: admittedAt, leftAt: null });
    expect(mediaOf(guest)).toEqual(['state']);
    expect(isThere(await presence(guest), cast.chair)).toBe(true);

    await give(cast.chair.client, meeting, { type: 'lobby.sendOut', person: cast.guest.person.id });
    await guest.until(({ state }) => state?.papers.length === 0);
    expect(await presence(guest)).toEqual([]);
    // Its media waits for the next "ready".
    expect(mediaOf(guest)).toEqual(['state', 'state', 'interrupted']);
    const wentAt = server.clock.now();
    const { length } = guest.messages;
    await give(cast.chair.client, meeting, { type: 'announcement.make', text: 'Bắt đầu họp kín' });
    await guest.reached(chair.seq);
    expect(JSON.stringify(guest.messages.slice(length))).not.toContain('họp kín');
    // In steps, so that both answer the server's pings.
    for (let gone = 0; gone < LEFT_AFTER; gone += LEFT_AFTER / 6) {
      server.clock.advance(LEFT_AFTER / 6);
      await handled(chair);
      await handled(guest);
    }
    await chair.until(
      ({ state }) => state?.attendance.find(({ person }) => person === cast.guest.person.id)?.leftAt !== null,
    );
    expect((await lineOf(meeting))?.leftAt).toBeLessThanOrEqual(wentAt);
    for (const live of [chair, guest]) await live.cut();
  });

  it('[LOBBY-1] a lobby that is taken away lets everybody in who waits', async () => {
    const { meeting } = await session();
    const guest = await joinLive(cast.guest.client, meeting);
    await give(cast.chair.client, meeting, { type: 'lobby.set', isOn: false });
    await guest.until(
      ({ state }) => state?.attendance.some(({ person }) => person === cast.guest.person.id) === true,
    );
    expect((await guest.next('mediaNotice')).notice.type).toBe('state');
    await guest.cut();
  });

  it('[LOBBY-1] whoever was let in while their line was lost comes back into the meeting', async () => {
    const { meeting, paper } = await session();
    const guest = await joinLive(cast.guest.client, meeting);
    const { held } = guest;
    await guest.cut();
    await admit(meeting);
    const back = await joinLive(cast.guest.client, meeting, { held });
    expect(back.state?.papers.map(({ id }) => id)).toEqual([paper.id]);
    expect((await back.next('mediaNotice')).notice.type).toBe('state');
    await back.cut();
  });
});
