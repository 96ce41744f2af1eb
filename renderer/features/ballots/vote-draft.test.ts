import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newItem } from '#protocol/agenda/records';
import { NO_VOTING, newVote, SIMPLE_MAJORITY, VoteFields } from '#protocol/ballots/records';
import { blankMeeting, seat, type MeetingState } from '#protocol/meeting/records';
import { Hash, ItemId, MeetingId, PaperId, PersonId, VersionId, VoteId } from '#protocol/wire/ids';
import {
  aboutPaper,
  asInWriting,
  draftOf,
  fieldsOf,
  firstDraft,
  freedomOf,
  majorityOf,
  MAJORITIES,
  mayBeAbout,
  ruleOf,
  topicsOf,
  withChange,
  type VoteDraft,
} from './vote-draft.ts';

const person = (letter: string) => PersonId.parse(letter.repeat(20));
const [chair, delegate] = ['c', 'd'].map(person) as [PersonId, PersonId];
const item = ItemId.parse('1'.repeat(20));
const paper = PaperId.parse('p'.repeat(20));
const version = VersionId.parse('v'.repeat(20));
const state: MeetingState = {
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
  status: 'inSession',
  participants: [seat(chair, 'chair'), seat(delegate, 'delegate')],
  agenda: [newItem(item, null, { title: 'Kế hoạch', presenter: null, minutes: 0, kind: 'public' })],
  currentItem: item,
  papers: [
    {
      id: paper,
      item,
      title: 'Tờ trình',
      number: '',
      secrecy: 'normal',
      readers: { to: 'all' },
      version: {
        id: version,
        hash: Hash.parse('0'.repeat(64)),
        fileName: 'a.pdf',
        bytes: 1,
        pages: 3,
        at: 0,
        by: chair,
      },
      earlier: [],
      pack: null,
    },
  ],
};
const page = { paper, version, page: 2 };
const first = firstDraft(state, page, (title) => `Thông qua ${title}`);

describe('what is offered first', () => {
  test('is the current item, about the page on screen, named and by simple majority', () => {
    expect(fieldsOf(first)).toEqual({
      motion: 'Thông qua Kế hoạch',
      item,
      about: page,
      method: { is: 'motion' },
      kind: 'named',
      rule: SIMPLE_MAJORITY,
      show: 'atEnd',
      mayChange: false,
      needsPassword: false,
      receipts: false,
      electorate: null,
      weights: [],
    });
  });

  test('is how this meeting voted last, with another motion', () => {
    const last = VoteFields.parse({
      ...(fieldsOf(first) as VoteFields),
      motion: 'Trước',
      kind: 'secret',
      receipts: true,
      rule: { ...SIMPLE_MAJORITY, base: 'entitled' },
      show: 'chair',
    });
    const vote = { ...newVote(VoteId.parse('w'.repeat(20)), last, null), openedAt: 1 };
    const draft = newVote(VoteId.parse('x'.repeat(20)), { ...last, kind: 'named', receipts: false }, null);
    const again = firstDraft(
      { ...state, voting: { ...NO_VOTING, votes: [vote, draft] } },
      null,
      (title) => title,
    );
    expect(fieldsOf(again)).toEqual({ ...last, motion: 'Kế hoạch', about: null });
  });

  test('is about no page that not every voter can read, and no page that there is not', () => {
    const restricted = state.papers.map((each) => ({
      ...each,
      readers: { to: 'some' as const, units: [], people: [chair] },
    }));
    expect(mayBeAbout(state, page)).toBe(true);
    expect(mayBeAbout({ ...state, papers: restricted }, page)).toBe(false);
    expect(mayBeAbout(state, { ...page, page: 3 })).toBe(false);
    expect(firstDraft({ ...state, papers: restricted }, page, (title) => title).about).toBeNull();
  });
});

const anyChange: fc.Arbitrary<Partial<VoteDraft>> = fc.record(
  {
    method: fc.constantFrom('motion', 'options', 'ranking', 'election'),
    kind: fc.constantFrom('named', 'secret', 'hands'),
    show: fc.constantFrom('live', 'atEnd', 'chair'),
    chairBreaksTie: fc.boolean(),
    mayChange: fc.boolean(),
    needsPassword: fc.boolean(),
    receipts: fc.boolean(),
    most: fc.integer({ min: -3, max: 90 }),
    seats: fc.integer({ min: -3, max: 90 }),
    electorate: fc.constantFrom(null, [chair], [chair, delegate]),
    weights: fc.constantFrom(new Map(), new Map([[delegate, 5]]), new Map([[chair, 1]])),
  },
  { requiredKeys: [] },
);

test('whatever is chosen in whatever order, what can be saved is a vote, and says what the screen showed', () => {
  let votes = 0;
  fc.assert(
    fc.property(fc.array(anyChange, { maxLength: 8 }), (changes) => {
      const draft = changes.reduce(withChange, { ...first, options: 'Một\n\n  Hai \nBa' });
      const fields = fieldsOf(draft);
      expect(fields).toHaveProperty('motion');
      if (!('motion' in fields)) return;
      votes++;
      expect(fields.kind).toBe(draft.kind);
      expect(fields.show).toBe(draft.show);
      const freedom = freedomOf(draft);
      expect(fields.receipts).toBe(freedom.receipts && draft.receipts);
      expect(fields.mayChange).toBe(freedom.mayChange && draft.mayChange);
      // Opened again it is the same vote.
      expect(fieldsOf(draftOf(fields))).toEqual(fields);
    }),
  );
  expect(votes).toBeGreaterThan(50);
});

test('what is missing is said by name', () => {
  expect(fieldsOf({ ...first, motion: '  ' })).toEqual(['motion']);
  expect(fieldsOf({ ...first, method: 'options', options: 'Một' })).toEqual(['options']);
  expect(fieldsOf({ ...first, method: 'options', options: 'Một\nMột' })).toEqual(['sameOptions']);
  expect(fieldsOf({ ...first, electorate: [] })).toEqual(['electorate']);
  const rule = { base: 'cast', share: { of: [3, 2] as [number, number], isMoreThan: false } } as const;
  expect(fieldsOf({ ...first, rule })).toEqual(['share']);
});

test('each majority is known again by its rule', () => {
  const own = { base: 'present', share: { of: [3, 5] as [number, number], isMoreThan: false } } as const;
  for (const majority of MAJORITIES) expect(majorityOf(ruleOf(majority, own))).toBe(majority);
  expect(ruleOf('own', { base: 'valid', share: null }).share).not.toBeNull();
});

describe('in writing', () => {
  const fields = { ...state.fields, mode: 'written' as const };
  const round: MeetingState = { ...state, fields, currentItem: null };
  const [one] = state.papers;
  if (one === undefined) throw new Error('no paper');
  const other = { ...one, id: PaperId.parse('q'.repeat(20)) };
  const topic = { paper, version, page: 0 };

  test('the only paper is what is asked about, in the words of whoever asks', () => {
    const first = firstDraft(round, null, (title) => title);
    expect(first).toMatchObject({ about: topic, item, motion: '', mayChange: true, kind: 'named' });
    const two = { ...round, papers: [one, other] };
    expect(firstDraft(two, null, (title) => title)).toMatchObject({ about: null, item: null });
  });

  test('papers are offered that everyone may read who votes', () => {
    const closed = { ...other, readers: { to: 'some' as const, units: [], people: [delegate] } };
    const printed = { ...other, version: null };
    expect(topicsOf({ ...round, papers: [one, closed, printed] })).toEqual([topic]);
  });

  test('choosing a paper chooses its item, and keeps a page of it that was chosen', () => {
    expect(aboutPaper(round, { about: null }, paper)).toEqual({ about: topic, item });
    expect(aboutPaper(round, { about: { ...topic, page: 2 } }, paper)).toEqual({});
    expect(aboutPaper(round, { about: topic }, null)).toEqual({ about: null });
  });

  test('nobody raises hands, and answers may be changed', () => {
    const draft = firstDraft(state, null, (title) => title);
    expect(asInWriting({ ...draft, kind: 'hands' })).toMatchObject({ kind: 'named', mayChange: true });
    expect(asInWriting({ ...draft, kind: 'secret' }).kind).toBe('secret');
  });
});
