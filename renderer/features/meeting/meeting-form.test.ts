import { expect, test } from 'vitest';
import { PersonId } from '#protocol/wire/ids';
import {
  checkForm,
  emptyForm,
  formOf,
  momentOf,
  wallTime,
  withStart,
  type MeetingForm,
} from './meeting-form.ts';

const good: MeetingForm = {
  title: 'Họp giao ban',
  chair: PersonId.parse('c'.repeat(20)),
  startsAt: '2026-11-24T08:00',
  endsAt: '2026-11-24T10:00',
  place: 'Phòng họp A',
  mode: 'onSite',
  deputy: null,
  quorum: null,
};

test('a good form becomes fields and back', () => {
  const checked = checkForm(good);
  if (!checked.ok) throw new Error('refused');
  expect(checked.fields.endsAt - checked.fields.startsAt).toBe(2 * 3_600_000);
  expect(formOf(checked.fields)).toEqual(good);
});

test.each([
  [{ title: '  ' }, { title: 'titleMissing' }],
  [{ title: 'x'.repeat(201) }, { title: 'titleTooLong' }],
  [{ title: 'a\u202Eb' }, { title: 'strangeText' }],
  [{ chair: null }, { chair: 'chairMissing' }],
  [{ deputy: good.chair }, { deputy: 'deputyIsChair' }],
  [{ startsAt: null }, { startsAt: 'startMissing' }],
  [{ endsAt: null }, { endsAt: 'endMissing' }],
  [{ endsAt: '2026-11-24T08:00' }, { endsAt: 'endBeforeStart' }],
  [{ endsAt: '2027-11-24T08:00' }, { endsAt: 'tooLong' }],
  [{ place: ' ' }, { place: 'placeMissing' }],
  [
    { title: '', chair: null },
    { title: 'titleMissing', chair: 'chairMissing' },
  ],
] as const)('%j is refused as %j', (change, faults) => {
  expect(checkForm({ ...good, ...change })).toEqual({ ok: false, faults });
});

test('a meeting online needs no place', () => {
  expect(checkForm({ ...good, place: '', mode: 'online' }).ok).toBe(true);
});

test('moving the start keeps the length, unless there was none', () => {
  expect(withStart(good, '2026-11-25T14:30').endsAt).toBe('2026-11-25T16:30');
  expect(withStart({ ...good, endsAt: '2026-11-24T07:00' }, '2026-11-25T14:30').endsAt).toBe(
    '2026-11-24T07:00',
  );
});

test('an empty form suggests tomorrow morning', () => {
  const form = emptyForm(momentOf('2026-11-30T22:15'));
  expect(form).toMatchObject({ startsAt: '2026-12-01T08:00', endsAt: '2026-12-01T10:00' });
  expect(wallTime(momentOf('2026-12-01T08:00'))).toBe('2026-12-01T08:00');
});
