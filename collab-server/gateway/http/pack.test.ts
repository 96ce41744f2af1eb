import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Mark } from '#protocol/annotation/mark';
import { annotationRoomName, type AnnotationRoom } from '#protocol/annotation/ydoc';
import { documentsApi } from '#protocol/documents/api';
import type { Paper } from '#protocol/documents/records';
import { meetingApi } from '#protocol/meeting/api';
import { ticketApi } from '#protocol/wire/collab';
import type { MeetingId, PaperId, VersionId } from '#protocol/wire/ids';
import { refusalOf } from '../../testing/api-client.ts';
import { joinLive } from '../../testing/live-client.ts';
import { addCast, announce, attach, give, prepareMeeting, type Cast } from '../../testing/meeting-cast.ts';
import { writeMark } from '../../testing/mark-writer.ts';
import { pdf } from '../../testing/pdf-fixtures.ts';
import { fresh, runServer, type Actor, type TestServer } from '../../testing/running-server.ts';

const PAGE = [595, 842] as const;
const NOTE: Mark = { kind: 'note', page: 0, colour: 'red', x: 1, y: 2, text: 'x', at: 1 };

describe('versions and the pack', () => {
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const idOf = ({ version }: Paper): VersionId => {
    if (version === null) throw new Error('no version');
    return version.id;
  };
  const papers = async (who: Actor, meeting: MeetingId) =>
    (await who.client.call(meetingApi.get, { params: { meeting } })).state.papers;
  const status = (who: Actor, version: VersionId, what = 'bytes') =>
    who.client.fetch(`/api/versions/${version}/${what}`).then((answer) => answer.status);
  const room = async (who: Actor, at: AnnotationRoom) => {
    const name = annotationRoomName(at);
    const { ticket } = await who.client.call(ticketApi.ticket, { body: { target: `collab:${name}` } });
    return new WebSocket(`${server.url.replace(/^http/, 'ws')}/collab/${name}?ticket=${ticket}`);
  };
  const open = async (who: Actor, at: AnnotationRoom) => {
    const socket = await room(who, at);
    const answer = await new Promise<string>((resolve) => {
      socket.on('message', (data: Buffer) => data[0] === 0 && resolve('open'));
      socket.on('close', (code) => resolve(String(code)));
      socket.on('error', () => undefined);
    });
    socket.terminate();
    return answer;
  };

  it('[PAPER-9] a new version takes the place of the old one, which stays readable and can be written on', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const first = await attach(client, meeting, item, await pdf([PAGE, PAGE]));
    const other = await attach(client, meeting, item, await pdf());
    await give(client, meeting, { type: 'meeting.open' });
    const live = await joinLive(cast.delegate.client, meeting);
    // By somebody else than who brought it; what is written about it stays, whatever they say.
    const upload = await announce(cast.staff.client, meeting, fresh.item(), new Uint8Array(3), {
      paper: first.id,
      readers: { to: 'some', units: [], people: [cast.staff.person.id] },
    });
    await cast.staff.client.call(documentsApi.removeUpload, { params: { upload } });
    const second = await attach(cast.staff.client, meeting, item, await pdf([PAGE], 'mới'), {
      paper: first.id,
      readers: { to: 'some', units: [], people: [cast.staff.person.id] },
    });
    const now = await papers(cast.delegate, meeting);
    expect(now.map(({ id }) => id)).toEqual([first.id, other.id]);
    const { item: itemNow, title, number, readers } = first;
    expect(now[0]).toMatchObject({ item: itemNow, title, number, readers, pack: { from: 1 } });
    expect(now[0]?.version).toMatchObject({ id: idOf(second), pages: 1, by: cast.staff.person.id });
    expect(now[0]?.earlier).toEqual([first.version]);
    await live.until(({ state }) => state?.papers[0]?.earlier.length === 1);
    expect(live.state?.papers).toEqual(now);
    await live.cut();
    for (const version of [idOf(first), idOf(second)]) {
      expect(await status(cast.delegate, version)).toBe(200);
      expect(await status(cast.delegate, version, 'pages')).toBe(200);
      expect(await status(cast.delegate, version, 'place')).toBe(200);
      expect(await open(cast.delegate, { layer: 'shared', version })).toBe('open');
      expect(await status(cast.outsider, version)).toBe(404);
    }
    await give(client, meeting, { type: 'paper.remove', id: first.id });
    expect(await status(cast.delegate, idOf(first))).toBe(404);
    expect(await open(cast.delegate, { layer: 'shared', version: idOf(first) })).toBe('4404');
  });

  it('[PAPER-9] who may not bring or read the paper can’t replace it, nor what is handed out in print', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const bytes = await pdf();
    const chairs = await attach(client, meeting, item, bytes, {
      readers: { to: 'some', units: [], people: [] },
    });
    const printed = fresh.paper();
    await give(client, meeting, {
      type: 'paper.announcePrinted',
      id: printed,
      item,
      title: 'Báo cáo',
      number: '1',
      secrecy: 'secret',
    });
    const replace = (who: Actor, paper: PaperId) =>
      refusalOf(attach(who.client, meeting, item, bytes, { paper }));
    expect(await replace(cast.delegate, chairs.id)).toBe('notAllowed');
    expect(await replace(cast.staff, chairs.id)).toBe('notFound');
    expect(await replace(cast.secretary, printed)).toBe('secrecy');
    expect(await replace(cast.secretary, fresh.paper())).toBe('notFound');
    expect(await replace(cast.secretary, chairs.id)).toBe('ok');
  });

  it('[PAPER-9] whoever presents the old version may go on in it', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const first = await attach(client, meeting, item, await pdf([PAGE, PAGE]));
    await give(client, meeting, { type: 'meeting.open' });
    await give(client, meeting, { type: 'presenter.set', person: cast.chair.person.id });
    const chair = await joinLive(cast.chair.client, meeting);
    const delegate = await joinLive(cast.delegate.client, meeting);
    const show = (page: number) =>
      chair.send({
        type: 'present',
        page: { paper: first.id, version: idOf(first), page, rect: null, mark: null },
      });
    show(0);
    await delegate.until(({ page }) => page?.page === 0);
    await attach(client, meeting, item, await pdf([PAGE]), { paper: first.id });
    await delegate.until(({ state }) => state?.papers[0]?.earlier.length === 1);
    expect(delegate.page?.version).toBe(idOf(first));
    show(1);
    await delegate.until(({ page }) => page?.page === 1);
    for (const one of [chair, delegate]) await one.cut();
  });

  it('[PACK-1] page numbers are fixed when the meeting opens, the same for all; what comes later shifts none', async () => {
    const { meeting, item, guestItem } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const bring = async (where: typeof item, pages: number, chairsOnly = false) =>
      attach(client, meeting, where, await pdf(Array.from({ length: pages }, () => PAGE)), {
        readers: chairsOnly ? { to: 'some', units: [], people: [] } : { to: 'all' },
      });
    const last = await bring(guestItem, 2);
    const first = await bring(item, 3);
    const hidden = await bring(item, 4, true);
    expect((await papers(cast.chair, meeting)).map(({ pack }) => pack)).toEqual([null, null, null]);
    const live = await joinLive(cast.delegate.client, meeting);
    await give(client, meeting, { type: 'meeting.open' });
    const packs = async (who: Actor) =>
      new Map((await papers(who, meeting)).map(({ id, pack }) => [id, pack] as const));
    const numbered = new Map([
      [first.id, { from: 1 }],
      [hidden.id, { from: 4 }],
      [last.id, { from: 8 }],
    ]);
    expect(await packs(cast.chair)).toEqual(new Map([...numbered].toSorted((a, b) => order(a) - order(b))));
    expect((await packs(cast.delegate)).get(last.id)).toEqual({ from: 8 });
    const late = await bring(item, 5);
    const later = await bring(item, 1);
    const after = await packs(cast.chair);
    expect([after.get(late.id), after.get(later.id)]).toEqual([{ late: 1 }, { late: 2 }]);
    for (const [id, pack] of numbered) expect(after.get(id)).toEqual(pack);
    await live.until(({ state }) => state?.papers.length === 4);
    expect(live.state?.papers).toEqual(await papers(cast.delegate, meeting));
    await live.cut();

    function order([id]: readonly [PaperId, unknown]): number {
      return [last.id, first.id, hidden.id].indexOf(id);
    }
  });

  it('[PACK-2] the paper that one was in is one’s own, on every device, and only while one may read it', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const open = await attach(client, meeting, item, await pdf());
    const chairs = await attach(client, meeting, item, await pdf(), {
      readers: { to: 'some', units: [], people: [] },
    });
    const params = { meeting };
    const get = (who: Actor) => who.client.call(documentsApi.packPlace, { params });
    const put = (who: Actor, paper: PaperId | null) =>
      who.client.refusal(documentsApi.setPackPlace, { params, body: { paper } });
    expect(await get(cast.delegate)).toEqual({ paper: null });
    expect(await put(cast.delegate, open.id)).toBe('ok');
    expect(await put(cast.chair, chairs.id)).toBe('ok');
    expect(await get(cast.delegate)).toEqual({ paper: open.id });
    expect(await get(cast.chair)).toEqual({ paper: chairs.id });
    expect(await put(cast.delegate, chairs.id)).toBe('notFound');
    expect(await put(cast.outsider, open.id)).toBe('notFound');
    expect(await refusalOf(get(cast.outsider))).toBe('notFound');
    await give(client, meeting, { type: 'paper.remove', id: open.id });
    expect(await get(cast.delegate)).toEqual({ paper: null });
    expect(await put(cast.chair, null)).toBe('ok');
    expect(await get(cast.chair)).toEqual({ paper: null });
  });

  it('[PACK-3] tells what has changed since one last read: versions, papers, marks of others, and no private ones', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const paper = await attach(client, meeting, item, await pdf());
    const quiet = await attach(client, meeting, item, await pdf());
    const hidden = await attach(client, meeting, item, await pdf(), {
      readers: { to: 'some', units: [], people: [] },
    });
    const params = { meeting };
    const digest = async (who: Actor) =>
      new Map(
        (await who.client.call(documentsApi.digest, { params })).papers.map(({ paper: id, ...rest }) => [
          id,
          rest,
        ]),
      );
    const read = async (who: Actor, version: VersionId) => {
      server.clock.advance(1000);
      await who.client.call(documentsApi.setPlace, { params: { version }, body: { page: 0, y: 0 } });
      server.clock.advance(1000);
    };
    const nothing = { seenVersion: null, changed: false, isNew: false, newMarks: false, mentions: 0 };
    // Whoever has read nothing yet is told of nothing new.
    expect(await digest(cast.delegate)).toEqual(
      new Map([
        [paper.id, nothing],
        [quiet.id, nothing],
      ]),
    );
    expect((await digest(cast.chair)).has(hidden.id)).toBe(true);
    expect(await refusalOf(digest(cast.outsider))).toBe('notFound');

    const version = idOf(paper);
    await read(cast.delegate, version);
    const seen = { ...nothing, seenVersion: version };
    expect((await digest(cast.delegate)).get(paper.id)).toEqual(seen);
    // One's own marks, and private ones of others, are no news.
    const write = (who: Actor, at: AnnotationRoom) => writeMark(server, who, at);
    await write(cast.delegate, { layer: 'shared', version });
    await write(cast.chair, { layer: 'private', version, owner: cast.chair.person.id });
    expect((await digest(cast.delegate)).get(paper.id)).toEqual(seen);
    await write(cast.chair, { layer: 'shared', version });
    await write(cast.delegate, { layer: 'shared', version });
    expect((await digest(cast.delegate)).get(paper.id)).toEqual({ ...seen, newMarks: true });
    await read(cast.delegate, version);
    expect((await digest(cast.delegate)).get(paper.id)).toEqual(seen);

    const later = await attach(client, meeting, item, await pdf());
    const revised = await attach(client, meeting, item, await pdf([PAGE, PAGE]), { paper: paper.id });
    const now = await digest(cast.delegate);
    expect(now.get(paper.id)).toEqual({ ...seen, changed: true });
    expect(now.get(quiet.id)).toEqual(nothing);
    expect(now.get(later.id)).toEqual({ ...nothing, isNew: true });
    await read(cast.delegate, idOf(revised));
    await read(cast.delegate, idOf(later));
    // Looking at the old one again doesn't make the new one unseen.
    await read(cast.delegate, version);
    const after = await digest(cast.delegate);
    expect(after.get(paper.id)).toEqual(seen);
    expect(after.get(later.id)).toEqual({ ...nothing, seenVersion: idOf(later) });
  });

  it('[PACK-4] counts how often one is called upon since one last read, where one may read it, and tells at once', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const paper = await attach(client, meeting, item, await pdf());
    const chairs = await attach(client, meeting, item, await pdf(), {
      readers: { to: 'some', units: [], people: [] },
    });
    const version = idOf(paper);
    const { chair, delegate, staff } = cast;
    const count = async (who: Actor) =>
      (await who.client.call(documentsApi.digest, { params: { meeting } })).papers.find(
        ({ paper: id }) => id === paper.id,
      )?.mentions;
    const everywhere = async (who: Actor) =>
      (await who.client.call(documentsApi.mentions, {})).meetings.filter((each) => each.meeting === meeting);
    const on = { author: chair.person.id, mark: fresh.mark() };
    const call = (...people: Actor[]): Mark => ({
      kind: 'comment',
      on,
      text: 'Xin ý kiến',
      mentions: people.map(({ person }) => person.id),
      at: 1,
    });
    const shared: AnnotationRoom = { layer: 'shared', version };
    const write = (who: Actor, at: AnnotationRoom, mark: Mark | null, id = fresh.mark()) =>
      writeMark(server, who, at, mark, id);
    const live = await joinLive(delegate.client, meeting);
    const told = () =>
      live.messages.flatMap((message) => (message.type === 'mention' ? [message.mention] : []));

    const id = fresh.mark();
    await write(chair, shared, { ...NOTE, page: 3 }, on.mark);
    await write(chair, shared, call(delegate, chair), id);
    await live.next('mention');
    expect(told()).toEqual([
      {
        by: chair.person.id,
        comment: id,
        paper: paper.id,
        version,
        layer: 'shared',
        on,
        page: 3,
        text: 'Xin ý kiến',
      },
    ]);
    expect([await count(delegate), await count(chair), await count(staff)]).toEqual([1, 0, 0]);
    expect(await everywhere(delegate)).toEqual([{ meeting, count: 1 }]);

    // Changed so that it calls upon somebody else too: only they are told.
    await write(chair, shared, call(delegate, staff), id);
    expect([await count(delegate), await count(staff)]).toEqual([1, 1]);
    // Private layers are nobody's business, another unit's not one's own, and a paper that one may not read is none.
    await write(chair, { layer: 'private', version, owner: chair.person.id }, call(delegate));
    await write(chair, { layer: 'group', version, unit: chair.person.unit }, call(delegate));
    await write(chair, { layer: 'shared', version: idOf(chairs) }, call(delegate));
    expect(await count(delegate)).toBe(1);
    await write(staff, { layer: 'group', version, unit: delegate.person.unit }, call(delegate));
    await live.until(() => told().length > 1);
    expect(told().map(({ layer }) => layer)).toEqual(['shared', 'group']);
    expect(await everywhere(delegate)).toEqual([{ meeting, count: 2 }]);

    // Whom the chair hides calls upon nobody.
    await give(chair.client, meeting, { type: 'marks.hide', person: staff.person.id, hidden: true });
    await write(staff, shared, call(delegate));
    expect(await count(delegate)).toBe(2);
    await give(chair.client, meeting, { type: 'marks.hide', person: staff.person.id, hidden: false });
    expect(await count(delegate)).toBe(3);

    // Taken back, it was never said; and whoever reads the paper has read it.
    await write(chair, shared, null, id);
    expect(await count(delegate)).toBe(2);
    server.clock.advance(1000);
    await delegate.client.call(documentsApi.setPlace, { params: { version }, body: { page: 0, y: 0 } });
    expect(await count(delegate)).toBe(0);
    expect(await everywhere(delegate)).toEqual([]);
    server.clock.advance(1000);
    await write(chair, shared, call(delegate));
    expect(await count(delegate)).toBe(1);
    await live.until(() => told().length > 2);
    expect(told()).toHaveLength(3);
    await live.cut();
  });

  it('[MARKS-1] a lock reaches whoever writes at once, and the chair goes on writing', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const paper = await attach(cast.secretary.client, meeting, item, await pdf());
    const version = idOf(paper);
    const shared: AnnotationRoom = { layer: 'shared', version };
    const enter = async (who: Actor, at: AnnotationRoom) => {
      const socket = await room(who, at);
      const closed = new Promise<number>((resolve) => socket.on('close', resolve));
      await new Promise((resolve) => socket.once('message', resolve));
      return { socket, closed };
    };
    const { unit } = cast.delegate.person;
    const writing = await enter(cast.delegate, shared);
    const chair = await enter(cast.chair, shared);
    const group = await enter(cast.delegate, { layer: 'group', version, unit });
    const own = await enter(cast.delegate, { layer: 'private', version, owner: cast.delegate.person.id });
    await give(cast.chair.client, meeting, { type: 'marks.lock', paper: paper.id, locked: true });
    // Begins anew, with the right to read only.
    expect(await writing.closed).toBe(4503);
    expect(await refusalOf(writeMark(server, cast.delegate, shared))).toBe('layerLocked');
    await writeMark(server, cast.chair, shared);
    for (const { socket } of [chair, group, own]) expect(socket.readyState).toBe(WebSocket.OPEN);
    await give(cast.chair.client, meeting, { type: 'marks.lock', paper: paper.id, locked: false });
    await writeMark(server, cast.delegate, shared);
    for (const { socket } of [chair, group, own]) socket.terminate();
  });

  it('[LAYER-1] a unit’s layer is for its people who read the paper: no guest, no other unit, nobody outside', async () => {
    const { meeting, item, guestItem } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const version = idOf(await attach(client, meeting, guestItem, await pdf()));
    const chairs = idOf(
      await attach(client, meeting, item, await pdf(), { readers: { to: 'some', units: [], people: [] } }),
    );
    const group = (unit: string, of = version): AnnotationRoom => ({ layer: 'group', version: of, unit });
    const { unit } = cast.delegate.person;
    expect(cast.staff.person.unit).toBe(unit);
    expect(await open(cast.delegate, group(unit))).toBe('open');
    expect(await open(cast.staff, group(unit))).toBe('open');
    // Of the unit, but not of the meeting; of the meeting, but not of the unit; and the guest whose paper it is.
    expect(await open(cast.outsider, group(unit))).toBe('4404');
    expect(await open(cast.chair, group(unit))).toBe('4404');
    expect(await open(cast.guest, { layer: 'shared', version })).toBe('open');
    expect(await open(cast.guest, group(cast.guest.person.unit))).toBe('4404');
    expect(await open(cast.delegate, group(unit, chairs))).toBe('4404');
    expect(await open(cast.delegate, group(''))).toBe('4404');
    const long = 'Cục Quản lý chất lượng, chế biến và phát triển thị trường '.repeat(2).trim();
    expect(await open(cast.delegate, group(long))).toBe('4404');
    // Colleagues see each other's marks there.
    const marks = await writeMark(server, cast.delegate, group(unit));
    const read = await writeMark(server, cast.staff, group(unit));
    expect(read.getMap(`layer:${cast.delegate.person.id}`).size).toBe(1);
    expect(marks).toBeInstanceOf(Y.Doc);
  });
});
