import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { documentsApi } from '#protocol/documents/api';
import type { Readers } from '#protocol/documents/records';
import { meetingApi } from '#protocol/meeting/api';
import { peopleApi } from '#protocol/people/api';
import type { MeetingId } from '#protocol/wire/ids';
import { ticketApi } from '#protocol/wire/collab';
import { annotationRoomName } from '#protocol/annotation/ydoc';
import { joinLive, LiveClient, liveAddress } from '../../testing/live-client.ts';
import { addCast, attach, give, prepareMeeting, type Cast } from '../../testing/meeting-cast.ts';
import { pdf } from '../../testing/pdf-fixtures.ts';
import {
  addPerson,
  fresh,
  PASSWORD,
  runServer,
  type Actor,
  type TestServer,
} from '../../testing/running-server.ts';
import { PROTOCOL_VERSION } from '#protocol/wire/version';

describe('the meeting channel', () => {
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const get = (who: Actor, meeting: MeetingId) => who.client.call(meetingApi.get, { params: { meeting } });
  /** Everybody whose state must be exactly what the server would give them now. */
  const same = async (meeting: MeetingId, clients: readonly (readonly [Actor, LiveClient])[]) => {
    for (const [who, live] of clients) {
      const { seq, state } = await get(who, meeting);
      await live.until((entry) => entry.seq >= seq);
      expect(live.state).toEqual(state);
    }
  };

  it('[LIVE-1] welcomes with the state, sends what happens, and sends only the rest to whoever comes back', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const chair = await joinLive(cast.chair.client, meeting);
    const delegate = await joinLive(cast.delegate.client, meeting);
    await chair.command({ type: 'meeting.open' });
    await chair.command({ type: 'agenda.startItem', id: item });
    await same(meeting, [
      [cast.chair, chair],
      [cast.delegate, delegate],
    ]);
    const { held } = delegate;
    await delegate.cut();
    await chair.command({ type: 'presenter.set', person: cast.chair.person.id });
    const back = await joinLive(cast.delegate.client, meeting, { held, device: delegate.device });
    expect(back.messages[0]?.type).toBe('resumed');
    await same(meeting, [[cast.delegate, back]]);
    expect(back.state?.presenter).toBe(cast.chair.person.id);
    const foreign = await joinLive(cast.delegate.client, meeting, { held: { ...held, seq: 9999 } });
    expect(foreign.messages[0]?.type).toBe('welcome');
    for (const live of [chair, back, foreign]) await live.cut();
  });

  it('[STREAM-4] withholds the events of a paper from those who may not read it, and nothing else of them gets out', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const guest = await joinLive(cast.guest.client, meeting);
    const delegate = await joinLive(cast.delegate.client, meeting);
    const staff = await joinLive(cast.staff.client, meeting);
    const { client } = cast.secretary;
    const readers: Readers = { to: 'some', units: [], people: [cast.staff.person.id] };
    const paper = await attach(client, meeting, item, await pdf(), { readers, fileName: 'kín.pdf' });
    await same(meeting, [
      [cast.guest, guest],
      [cast.delegate, delegate],
      [cast.staff, staff],
    ]);
    expect(staff.state?.papers).toEqual([paper]);
    for (const live of [guest, delegate]) {
      const withheld = live.messages.flatMap((message) => (message.type === 'events' ? message.events : []));
      expect(withheld.at(-1)).toEqual({
        seq: live.seq,
        prevHash: expect.any(String),
        hash: live.head,
        withheld: true,
      });
      expect(JSON.stringify(live.messages)).not.toContain('kín');
    }
    // Widened to everyone but guests, then narrowed: who loses the right loses the entry.
    const { id, title, number } = paper;
    await give(client, meeting, { type: 'paper.change', id, item, title, number, readers: { to: 'all' } });
    await same(meeting, [
      [cast.guest, guest],
      [cast.delegate, delegate],
      [cast.staff, staff],
    ]);
    expect([guest, delegate, staff].map((live) => live.state?.papers.length)).toEqual([0, 1, 1]);
    await give(client, meeting, { type: 'paper.change', id, item, title, number, readers });
    await same(meeting, [
      [cast.guest, guest],
      [cast.delegate, delegate],
      [cast.staff, staff],
    ]);
    expect([guest, delegate, staff].map((live) => live.state?.papers.length)).toEqual([0, 0, 1]);
    for (const live of [guest, delegate, staff]) await live.cut();
  });

  it('[STREAM-5] another role, another unit or another item for a guest brings a new welcome', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const readers: Readers = { to: 'some', units: ['Vụ Tài chính'], people: [] };
    const kept = await attach(client, meeting, item, await pdf(), { readers });
    const open = await attach(client, meeting, item, await pdf([[200, 200]]));
    const guest = await joinLive(cast.guest.client, meeting);
    const delegate = await joinLive(cast.delegate.client, meeting);
    const papers = () => [guest, delegate].map((live) => live.state?.papers.map(({ id }) => id));
    expect(papers()).toEqual([[], [open.id]]);

    await give(client, meeting, {
      type: 'participant.invite',
      person: cast.delegate.person.id,
      role: 'secretary',
    });
    await same(meeting, [
      [cast.guest, guest],
      [cast.delegate, delegate],
    ]);
    expect(papers()).toEqual([[], [kept.id, open.id]]);
    await give(client, meeting, {
      type: 'participant.invite',
      person: cast.delegate.person.id,
      role: 'delegate',
    });

    const fields = {
      title: 'Nội dung 1',
      presenter: cast.guest.person.id,
      minutes: 10,
      kind: 'public',
    } as const;
    await give(client, meeting, { type: 'agenda.changeItem', id: item, fields });
    await same(meeting, [
      [cast.guest, guest],
      [cast.delegate, delegate],
    ]);
    expect(papers()).toEqual([[open.id], [open.id]]);

    const before = delegate.messages.length;
    const { status: _, id, ...person } = cast.delegate.person;
    const moved = { params: { id }, body: { ...person, unit: 'Vụ Tài chính' } };
    await cast.admin.client.call(peopleApi.change, moved);
    await delegate.next('welcome', () => true, before);
    expect(papers()[1]).toEqual([kept.id, open.id]);

    // Also when it happened while they were away.
    const { held } = delegate;
    await delegate.cut();
    server.clock.advance(1000);
    await cast.admin.client.call(peopleApi.change, { params: { id }, body: person });
    const back = await joinLive(cast.delegate.client, meeting, { held });
    expect(back.messages[0]?.type).toBe('welcome');
    expect(back.state?.papers.map((paper) => paper.id)).toEqual([open.id]);
    for (const live of [guest, back]) await live.cut();
  });

  it('[LIVE-2] whoever is removed, suspended or signed out is cut off at once, also before saying hello', async () => {
    const { meeting } = await prepareMeeting(cast);
    const removed = await joinLive(cast.staff.client, meeting);
    await give(cast.chair.client, meeting, { type: 'participant.remove', person: cast.staff.person.id });
    expect((await removed.closed).code).toBe(4404);

    const temp = await addPerson(server, cast.admin, { name: 'Ngô Tạm', role: 'official' });
    await give(cast.chair.client, meeting, {
      type: 'participant.invite',
      person: temp.person.id,
      role: 'delegate',
    });
    const signedOut = await joinLive(temp.client, meeting);
    const silent = new LiveClient(await liveAddress(temp.client, meeting), fresh.device());
    await new Promise((resolve) => silent.socket.once('open', resolve));
    await temp.client.call(peopleApi.signOut);
    expect((await signedOut.closed).code).toBe(4401);
    expect((await silent.closed).code).toBe(4401);

    const { token } = await server
      .client()
      .call(peopleApi.signIn, { body: { email: temp.person.email, password: PASSWORD, holder: 'token' } });
    const again = server.client(token ?? '');
    const suspended = await joinLive(again, meeting);
    const late = await liveAddress(again, meeting);
    await cast.admin.client.call(peopleApi.suspend, { params: { id: temp.person.id } });
    expect(await suspended.closed).toEqual({ code: 4401, reason: 'ticketExpired' });
    expect((await new LiveClient(late, fresh.device()).closed).code).toBe(4401);
  });

  it('[LIVE-2] a room of marks is cut off with the session, and when its paper is removed', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const paper = await attach(cast.secretary.client, meeting, item, await pdf());
    const version = paper.version?.id;
    if (version === undefined) throw new Error('no version');
    const temp = await addPerson(server, cast.admin, { name: 'Ngô Tạm', role: 'official' });
    await give(cast.chair.client, meeting, {
      type: 'participant.invite',
      person: temp.person.id,
      role: 'delegate',
    });
    const room = async (who: Actor) => {
      const name = annotationRoomName({ layer: 'shared', version });
      const { ticket } = await who.client.call(ticketApi.ticket, { body: { target: `collab:${name}` } });
      const socket = new WebSocket(`${server.url.replace(/^http/, 'ws')}/collab/${name}?ticket=${ticket}`);
      const closed = new Promise<number>((resolve) => socket.on('close', resolve));
      await new Promise((resolve) => socket.once('message', resolve));
      return { socket, closed };
    };
    const ended = await room(temp);
    const staying = await room(cast.delegate);
    await cast.admin.client.call(peopleApi.endSessions, { params: { id: temp.person.id } });
    await ended.closed;
    expect(staying.socket.readyState).toBe(WebSocket.OPEN);
    await give(cast.secretary.client, meeting, { type: 'paper.remove', id: paper.id });
    expect(await staying.closed).toBe(4404);
  });

  it('[LIVE-3] answers garbage with 4400 and what is too long with 1009, and leaves unknown types alone', async () => {
    const { meeting } = await prepareMeeting(cast);
    const close = async (send: (live: LiveClient) => void) => {
      const live = await joinLive(cast.delegate.client, meeting);
      send(live);
      return (await live.closed).code;
    };
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"type":"command"}',
      '{"type":"command","id":-1,"key":"x","command":{}}',
      '{"type":7}',
      '"hello"',
    ]) {
      expect(await close((live) => live.socket.send(text)), text).toBe(4400);
    }
    expect(await close((live) => live.socket.send(Buffer.from('{"type":"ping"}'), { binary: true }))).toBe(
      4400,
    );
    expect(await close((live) => live.socket.send(`{"type":"${'x'.repeat(600 * 1024)}"}`))).toBe(1009);
    expect(
      await close((live) =>
        live.send({ type: 'hello', protocol: PROTOCOL_VERSION, device: fresh.device(), since: 0 }),
      ),
    ).toBe(4400);
    const live = await joinLive(cast.delegate.client, meeting);
    live.socket.send('{"type":"somethingNewer","value":1}');
    expect(await live.command({ type: 'meeting.open' })).toEqual({ ok: false, code: 'notAllowed' });
    await live.cut();
  });

  it('[LIVE-3] a socket that says nothing, floods, or is one too many is let go', async () => {
    const { meeting } = await prepareMeeting(cast);
    const silent = new LiveClient(await liveAddress(cast.delegate.client, meeting), fresh.device());
    await new Promise((resolve) => silent.socket.once('open', resolve));
    // The server has the socket before its client knows; a request behind it makes sure.
    await server.client().fetch('/healthz');
    server.clock.advance(15_000);
    expect((await silent.closed).code).toBe(4400);

    const flood = await joinLive(cast.delegate.client, meeting);
    for (let i = 0; i < 500; i++) flood.socket.send('{"type":"command","id":1}'.replace('command', 'newer'));
    for (let i = 0; i < 500; i++)
      flood.send({ type: 'command', id: i, key: fresh.key(), command: { type: 'meeting.open' } });
    expect((await flood.closed).code).toBe(4529);

    const many = await Promise.all(Array.from({ length: 30 }, () => joinLive(cast.staff.client, meeting)));
    const last = new LiveClient(await liveAddress(cast.staff.client, meeting), fresh.device());
    expect((await last.closed).code).toBe(4422);
    for (const live of many) live.socket.terminate();
  });

  it('[TICKET-1] opens only with a ticket for this meeting, of this person, in time', async () => {
    const { meeting } = await prepareMeeting(cast);
    const { meeting: other } = await prepareMeeting(cast);
    const base = `${server.url.replace(/^http/, 'ws')}/live/`;
    const code = async (address: string, hello = false) => {
      const live = new LiveClient(address, fresh.device());
      if (hello)
        live.socket.on('open', () =>
          live.send({ type: 'hello', protocol: PROTOCOL_VERSION, device: live.device, since: 0 }),
        );
      return (await live.closed).code;
    };
    const address = await liveAddress(cast.delegate.client, meeting);
    expect(await code(`${base}${meeting}`)).toBe(4401);
    expect(await code(`${base}${meeting}?ticket=${'x'.repeat(43)}`)).toBe(4401);
    expect(await code(address.replace(meeting, other))).toBe(4403);
    expect(await code(`${base}nothing`)).toBe(4404);
    // An id that doesn't exist and a meeting of others look the same.
    expect(await code(await liveAddress(cast.outsider.client, meeting), true)).toBe(4404);
    expect(await code(await liveAddress(cast.outsider.client, fresh.meeting()), true)).toBe(4404);
    server.clock.advance(15 * 60_000 + 1);
    expect(await code(address)).toBe(4401);
  });

  it('[HTTP-2] a foreign page opens no channel', async () => {
    const { meeting } = await prepareMeeting(cast);
    const address = await liveAddress(cast.delegate.client, meeting);
    const code = (origin: string) =>
      new Promise<number>((resolve) =>
        new WebSocket(address, { origin }).on('close', resolve).on('error', () => undefined),
      );
    expect(await code('https://evil.invalid')).toBe(4403);
  });

  it('[LIVE-4] tells who is there and with which devices', async () => {
    const { meeting } = await prepareMeeting(cast);
    const chair = await joinLive(cast.chair.client, meeting);
    const tablet = await joinLive(cast.delegate.client, meeting);
    const pc = await joinLive(cast.delegate.client, meeting);
    const people = async (who = chair) => {
      const told = who.present();
      server.clock.advance(100);
      const list = await told;
      return new Map(list.map(({ person, devices }) => [person, devices.map(({ device }) => device)]));
    };
    expect((await people()).get(cast.delegate.person.id)).toEqual([tablet.device, pc.device]);
    // A device that comes back before its old line has broken off is one device.
    const twin = await joinLive(cast.delegate.client, meeting, { device: pc.device });
    expect((await people(twin)).get(cast.delegate.person.id)).toEqual([tablet.device, pc.device]);
    for (const live of [twin, pc, tablet]) await live.cut();
    await server.client().fetch('/healthz');
    expect((await people()).has(cast.delegate.person.id)).toBe(false);
    await chair.cut();
  });

  it('[HTTP-5] counts open channels', async () => {
    const { meeting } = await prepareMeeting(cast);
    const live = await joinLive(cast.chair.client, meeting);
    expect(await (await fetch(`${server.url}/metrics`)).text()).toMatch(/bantron_live_connections [1-9]/);
    await live.cut();
    expect(await cast.chair.client.refusal(documentsApi.uploads, { params: { meeting } })).toBe('ok');
  });
});
