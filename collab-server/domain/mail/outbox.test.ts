import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { meetingApi, type InvitationMail } from '#protocol/meeting/api';
import { newReceipt } from '#protocol/ballots/records';
import type { MeetingFields } from '#protocol/meeting/records';
import type { MeetingId } from '#protocol/wire/ids';
import { addCast, give, prepareMeeting, rebased, type Cast } from '../../testing/meeting-cast.ts';
import { addPerson, fresh, runServer, type Actor, type TestServer } from '../../testing/running-server.ts';
import { NAMED_VOTE, SECRET_VOTE } from '../../testing/vote-fields.ts';
import { SmtpServer } from '../../testing/smtp-server.ts';

const MINUTE = 60_000;

/** Links need to know the address before the server listens. */
async function freePort(): Promise<number> {
  await using other = await SmtpServer.start();
  return other.port;
}

describe('invitations by mail', () => {
  let smtp: SmtpServer;
  let server: TestServer;
  let cast: Cast;
  const run = async ({ password }: { password?: string } = {}) => {
    smtp = await SmtpServer.start(password);
    const port = await freePort();
    server = await runServer({
      config: {
        port,
        publicUrl: `http://127.0.0.1:${port}`,
        mail: {
          host: '127.0.0.1',
          port: smtp.port,
          isSecure: false,
          user: password === undefined ? '' : 'hop',
          password: password ?? '',
          from: { name: 'Văn phòng', address: 'hop@thu.invalid' },
        },
      },
    });
    cast = await addCast(server);
  };
  beforeEach(() => run());
  afterEach(async () => {
    await server[Symbol.asyncDispose]();
    await smtp[Symbol.asyncDispose]();
  });

  const members = () => [cast.chair, cast.secretary, cast.delegate, cast.guest, cast.staff];
  const mailbox = ({ person }: Actor) => person.email;
  const receivers = () => smtp.received.map(({ to }) => to).toSorted();
  const read = async (meeting: MeetingId, who = cast.secretary) =>
    (await who.client.call(meetingApi.invitationMail, { params: { meeting } })).mails;
  /** Waits until nothing is on its way any more: each mail has been taken, has failed, or waits to be tried again. */
  const settled = async (meeting: MeetingId, fits: (mail: InvitationMail) => boolean) => {
    for (;;) {
      const mails = await read(meeting);
      if (mails.every(fits)) return mails;
    }
  };
  const isSent = ({ state }: InvitationMail) => state === 'sent';
  const change = async (meeting: MeetingId, fields: Partial<MeetingFields>) => {
    const { state } = await cast.chair.client.call(meetingApi.get, { params: { meeting } });
    await give(cast.secretary.client, meeting, {
      type: 'meeting.change',
      fields: { ...state.fields, ...fields },
    });
  };

  it('[INVITE-3] go to everyone once when they are sent, to whoever comes later, and again after a change', async () => {
    const { meeting } = await prepareMeeting(cast);
    await settled(meeting, isSent);
    expect(receivers()).toEqual(members().map(mailbox).toSorted());
    const one = smtp.received.find(({ to }) => to === cast.delegate.person.email);
    expect(one).toMatchObject({ from: 'hop@thu.invalid' });
    expect(one?.data).toContain('text/calendar');
    expect(one?.data).toContain('method=REQUEST');
    // Nobody's address is in somebody else's mail.
    for (const other of [cast.chair, cast.guest]) expect(one?.data).not.toContain(other.person.email);

    smtp.received.length = 0;
    const { client } = cast.secretary;
    await give(client, meeting, {
      type: 'participant.invite',
      person: cast.outsider.person.id,
      role: 'delegate',
    });
    // Another title is no other time, and another role no invitation.
    await change(meeting, { title: 'Họp giao ban tháng' });
    await give(client, meeting, {
      type: 'participant.invite',
      person: cast.outsider.person.id,
      role: 'staff',
    });
    await settled(meeting, isSent);
    expect(receivers()).toEqual([cast.outsider.person.email]);

    smtp.received.length = 0;
    await give(client, meeting, { type: 'participant.remove', person: cast.outsider.person.id });
    await change(meeting, { place: 'Phòng số 3' });
    await settled(meeting, isSent);
    expect(receivers()).toEqual(members().map(mailbox).toSorted());
    expect((await read(meeting)).map(({ person }) => person).toSorted()).toEqual(
      members()
        .map(({ person }) => person.id)
        .toSorted(),
    );
  });

  it('[INVITE-3] a restart in between neither loses nor doubles one', async () => {
    smtp.manner = 'refuse';
    const { meeting } = await prepareMeeting(cast);
    await settled(meeting, ({ code }) => code === 'refused');
    server = await server.restart();
    cast = rebased(cast, server);
    smtp.manner = 'accept';
    server.clock.advance(MINUTE);
    await settled(meeting, isSent);
    server = await server.restart();
    cast = rebased(cast, server);
    server.clock.advance(MINUTE);
    // What is sent now comes after anything that would have been doubled.
    await give(cast.secretary.client, meeting, {
      type: 'participant.invite',
      person: cast.outsider.person.id,
      role: 'delegate',
    });
    await settled(meeting, isSent);
    expect(receivers()).toEqual([...members(), cast.outsider].map(mailbox).toSorted());
  });

  it('[INVITE-3] a substitute is mailed, and whose seat they have isn’t any more', async () => {
    const { meeting } = await prepareMeeting(cast);
    await settled(meeting, isSent);
    smtp.received.length = 0;
    const { person } = cast.delegate;
    const substitute = cast.outsider.person.id;
    await give(cast.delegate.client, meeting, {
      type: 'invitation.substitute',
      person: person.id,
      substitute,
    });
    await settled(meeting, isSent);
    expect(receivers()).toEqual([cast.outsider.person.email]);
    smtp.received.length = 0;
    await change(meeting, { place: 'Phòng số 9' });
    await settled(meeting, isSent);
    expect(receivers()).not.toContain(person.email);
    expect(receivers()).toContain(cast.outsider.person.email);
  });

  it('[INVITE-4] a server that hangs up is tried again with growing pauses, while the meeting goes on', async () => {
    smtp.manner = 'hangUp';
    const { meeting } = await prepareMeeting(cast);
    const tried = async (count: number) => {
      await smtp.until(() => smtp.connections >= count);
      await settled(meeting, ({ state }) => state === 'waiting');
    };
    await tried(1);
    await give(cast.chair.client, meeting, { type: 'meeting.open' });
    // One line for all: the rest waits for the server, not each for itself.
    const waits = async () => (await read(meeting)).filter(({ code }) => code === 'unreachable').length;
    while ((await waits()) < 1);
    expect(smtp.connections).toBe(1);
    server.clock.advance(MINUTE - 1);
    await read(meeting);
    expect(smtp.connections).toBe(1);
    server.clock.advance(1);
    await tried(2);
    while ((await waits()) < 2);
    server.clock.advance(MINUTE);
    await read(meeting);
    expect(smtp.connections).toBe(2);
    smtp.manner = 'accept';
    server.clock.advance(MINUTE);
    await smtp.until(() => smtp.received.length > 0);
    server.clock.advance(5 * MINUTE);
    await settled(meeting, isSent);
    expect(receivers()).toEqual(members().map(mailbox).toSorted());
  });

  it('[INVITE-4] is given up after a day, and at once when the address is rejected', async () => {
    smtp.manner = 'reject';
    const { meeting } = await prepareMeeting(cast);
    const rejected = await settled(meeting, ({ state }) => state === 'failed');
    expect(rejected.map(({ code }) => code)).toEqual(Array(5).fill('rejected'));
    smtp.manner = 'refuse';
    await change(meeting, { place: 'Phòng số 4' });
    await settled(meeting, ({ state, code }) => state === 'waiting' && code === 'refused');
    server.clock.advance(23 * 60 * MINUTE);
    await smtp.until(() => smtp.connections >= 15);
    await settled(meeting, ({ state }) => state === 'waiting');
    server.clock.advance(60 * MINUTE);
    const failed = await settled(meeting, ({ state }) => state === 'failed');
    expect(failed.map(({ code }) => code)).toEqual(Array(5).fill('refused'));
  });

  it('[INVITE-4] a server that says nothing keeps nobody waiting', async () => {
    smtp.manner = 'silent';
    const { meeting } = await prepareMeeting(cast);
    await smtp.until(() => smtp.connections === 1);
    await give(cast.chair.client, meeting, { type: 'meeting.open' });
    await give(cast.chair.client, meeting, { type: 'meeting.close' });
    expect((await read(meeting)).every(({ state }) => state === 'waiting')).toBe(true);
    smtp.hangUp();
    while (!(await read(meeting)).some(({ code }) => code === 'unreachable'));
    // Of a meeting that is over nobody is told any more.
    server.clock.advance(10 * MINUTE);
    const mails = await settled(meeting, ({ state }) => state === 'failed');
    expect(mails.map(({ code }) => code)).toEqual(Array(5).fill('over'));
    expect(smtp.received).toEqual([]);
  });

  it('[VOTE-25] remind of questions in writing before the deadline and at it, but not whoever has answered', async () => {
    const DAY = 24 * 60 * MINUTE;
    const clerk = await addPerson(server, cast.admin, {
      name: 'Văn thư Vụ',
      role: 'clerk',
      unit: 'Vụ Kế hoạch',
    });
    const list = async ({ client }: Actor) => client.call(meetingApi.list);
    const meeting = fresh.meeting();
    const vote = fresh.vote();
    const other = fresh.vote();
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
        endsAt: startsAt + 3 * DAY,
        place: '',
        mode: 'written',
        deputy: null,
        quorum: null,
      },
      participants: [{ person: delegate.person.id, role: 'delegate' }],
    });
    const fields = SECRET_VOTE;
    await give(secretary.client, meeting, { type: 'vote.prepare', id: vote, fields, repeats: null });
    const electorate = [delegate.person.id];
    const named = { ...NAMED_VOTE, electorate };
    await give(secretary.client, meeting, { type: 'vote.prepare', id: other, fields: named, repeats: null });
    await give(chair.client, meeting, { type: 'meeting.approve' });
    await give(secretary.client, meeting, { type: 'meeting.send' });
    await settled(meeting, isSent);
    expect(receivers()).toEqual([chair, secretary, delegate].map(mailbox).toSorted());
    expect(smtp.received[0]?.data).not.toContain('text/calendar');
    const [mine] = (await list(delegate)).meetings;
    expect(mine).toMatchObject({ mode: 'written', awaitsMe: true, answered: false, missing: 2 });

    const receipt = newReceipt(new Uint8Array(16));
    const seat = chair.person.id;
    const ballot = { choice: [0], receipt, reason: '', password: null };
    await give(chair.client, meeting, { type: 'vote.cast', id: vote, seat, ...ballot });
    expect((await list(chair)).meetings[0]).toMatchObject({ awaitsMe: false, answered: true, missing: 1 });
    // Nobody asks the secretary, who therefore has nothing answered.
    expect((await list(secretary)).meetings[0]).toMatchObject({ awaitsMe: false, answered: false });
    /** To whom the next mails go. */
    const mailed = async (count: number) => {
      await expect.poll(receivers).toHaveLength(count);
      const to = receivers();
      smtp.received.length = 0;
      return to;
    };
    const sorted = (...actors: readonly Actor[]) => actors.map(mailbox).toSorted();
    smtp.received.length = 0;
    server.clock.advance(2 * DAY);
    expect(await mailed(1)).toEqual(sorted(delegate));
    await give(secretary.client, meeting, { type: 'vote.remind' });
    expect(await mailed(1)).toEqual(sorted(delegate));
    // Whoever comes late is asked too.
    const late = { type: 'participant.invite', person: cast.staff.person.id, role: 'delegate' } as const;
    await give(secretary.client, meeting, late);
    expect(await mailed(1)).toEqual(sorted(cast.staff));
    expect((await list(clerk)).overdue).toEqual([]);
    server.clock.advance(DAY);
    expect(await mailed(2)).toEqual(sorted(delegate, cast.staff));
    const { overdue } = await list(clerk);
    const people = [delegate.person.id, cast.staff.person.id];
    expect(overdue).toEqual([{ meeting, title: 'Dự thảo Thông tư', endsAt: startsAt + 3 * DAY, people }]);
    // Neither somebody of the unit who isn't its office, nor the office of another.
    for (const one of [cast.outsider, secretary]) expect((await list(one)).overdue).toEqual([]);

    // That one question is counted doesn't tell anybody again that the other waits for them.
    await give(secretary.client, meeting, { type: 'vote.stop', id: other });
    await give(secretary.client, meeting, { ...late, person: cast.guest.person.id, role: 'guest' });
    expect(await mailed(1)).toEqual(sorted(cast.guest));
    await give(secretary.client, meeting, { type: 'vote.stop', id: vote });
    const now = () => secretary.client.call(meetingApi.get, { params: { meeting } });
    const counted = async () =>
      (await now()).state.voting.votes.find(({ id, status }) => id === vote && status === 'counted');
    await expect.poll(counted).toBeDefined();
    expect((await counted())?.count?.numbers).toMatchObject({ entitled: 3, cast: 1 });
    expect((await list(clerk)).overdue).toEqual([]);
    expect(receivers()).toEqual([]);
  });

  it('[INVITE-4] is read by chair and secretaries only', async () => {
    const { meeting } = await prepareMeeting(cast);
    const params = { meeting };
    expect((await cast.chair.client.call(meetingApi.invitationMail, { params })).isOn).toBe(true);
    expect(await read(meeting)).toHaveLength(5);
    for (const { client } of [cast.delegate, cast.staff, cast.guest])
      expect(await client.refusal(meetingApi.invitationMail, { params })).toBe('notAllowed');
    expect(await cast.outsider.client.refusal(meetingApi.invitationMail, { params })).toBe('notFound');
  });

  it('[CONFIG-4] signs in with the password, which is in no log, also when it is refused', async () => {
    await server[Symbol.asyncDispose]();
    await smtp[Symbol.asyncDispose]();
    await run({ password: 'mật khẩu thư' });
    const { meeting } = await prepareMeeting(cast);
    await settled(meeting, isSent);
    expect(smtp.signedIn).toContain('hop');
    smtp.password = 'một mật khẩu khác';
    await change(meeting, { place: 'Phòng số 5' });
    while (!(await read(meeting)).some(({ code }) => code === 'signIn'));
    const coded = Buffer.from('\0hop\0mật khẩu thư').toString('base64');
    for (const secret of ['mật khẩu thư', coded]) expect(server.log()).not.toContain(secret);
  });
});
