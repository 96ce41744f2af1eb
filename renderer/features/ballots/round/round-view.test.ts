import { describe, expect, test } from 'vitest';
import {
  newVote,
  NO_VOTING,
  SIMPLE_MAJORITY,
  type Cast,
  type Vote,
  type VoteFields,
} from '#protocol/ballots/records';
import { blankMeeting, seat, type MeetingState } from '#protocol/meeting/records';
import { MeetingId, PersonId, VoteId } from '#protocol/wire/ids';
import { ReasonDrafts } from '../reason-drafts.ts';
import { hasAnswered, roundView } from './round-view.ts';

const person = (letter: string) => PersonId.parse(letter.repeat(20));
const [chair, anh, binh, staff] = [person('c'), person('a'), person('b'), person('s')];
const fields: VoteFields = {
  motion: 'Nhất trí với dự thảo?',
  item: null,
  about: null,
  method: { is: 'motion' },
  kind: 'named',
  rule: SIMPLE_MAJORITY,
  show: 'atEnd',
  mayChange: true,
  needsPassword: false,
  receipts: false,
  electorate: null,
  weights: [],
};
const vote = (letter: string, casts: readonly PersonId[], electorate: PersonId[] | null = null): Vote => ({
  ...newVote(VoteId.parse(letter.repeat(20)), { ...fields, electorate }, null),
  status: 'open',
  openedAt: 1,
  casts: casts.map((who): Cast => ({ seat: who, by: who, at: 2, choice: [0], reason: '' })),
});

function round(...votes: Vote[]): MeetingState {
  return {
    ...blankMeeting(MeetingId.parse('m'.repeat(20)), {
      title: 't',
      chair,
      deputy: null,
      quorum: null,
      startsAt: 0,
      endsAt: 100,
      place: '',
      mode: 'written',
    }),
    status: 'inSession',
    participants: [seat(chair, 'chair'), seat(anh, 'delegate'), seat(binh, 'delegate'), seat(staff, 'staff')],
    voting: { ...NO_VOTING, votes },
  };
}

describe('an opinion round', () => {
  test('says whose answer to one of its questions is missing, and what of mine', () => {
    const state = round(vote('1', [chair, anh]), vote('2', [chair]), vote('3', [], [binh]));
    const view = roundView(state, anh, 50);
    expect(view.questions).toHaveLength(3);
    expect([...view.asked].toSorted()).toEqual([anh, binh, chair].toSorted());
    expect(view.missing).toEqual([anh, binh]);
    expect(view.own).toEqual({ cast: 1, of: 2 });
    expect([chair, anh, binh, staff].map((who) => hasAnswered(view, who))).toEqual([
      true,
      false,
      false,
      null,
    ]);
    expect(view.isPast).toBe(false);
    expect(roundView(state, anh, 100).isPast).toBe(true);
  });

  test('has nothing to answer once its questions are stopped', () => {
    const view = roundView(round({ ...vote('1', []), status: 'stopped' }), anh, 50);
    expect(view).toMatchObject({ questions: [], missing: [], own: { cast: 0, of: 0 } });
  });
});

describe('a reason that was begun', () => {
  const id = VoteId.parse('v'.repeat(20));

  test('is kept for its ballot on this device until it is sent, under the person’s id', () => {
    const kept = new Map<string, string>();
    const memory = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const drafts = new ReasonDrafts(memory, anh);
    drafts.keep(id, anh, 'vì sao');
    expect(new ReasonDrafts(memory, anh).of(id, anh)).toBe('vì sao');
    expect(drafts.of(id, binh)).toBeUndefined();
    expect(new ReasonDrafts(memory, binh).of(id, anh)).toBeUndefined();
    expect([...kept.keys()].every((key) => key.includes(anh))).toBe(true);
    drafts.drop(id, anh);
    expect(kept.size).toBe(0);
  });

  test('never breaks the page where nothing can be kept', () => {
    const refuse = () => {
      throw new Error('forbidden');
    };
    const drafts = new ReasonDrafts({ getItem: refuse, setItem: refuse, removeItem: refuse }, anh);
    drafts.keep(id, anh, 'vì sao');
    drafts.drop(id, anh);
    expect(drafts.of(id, anh)).toBeUndefined();
  });
});
