import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PresentedPage } from '#protocol/meeting/records';
import type { Readers } from '#protocol/documents/records';
import { CommandKey, ID_LENGTH, newId } from '#protocol/wire/ids';
import { meetingApi } from '#protocol/meeting/api';
import { joinLive, type LiveClient } from '../../testing/live-client.ts';
import { addCast, attach, give, prepareMeeting, rebased, type Cast } from '../../testing/meeting-cast.ts';
import { pdf } from '../../testing/pdf-fixtures.ts';
import { runServer, type TestServer } from '../../testing/running-server.ts';
import { PAGE_STOOD } from './presenting.ts';

describe('what the presenter shows', () => {
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const A4 = [595, 842] as const;
  /** A meeting in session with a paper of three pages that the delegate presents. */
  const session = async (readers: Readers = { to: 'all' }) => {
    const { meeting, item } = await prepareMeeting(cast);
    const paper = await attach(cast.secretary.client, meeting, item, await pdf([A4, A4, A4]), { readers });
    if (paper.version === null) throw new Error('no version');
    await give(cast.chair.client, meeting, { type: 'meeting.open' });
    await give(cast.chair.client, meeting, { type: 'presenter.set', person: cast.delegate.person.id });
    const { version } = paper;
    const page = (number: number): PresentedPage => ({
      paper: paper.id,
      version: version.id,
      page: number,
      rect: null,
      mark: null,
    });
    return { meeting, item, paper, page };
  };
  const shown = (live: LiveClient, number: number | null) =>
    live.until((entry) => (entry.page?.page ?? null) === number);
  const recorded = async (meeting: Parameters<typeof give>[1]) =>
    (await cast.chair.client.call(meetingApi.get, { params: { meeting } })).state.page?.page ?? null;
  /** Messages of a connection are handled in order: once a command is answered, what was sent before has been seen. */
  const handled = (live: LiveClient) => live.command({ type: 'meeting.open' });

  it('[FOLLOW-1] is passed on at once, from the presenter only, and only pages that there are', async () => {
    const { meeting, page } = await session();
    const presenter = await joinLive(cast.delegate.client, meeting);
    const staff = await joinLive(cast.staff.client, meeting);
    const chair = await joinLive(cast.chair.client, meeting);
    presenter.send({ type: 'present', page: { ...page(1), rect: { x: 0, y: 1, width: 2, height: 3 } } });
    await shown(staff, 1);
    expect(staff.page?.rect).toEqual({ x: 0, y: 1, width: 2, height: 3 });
    chair.send({ type: 'present', page: page(2) });
    presenter.send({ type: 'present', page: page(3) });
    presenter.send({
      type: 'present',
      page: { ...page(0), version: page(0).paper as string as PresentedPage['version'] },
    });
    await handled(chair);
    await handled(presenter);
    presenter.send({ type: 'present', page: page(0) });
    await shown(staff, 0);
    const pages = staff.messages.flatMap((message) =>
      message.type === 'presenting' ? [message.page?.page] : [],
    );
    expect(pages).toEqual([1, 0]);
    for (const live of [presenter, staff, chair]) await live.cut();
  });

  it('[FOLLOW-2] is given to whoever comes later, also after a restart of the server', async () => {
    const { meeting, page } = await session();
    const presenter = await joinLive(cast.delegate.client, meeting);
    const staff = await joinLive(cast.staff.client, meeting);
    presenter.send({ type: 'present', page: page(2) });
    await shown(staff, 2);
    const late = await joinLive(cast.chair.client, meeting);
    expect(late.page?.page).toBe(2);
    server.clock.advance(PAGE_STOOD);
    await staff.until((entry) => entry.state?.page?.page === 2);
    server = await server.restart();
    cast = rebased(cast, server);
    const after = await joinLive(cast.chair.client, meeting);
    expect(after.page?.page).toBe(2);
    await after.cut();
  });

  it('[FOLLOW-3] becomes an event when the page has stood for a second, once', async () => {
    const { meeting, page } = await session();
    const presenter = await joinLive(cast.delegate.client, meeting);
    const staff = await joinLive(cast.staff.client, meeting);
    presenter.send({ type: 'present', page: page(0) });
    await shown(staff, 0);
    server.clock.advance(PAGE_STOOD - 1);
    presenter.send({ type: 'present', page: page(1) });
    await shown(staff, 1);
    server.clock.advance(PAGE_STOOD - 1);
    await handled(presenter);
    expect(await recorded(meeting)).toBeNull();
    server.clock.advance(1);
    await staff.until((entry) => entry.state?.page?.page === 1);
    const { seq } = staff;
    // Away and back within the second: the page that stands is in the log already.
    for (const number of [2, 1]) {
      presenter.send({ type: 'present', page: page(number) });
      await shown(staff, number);
    }
    server.clock.advance(PAGE_STOOD);
    await handled(presenter);
    expect((await cast.chair.client.call(meetingApi.get, { params: { meeting } })).seq).toBe(seq);
    for (const live of [presenter, staff]) await live.cut();
  });

  it('[FOLLOW-4] of a paper that not everyone may read is shown to its readers only, live and in the log', async () => {
    const readers: Readers = { to: 'some', units: [], people: [cast.delegate.person.id] };
    const { meeting, item, paper, page } = await session(readers);
    const open = await attach(cast.secretary.client, meeting, item, await pdf([A4]));
    const presenter = await joinLive(cast.delegate.client, meeting);
    const staff = await joinLive(cast.staff.client, meeting);
    const chair = await joinLive(cast.chair.client, meeting);
    presenter.send({
      type: 'present',
      page: { paper: open.id, version: open.version?.id ?? page(0).version, page: 0, rect: null, mark: null },
    });
    await shown(staff, 0);
    server.clock.advance(PAGE_STOOD);
    await staff.until((entry) => entry.state?.page !== null);
    presenter.send({ type: 'present', page: page(2) });
    await shown(chair, 2);
    await shown(staff, null);
    server.clock.advance(PAGE_STOOD);
    await chair.until((entry) => entry.state?.page?.page === 2);
    await staff.reached(chair.seq);
    expect(staff.state?.page).toBeNull();
    expect(JSON.stringify(staff.messages)).not.toContain(paper.id);
    // As soon as everyone may read it, everyone follows.
    const { id, title, number } = paper;
    await give(cast.chair.client, meeting, {
      type: 'paper.change',
      id,
      item,
      title,
      number,
      readers: { to: 'all' },
    });
    await shown(staff, 2);
    for (const live of [presenter, staff, chair]) await live.cut();
  });

  it('[FOLLOW-1] a presenter shows nothing that they may not read', async () => {
    const { meeting, page } = await session({ to: 'some', units: [], people: [cast.staff.person.id] });
    const presenter = await joinLive(cast.delegate.client, meeting);
    const staff = await joinLive(cast.staff.client, meeting);
    presenter.send({ type: 'present', page: page(1) });
    await handled(presenter);
    server.clock.advance(PAGE_STOOD);
    await handled(presenter);
    expect(await recorded(meeting)).toBeNull();
    expect(staff.messages.some(({ type }) => type === 'presenting')).toBe(false);
    for (const live of [presenter, staff]) await live.cut();
  });

  it('[FOLLOW-5] ends with the presenting: a new presenter shows nothing until they do', async () => {
    const { meeting, page } = await session();
    const presenter = await joinLive(cast.delegate.client, meeting);
    const staff = await joinLive(cast.staff.client, meeting);
    presenter.send({ type: 'present', page: page(1) });
    await shown(staff, 1);
    await give(cast.chair.client, meeting, { type: 'presenter.set', person: cast.chair.person.id });
    await shown(staff, null);
    // The page of the one before, which stood for less than a second, isn't the new one's.
    server.clock.advance(PAGE_STOOD);
    await handled(staff);
    expect(await recorded(meeting)).toBeNull();
    const from = staff.messages.length;
    await give(cast.chair.client, meeting, { type: 'presenter.set', person: cast.delegate.person.id });
    // Nor is it theirs when they present again.
    expect((await staff.next('presenting', () => true, from)).page).toBeNull();
    presenter.send({ type: 'present', page: page(2) });
    await shown(staff, 2);
    await give(cast.chair.client, meeting, { type: 'participant.remove', person: cast.delegate.person.id });
    await shown(staff, null);
    expect(staff.state?.presenter).toBeNull();
    await staff.cut();
  });

  it('whoever presents may stop, and give it to nobody else', async () => {
    const { meeting } = await session();
    const ask = (person: typeof cast.chair.person.id | null) =>
      cast.delegate.client.call(meetingApi.command, {
        params: { meeting },
        body: { key: newId(CommandKey, randomBytes(ID_LENGTH)), command: { type: 'presenter.set', person } },
      });
    expect(await ask(cast.chair.person.id)).toMatchObject({ ok: false, code: 'notAllowed' });
    expect(await ask(null)).toMatchObject({ ok: true });
    expect(await ask(null)).toMatchObject({ ok: false, code: 'notAllowed' });
  });
});
