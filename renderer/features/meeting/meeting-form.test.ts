import { describe, expect, test } from 'vitest';
import { PersonId } from '#protocol/wire/ids';
import {
  checkForm,
  deadlineIn,
  emptyForm,
  formOf,
  momentOf,
  wallTime,
  withMode,
  withStart,
  type MeetingForm,
} from './meeting-form.ts';

const now = momentOf('2026-11-20T09:30');

const good: MeetingForm = {
  title: 'Họp giao ban',
  chair: PersonId.parse('c'.repeat(20)),
  startsAt: '2026-11-24T08:00',
  endsAt: '2026-11-24T10:00',
  deadline: null,
  place: 'Phòng họp A',
  mode: 'onSite',
  deputy: null,
  quorum: null,
};

test('a good form becomes fields and back', () => {
  const checked = checkForm(good, now);
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
  expect(checkForm({ ...good, ...change }, now)).toEqual({ ok: false, faults });
});

test('a meeting online needs no place', () => {
  expect(checkForm({ ...good, place: '', mode: 'online' }, now).ok).toBe(true);
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

describe('in writing', () => {
  const quorum = { percent: 67, base: 'all' } as const;
  const deputy = PersonId.parse('d'.repeat(20));
  const written: MeetingForm = { ...good, mode: 'written', deadline: '2026-12-04T17:00', deputy, quorum };

  test('only the deadline counts: no place, quorum or deputy, and it begins when it is written down', () => {
    const checked = checkForm(written, now);
    if (!checked.ok) throw new Error('refused');
    expect(checked.fields).toMatchObject({ place: '', quorum: null, deputy: null, mode: 'written' });
    expect([checked.fields.startsAt, checked.fields.endsAt]).toEqual([now, momentOf('2026-12-04T17:00')]);
    // Written on later, it has still begun then.
    const again = checkForm(formOf(checked.fields), now + 86_400_000);
    expect(again).toEqual({ ok: true, fields: checked.fields });
    for (const change of [{ place: '' }, { startsAt: null }, { endsAt: null }, { deputy: good.chair }])
      expect(checkForm({ ...written, ...change }, now).ok).toBe(true);
  });

  test.each([
    [{ deadline: null }, 'deadlineMissing'],
    [{ deadline: '2026-11-20T09:30' }, 'deadlinePast'],
    [{ deadline: '2027-11-20T09:30' }, 'deadlineTooFar'],
  ] as const)('%j is refused as %j', (change, fault) => {
    expect(checkForm({ ...written, ...change }, now)).toEqual({ ok: false, faults: { deadline: fault } });
  });

  test('weeks are no fault, and what is past since can still be corrected', () => {
    expect(checkForm({ ...written, deadline: '2027-01-29T17:00' }, now).ok).toBe(true);
    const checked = checkForm(written, now);
    if (!checked.ok) throw new Error('refused');
    expect(checkForm(formOf(checked.fields), momentOf('2026-12-24T08:00')).ok).toBe(true);
  });

  test('switching to it and back keeps what was typed', () => {
    const there = withMode({ ...good, deputy, quorum }, 'written', now);
    // A Friday morning: five working days on, at the end of the day.
    expect(there.deadline).toBe('2026-11-27T17:00');
    expect(withMode(there, 'onSite', now)).toEqual({ ...good, deputy, quorum, deadline: there.deadline });
    const own = { ...there, deadline: '2026-12-10T12:00' };
    expect(withMode(withMode(own, 'both', now), 'written', now).deadline).toBe('2026-12-10T12:00');
  });

  test('what was prepared in writing becomes a sitting that is still to come', () => {
    const checked = checkForm(written, now);
    if (!checked.ok) throw new Error('refused');
    const sitting = withMode(formOf(checked.fields), 'online', now + 60_000);
    expect(sitting).toMatchObject({ startsAt: '2026-11-21T08:00', endsAt: '2026-11-21T10:00' });
  });

  test('a deadline is on a working day', () => {
    const like = momentOf('2026-11-06T16:30');
    expect(deadlineIn(3, like, now)).toBe('2026-11-23T16:30');
    expect(deadlineIn(1, like, now)).toBe('2026-11-23T16:30');
    expect(deadlineIn(5, like, now)).toBe('2026-11-25T16:30');
  });
});
