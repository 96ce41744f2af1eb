import { describe, expect, test } from 'vitest';
import { blankMeeting, seat, type Attendance, type MeetingState } from '#protocol/meeting/records';
import { MeetingId, PersonId } from '#protocol/wire/ids';
import { filteredRoll, ownCheckIn, rollCounts, rollLine } from './roll-view.ts';

const person = (letter: string) => PersonId.parse(letter.repeat(20));
const line = (letter: string, change: Partial<Attendance> = {}): Attendance => ({
  person: person(letter),
  is: 'inRoom',
  excused: false,
  reason: '',
  joinedAt: 1000,
  leftAt: null,
  ...change,
});
const state: MeetingState = {
  ...blankMeeting(MeetingId.parse('m'.repeat(20)), {
    title: 't',
    chair: person('a'),
    deputy: null,
    quorum: null,
    startsAt: 0,
    endsAt: 1,
    place: '',
    mode: 'both',
  }),
  status: 'inSession',
  openedAt: 1000,
  participants: ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => seat(person(letter), 'delegate')),
  attendance: [
    line('a'),
    line('b', { is: 'online', joinedAt: 500_000 }),
    line('c', { is: 'absent', excused: true, reason: 'đi công tác', joinedAt: null }),
    line('d', { is: 'absent', joinedAt: null }),
    line('e', { leftAt: 700_000 }),
  ],
};

describe('a line of the roll', () => {
  test.each([
    ['a', { is: 'inRoom', lateAt: null }],
    ['b', { is: 'online', lateAt: 500_000 }],
    ['c', { is: 'absent', excused: true, reason: 'đi công tác' }],
    ['d', { is: 'absent', excused: false, reason: '' }],
    ['e', { is: 'left', at: 700_000, was: 'inRoom', lateAt: null }],
    ['f', { is: 'unmarked' }],
  ] as const)('of %s', (letter, shown) => {
    expect(rollLine(state, person(letter))).toEqual(shown);
  });

  test('after the end tells who stayed until then, and who had left before', () => {
    const over: MeetingState = {
      ...state,
      status: 'ended',
      endedAt: 900_000,
      attendance: [line('a', { leftAt: 900_000 }), line('e', { leftAt: 700_000 })],
    };
    expect(rollLine(over, person('a'))).toEqual({ is: 'inRoom', lateAt: null });
    expect(rollLine(over, person('e'))).toEqual({ is: 'left', at: 700_000, was: 'inRoom', lateAt: null });
  });
});

describe('the roll', () => {
  const list = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => ({
    id: person(letter),
    person: {
      id: person(letter),
      name: letter === 'b' ? 'Nguyễn Thị Hải' : `Người ${letter}`,
      title: '',
      unit: letter < 'd' ? 'Văn phòng' : 'Sở Tài chính',
      rank: 0,
      role: 'official' as const,
    },
  }));
  const found = (filter: Partial<Parameters<typeof filteredRoll>[2]>) =>
    filteredRoll(list, state, { query: '', unit: null, mark: null, ...filter }).map(({ id }) => id[0]);

  test('is counted by mark', () => {
    expect(
      rollCounts(
        state,
        list.map(({ id }) => id),
      ),
    ).toEqual({
      unmarked: 1,
      inRoom: 1,
      online: 1,
      left: 1,
      excused: 1,
      unexcused: 1,
    });
  });

  test('is filtered by mark, unit and words, together', () => {
    expect(found({ mark: 'excused' })).toEqual(['c']);
    expect(found({ unit: 'Sở Tài chính' })).toEqual(['d', 'e', 'f']);
    expect(found({ query: 'hai' })).toEqual(['b']);
    expect(found({ unit: 'Sở Tài chính', mark: 'unmarked' })).toEqual(['f']);
    expect(found({ unit: 'Sở Tài chính', query: 'hai' })).toEqual([]);
  });
});

test('one checks in to the room and out of it, while that can be', () => {
  expect(ownCheckIn(state, person('a'))).toBe('out');
  expect(ownCheckIn(state, person('b'))).toBe('in');
  expect(ownCheckIn(state, person('e'))).toBe('in');
  expect(ownCheckIn({ ...state, status: 'ended' }, person('a'))).toBeNull();
  expect(ownCheckIn({ ...state, fields: { ...state.fields, mode: 'online' } }, person('b'))).toBeNull();
});
