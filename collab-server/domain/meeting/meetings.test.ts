import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { Json } from '#protocol/wire/canonical-json';
import { DiskFullError, type Statement, type Storage } from '../../storage/port.ts';
import { openSqliteStorage } from '../../storage/sqlite/open.ts';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { joinLive } from '../../testing/live-client.ts';
import { addCast, give, prepareMeeting, rebased, STARTS_AT, type Cast } from '../../testing/meeting-cast.ts';
import { fresh, runServer, type TestServer } from '../../testing/running-server.ts';
import { tempDataDir } from '../../testing/temp-storage.ts';
import { EMPTY_STREAM } from '#protocol/wire/chain';
import { chained, firstFault, readEvents } from '../event-log.ts';
import { createLogSigner } from '../log-signing.ts';
import { createMeetings, streamOf } from './meetings.ts';

const sign = createLogSigner(new Uint8Array(32));

const hourLater = (hours: number) => ({
  startsAt: STARTS_AT + hours * 3_600_000,
  endsAt: STARTS_AT + (hours + 1) * 3_600_000,
});

describe('meetings of a running server', () => {
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const rename = (title: string): MeetingCommand => ({
    type: 'meeting.change',
    fields: {
      title,
      chair: cast.chair.person.id,
      ...hourLater(0),
      place: '',
      mode: 'both',
      deputy: null,
      quorum: null,
    },
  });
  const seqNow = async (meeting: Parameters<typeof give>[1]) =>
    (await cast.chair.client.call(meetingApi.get, { params: { meeting } })).seq;

  it('[MEET-6] lists what is in session, then what comes by start, then what ended, newest first; of one’s own only', async () => {
    const titled = async (title: string, hours: number) => {
      const { meeting } = await prepareMeeting(cast, title);
      const fields = {
        title,
        chair: cast.chair.person.id,
        ...hourLater(hours),
        place: '',
        mode: 'both' as const,
        deputy: null,
        quorum: null,
      };
      await give(cast.chair.client, meeting, { type: 'meeting.change', fields });
      return meeting;
    };
    const later = await titled('sau', 5);
    const soon = await titled('trước', 1);
    const running = await titled('đang họp', 9);
    const older = await titled('đã xong, cũ', 2);
    const newer = await titled('đã xong, mới', 3);
    for (const meeting of [running, older, newer])
      await give(cast.chair.client, meeting, { type: 'meeting.open' });
    for (const meeting of [older, newer]) await give(cast.chair.client, meeting, { type: 'meeting.close' });
    const { meetings } = await cast.delegate.client.call(meetingApi.list);
    expect(meetings.map(({ id }) => id)).toEqual([running, soon, later, newer, older]);
    expect(meetings[0]).toMatchObject({ role: 'delegate', status: 'inSession', participants: 5 });
    expect((await cast.outsider.client.call(meetingApi.list)).meetings).toEqual([]);
    expect((await cast.admin.client.call(meetingApi.list)).meetings).toEqual([]);
  });

  it('[STREAM-6] a command that is sent again, raced on two connections, or repeated after a restart happens once', async () => {
    const { meeting } = await prepareMeeting(cast);
    const one = await joinLive(cast.chair.client, meeting);
    const two = await joinLive(cast.chair.client, meeting);
    const key = fresh.key();
    const before = await seqNow(meeting);
    const command: MeetingCommand = {
      type: 'agenda.addItem',
      id: fresh.item(),
      fields: { title: 'Một', presenter: null, minutes: 0, kind: 'public' },
      position: { parent: null, before: null },
    };
    const answers = await Promise.all([
      one.command(command, key),
      two.command(command, key),
      one.command(command, key),
    ]);
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ ok: true, seq: before + 1 })));
    expect(await one.command(command, key)).toEqual(answers[0]);
    // The same key of somebody else is another command.
    const other = await cast.secretary.client.call(meetingApi.command, {
      params: { meeting },
      body: { key, command: rename('Tên mới') },
    });
    expect(other).toEqual({ ok: true, seq: before + 2 });
    server = await server.restart();
    const again = await server
      .client(cast.chair.client.token)
      .call(meetingApi.command, { params: { meeting }, body: { key, command } });
    expect(again).toEqual(answers[0]);
    cast = rebased(cast, server);
    expect(await seqNow(meeting)).toBe(before + 2);
  });

  it('[STREAM-6] a refusal is not remembered: the world may have changed', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const ask = {
      params: { meeting },
      body: { key: fresh.key(), command: { type: 'agenda.startItem', id: item } as const },
    };
    expect(await cast.chair.client.call(meetingApi.command, ask)).toEqual({
      ok: false,
      code: 'meetingNotOpen',
    });
    await give(cast.chair.client, meeting, { type: 'meeting.open' });
    expect(await cast.chair.client.call(meetingApi.command, ask)).toMatchObject({ ok: true });
  });

  it('[MEET-1] a command about people who don’t exist, or to another stream than it names, is refused', async () => {
    const { meeting } = await prepareMeeting(cast);
    const ghost = cast.chair.person.id.replace(/.$/, (last) =>
      last === '0' ? '1' : '0',
    ) as typeof cast.chair.person.id;
    const ask = (command: MeetingCommand, to = meeting) =>
      cast.secretary.client.call(meetingApi.command, {
        params: { meeting: to },
        body: { key: fresh.key(), command },
      });
    expect(await ask({ type: 'participant.invite', person: ghost, role: 'delegate' })).toEqual({
      ok: false,
      code: 'notFound',
    });
    const fields = {
      title: 'T',
      chair: ghost,
      ...hourLater(0),
      place: '',
      mode: 'both' as const,
      deputy: null,
      quorum: null,
    };
    expect(await ask({ type: 'meeting.change', fields })).toEqual({ ok: false, code: 'notFound' });
    const id = fresh.meeting();
    const create: MeetingCommand = {
      type: 'meeting.create',
      id,
      secretary: cast.secretary.person.id,
      fields: { ...fields, chair: cast.chair.person.id },
    };
    await expect(ask(create)).rejects.toThrow('badRequest');
    const live = await joinLive(cast.secretary.client, meeting);
    expect(await live.command(create)).toEqual({ ok: false, code: 'badRequest' });
    expect(await ask(create, id)).toEqual({ ok: true, seq: 1 });
    await live.cut();
  });

  it('[STREAM-3] a long log gives the same meeting from a snapshot and its tail as from memory', async () => {
    const { meeting } = await prepareMeeting(cast);
    // Each leaves its trace, so that none can be lost at the seam.
    const position = { parent: null, before: null };
    for (let i = 0; i < 230; i++) {
      const fields = { title: `Lần ${i}`, presenter: null, minutes: 0, kind: 'public' as const };
      await give(cast.chair.client, meeting, { type: 'agenda.addItem', id: fresh.item(), fields, position });
    }
    const before = await cast.chair.client.call(meetingApi.get, { params: { meeting } });
    expect(before.seq).toBeGreaterThan(200);
    server = await server.restart();
    cast = rebased(cast, server);
    expect(await cast.chair.client.call(meetingApi.get, { params: { meeting } })).toEqual(before);
    expect(server.log()).not.toContain('not as it was written');
  });

  it('[INVITE-2] the server says of which unit a lent seat is, whatever the command says', async () => {
    const { meeting } = await prepareMeeting(cast);
    const { delegate, admin, chair } = cast;
    await give(delegate.client, meeting, {
      type: 'invitation.substitute',
      person: delegate.person.id,
      substitute: admin.person.id,
      unit: 'Lãnh đạo Bộ',
    });
    const { state } = await chair.client.call(meetingApi.get, { params: { meeting } });
    const seat = state.participants.find(({ person }) => person === admin.person.id);
    expect(seat).toMatchObject({ standsFor: delegate.person.id, lentUnit: 'Vụ Kế hoạch' });
  });

  it('[STREAM-2] tells the operator of an event that was changed on the disk', async () => {
    const { meeting } = await prepareMeeting(cast);
    await server.close();
    const storage = await openSqliteStorage({ dataDir: server.dataDir, env: server.clock });
    const { sql } = storage;
    const changed = sql
      .updateTable('event')
      .set({ at: 1 })
      .where('stream', '=', streamOf(meeting))
      .where('seq', '=', 3)
      .compile();
    await storage.commit([{ query: changed, changes: 1 }]);
    await storage.close();
    server = await server.restart();
    cast = rebased(cast, server);
    expect((await cast.chair.client.call(meetingApi.get, { params: { meeting } })).seq).toBeGreaterThan(3);
    expect(server.log()).toMatch(/"seq":3,"msg":"an event is not as it was written"/);
  });

  it('[STREAM-8] a second server on the same folder, or on the same port, doesn’t start', async () => {
    await expect(runServer({ dataDir: server.dataDir })).rejects.toThrow(/in use|another server|running/i);
    const port = Number(new URL(server.url).port);
    await using folder = await tempDataDir();
    await expect(runServer({ dataDir: folder.path, config: { port } })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    // The folder of the one that failed is free again.
    await using after = await runServer({ dataDir: folder.path });
    expect((await after.client().fetch('/healthz')).status).toBe(200);
  });
});

describe('the streams behind them', () => {
  const chair = {
    id: fresh.key() as string as Cast['chair']['person']['id'],
    role: 'official',
    unit: '',
  } as const;
  const meeting = fresh.meeting();
  const create: MeetingCommand = {
    type: 'meeting.create',
    id: meeting,
    secretary: chair.id,
    fields: {
      title: 'Họp',
      chair: chair.id,
      ...hourLater(0),
      place: '',
      mode: 'both',
      deputy: null,
      quorum: null,
    },
  };
  const open: MeetingCommand = { type: 'meeting.open' };
  const setPresenter: MeetingCommand = { type: 'presenter.set', person: chair.id };

  async function withDisk(
    use: (
      meetings: ReturnType<typeof createMeetings>,
      storage: Storage,
      disk: { full: number },
    ) => Promise<void>,
  ) {
    await using folder = await tempDataDir();
    const env = fakeEnvironment();
    const storage = await openSqliteStorage({ dataDir: folder.path, env });
    /** Commits from now on that meet a full disk. */
    const disk = { full: 0 };
    const failing: Storage = {
      sql: storage.sql,
      read: (query) => storage.read(query),
      commit: (unit: readonly Statement[]) =>
        disk.full-- > 0 ? Promise.reject(new DiskFullError('full')) : storage.commit(unit),
      close: () => storage.close(),
    };
    try {
      await use(
        createMeetings({ storage: failing, env, colleague: () => ({ unit: '' }), sign }),
        storage,
        disk,
      );
    } finally {
      await storage.close();
    }
  }

  it('[STREAM-7] nothing is answered or told before it is on the disk, and a full disk loses nothing', () =>
    withDisk(async (meetings, storage, disk) => {
      await meetings.execute(meeting, chair, fresh.key(), create);
      const told: number[] = [];
      meetings.onEvents((_meeting, events) => {
        for (const { seq } of events) told.push(seq);
      });
      disk.full = 1;
      const key = fresh.key();
      await expect(meetings.execute(meeting, chair, key, open)).rejects.toThrow(DiskFullError);
      expect(told).toEqual([]);
      expect((await meetings.now(meeting)).state?.status).toBe('draft');
      expect(await meetings.execute(meeting, chair, key, open)).toEqual({ ok: true, seq: 4 });
      expect(told).toEqual([2, 3, 4]);
      const events = await readEvents(storage, streamOf(meeting), 0);
      expect(events.map(({ type }) => type)).toEqual([
        'meeting.created',
        'meeting.approved',
        'meeting.sent',
        'meeting.opened',
      ]);
      expect(firstFault(streamOf(meeting), EMPTY_STREAM, events)).toBeUndefined();
    }));

  it('[STREAM-7] what stands on something that was lost is not acknowledged either, though nothing has to happen for it', () =>
    withDisk(async (meetings, _storage, disk) => {
      await meetings.execute(meeting, chair, fresh.key(), create);
      await meetings.execute(meeting, chair, fresh.key(), open);
      disk.full = 1;
      const lost = meetings.execute(meeting, chair, fresh.key(), setPresenter);
      const repeated = meetings.execute(meeting, chair, fresh.key(), setPresenter);
      await Promise.resolve();
      const results = await Promise.allSettled([lost, repeated]);
      expect(results.some((result) => result.status === 'fulfilled' && result.value.ok)).toBe(false);
      expect((await meetings.now(meeting)).state?.presenter).toBeNull();
    }));

  it('[STREAM-8] two writers can’t both append: the one that was late is told to try again, and then can', () =>
    withDisk(async (meetings, storage) => {
      await meetings.execute(meeting, chair, fresh.key(), create);
      const other = createMeetings({
        storage,
        env: fakeEnvironment({ seed: 2 }),
        colleague: () => ({ unit: '' }),
        sign,
      });
      await other.now(meeting);
      expect(await meetings.execute(meeting, chair, fresh.key(), open)).toMatchObject({ ok: true });
      const key = fresh.key();
      expect(await other.execute(meeting, chair, key, open)).toEqual({ ok: false, code: 'busy' });
      expect(await other.execute(meeting, chair, key, open)).toEqual({ ok: false, code: 'alreadyOpen' });
      expect(await other.execute(meeting, chair, fresh.key(), setPresenter)).toEqual({ ok: true, seq: 5 });
      const events = await readEvents(storage, streamOf(meeting), 0);
      expect(firstFault(streamOf(meeting), EMPTY_STREAM, events)).toBeUndefined();
    }));

  it('[STREAM-2] finds every changed byte, missing, doubled or exchanged event, and forgives what was erased', () =>
    withDisk(async (meetings, storage) => {
      for (const command of [create, open, setPresenter])
        await meetings.execute(meeting, chair, fresh.key(), command);
      const events = await readEvents(storage, streamOf(meeting), 0);
      const [first, second, third] = events;
      if (first === undefined || second === undefined || third === undefined) throw new Error('too few');
      const fault = (list: typeof events) => firstFault(streamOf(meeting), EMPTY_STREAM, list);
      const payload: Json = { person: null };
      expect(fault(events)).toBeUndefined();
      const erased = { salt: null, payload: null };
      expect(fault([{ ...first, ...erased }, second, { ...third, ...erased }])).toBeUndefined();
      expect(fault([{ ...first, salt: null }, second, third])).toBe(1);
      for (const change of [
        { at: second.at + 1 },
        { actor: 'server' as const },
        { type: 'meeting.closed' },
        { salt: `${second.salt ?? ''}x` },
        { payload },
        { payloadHash: first.payloadHash },
        { prevHash: second.hash },
        { hash: first.hash },
        { seq: 3 },
        { stream: 'meeting/other' },
        { audience: { to: 'some', units: [], people: [] } as const },
      ]) {
        expect(fault([first, { ...second, ...change } as typeof second, third]), JSON.stringify(change)).toBe(
          2,
        );
      }
      // Forged with hashes that fit: the next one still names the one that was there.
      const { at, actor, type, audience } = second;
      const [forged] = chained(fakeEnvironment(), streamOf(meeting), first, [
        { at: at + 1, actor, type, audience, payload },
      ]);
      if (forged === undefined) throw new Error('not forged');
      expect(fault([first, forged])).toBeUndefined();
      expect(fault([first, forged, third])).toBe(3);
      expect(fault([first, third])).toBe(2);
      expect(fault([first, second, second])).toBe(3);
      expect(fault([first, third, second])).toBe(2);
    }));
});
