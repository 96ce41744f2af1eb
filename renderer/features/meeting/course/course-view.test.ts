import { expect, test } from 'vitest';
import { seat, type MeetingState, type MeetingStatus } from '#protocol/meeting/records';
import { PersonId } from '#protocol/wire/ids';
import { meetingOf } from '../../../sync/testing/meeting-of.ts';
import { courseActions, invitedBy, waitsForApproval } from './course-view.ts';

const id = (letter: string) => PersonId.parse(letter.repeat(20));
const chair = id('c');
const secretary = id('s');
const delegate = id('d');

function meeting(status: MeetingStatus): MeetingState {
  const blank = meetingOf(chair);
  const others = [seat(secretary, 'secretary'), seat(delegate, 'delegate'), seat(id('e'), 'delegate')];
  return { ...blank, status, participants: [...blank.participants, ...others] };
}

const member = (person: PersonId) => ({ id: person, role: 'official' as const, unit: '' });

test.each([
  ['draft', ['approve', 'open'], []],
  ['approved', ['send', 'open', 'return'], ['send', 'open']],
  ['sent', ['open'], ['open']],
  ['inSession', [], []],
  ['ended', ['archive'], ['archive']],
  ['archived', [], []],
] as const)('%s: the chair can %j, a secretary %j, a delegate nothing', (status, ofChair, ofSecretary) => {
  const state = meeting(status);
  expect(courseActions(state, member(chair))).toEqual(ofChair);
  expect(courseActions(state, member(secretary))).toEqual(ofSecretary);
  expect(courseActions(state, member(delegate))).toEqual([]);
});

test('who prepares a draft waits for the chair; the chair and the others do not', () => {
  expect(waitsForApproval(meeting('draft'), { id: secretary })).toBe(true);
  expect(waitsForApproval(meeting('draft'), { id: chair })).toBe(false);
  expect(waitsForApproval(meeting('draft'), { id: delegate })).toBe(false);
  expect(waitsForApproval(meeting('approved'), { id: secretary })).toBe(false);
});

test('invitations go to everyone but the sender', () => {
  expect([...invitedBy(meeting('approved'), secretary)]).toEqual([
    ['chair', 1],
    ['delegate', 2],
  ]);
});
