import { describe, expect, test } from 'vitest';
import { newVote, type VoteFields } from '#protocol/ballots/records';
import { seat, type MeetingState, type MeetingStatus } from '#protocol/meeting/records';
import { PersonId, VoteId } from '#protocol/wire/ids';
import { meetingOf } from '../../../sync/testing/meeting-of.ts';
import {
  askedBy,
  courseActions,
  courseSteps,
  invitedBy,
  sendingHindrance,
  waitsForApproval,
} from './course-view.ts';

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

const YES_OR_NO: VoteFields = {
  motion: 'Nhất trí',
  item: null,
  about: null,
  method: { is: 'motion' },
  kind: 'named',
  rule: { base: 'valid', share: null, chairBreaksTie: false },
  show: 'atEnd',
  mayChange: true,
  needsPassword: false,
  receipts: false,
  electorate: null,
  weights: [],
};

/** The same people, asked in writing, with a question of each of these kinds prepared. */
function round(status: MeetingStatus, ...questions: Partial<VoteFields>[]): MeetingState {
  const state = meeting(status);
  const votes = questions.map((change, n) => {
    const fields = { ...YES_OR_NO, ...change };
    return newVote(VoteId.parse(String(n).repeat(20)), fields, null);
  });
  const fields = { ...state.fields, mode: 'written' as const, endsAt: DEADLINE };
  return { ...state, fields, voting: { ...state.voting, votes } };
}
const DEADLINE = 1000;

describe('in writing', () => {
  test('there is no step between approved and being asked', () => {
    expect(courseSteps(meeting('draft'))).toContain('sent');
    expect(courseSteps(round('draft'))).toEqual(['draft', 'approved', 'inSession', 'ended', 'archived']);
  });

  test.each([
    ['draft', ['approve', 'send'], []],
    ['approved', ['send', 'return'], ['send']],
    ['inSession', [], []],
    ['ended', ['archive'], ['archive']],
  ] as const)('%s: the chair can %j, a secretary %j, a delegate nothing', (status, ofChair, ofSecretary) => {
    const state = round(status, {});
    expect(courseActions(state, member(chair))).toEqual(ofChair);
    expect(courseActions(state, member(secretary))).toEqual(ofSecretary);
    expect(courseActions(state, member(delegate))).toEqual([]);
  });

  test('what hinders sending is told to whoever could send, also before it is approved', () => {
    const hindrance = (state: MeetingState, person = secretary, now = 0) =>
      sendingHindrance(state, member(person), now);
    expect(hindrance(round('draft'))).toBe('nothingToAsk');
    expect(hindrance(round('approved'), chair)).toBe('nothingToAsk');
    expect(hindrance(round('draft'), delegate)).toBeUndefined();
    expect(hindrance(round('draft', {}))).toBeUndefined();
    expect(hindrance(round('approved', {}), secretary, DEADLINE)).toBe('deadlinePassed');
    expect(hindrance(round('approved', { kind: 'hands' }))).toBe('heldInWriting');
    expect(hindrance(round('inSession'))).toBeUndefined();
    expect(hindrance(meeting('draft'))).toBeUndefined();
  });

  test('everyone who is asked by a question is counted once', () => {
    expect(askedBy(round('approved', {}, { electorate: [secretary, delegate] }), 0)).toEqual({
      people: 4,
      questions: 2,
    });
    expect(askedBy(round('approved', { electorate: [delegate] }), 0)).toEqual({ people: 1, questions: 1 });
  });
});
