import { describe, expect, test } from 'vitest';
import type { MeetingCommand } from '../meeting/commands.ts';
import { decide } from '../meeting/decide.ts';
import { evolve } from '../meeting/evolve.ts';
import { blankMeeting, seat, type MeetingState } from '../meeting/records.ts';
import { visibleTo } from '../meeting/visible.ts';
import { Hash, MeetingId, PersonId, TaskId } from '../wire/ids.ts';
import type { ConclusionTask } from './conclusions.ts';
import { NO_MINUTES } from './records.ts';
import { mayReadFrozen, minutesRight } from './rights.ts';

const person = (letter: string) => PersonId.parse(letter.repeat(20));
const [chair, secretary, staff, delegate, guest] = ['c', 's', 't', 'd', 'g'].map(person) as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
  PersonId,
];
const meeting: MeetingState = {
  ...blankMeeting(MeetingId.parse('m'.repeat(20)), {
    title: 't',
    chair,
    deputy: null,
    quorum: null,
    startsAt: 0,
    endsAt: 1,
    place: '',
    mode: 'both',
  }),
  status: 'ended',
  openedAt: 1,
  endedAt: 2,
  participants: [
    seat(chair, 'chair'),
    seat(secretary, 'secretary'),
    seat(staff, 'staff'),
    seat(delegate, 'delegate'),
    seat(guest, 'guest'),
  ],
};
const files = { snapshot: Hash.parse('a'.repeat(64)), pdf: Hash.parse('b'.repeat(64)) };
const sign = { type: 'minutes.sign', key: 'k'.repeat(43), signature: 's'.repeat(86), pdf: null } as const;
const conclusions: ConclusionTask[] = [
  {
    id: TaskId.parse('k'.repeat(20)),
    what: 'Tổng hợp, báo cáo.',
    lead: { person: staff },
    supporters: [{ unit: 'Vụ Tài chính' }],
    due: '2026-12-10',
    source: [],
  },
];
const approve = { type: 'minutes.approve' as const, ...files, conclusions };

/** What these commands, one after the other, make of the meeting at the time; or the refusal of the first that is refused. */
function after(
  state: MeetingState,
  steps: readonly (readonly [PersonId, MeetingCommand])[],
  now = 10,
): MeetingState | string {
  let current = state;
  for (const [by, command] of steps) {
    const decision = decide(current, command, { id: by, role: 'official', unit: '' }, now);
    if (!decision.ok) return decision.code;
    for (const { event } of decision.events) current = evolve(current, event, now) ?? current;
  }
  return current;
}

function done(state: MeetingState | string): MeetingState {
  if (typeof state === 'string') throw new Error(state);
  return state;
}

const approved = done(after(meeting, [[chair, approve]]));
const signed = done(
  after(approved, [
    [secretary, sign],
    [chair, sign],
  ]),
);

describe('from the draft to the issued minutes', () => {
  test('[MIN-10] while comments are asked for, those who take part but guests read the draft, until the time is over', () => {
    const asked = done(after(meeting, [[secretary, { type: 'minutes.openComments', until: 100 }]]));
    const rights = (now: number) =>
      [secretary, staff, delegate, guest].map((who) => minutesRight(asked, who, now));
    expect(rights(99)).toEqual(['write', 'write', 'comment', 'none']);
    expect(rights(100)).toEqual(['write', 'write', 'none', 'none']);
    const closed = done(after(asked, [[secretary, { type: 'minutes.closeComments' }]]));
    expect(minutesRight(closed, delegate, 50)).toBe('none');
    expect(after(meeting, [[secretary, { type: 'minutes.openComments', until: 10 }]])).toBe('badRequest');
    const longer = done(after(asked, [[chair, { type: 'minutes.openComments', until: 200 }]]));
    expect(minutesRight(longer, delegate, 150)).toBe('comment');
  });

  test('[MIN-11] the chair approves what is named by its hashes, once the meeting has ended; then nobody writes', () => {
    expect(after({ ...meeting, status: 'inSession' }, [[chair, approve]])).toBe('meetingRunning');
    expect(after(meeting, [[secretary, approve]])).toBe('notAllowed');
    expect(approved.minutes).toMatchObject({
      stage: 'approved',
      approved: { by: chair, at: 10, ...files, conclusions },
    });
    expect([chair, secretary, staff].map((who) => minutesRight(approved, who, 20))).toEqual([
      'read',
      'read',
      'read',
    ]);
    expect(after(approved, [[chair, approve]])).toBe('minutesApproved');
    expect(after(approved, [[secretary, { type: 'minutes.openComments', until: 100 }]])).toBe(
      'minutesApproved',
    );
  });

  test('[MIN-12] what the chair returns is a draft again, without signatures', () => {
    const returned = done(
      after(approved, [
        [secretary, sign],
        [chair, { type: 'minutes.reopen', reason: 'Sai số liệu' }],
      ]),
    );
    expect(returned.minutes).toEqual(NO_MINUTES);
    expect(minutesRight(returned, staff, 20)).toBe('write');
    expect(after(meeting, [[chair, { type: 'minutes.reopen', reason: 'x' }]])).toBe('minutesNotApproved');
  });

  test('[MIN-13] a secretary signs first, then the chair, each once; a chair without a secretary signs alone', () => {
    expect(after(meeting, [[secretary, sign]])).toBe('minutesNotApproved');
    expect(after(approved, [[chair, sign]])).toBe('notYourTurn');
    const twice = [
      [secretary, sign],
      [secretary, sign],
    ] as const;
    expect(after(approved, twice)).toBe('alreadySigned');
    expect(signed.minutes.signatures.map(({ person: who, as }) => [who, as])).toEqual([
      [secretary, 'secretary'],
      [chair, 'chair'],
    ]);
    const alone = {
      ...approved,
      participants: approved.participants.filter(({ role }) => role !== 'secretary'),
    };
    expect(done(after(alone, [[chair, sign]])).minutes.signatures).toHaveLength(1);
  });

  test('[MIN-14] only what all have signed is issued, under a number, and nothing follows', () => {
    const issue = { type: 'minutes.issue', number: '12/BB-VP' } as const;
    expect(after(done(after(approved, [[secretary, sign]])), [[secretary, issue]])).toBe('notSigned');
    const issued = done(after(signed, [[secretary, issue]]));
    expect(issued.minutes).toMatchObject({ stage: 'issued', issued: { by: secretary, number: '12/BB-VP' } });
    expect(after(issued, [[chair, { type: 'minutes.reopen', reason: 'x' }]])).toBe('minutesIssued');
    expect(after(issued, [[chair, sign]])).toBe('minutesIssued');
  });

  test('[MIN-15] the approved file is its editors’, and when it is issued everyone’s but a guest’s', () => {
    const readers = (state: MeetingState) =>
      [chair, secretary, staff, delegate, guest].map((who) => mayReadFrozen(state, who));
    expect(readers(meeting)).toEqual([false, false, false, false, false]);
    expect(readers(signed)).toEqual([true, true, true, false, false]);
    const issued = done(after(signed, [[chair, { type: 'minutes.issue', number: '1' }]]));
    expect(readers(issued)).toEqual([true, true, true, true, false]);
  });

  test('[MIN-16] a guest is told nothing of it', () => {
    expect(visibleTo(signed, { id: guest, unit: '' })?.minutes).toEqual(NO_MINUTES);
    expect(visibleTo(signed, { id: delegate, unit: '' })?.minutes).toEqual(signed.minutes);
    const decision = decide(meeting, approve, { id: chair, role: 'official', unit: '' }, 10);
    expect(decision.ok && decision.events.map(({ audience }) => audience)).toEqual([
      { to: 'members', guests: [] },
    ]);
  });
});
