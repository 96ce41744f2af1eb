import { describe, expect, it } from 'vitest';
import { newItem } from '../agenda/records.ts';
import { newVote, NO_VOTING, SIMPLE_MAJORITY, type VoteFields } from '../ballots/records.ts';
import { cleared, ended, given } from '../floor/evolve.ts';
import { MAX_SPEECHES, NO_FLOOR, type Floor } from '../floor/records.ts';
import { blankMeeting, seat, type Attendance, type MeetingState } from '../meeting/records.ts';
import { ItemId, MeetingId, PersonId, VoteId } from '../wire/ids.ts';
import { minutesFacts } from './facts.ts';

const person = (letter: string) => PersonId.parse(letter.repeat(20));
const [chair, secretary, anh, binh, duong] = [
  person('c'),
  person('s'),
  person('a'),
  person('b'),
  person('d'),
] as const;
const item = (digit: string) => ItemId.parse(digit.repeat(20));
const fields: VoteFields = {
  motion: 'Thông qua?',
  item: item('2'),
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
const vote = (letter: string, of: ItemId | null, begun = true) => ({
  ...newVote(VoteId.parse(letter.repeat(20)), { ...fields, item: of }, null),
  ...(begun ? { status: 'open' as const, openedAt: 5 } : {}),
});
const came = (who: PersonId, leftAt: number | null = null): Attendance => ({
  person: who,
  is: 'inRoom',
  excused: false,
  reason: '',
  joinedAt: 1,
  leftAt,
});

function meeting(change: Partial<MeetingState>): MeetingState {
  const itemFields = { title: 'Mục', presenter: null, minutes: 0, kind: 'public' } as const;
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
    participants: [
      seat(chair, 'chair'),
      seat(secretary, 'secretary'),
      { ...seat(anh, 'delegate'), response: { is: 'substituted', reason: '', at: 1 } },
      seat(binh, 'delegate'),
      { ...seat(duong, 'delegate'), standsFor: anh },
      seat(person('g'), 'guest'),
    ],
    agenda: [
      newItem(item('1'), null, itemFields),
      newItem(item('2'), item('1'), itemFields),
      newItem(item('3'), null, itemFields),
    ],
    ...change,
  };
}

const speech = (who: PersonId, kind: 'speech' | 'pointOfOrder' = 'speech') =>
  ({ person: who, kind, minutes: 5 }) as const;

describe('what the minutes say that nobody types', () => {
  it('[MIN-8] who came, if only for a while, who came for whom, and who didn’t', () => {
    const { attendance } = minutesFacts(
      meeting({
        attendance: [
          came(chair),
          came(duong, 9),
          { ...came(binh), is: 'absent', excused: true, reason: 'Ốm', joinedAt: null },
        ],
        quorum: [
          { at: 2, present: 1, of: 3 },
          { at: 3, present: 2, of: 3 },
          { at: 9, present: 0, of: 3 },
        ],
      }),
    );
    expect(attendance.present.map(({ person: who, standsFor }) => [who, standsFor])).toEqual([
      [chair, null],
      [duong, anh],
    ]);
    expect(attendance.absent.map(({ person: who, line }) => [who, line?.reason])).toEqual([
      [secretary, undefined],
      [binh, 'Ốm'],
    ]);
    expect(attendance.substituted).toEqual([{ person: anh, by: duong }]);
    expect(attendance.entitled).toEqual({ present: 2, of: 3 });
    expect(attendance.quorum).toEqual({ present: 2, of: 3, needed: 2 });
    expect(minutesFacts(meeting({})).attendance.quorum).toBeNull();
  });

  it('[MIN-9] each item with its speeches and votes; what belongs to none stands besides', () => {
    let floor: Floor = given(NO_FLOOR, speech(binh), item('2'), 10);
    floor = given(floor, speech(chair, 'pointOfOrder'), item('2'), 20);
    floor = ended(floor, chair, 25);
    floor = ended(floor, binh, 40);
    floor = cleared(given(floor, speech(duong), null, 50), 58);
    const { items, besides } = minutesFacts(
      meeting({
        floor,
        voting: {
          ...NO_VOTING,
          votes: [vote('1', item('2')), vote('2', null), vote('3', item('9')), vote('4', item('2'), false)],
        },
      }),
    );
    expect(items.map(({ number, depth }) => [number, depth])).toEqual([
      ['1', 1],
      ['1.1', 2],
      ['2', 1],
    ]);
    expect(items[1]?.speeches).toEqual([
      { person: binh, kind: 'speech', item: item('2'), startedAt: 10, endedAt: 40, ms: 25 },
      { person: chair, kind: 'pointOfOrder', item: item('2'), startedAt: 20, endedAt: 25, ms: 5 },
    ]);
    expect(besides.speeches).toEqual([
      { person: duong, kind: 'speech', item: null, startedAt: 50, endedAt: 58, ms: 8 },
    ]);
    expect(items[1]?.votes.map(({ id }) => id[0])).toEqual(['1']);
    // Its item was taken out of the agenda.
    expect(besides.votes.map(({ id }) => id[0])).toEqual(['2', '3']);
  });

  it('[FLOOR-11] lists the latest speeches and counts all', () => {
    let floor: Floor = NO_FLOOR;
    for (let n = 0; n < MAX_SPEECHES + 2; n++)
      floor = ended(given(floor, speech(binh), null, n), binh, n + 1);
    expect(floor.speeches).toHaveLength(MAX_SPEECHES);
    expect(floor.speeches[0]?.startedAt).toBe(2);
    expect(floor.spoken).toEqual([{ person: binh, turns: MAX_SPEECHES + 2, ms: MAX_SPEECHES + 2 }]);
  });
});
