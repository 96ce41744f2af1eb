import { quorumStanding } from '#protocol/meeting/attendance';
import { describe, expect, test } from 'vitest';
import { countOf } from '#protocol/ballots/evolve';
import {
  newVote,
  NO_VOTING,
  SIMPLE_MAJORITY,
  type Ballot,
  type Proxy,
  type Vote,
  type VoteFields,
  Receipt,
} from '#protocol/ballots/records';
import { numbersNow, progressOf } from '#protocol/ballots/standing';
import { blankMeeting, seat, type MeetingState } from '#protocol/meeting/records';
import { MeetingId, PersonId, VoteId } from '#protocol/wire/ids';
import { ReceiptBook } from './receipt-book.ts';
import {
  handCount,
  handFault,
  ownSeats,
  proxiesNow,
  proxyPeople,
  publishedBallots,
  receiptText,
  resultView,
  sayings,
  showsNumbers,
  voteList,
} from './vote-view.ts';

const person = (letter: string) => PersonId.parse(letter.repeat(20));
const [chair, anh, binh, secretary] = ['c', 'a', 'b', 's'].map(person) as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
];
const id = VoteId.parse('v'.repeat(20));
const fields: VoteFields = {
  motion: 'Thông qua kế hoạch',
  item: null,
  about: null,
  method: { is: 'motion' },
  kind: 'named',
  rule: SIMPLE_MAJORITY,
  show: 'atEnd',
  mayChange: false,
  needsPassword: false,
  receipts: false,
  electorate: null,
  weights: [],
};
const open: Vote = { ...newVote(id, fields, null), status: 'open', openedAt: 1 };
const cast = (of: PersonId, choice: number[] | null, by = of) => ({
  seat: of,
  by,
  at: 2,
  choice,
  reason: '',
});
const proxy: Proxy = { from: anh, to: binh, until: null, at: 0 };
const there = (who: PersonId) => ({
  person: who,
  is: 'online' as const,
  excused: false,
  reason: '',
  joinedAt: 0,
  leftAt: null,
});

function meeting(votes: readonly Vote[], proxies: readonly Proxy[] = []): MeetingState {
  return {
    ...blankMeeting(MeetingId.parse('m'.repeat(20)), {
      title: 't',
      chair,
      deputy: null,
      quorum: { percent: 60, base: 'entitled' },
      startsAt: 0,
      endsAt: 1,
      place: '',
      mode: 'both',
    }),
    status: 'inSession',
    participants: [
      seat(chair, 'chair'),
      seat(anh, 'delegate'),
      seat(binh, 'delegate'),
      seat(secretary, 'secretary'),
    ],
    attendance: [there(chair), there(binh)],
    voting: { ...NO_VOTING, rules: { proxies: 1 }, votes: [...votes], proxies: [...proxies] },
  };
}

/** The vote, stopped with these ballots. */
function counted(of: Vote, ballots: readonly Ballot[], isPublished = true): Vote {
  const roll = [chair, anh, binh].map((who) => ({
    seat: who,
    by: ballots.some((ballot) => ballot.seat === who) ? who : null,
    isPresent: true,
    weight: 1,
  }));
  const stopped: Vote = { ...of, status: 'stopped', roll, chair, stoppedAt: 9, casts: [] };
  const count = countOf(stopped, { ballots: [...ballots], hands: null, isPublished });
  return { ...stopped, status: 'counted', count };
}
const ballot = (of: PersonId, ...choice: number[]): Ballot => ({
  seat: of,
  receipt: null,
  choice,
  reason: '',
});

describe('the ballots that somebody casts', () => {
  test('are the own one first, then those of proxies, each with what was cast', () => {
    const state = meeting([{ ...open, casts: [cast(anh, [1], binh)] }], [proxy]);
    const [vote] = state.voting.votes as [Vote];
    expect(ownSeats(state, vote, binh, 5)).toEqual([
      { seat: binh, why: 'own', cast: undefined },
      { seat: anh, why: 'proxy', cast: cast(anh, [1], binh) },
    ]);
    expect(ownSeats(state, vote, anh, 5)).toEqual([]);
    expect(ownSeats(state, vote, secretary, 5)).toEqual([]);
  });

  test('are whose seat a substitute has', () => {
    const state = meeting([open]);
    const substitute = { ...seat(person('x'), 'delegate'), standsFor: anh };
    const [seats] = ownSeats(
      { ...state, participants: [...state.participants, substitute] },
      open,
      person('x'),
      5,
    );
    expect(seats).toEqual({ seat: anh, why: 'substitute', cast: undefined });
  });
});

test('how far a vote has come says who is missing, while it is open and after', () => {
  const vote = { ...open, casts: [cast(chair, null)] };
  const state = meeting([vote], [proxy]);
  expect(progressOf(state, vote, 5)).toEqual({
    cast: 1,
    of: 3,
    missing: [
      { seat: anh, voter: binh },
      { seat: binh, voter: binh },
    ],
  });
  expect(progressOf(state, counted(open, [ballot(chair, 0), ballot(anh, 0)]), 5)).toMatchObject({
    cast: 2,
    of: 3,
  });
});

test('numbers are shown while a named vote is open only as it says', () => {
  const as = (change: Partial<VoteFields>) => ({ ...open, fields: { ...fields, ...change } });
  expect(showsNumbers(as({ show: 'live' }), false)).toBe(true);
  expect(showsNumbers(as({ show: 'chair' }), true)).toBe(true);
  expect(showsNumbers(as({ show: 'chair' }), false)).toBe(false);
  expect(showsNumbers(as({ show: 'atEnd' }), true)).toBe(false);
  expect(showsNumbers(as({ kind: 'secret', show: 'atEnd' }), true)).toBe(false);
  const weighed = {
    ...as({ show: 'live', weights: [{ person: anh, weight: 5 }] }),
    casts: [cast(anh, [0]), cast(binh, null)],
  };
  expect(numbersNow(meeting([weighed]), weighed, 5)).toMatchObject({ entitled: 7, cast: 5, options: [5, 0] });
});

describe('a result', () => {
  const view = (change: Partial<VoteFields>, ballots: readonly Ballot[]) => {
    const vote = counted({ ...open, fields: { ...fields, ...change } }, ballots);
    if (vote.count === null) throw new Error('not counted');
    return resultView(vote.fields, vote.count.numbers, vote.count.outcome);
  };

  test('has a share only for what is in the base of the rule', () => {
    const of = view({}, [ballot(chair, 0), ballot(anh)]);
    expect(of).toMatchObject({ base: 1, needed: 1 });
    expect(of.rows.map(({ is, votes, share, isChosen }) => [is, votes, share, isChosen])).toEqual([
      ['option', 1, 1, true],
      ['option', 0, 0, false],
      ['blank', 1, null, false],
      ['notCast', 1, null, false],
    ]);
    const all = view({ rule: { ...SIMPLE_MAJORITY, base: 'entitled' } }, [ballot(chair, 0), ballot(anh)]);
    expect(all).toMatchObject({ base: 3, needed: 2, mark: 2 / 3 });
    expect(all.rows.map(({ share }) => share)).toEqual([1 / 3, 0, 1 / 3, 1 / 3]);
    // The bars and those who didn't vote are the whole.
    expect(all.rows.reduce((sum, { bar }) => sum + bar, 0)).toBeCloseTo(1);
  });

  test('of a ranking is points, with no share and no mark', () => {
    const method = { is: 'ranking' as const, options: ['Một', 'Hai', 'Ba'] };
    const of = view({ method }, [ballot(chair, 2, 0), ballot(anh, 2)]);
    expect(of).toMatchObject({ needed: null, mark: null });
    expect(of.rows.slice(0, 3).map(({ votes, bar, share }) => [votes, bar, share])).toEqual([
      [1, 0.25, null],
      [0, 0, null],
      [4, 1, null],
    ]);
  });

  test('in which nobody voted divides by nothing', () => {
    const { rows, base } = view({}, []);
    expect(base).toBe(0);
    for (const { share, bar } of rows)
      expect([share === null || share === 0, Number.isFinite(bar)]).toEqual([true, true]);
  });
});

test('votes are listed by where they stand, the latest first', () => {
  const as = (letter: string, vote: Vote): Vote => ({ ...vote, id: VoteId.parse(letter.repeat(20)) });
  const draft = as('1', newVote(id, fields, null));
  const first = as('2', counted(open, []));
  const hidden = as('3', counted(open, [], false));
  const gone = as('4', { ...open, status: 'void' });
  const stopped = as('5', { ...open, status: 'stopped' });
  expect(voteList(meeting([draft, first, hidden, gone, stopped, open]))).toEqual({
    drafts: [draft],
    open: [open],
    waiting: [hidden, stopped],
    over: [gone, first],
  });
});

test('a count of hands that is typed says what is wrong with it', () => {
  const hands = { cast: 0, options: [1, 1], blank: 1, invalid: 0 };
  const vote: Vote = { ...counted(open, []), fields: { ...fields, kind: 'hands' } };
  expect(handCount(vote, hands)).toEqual({ ...hands, cast: 3 });
  expect(handFault(vote, handCount(vote, hands))).toBeNull();
  expect(handFault(vote, handCount(vote, { ...hands, options: [0, 0], blank: 0 }))).toBe('empty');
  expect(handFault(vote, handCount(vote, { ...hands, blank: 2 }))).toBe('tooMany');
  const method = { is: 'options' as const, options: ['Một', 'Hai'], most: 2 };
  const several = { ...vote, fields: { ...vote.fields, method } };
  expect(handFault(several, handCount(several, { ...hands, cast: 3 }))).toBeNull();
  expect(handFault(several, handCount(several, { ...hands, cast: 1 }))).toBe('sum');
});

test('proxies are between people who vote themselves; the chair gives none', () => {
  const state = meeting([], [proxy, { ...proxy, from: chair, until: 4 }]);
  expect(proxyPeople(state)).toEqual({ givers: [anh, binh], holders: [chair, anh, binh] });
  expect(proxiesNow(state, binh, 5)).toEqual({ all: [proxy], own: undefined, held: [proxy] });
  expect(proxiesNow(state, anh, 5).own).toEqual(proxy);
});

test('the quorum that a vote needs to begin is that of the meeting', () => {
  expect(quorumStanding(meeting([]))).toMatchObject({ present: 2, needed: 2 });
  const state = meeting([]);
  expect(quorumStanding({ ...state, fields: { ...state.fields, quorum: null } })).toBeNull();
});

test('what happens to a vote is said once, and to whoever has a ballot as theirs', () => {
  const told = (before: readonly Vote[], after: readonly Vote[], me = anh) =>
    sayings(meeting(before), meeting(after), me, 5).map(({ what }) => what);
  const stopped: Vote = { ...open, status: 'stopped' };
  expect(told([], [open])).toEqual(['yours']);
  expect(told([newVote(id, fields, null)], [open], secretary)).toEqual(['opened']);
  expect(told([open], [{ ...open, casts: [cast(anh, null)] }])).toEqual([]);
  expect(told([open], [stopped])).toEqual(['stopped']);
  expect(told([open], [counted(open, [])])).toEqual(['result']);
  expect(told([open], [counted(open, [], false)])).toEqual(['stopped']);
  expect(told([counted(open, [], false)], [counted(open, [])])).toEqual(['result']);
  expect(told([open], [{ ...open, status: 'void' }])).toEqual(['void']);
  expect(told([], [counted(open, [])])).toEqual([]);
});

describe('receipts', () => {
  const filled = () => {
    const kept = new Map<string, string>();
    return {
      kept,
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
  };
  const random = (bytes: Uint8Array<ArrayBuffer>) => void crypto.getRandomValues(bytes);

  test('are kept before they are used, one for each seat, and known again after a reload', () => {
    const memory = filled();
    const book = new ReceiptBook(memory, random, anh);
    const [own, other] = [book.take(id, anh), book.take(id, binh)];
    expect(own).not.toBe(other);
    expect([...memory.kept.values()].join('')).toContain(own);
    // The person's id is in the key: signing out removes what is under it.
    expect([...memory.kept.keys()].every((key) => key.includes(anh))).toBe(true);
    expect(new ReceiptBook(memory, random, anh).take(id, anh)).toBe(own);
    expect(new ReceiptBook(memory, random, binh).of(id)).toEqual({});
    expect(book.renew(id, anh)).not.toBe(own);
    expect(book.of(id)[binh]).toBe(other);
  });

  test('are held for as long as the page is open where nothing can be kept', () => {
    const refusing = {
      getItem: () => null,
      setItem: () => {
        throw new Error('full');
      },
    };
    const book = new ReceiptBook(refusing, random, anh);
    expect(book.take(id, anh)).toBe(book.take(id, anh));
  });

  test('are found in the published list', () => {
    const receipts = ['a', 'b'].map((letter) => Receipt.parse(letter.repeat(16)));
    const ballots = receipts.map((receipt): Ballot => ({ seat: null, receipt, choice: [], reason: '' }));
    expect(publishedBallots(ballots, new Set(receipts.slice(1))).map(({ isOwn }) => isOwn)).toEqual([
      false,
      true,
    ]);
    expect(receiptText(Receipt.parse('0123456789abcdef'))).toBe('0123-4567-89AB-CDEF');
  });
});
