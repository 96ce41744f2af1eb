import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DISPLAY_LINK_LIFE, displayApi, MAX_DISPLAY_LINKS } from '#protocol/display/api';
import type { Readers } from '#protocol/documents/records';
import type { PresentedPage } from '#protocol/meeting/records';
import type { MeetingId, VersionId } from '#protocol/wire/ids';
import { PROTOCOL_VERSION } from '#protocol/wire/version';
import { DisplayClient } from '../../testing/display-client.ts';
import { joinLive } from '../../testing/live-client.ts';
import { addCast, attach, give, prepareMeeting, rebased, type Cast } from '../../testing/meeting-cast.ts';
import { pdf } from '../../testing/pdf-fixtures.ts';
import { codeOf, fresh, runServer, type Actor, type TestServer } from '../../testing/running-server.ts';

const A4 = [595, 842] as const;

describe("the room's screen", () => {
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const makeLink = async (meeting: MeetingId, by: Actor = cast.chair) => {
    const { id, url } = await by.client.call(displayApi.makeLink, { params: { meeting }, body: {} });
    return { id, url, token: codeOf(url) };
  };
  /** Turns the server's clock on and on until something has happened. */
  const turning = async <T>(ms: number, awaited: Promise<T>): Promise<T> => {
    const timer = setInterval(() => server.clock.advance(ms), 5);
    return awaited.finally(() => clearInterval(timer));
  };
  const shown = (screen: DisplayClient, fits: Parameters<DisplayClient['until']>[0]) =>
    turning(50, screen.until(fits));
  const bytes = (token: string, version: VersionId, range = 'bytes=0-3') =>
    fetch(`${server.url}/api/display/versions/${version}/bytes`, {
      headers: { authorization: `Display ${token}`, range },
    });

  it('[DISPLAY-4] is opened by a link of the chair or a secretary, of a meeting that is sent, and by nothing else', async () => {
    const { meeting } = await prepareMeeting(cast);
    const { token, url } = await makeLink(meeting);
    expect(url).toBe(`${server.url}/display#${token}`);
    await makeLink(meeting, cast.secretary);
    for (const [who, code] of [
      [cast.delegate, 'notAllowed'],
      [cast.guest, 'notAllowed'],
      [cast.staff, 'notAllowed'],
      [cast.outsider, 'notFound'],
      [cast.admin, 'notFound'],
    ] as const) {
      const call = { params: { meeting } };
      expect(await who.client.refusal(displayApi.makeLink, { ...call, body: {} })).toBe(code);
      expect(await who.client.refusal(displayApi.links, call)).toBe(code);
    }
    expect(await server.client().refusal(displayApi.makeLink, { params: { meeting }, body: {} })).toBe(
      'signInNeeded',
    );
    const draft = fresh.meeting();
    await give(cast.secretary.client, draft, {
      type: 'meeting.create',
      id: draft,
      secretary: cast.secretary.person.id,
      fields: {
        title: 'Chưa gửi',
        chair: cast.chair.person.id,
        startsAt: 1,
        endsAt: 2,
        place: '',
        mode: 'both',
        deputy: null,
        quorum: null,
      },
    });
    expect(
      await cast.chair.client.refusal(displayApi.makeLink, { params: { meeting: draft }, body: {} }),
    ).toBe('notSent');
    const screen = DisplayClient.open(server.url, token);
    expect(await screen.until(() => true)).toMatchObject({ title: 'Họp giao ban', status: 'sent' });
    const { links } = await cast.secretary.client.call(displayApi.links, { params: { meeting } });
    expect(links.map(({ open }) => open).toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect(JSON.stringify(links)).not.toContain(token);
    screen.socket.close();
    const wrong = DisplayClient.open(server.url, 'x'.repeat(43));
    expect(await wrong.closed).toMatchObject({ code: 4403, reason: 'linkExpired' });
    const foreign = DisplayClient.open(server.url, token, { origin: 'https://evil.invalid' });
    expect(await foreign.closed).toMatchObject({ code: 4403, reason: 'notAllowed' });
    for (const first of [{ type: 'hello' }, { type: 'hello', protocol: PROTOCOL_VERSION, token: 'short' }, 7])
      expect(await new DisplayClient(server.url, first).closed).toMatchObject({ code: 4400 });
    const chatty = DisplayClient.open(server.url, token);
    await chatty.until(() => true);
    chatty.socket.send('{}');
    expect(await chatty.closed).toMatchObject({ code: 4400 });
    for (let n = 2; n < MAX_DISPLAY_LINKS; n++) await makeLink(meeting);
    expect(await cast.chair.client.refusal(displayApi.makeLink, { params: { meeting }, body: {} })).toBe(
      'tooMany',
    );
  });

  it('[DISPLAY-4] has its token in no log and on no disk', async () => {
    const { meeting } = await prepareMeeting(cast);
    const { token } = await makeLink(meeting);
    const screen = DisplayClient.open(server.url, token);
    await screen.until(() => true);
    screen.socket.close();
    expect(server.log()).not.toContain(token);
    for (const name of ['bantron.sqlite', 'bantron.sqlite-wal'])
      expect(readFileSync(join(server.dataDir, name)).includes(token)).toBe(false);
  });

  it('[DISPLAY-4] closes when its link is revoked, whoever revokes it, and then gives nothing any more', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { id, token } = await makeLink(meeting);
    const other = await makeLink(meeting);
    const screen = DisplayClient.open(server.url, token);
    const stays = DisplayClient.open(server.url, other.token);
    await Promise.all([screen.until(() => true), stays.until(() => true)]);
    const paper = await presented(meeting, item);
    await shown(screen, ({ page }) => page !== null);
    expect((await bytes(token, paper)).status).toBe(206);
    const call = { params: { meeting, display: id } };
    expect(await cast.delegate.client.refusal(displayApi.removeLink, call)).toBe('notAllowed');
    const foreign = await prepareMeeting(cast);
    expect(
      await cast.chair.client.refusal(displayApi.removeLink, {
        params: { meeting: foreign.meeting, display: id },
      }),
    ).toBe('notFound');
    await cast.secretary.client.call(displayApi.removeLink, call);
    expect(await screen.closed).toMatchObject({ code: 4403, reason: 'linkExpired' });
    expect((await bytes(token, paper)).status).toBe(410);
    expect(await DisplayClient.open(server.url, token).closed).toMatchObject({ reason: 'linkExpired' });
    expect((await bytes(other.token, paper)).status).toBe(206);
    stays.socket.close();
  });

  it('[DISPLAY-4] closes when the meeting is archived, and after a day', async () => {
    const { meeting } = await prepareMeeting(cast);
    const { token } = await makeLink(meeting);
    server.clock.advance(DISPLAY_LINK_LIFE - 1000);
    const screen = DisplayClient.open(server.url, token);
    await screen.until(() => true);
    expect(await turning(1000, screen.closed)).toMatchObject({ code: 4403, reason: 'linkExpired' });
    expect(await DisplayClient.open(server.url, token).closed).toMatchObject({ reason: 'linkExpired' });
    const next = await makeLink(meeting);
    const until = DisplayClient.open(server.url, next.token);
    await until.until(() => true);
    for (const type of ['meeting.open', 'meeting.close', 'meeting.archive'] as const)
      await give(cast.chair.client, meeting, { type });
    expect(await turning(50, until.closed)).toMatchObject({ code: 4403, reason: 'meetingArchived' });
    expect(await DisplayClient.open(server.url, next.token).closed).toMatchObject({
      reason: 'meetingArchived',
    });
  });

  const presented = async (meeting: MeetingId, item: Parameters<typeof attach>[2], readers?: Readers) => {
    const { state } = await openWithPresenter(meeting);
    const paper = await attach(
      cast.secretary.client,
      meeting,
      item,
      await pdf([A4, A4, A4]),
      readers === undefined ? {} : { readers },
    );
    if (paper.version === null) throw new Error('no version');
    const page: PresentedPage = {
      paper: paper.id,
      version: paper.version.id,
      page: 0,
      rect: null,
      mark: null,
    };
    await state.reached(state.seq);
    state.send({ type: 'present', page });
    // Messages of a connection are handled in order: once this is answered, the page was seen.
    await state.command({ type: 'meeting.open' });
    await state.cut();
    return paper.version.id;
  };
  const openWithPresenter = async (meeting: MeetingId) => {
    await give(cast.chair.client, meeting, { type: 'meeting.open' }).catch(() => undefined);
    await give(cast.chair.client, meeting, { type: 'presenter.set', person: cast.chair.person.id });
    return { state: await joinLive(cast.chair.client, meeting) };
  };

  it('[DISPLAY-2] is given bytes of what it shows now, by ranges, and of nothing else', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { token } = await makeLink(meeting);
    const screen = DisplayClient.open(server.url, token);
    await screen.until(() => true);
    const first = await presented(meeting, item);
    await shown(screen, ({ page }) => page?.version === first);
    const part = await bytes(token, first);
    expect([part.status, await part.text()]).toEqual([206, '%PDF']);
    expect(part.headers.get('content-range')).toMatch(/^bytes 0-3\/\d+$/);
    const sizes = await (
      await fetch(`${server.url}/api/display/versions/${first}/pages`, {
        headers: { authorization: `Display ${token}` },
      })
    ).json();
    expect(sizes).toMatchObject({
      pages: [
        [595, 842, 0],
        [595, 842, 0],
        [595, 842, 0],
      ],
    });
    // Another paper that everyone may read, but that isn't on the screen.
    const unshown = await attach(cast.secretary.client, meeting, item, await pdf([A4]));
    expect((await bytes(token, unshown.version?.id ?? first)).status).toBe(404);
    // One with readers of its own, presented by the chair, who may read it.
    const secret = await presented(meeting, item, { to: 'some', units: [], people: [] });
    await shown(screen, ({ page }) => page === null);
    expect((await bytes(token, secret)).status).toBe(404);
    expect((await bytes(token, first)).status).toBe(404);
    expect(screen.frames.join('')).not.toContain(secret);
    // Neither is the token good for anything else, nor a session for this.
    for (const path of ['/api/meetings', `/api/versions/${first}/bytes`, `/api/meetings/${meeting}`])
      expect((await fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } })).status).toBe(
        401,
      );
    const asPerson = await cast.chair.client.fetch(`/api/display/versions/${first}/bytes`);
    expect(asPerson.status).toBe(410);
    screen.socket.close();
  });

  it('[DISPLAY-5] shows what changes, and everything anew to a screen that comes back, also after a restart', async () => {
    await using own = await runServer({ clock: server.clock });
    let people = await addCast(own);
    const { meeting, item } = await prepareMeeting(people);
    const { url } = await people.chair.client.call(displayApi.makeLink, { params: { meeting }, body: {} });
    const token = codeOf(url);
    const screen = DisplayClient.open(own.url, token);
    await screen.until(({ item: current }) => current === null);
    await give(people.chair.client, meeting, { type: 'meeting.open' });
    await give(people.chair.client, meeting, { type: 'agenda.startItem', id: item });
    await give(people.chair.client, meeting, { type: 'announcement.make', text: 'Nghỉ giải lao' });
    const live = await joinLive(people.delegate.client, meeting);
    await live.until(({ state }) => (state?.attendance.length ?? 0) > 0);
    await give(people.chair.client, meeting, {
      type: 'floor.give',
      person: people.delegate.person.id,
      request: null,
      kind: 'speech',
      minutes: 3,
    });
    const view = await shown(screen, ({ speaker }) => speaker !== null);
    expect(view).toMatchObject({
      status: 'inSession',
      item: { number: '1', progress: 'running', about: { title: 'Nội dung 1', minutes: 10 } },
      announcement: 'Nghỉ giải lao',
      speaker: { name: 'Lê Quang Ánh', minutes: 3 },
      quorum: { present: 1, of: 3 },
      chair: { name: 'Nguyễn Thị Thu Hương' },
    });
    await live.cut();
    screen.socket.terminate();
    const again = await own.restart();
    people = rebased(people, again);
    const back = DisplayClient.open(again.url, token);
    expect(await back.until(() => true)).toMatchObject({ announcement: 'Nghỉ giải lao' });
    // Also the code is one that those who saw it before the restart can use.
    expect(back.view?.checkIn?.code).toBe(view.checkIn?.code);
    back.socket.close();
    await again.close();
  });

  it('[DISPLAY-5] is let go when it has become silent, and pinged so that it knows the line is there', async () => {
    const { meeting } = await prepareMeeting(cast);
    const { token } = await makeLink(meeting);
    const screen = DisplayClient.open(server.url, token);
    await screen.until(() => true);
    const ping = new Promise((resolve) => screen.socket.once('ping', resolve));
    server.clock.advance(20_000);
    await ping;
    expect(screen.frames.some((frame) => frame.includes('"ping"'))).toBe(true);
    const mute = DisplayClient.open(server.url, token);
    await mute.until(() => true);
    mute.socket.pong = () => undefined;
    mute.socket.pause();
    server.clock.advance(20_000);
    server.clock.advance(20_000);
    mute.socket.resume();
    expect((await mute.closed).code).toBe(1006);
  });
});
