import { expect, test } from 'vitest';
import { decide } from '#protocol/meeting/decide';
import { evolve } from '#protocol/meeting/evolve';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { seat, type MeetingState } from '#protocol/meeting/records';
import type { Colleague } from '#protocol/people/records';
import { PersonId } from '#protocol/wire/ids';
import { meetingOf } from '../../sync/testing/meeting-of.ts';
import { answerCounts, answerRows, ownInvitation, possibleSubstitutes } from './invitation-view.ts';

const id = (letter: string) => PersonId.parse(letter.repeat(20));
const [chair, secretary, first, second, outsider, admin] = ['c', 's', 'd', 'e', 'x', 'y'].map(id) as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
  PersonId,
  PersonId,
];
const colleague = (person: PersonId, name: string, rank: number, role: Colleague['role']): Colleague => ({
  id: person,
  name,
  rank,
  role,
  title: '',
  unit: '',
});
const all = [
  colleague(chair, 'Nguyễn Hương', 1, 'official'),
  colleague(second, 'Phạm Bích', 2, 'official'),
  colleague(first, 'Lê Ánh', 3, 'official'),
  colleague(secretary, 'Trần Đức', 4, 'secretary'),
  colleague(outsider, 'Đỗ Ước', 5, 'staff'),
  colleague(admin, 'Hoàng Yến', 6, 'admin'),
];
const people = { of: (person: PersonId) => all.find((each) => each.id === person) };

function sent(): MeetingState {
  const blank = meetingOf(chair);
  return {
    ...blank,
    status: 'sent',
    participants: [
      ...blank.participants,
      seat(first, 'delegate'),
      seat(second, 'delegate'),
      seat(secretary, 'secretary'),
    ],
  };
}

function after(state: MeetingState, person: PersonId, command: MeetingCommand): MeetingState {
  const decision = decide(state, command, { id: person, role: 'official', unit: '' }, 0);
  if (!decision.ok) throw new Error(decision.code);
  return decision.events.reduce((at, { event }) => evolve(at, event, 5) ?? at, state);
}

test('a delegate is asked once the invitations are out; the chair and outsiders are not', () => {
  expect(ownInvitation(sent(), first)).toEqual({
    response: { is: 'none', reason: '', at: null },
    substitute: null,
    standsFor: null,
    maySendSubstitute: true,
  });
  expect(ownInvitation({ ...sent(), status: 'approved' }, first)).toBeUndefined();
  expect(ownInvitation({ ...sent(), status: 'inSession' }, first)).toBeUndefined();
  expect(ownInvitation(sent(), chair)).toBeUndefined();
  expect(ownInvitation(sent(), outsider)).toBeUndefined();
});

test('who has a substitute may call them back, and the substitute sends nobody', () => {
  const state = after(sent(), first, {
    type: 'invitation.substitute',
    person: first,
    substitute: outsider,
  });
  expect(ownInvitation(state, first)).toMatchObject({ substitute: outsider, maySendSubstitute: false });
  expect(ownInvitation(state, outsider)).toMatchObject({ standsFor: first, maySendSubstitute: false });
});

test('a substitute is somebody without a seat, and never an administrator', () => {
  expect(possibleSubstitutes(all, sent()).map((person) => person.id)).toEqual([outsider]);
});

test('answers are listed by rank, with who comes for whom, and counted', () => {
  const declined = after(sent(), second, {
    type: 'invitation.answer',
    answer: 'declined',
    reason: 'Đi công tác',
  });
  const state = after(declined, chair, {
    type: 'invitation.substitute',
    person: first,
    substitute: outsider,
  });
  const rows = answerRows(state, people);
  expect(rows.map(({ person, response }) => `${person?.name}: ${response.is} ${response.reason}`)).toEqual([
    'Phạm Bích: declined Đi công tác',
    'Lê Ánh: substituted ',
    'Trần Đức: none ',
    'Đỗ Ước: none ',
  ]);
  expect(rows.map(({ substitute, standsFor }) => [substitute, standsFor])).toEqual([
    [null, null],
    [outsider, null],
    [null, null],
    [null, first],
  ]);
  expect(answerCounts(rows)).toEqual({ none: 2, accepted: 0, declined: 1, substituted: 1 });
});

test('somebody who is no longer listed stands last', () => {
  const known = { of: (person: PersonId) => (person === second ? undefined : people.of(person)) };
  expect(answerRows(sent(), known).at(-1)?.id).toBe(second);
});
