import { expect, test } from 'vitest';
import { blankMeeting, seat, type MeetingState } from '../meeting/records.ts';
import { MeetingId, PersonId } from '../wire/ids.ts';
import { minutesRight } from './rights.ts';

const person = (letter: string) => PersonId.parse(letter.repeat(20));
const meeting: MeetingState = {
  ...blankMeeting(MeetingId.parse('m'.repeat(20)), {
    title: 't',
    chair: person('c'),
    deputy: null,
    quorum: null,
    startsAt: 0,
    endsAt: 1,
    place: '',
    mode: 'both',
  }),
  status: 'inSession',
  openedAt: 1,
  participants: [seat(person('c'), 'chair'), seat(person('s'), 'staff'), seat(person('d'), 'delegate')],
};

test('[MIN-1] chair and staff write from the opening on, delegates don’t, and an archive is only read', () => {
  const rights = (state: MeetingState) =>
    ['c', 's', 'd', 'x'].map((letter) => minutesRight(state, person(letter), 0));
  expect(rights(meeting)).toEqual(['write', 'write', 'none', 'unknown']);
  expect(rights({ ...meeting, status: 'archived' })).toEqual(['read', 'read', 'none', 'unknown']);
  expect(rights({ ...meeting, openedAt: null })).toEqual(Array.from({ length: 4 }, () => 'unknown'));
});

test('[MIN-1] what is held in writing has no minutes', () => {
  const written: MeetingState = { ...meeting, fields: { ...meeting.fields, mode: 'written' } };
  expect(minutesRight(written, person('c'), 0)).toBe('unknown');
});
