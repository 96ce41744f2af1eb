import { describe, expect, it } from 'vitest';
import { decideForServer, decide } from './decide.ts';
import {
  MEETING,
  PEOPLE,
  createMeeting,
  preparation,
  preparedPaper,
} from '../../testing/meeting-commands.ts';
import { forecast } from '../agenda/progress.ts';
import { speechTime, timeLeft } from '../floor/clock.ts';
import { isHeld } from '../floor/microphone.ts';
import { speakingOrder } from '../floor/queue.ts';
import type { FloorKind } from '../floor/records.ts';
import { FloorRequestId, newId, QuestionId, ServiceCallId, type ItemId, type PersonId } from '../wire/ids.ts';
import { isPresent, quorumNeeded, quorumNow } from './attendance.ts';
import type { MeetingCommand, ServerCommand } from './commands.ts';
import { evolve } from './evolve.ts';
import type { MeetingState } from './records.ts';
import { mayRead, roleIn, seatOf, type Member } from './rights.ts';
import { visibleTo } from './visible.ts';

// What is written here by hand is what a chair, a secretary and a delegate expect of a meeting; the properties over
// random commands stand in meeting.test.ts.

const [chair, secretary, delegate, guest, staff, outsider, admin] = PEOPLE as readonly [
  Member,
  Member,
  Member,
  Member,
  Member,
  Member,
  Member,
];
const MINUTE = 60_000;

/** A meeting that commands are given to, one a minute unless the time is said. */
class Run {
  state: MeetingState | undefined;
  at = 0;

  give(by: Member, command: MeetingCommand): this {
    const decision = decide(this.state, command, by, this.at);
    if (!decision.ok) throw new Error(`${command.type}: ${decision.code}`);
    for (const { event } of decision.events) this.state = evolve(this.state, event, this.at);
    return this;
  }

  serve(command: ServerCommand): this {
    const decision = decideForServer(this.state, command);
    if (!decision.ok) throw new Error(`${command.type}: ${decision.code}`);
    for (const { event } of decision.events) this.state = evolve(this.state, event, this.at);
    return this;
  }

  refusal(by: Member, command: MeetingCommand): string {
    const decision = decide(this.state, command, by, this.at);
    return decision.ok ? 'ok' : decision.code;
  }

  after(ms: number): this {
    this.at += ms;
    return this;
  }

  get now(): MeetingState {
    if (this.state === undefined) throw new Error('no meeting');
    return this.state;
  }

  arrive(...people: readonly Member[]): this {
    for (const { id } of people) this.serve({ type: 'person.arrive', person: id });
    return this;
  }
}

/** Planned by the secretary, with a delegate, a guest and a staff member, three items and a paper. */
function draft(): Run {
  const run = new Run();
  for (const command of preparation) {
    if (command.type === 'meeting.approve') break;
    run.give(secretary, command);
  }
  return run.serve(preparedPaper);
}

function sent(): Run {
  return draft().give(chair, { type: 'meeting.approve' }).give(secretary, { type: 'meeting.send' });
}

function inSession(): Run {
  return sent().give(secretary, { type: 'meeting.open' }).arrive(chair, secretary, delegate);
}

const request = (n: number) => newId(FloorRequestId, new Uint8Array(20).fill(n));
const ask = (n: number, kind: FloorKind = 'speech'): MeetingCommand => ({
  type: 'floor.ask',
  id: request(n),
  kind,
  about: null,
});
const call = (person: Member, n: number | null, minutes = 5): MeetingCommand => ({
  type: 'floor.give',
  person: person.id,
  request: n === null ? null : request(n),
  kind: 'speech',
  minutes,
});
const stop = (person: Member): MeetingCommand => ({ type: 'floor.stop', person: person.id });
const asking = ({ floor }: MeetingState) => speakingOrder(floor).map(({ person }) => person);
const itemOf = (run: Run, n: number): ItemId => {
  const item = run.now.agenda[n];
  if (item === undefined) throw new Error('no item');
  return item.id;
};

describe('the states of a meeting', () => {
  it('[MEET-7] go from a draft to the archive: the chair approves, and nothing is skipped but by the chair', () => {
    const run = draft();
    expect(run.refusal(secretary, { type: 'meeting.approve' })).toBe('notAllowed');
    expect(run.refusal(secretary, { type: 'meeting.send' })).toBe('notApproved');
    expect(run.refusal(secretary, { type: 'meeting.open' })).toBe('notApproved');
    expect(run.give(chair, { type: 'meeting.approve' }).now.status).toBe('approved');
    expect(run.give(chair, { type: 'meeting.return' }).now.status).toBe('draft');
    run.give(chair, { type: 'meeting.approve' });
    expect(run.give(secretary, { type: 'meeting.send' }).now.status).toBe('sent');
    expect(run.refusal(chair, { type: 'meeting.return' })).toBe('conflict');
    expect(run.refusal(chair, { type: 'meeting.close' })).toBe('meetingNotOpen');
    expect(run.give(secretary, { type: 'meeting.open' }).now.status).toBe('inSession');
    expect(run.refusal(chair, { type: 'meeting.archive' })).toBe('conflict');
    expect(run.give(chair, { type: 'meeting.close' }).now.status).toBe('ended');
    expect(run.refusal(chair, { type: 'floor.setRules', rules: run.now.floor.rules })).toBe('meetingEnded');
    expect(run.give(secretary, { type: 'meeting.archive' }).now.status).toBe('archived');
    expect(run.refusal(chair, { type: 'meeting.archive' })).toBe('meetingArchived');
    // What a chair opens is approved by that, and everybody invited.
    const events = decide(draft().now, { type: 'meeting.open' }, chair, 0);
    expect(events.ok && events.events.slice(0, 3).map(({ event }) => event.type)).toEqual([
      'meeting.approved',
      'meeting.sent',
      'meeting.opened',
    ]);
  });

  it('[MEET-8] delegates and guests know of a meeting once its invitations are sent; the deputy helps to prepare it', () => {
    const run = draft();
    for (const who of [delegate, guest]) {
      expect(visibleTo(run.now, who)).toBeUndefined();
      expect(run.refusal(who, { type: 'attendance.checkOut' })).toBe('notFound');
      expect(run.now.papers.some((paper) => mayRead(run.now, who, paper))).toBe(false);
    }
    for (const who of [chair, secretary, staff]) expect(visibleTo(run.now, who)).toBeDefined();
    run.give(secretary, { type: 'meeting.change', fields: { ...run.now.fields, deputy: delegate.id } });
    expect(visibleTo(run.now, delegate)).toBeDefined();
    for (const who of [delegate, guest]) expect(visibleTo(sent().now, who)).toBeDefined();
  });

  it('[MEET-9] the chair is handed over in session to somebody who is there, and taken over only when the chair is gone', () => {
    const run = inSession();
    const fields = { ...run.now.fields, chair: delegate.id };
    expect(run.refusal(secretary, { type: 'meeting.change', fields })).toBe('chairNeeded');
    expect(run.refusal(chair, { type: 'participant.remove', person: chair.id })).toBe('chairNeeded');
    expect(run.refusal(chair, { type: 'chair.handOver', to: staff.id })).toBe('personAbsent');
    expect(run.refusal(secretary, { type: 'chair.handOver', to: secretary.id })).toBe('notAllowed');
    expect(run.refusal(secretary, { type: 'chair.takeOver' })).toBe('chairPresent');
    run.after(MINUTE).serve({ type: 'person.depart', person: chair.id, leftAt: run.at });
    expect(run.refusal(delegate, { type: 'chair.takeOver' })).toBe('notAllowed');
    run.give(secretary, { type: 'chair.takeOver' });
    expect(run.now.fields.chair).toBe(secretary.id);
    expect([roleIn(run.now, chair.id), roleIn(run.now, secretary.id)]).toEqual(['delegate', 'chair']);
    run.arrive(chair).give(secretary, { type: 'chair.handOver', to: chair.id });
    expect([roleIn(run.now, chair.id), roleIn(run.now, secretary.id)]).toEqual(['chair', 'secretary']);
    // A deputy may take over too.
    const other = sent();
    other.give(secretary, { type: 'meeting.change', fields: { ...other.now.fields, deputy: delegate.id } });
    other
      .give(secretary, { type: 'meeting.open' })
      .arrive(delegate)
      .give(delegate, { type: 'chair.takeOver' });
    expect(other.now.fields).toMatchObject({ chair: delegate.id, deputy: null });
  });

  it('[MEET-10] begins with the people and the agenda of another meeting, whole or not at all', () => {
    if (createMeeting.type !== 'meeting.create') throw new Error('not a beginning');
    const [first, second] = [itemOf(draft(), 0), itemOf(draft(), 1)];
    const fields = { title: 'Nội dung', presenter: null, minutes: 5, kind: 'internal' } as const;
    const people = [
      { person: delegate.id, role: 'delegate' as const },
      // Whoever has a seat by the fields keeps that one.
      { person: chair.id, role: 'guest' as const },
      { person: guest.id, role: 'guest' as const },
    ];
    const agenda = [
      { id: first, parent: null, fields },
      { id: second, parent: first, fields },
    ];
    const run = new Run().give(secretary, { ...createMeeting, participants: people, agenda });
    expect(run.now.participants.map(({ role }) => role)).toEqual(['chair', 'secretary', 'delegate', 'guest']);
    expect(run.now.agenda.map(({ id, parent }) => [id, parent])).toEqual([
      [first, null],
      [second, first],
    ]);
    const broken = [{ id: second, parent: first, fields }, ...agenda];
    expect(new Run().refusal(secretary, { ...createMeeting, agenda: broken })).toBe('conflict');
    expect(run.now.id).toBe(MEETING);
  });
});

describe('invitations', () => {
  it('[INVITE-1] are accepted or declined by oneself; the reason is for those who run the meeting', () => {
    const run = sent();
    expect(run.refusal(chair, { type: 'invitation.answer', answer: 'accepted', reason: '' })).toBe(
      'notAllowed',
    );
    run.give(delegate, { type: 'invitation.answer', answer: 'declined', reason: 'Đi công tác' });
    const reasonFor = (who: Member) =>
      visibleTo(run.now, who)?.participants.find(({ person }) => person === delegate.id)?.response;
    for (const who of [chair, secretary, delegate]) expect(reasonFor(who)?.reason).toBe('Đi công tác');
    for (const who of [guest, staff]) expect(reasonFor(who)).toMatchObject({ is: 'declined', reason: '' });
    run.give(delegate, { type: 'invitation.answer', answer: 'accepted', reason: 'x' });
    expect(reasonFor(chair)).toMatchObject({ is: 'accepted', reason: '' });
  });

  it('[INVITE-2] a substitute has the seat, its role and its papers; never a second one, never for a substitute', () => {
    const run = sent();
    const [paper] = run.now.papers;
    if (paper === undefined) throw new Error('no paper');
    const { id, item, title, number } = paper;
    const readers = { to: 'some' as const, units: [], people: [delegate.id] };
    run.give(secretary, { type: 'paper.change', id, item, title, number, readers });
    const substitute = (by: Member, person: Member, other: Member): [Member, MeetingCommand] => [
      by,
      { type: 'invitation.substitute', person: person.id, substitute: other.id },
    ];
    expect(run.refusal(...substitute(staff, delegate, outsider))).toBe('notAllowed');
    expect(run.refusal(...substitute(delegate, delegate, staff))).toBe('substituteHasSeat');
    expect(run.refusal(...substitute(chair, chair, outsider))).toBe('chairNeeded');
    run.give(...substitute(delegate, delegate, outsider));
    expect(seatOf(run.now, outsider.id)).toBe('delegate');
    const readable = (who: Member) => visibleTo(run.now, who)?.papers.map((entry) => entry.id);
    expect(readable(outsider)).toEqual([paper.id]);
    expect(run.refusal(...substitute(secretary, outsider, admin))).toBe('substituteOfSubstitute');
    expect(run.refusal(...substitute(secretary, delegate, admin))).toBe('hasSubstitute');
    expect(run.refusal(delegate, { type: 'invitation.answer', answer: 'accepted', reason: '' })).toBe(
      'hasSubstitute',
    );
    // One seat, not two.
    expect(quorumNow(run.now).of).toBe(3);
    const recalled = run.give(delegate, { type: 'invitation.recallSubstitute', person: delegate.id });
    expect(seatOf(recalled.now, outsider.id)).toBeUndefined();
    expect(quorumNow(recalled.now).of).toBe(3);
    // Whoever goes off the list takes the substitute along.
    run.give(...substitute(delegate, delegate, outsider));
    run.give(secretary, { type: 'participant.remove', person: delegate.id });
    expect(seatOf(run.now, outsider.id)).toBeUndefined();
  });

  it('[INVITE-2] a substitute from another unit reads what is for the unit of whom they stand for', () => {
    for (const unit of ['Vụ Kế hoạch', 'Vụ khác']) {
      const run = sent();
      const [paper] = run.now.papers;
      if (paper === undefined) throw new Error('no paper');
      const { id, item, title, number } = paper;
      const readers = { to: 'some' as const, units: ['Vụ Kế hoạch'], people: [] };
      run.give(secretary, { type: 'paper.change', id, item, title, number, readers });
      run.give(delegate, {
        type: 'invitation.substitute',
        person: delegate.id,
        substitute: outsider.id,
        unit,
      });
      expect(mayRead(run.now, outsider, { ...paper, readers })).toBe(unit === 'Vụ Kế hoạch');
      run.give(delegate, { type: 'invitation.recallSubstitute', person: delegate.id });
      expect(mayRead(run.now, outsider, { ...paper, readers })).toBe(false);
    }
  });
});

describe('the roll call', () => {
  const mark = (
    person: Member,
    is: 'inRoom' | 'online' | 'absent' | 'left' | 'unmarked',
    reason?: string,
  ) => ({
    person: person.id,
    is,
    excused: reason !== undefined,
    reason: reason ?? '',
  });
  const line = (run: Run, { id }: Member) => run.now.attendance.find(({ person }) => person === id);

  it('[ATTEND-6] by the secretary for many, by oneself, or with the code of the room; the room isn’t left with the line', () => {
    const run = sent();
    expect(draft().refusal(secretary, { type: 'attendance.mark', entries: [mark(staff, 'inRoom')] })).toBe(
      'notSent',
    );
    const twice = [mark(staff, 'inRoom'), mark(staff, 'absent')];
    expect(run.refusal(secretary, { type: 'attendance.mark', entries: twice })).toBe('conflict');
    run.after(5).give(secretary, {
      type: 'attendance.mark',
      entries: [mark(staff, 'absent', 'Nghỉ ốm'), mark(guest, 'absent'), mark(delegate, 'inRoom')],
    });
    expect(line(run, staff)).toMatchObject({
      is: 'absent',
      excused: true,
      reason: 'Nghỉ ốm',
      joinedAt: null,
    });
    expect(line(run, guest)).toMatchObject({ is: 'absent', excused: false, reason: '' });
    expect(line(run, delegate)).toMatchObject({ is: 'inRoom', joinedAt: 5, leftAt: null });
    run.give(chair, { type: 'meeting.open' }).arrive(chair);
    expect(line(run, chair)).toMatchObject({ is: 'online', joinedAt: 5 });
    run.after(5).serve({ type: 'person.checkIn', person: chair.id });
    expect(line(run, chair)).toMatchObject({ is: 'inRoom', joinedAt: 5 });
    expect(decideForServer(run.now, { type: 'person.depart', person: chair.id, leftAt: 11 })).toEqual({
      ok: false,
      code: 'conflict',
    });
    run.give(delegate, { type: 'attendance.checkOut' });
    expect(line(run, delegate)).toMatchObject({ joinedAt: 5, leftAt: 10 });
    expect(isPresent(run.now, delegate.id)).toBe(false);
    run.after(5).give(delegate, { type: 'attendance.checkIn', is: 'online' });
    expect(line(run, delegate)).toMatchObject({ is: 'online', joinedAt: 15, leftAt: null });
  });

  it('[ATTEND-7] is corrected after the end, with the times that are known', () => {
    const run = inSession().after(7).give(chair, { type: 'meeting.close' }).after(7);
    run.give(secretary, {
      type: 'attendance.mark',
      entries: [mark(delegate, 'inRoom'), mark(staff, 'inRoom'), mark(guest, 'absent')],
    });
    expect(line(run, delegate)).toMatchObject({ is: 'inRoom', joinedAt: 0, leftAt: 7 });
    expect(line(run, staff)).toMatchObject({ is: 'inRoom', joinedAt: 0, leftAt: 7 });
    expect(line(run, guest)).toMatchObject({ is: 'absent', joinedAt: null });
    expect(run.refusal(secretary, { type: 'attendance.mark', entries: [mark(admin, 'inRoom')] })).toBe(
      'notFound',
    );
  });

  it('[QUORUM-1] counts the present of its base: all with a seat, the entitled, or the entitled who have come', () => {
    const run = inSession();
    run.give(secretary, { type: 'participant.invite', person: outsider.id, role: 'delegate' });
    const withBase = (base: 'all' | 'entitled' | 'presentEntitled') => {
      const quorum = { percent: 60, base };
      return quorumNow({ ...run.now, fields: { ...run.now.fields, quorum } });
    };
    // Chair and secretary and one delegate of two are there; guests and staff attend.
    expect(withBase('all')).toEqual({ present: 3, of: 4 });
    expect(withBase('entitled')).toEqual({ present: 2, of: 3 });
    expect(withBase('presentEntitled')).toEqual({ present: 2, of: 2 });
    run.serve({ type: 'person.depart', person: delegate.id, leftAt: 1 });
    expect(withBase('presentEntitled')).toEqual({ present: 1, of: 2 });
    const needed = (percent: number, of: number) => quorumNeeded({ percent, base: 'all' }, of);
    expect([needed(50, 3), needed(50, 4), needed(67, 3), needed(100, 3), needed(1, 0)]).toEqual([
      2, 2, 3, 3, 1,
    ]);
  });

  it('[QUORUM-2] has a history: one point a minute, where it changed', () => {
    const run = inSession();
    expect(run.now.quorum).toEqual([{ at: 0, present: 3, of: 3 }]);
    run.after(MINUTE).give(delegate, { type: 'attendance.checkOut' });
    run.after(MINUTE / 2).give(delegate, { type: 'attendance.checkIn', is: 'online' });
    expect(run.now.quorum.map(({ present }) => present)).toEqual([3, 3]);
    run.after(MINUTE).give(secretary, ask(1)).give(delegate, { type: 'attendance.checkOut' });
    expect(run.now.quorum.at(-1)).toEqual({ at: 150_000, present: 2, of: 3 });
  });
});

describe('the agenda in progress', () => {
  it('[AGENDA-3] an item starts, pauses, is postponed, ends and is opened again; its time adds up and one is current', () => {
    const run = inSession();
    const [first, second] = [itemOf(run, 0), itemOf(run, 2)];
    const give = (
      type: 'agenda.startItem' | 'agenda.pauseItem' | 'agenda.postponeItem' | 'agenda.endItem',
      id: ItemId,
    ) => run.give(secretary, { type, id });
    const item = (id: ItemId) => run.now.agenda.find((entry) => entry.id === id);
    give('agenda.startItem', first);
    expect(run.refusal(secretary, { type: 'agenda.pauseItem', id: second })).toBe('itemNotCurrent');
    run.after(MINUTE);
    give('agenda.pauseItem', first);
    run.after(MINUTE);
    expect(item(first)).toMatchObject({ progress: 'paused', usedMs: MINUTE, since: null });
    expect(run.now.currentItem).toBe(first);
    give('agenda.startItem', first);
    run.after(MINUTE);
    give('agenda.startItem', second);
    expect(item(first)).toMatchObject({
      progress: 'done',
      usedMs: 2 * MINUTE,
      startedAt: 0,
      endedAt: 3 * MINUTE,
    });
    give('agenda.postponeItem', second);
    expect(run.now.currentItem).toBeNull();
    expect(item(second)).toMatchObject({ progress: 'postponed' });
    give('agenda.startItem', first);
    run.after(MINUTE);
    give('agenda.endItem', first);
    expect(item(first)).toMatchObject({ progress: 'done', usedMs: 3 * MINUTE, startedAt: 0 });
    expect(run.refusal(secretary, { type: 'agenda.postponeItem', id: first })).toBe('conflict');
    expect(sent().refusal(secretary, { type: 'agenda.startItem', id: first })).toBe('meetingNotOpen');
  });

  it('[AGENDA-4] what an internal or closed item is about is not for guests, nor what stands under it', () => {
    const run = inSession();
    const [top, own, under] = [itemOf(run, 0), itemOf(run, 1), itemOf(run, 2)];
    const kind = (id: ItemId, to: 'public' | 'internal' | 'closed') => {
      const item = run.now.agenda.find((entry) => entry.id === id);
      if (item === undefined) throw new Error('no item');
      const { title, presenter, minutes } = item;
      run.give(secretary, { type: 'agenda.changeItem', id, fields: { title, presenter, minutes, kind: to } });
    };
    const titles = (who: Member) =>
      visibleTo(run.now, who)?.agenda.map(({ id, title }) => [id, title !== '']);
    kind(top, 'internal');
    expect(titles(staff)?.every(([, shown]) => shown)).toBe(true);
    expect(new Map(titles(guest) as [ItemId, boolean][]).get(top)).toBe(false);
    kind(top, 'public');
    expect(new Map(titles(guest) as [ItemId, boolean][]).get(top)).toBe(true);
    // The guest presents this one: internal is theirs, closed is nobody's but the members'.
    const mine = run.now.agenda.find(({ presenter }) => presenter === guest.id);
    if (mine === undefined) throw new Error('the guest presents nothing');
    kind(mine.id, 'internal');
    expect(new Map(titles(guest) as [ItemId, boolean][]).get(mine.id)).toBe(true);
    kind(mine.id, 'closed');
    expect(new Map(titles(guest) as [ItemId, boolean][]).get(mine.id)).toBe(false);
    expect(titles(guest)).toHaveLength(run.now.agenda.length);
    expect([own, under]).toContain(mine.id);
  });

  it('[AGENDA-5] says when what has not begun is likely to', () => {
    const run = inSession();
    for (const [n, minutes] of [10, 20, 30].entries()) {
      const item = run.now.agenda[n];
      if (item === undefined) throw new Error('no item');
      const { id, title, presenter, kind } = item;
      run.give(secretary, { type: 'agenda.changeItem', id, fields: { title, presenter, kind, minutes } });
    }
    // Two stand at the top and one under the first: its time is that of what stands under it.
    const under = run.now.agenda.findIndex(({ parent }) => parent !== null);
    expect(under).toBe(1);
    const ids = run.now.agenda.map(({ id }) => id);
    const minutes = (now: number) =>
      forecast(run.now.agenda, now).map(({ id, at }) => [ids.indexOf(id), at / MINUTE]);
    const [, inner = 0] = run.now.agenda.map((item) => item.minutes);
    expect(minutes(0)).toEqual([
      [0, 0],
      [1, 0],
      [2, inner],
    ]);
    // What was passed over comes after what is still before everyone.
    run.give(secretary, { type: 'agenda.startItem', id: itemOf(run, 1) });
    const last = run.now.agenda[2]?.minutes ?? 0;
    expect(minutes(5 * MINUTE)).toEqual([
      [2, inner],
      [0, inner + last],
    ]);
  });
});

describe('the floor', () => {
  it('[FLOOR-4] is given to one at a time, who is there; extended, stopped, and counted', () => {
    const run = inSession();
    expect(run.refusal(chair, call(staff, null))).toBe('personAbsent');
    expect(run.refusal(chair, call(delegate, 1))).toBe('notFound');
    run.give(delegate, ask(1)).give(chair, call(delegate, 1, 3));
    expect(run.now.floor).toMatchObject({ requests: [], speech: { person: delegate.id, minutes: 3 } });
    expect(run.refusal(chair, call(delegate, null))).toBe('hasFloor');
    run.after(2 * MINUTE).give(chair, { type: 'floor.extend', minutes: 2 });
    const { speech } = run.now.floor;
    if (speech === null) throw new Error('nobody speaks');
    expect([speechTime(speech, run.at), timeLeft(speech, run.at)]).toEqual([2 * MINUTE, 3 * MINUTE]);
    expect(timeLeft({ ...speech, minutes: 0 }, run.at)).toBeNull();
    expect(run.refusal(secretary, stop(chair))).toBe('nobodySpeaks');
    // The next speech ends the one before; whoever speaks may end it too.
    run.give(secretary, call(secretary, null));
    expect(run.now.floor.spoken).toEqual([{ person: delegate.id, turns: 1, ms: 2 * MINUTE }]);
    run.after(MINUTE).give(secretary, stop(secretary));
    expect(run.now.floor.speech).toBeNull();
    expect(run.refusal(staff, stop(staff))).toBe('nobodySpeaks');
    expect(run.refusal(chair, { type: 'floor.extend', minutes: 1 })).toBe('nobodySpeaks');
  });

  it('[FLOOR-5] the queue: points of order first, then interventions; the chair moves within a kind; fair is least time first', () => {
    const run = inSession().arrive(staff, guest);
    run.give(delegate, ask(1)).give(staff, ask(2)).give(guest, ask(3, 'intervention'));
    run.give(secretary, ask(4, 'pointOfOrder'));
    const order = () => asking(run.now).map((id) => PEOPLE.findIndex((who) => who.id === id));
    expect(order()).toEqual([1, 3, 2, 4]);
    run.give(chair, { type: 'floor.move', id: request(2), before: request(1) });
    expect(order()).toEqual([1, 3, 4, 2]);
    run.give(chair, { type: 'floor.move', id: request(2), before: null });
    expect(order()).toEqual([1, 3, 2, 4]);
    expect(run.refusal(chair, { type: 'floor.move', id: request(2), before: request(4) })).toBe('conflict');
    run.give(chair, call(delegate, null)).after(MINUTE).give(chair, stop(delegate));
    run.give(chair, { type: 'floor.setRules', rules: { ...run.now.floor.rules, order: 'fair' } });
    expect(order()).toEqual([1, 3, 4, 2]);
    expect(run.refusal(chair, { type: 'floor.move', id: request(2), before: null })).toBe('fairOrder');
  });

  it('[FLOOR-6] a point of order or an intervention interrupts, and gives the floor back with the time that was left', () => {
    const run = inSession().arrive(staff);
    run.give(delegate, ask(1)).give(chair, call(delegate, 1)).after(MINUTE);
    run.give(staff, ask(2, 'pointOfOrder')).give(chair, call(staff, 2, 1));
    expect(run.now.floor).toMatchObject({
      speech: { person: staff.id, kind: 'pointOfOrder' },
      interrupted: { person: delegate.id, usedMs: MINUTE, since: null },
    });
    run.after(MINUTE).give(staff, stop(staff));
    expect(run.now.floor).toMatchObject({
      speech: { person: delegate.id, usedMs: MINUTE, since: run.at },
      interrupted: null,
    });
    // Called before the interruption is over, it goes on as well.
    const early = inSession().arrive(staff).give(chair, call(delegate, null)).after(MINUTE);
    early
      .give(staff, ask(2, 'intervention'))
      .give(chair, call(staff, 2))
      .give(chair, call(delegate, null, 9));
    expect(early.now.floor).toMatchObject({
      speech: { person: delegate.id, usedMs: MINUTE, minutes: 5 },
      interrupted: null,
    });
    run.after(MINUTE).give(chair, stop(delegate));
    expect(run.now.floor.spoken).toEqual([
      { person: staff.id, turns: 1, ms: MINUTE },
      { person: delegate.id, turns: 1, ms: 2 * MINUTE },
    ]);
  });

  it('[FLOOR-7] in chaired mode every microphone is held but the chair’s and the speaker’s', () => {
    const run = inSession().arrive(staff);
    const held = () => [chair, secretary, delegate, staff].map(({ id }) => isHeld(run.now, id));
    expect(held()).toEqual([false, false, false, false]);
    run.give(chair, { type: 'floor.setRules', rules: { ...run.now.floor.rules, mode: 'chaired' } });
    expect(held()).toEqual([false, true, true, true]);
    run.give(chair, call(delegate, null));
    expect(held()).toEqual([false, true, false, true]);
    run.give(chair, { type: 'chair.handOver', to: secretary.id });
    expect(held()).toEqual([true, false, false, true]);
    run.give(secretary, { type: 'meeting.close' });
    expect(held()).toEqual([false, false, false, false]);
  });

  it('[FLOOR-8] a closed list takes points of order only; a place is kept whatever becomes of the line', () => {
    const run = inSession();
    run.give(delegate, ask(1));
    run.give(chair, { type: 'floor.setRules', rules: { ...run.now.floor.rules, isListOpen: false } });
    expect(run.refusal(delegate, ask(2))).toBe('listClosed');
    run.give(delegate, ask(2, 'pointOfOrder'));
    run.after(MINUTE).serve({ type: 'person.depart', person: delegate.id, leftAt: 1 });
    expect(asking(run.now)).toEqual([delegate.id, delegate.id]);
    run.arrive(delegate).give(chair, call(delegate, 1));
    expect(run.now.floor.speech?.person).toBe(delegate.id);
    run.give(secretary, { type: 'participant.remove', person: delegate.id });
    expect(run.now.floor).toMatchObject({ requests: [], speech: null });
  });
});

describe('the room', () => {
  it('[LOBBY-1] a guest waits outside until they are let in: they know the title and the chair, and can do nothing', () => {
    const run = inSession().give(chair, { type: 'lobby.set', isOn: true });
    const view = visibleTo(run.now, guest);
    expect(view).toMatchObject({
      agenda: [],
      papers: [],
      fields: { chair: chair.id },
      lobby: { isOn: true },
    });
    expect(view?.participants.map(({ person }) => person)).toEqual([chair.id, guest.id]);
    for (const command of [ask(1), { type: 'attendance.checkIn', is: 'online' }] as const)
      expect(run.refusal(guest, command)).toBe('inLobby');
    expect(decideForServer(run.now, { type: 'person.arrive', person: guest.id })).toEqual({
      ok: false,
      code: 'inLobby',
    });
    run.give(secretary, { type: 'lobby.admit', person: guest.id });
    expect(visibleTo(run.now, guest)?.agenda).toHaveLength(3);
    run.arrive(guest).give(guest, ask(1)).give(chair, call(guest, 1));
    run.give(chair, { type: 'lobby.sendOut', person: guest.id });
    expect(run.now.floor.speech).toBeNull();
    expect(run.refusal(guest, ask(2))).toBe('inLobby');
    expect(run.give(chair, { type: 'lobby.set', isOn: false }).refusal(guest, ask(2))).toBe('ok');
  });

  it('[QUESTION-1] is about a paper that one may read, and for the chair, the secretaries and whoever asked', () => {
    const run = sent();
    const [paper] = run.now.papers;
    if (paper === undefined) throw new Error('no paper');
    const id = newId(QuestionId, new Uint8Array(20).fill(1));
    const question = (page: number | null): MeetingCommand => ({
      type: 'question.ask',
      id,
      paper: paper.id,
      page,
      text: 'Nguồn kinh phí ở đâu?',
    });
    expect(run.refusal(guest, question(null))).toBe('notFound');
    expect(run.refusal(delegate, question(3))).toBe('badRequest');
    run.give(delegate, question(2)).give(secretary, { type: 'question.answer', id, text: 'Ngân sách.' });
    const seen = (who: Member) => visibleTo(run.now, who)?.questions.map(({ answer }) => answer?.text);
    for (const who of [chair, secretary, delegate]) expect(seen(who)).toEqual(['Ngân sách.']);
    for (const who of [guest, staff]) expect(seen(who)).toEqual([]);
    expect(run.refusal(secretary, { type: 'question.withdraw', id })).toBe('notAllowed');
    expect(run.give(delegate, { type: 'question.withdraw', id }).now.questions).toEqual([]);
  });

  it('[SEATING-1] the plan holds people of the meeting, once each; who goes leaves an empty seat', () => {
    const run = sent();
    const plan = (...people: readonly (PersonId | null)[]): MeetingCommand => ({
      type: 'seating.set',
      seating: { seats: people.map((person, x) => ({ x, y: 0, person })) },
    });
    expect(run.refusal(secretary, plan(outsider.id))).toBe('notFound');
    run.give(secretary, plan(chair.id, delegate.id, null));
    run.give(secretary, { type: 'participant.remove', person: delegate.id });
    expect(run.now.seating?.seats.map(({ person }) => person)).toEqual([chair.id, null, null]);
  });

  it('[SERVICE-1] a quiet call is for who serves and who called; an announcement for everyone until it is taken away', () => {
    const run = inSession();
    const id = newId(ServiceCallId, new Uint8Array(20).fill(1));
    run.give(delegate, { type: 'service.call', id, kind: 'water', note: '' });
    const calls = (who: Member) => visibleTo(run.now, who)?.serviceCalls.length;
    expect([chair, secretary, delegate, staff, guest].map(calls)).toEqual([1, 1, 1, 1, 0]);
    expect(run.refusal(guest, { type: 'service.finish', id })).toBe('notAllowed');
    run.give(staff, { type: 'service.finish', id });
    expect(run.now.serviceCalls).toEqual([]);
    run.give(secretary, { type: 'announcement.make', text: 'Nghỉ 10 phút' });
    expect(visibleTo(run.now, guest)?.announcement?.text).toBe('Nghỉ 10 phút');
    run.give(secretary, { type: 'announcement.clear' });
    expect(run.now.announcement).toBeNull();
  });
});
