import { expect, test } from 'vitest';
import { newItem } from '#protocol/agenda/records';
import { decide } from '#protocol/meeting/decide';
import { blankMeeting, seat, type MeetingState } from '#protocol/meeting/records';
import { ItemId, MeetingId, PersonId } from '#protocol/wire/ids';
import { cloned, clonedForm, itemsToClone, peopleToClone } from './clone-plan.ts';
import { checkForm, momentOf } from './meeting-form.ts';

const id = (letter: string) => PersonId.parse(letter.repeat(20));
const item = (letter: string) => ItemId.parse(letter.repeat(20));
const [chair, secretary, delegate, substitute] = ['c', 's', 'd', 'e'].map(id) as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
];

function source(): MeetingState {
  const fields = {
    title: 'Họp giao ban',
    chair,
    deputy: null,
    quorum: null,
    startsAt: momentOf('2026-11-02T08:00'),
    endsAt: momentOf('2026-11-02T10:30'),
    place: '',
    mode: 'online' as const,
  };
  const blank = blankMeeting(MeetingId.parse('m'.repeat(20)), fields);
  const about = (title: string) => ({ title, presenter: delegate, minutes: 5, kind: 'internal' as const });
  return {
    ...blank,
    status: 'ended',
    participants: [
      ...blank.participants,
      seat(secretary, 'secretary'),
      seat(delegate, 'delegate'),
      { ...seat(substitute, 'delegate'), standsFor: delegate },
    ],
    agenda: [
      newItem(item('1'), null, about('Một')),
      newItem(item('2'), item('1'), about('Hai')),
      { ...newItem(item('3'), null, about('Ba')), title: '' },
    ],
  };
}

const ids = () => {
  const left = ['7', '8', '9'];
  return () => item(left.shift() ?? '');
};

test('the next one is on the same weekday and hour, in a week to come', () => {
  const form = clonedForm(source(), momentOf('2026-11-18T12:00'));
  expect(form).toMatchObject({
    startsAt: '2026-11-23T08:00',
    endsAt: '2026-11-23T10:30',
    title: 'Họp giao ban',
  });
  // One that is still to come is followed by the week after it.
  expect(clonedForm(source(), momentOf('2026-10-20T12:00')).startsAt).toBe('2026-11-09T08:00');
});

test('in writing the next one has as many days for the answers', () => {
  const before = source();
  const endsAt = momentOf('2026-11-12T16:30');
  const fields = { ...before.fields, mode: 'written' as const, endsAt };
  const openedAt = momentOf('2026-11-05T09:00');
  const form = clonedForm({ ...before, fields, openedAt }, momentOf('2026-11-18T12:00'));
  expect(form).toMatchObject({ mode: 'written', deadline: '2026-11-25T16:30' });
  expect(checkForm(form, momentOf('2026-11-18T12:00')).ok).toBe(true);
});

test('substitutes and items of an unknown subject are not offered', () => {
  expect(peopleToClone(source()).map(({ person }) => person)).toEqual([chair, secretary, delegate]);
  expect(itemsToClone(source()).map(({ title }) => title)).toEqual(['Một', 'Hai']);
});

test('what was chosen makes a meeting that the server takes', () => {
  const chosen = {
    people: new Set([chair, secretary, delegate]),
    items: new Set([item('1'), item('2')]),
  };
  const taken = cloned(source(), chosen, secretary, ids());
  // The chair is somebody else now: who had it comes as a delegate.
  expect(taken.participants).toEqual([
    { person: chair, role: 'delegate' },
    { person: delegate, role: 'delegate' },
  ]);
  expect(
    taken.agenda.map((entry) => [entry.id, entry.parent, entry.fields.title, entry.fields.kind]),
  ).toEqual([
    [item('7'), null, 'Một', 'internal'],
    [item('8'), item('7'), 'Hai', 'internal'],
  ]);
  const decision = decide(
    undefined,
    {
      type: 'meeting.create',
      id: MeetingId.parse('n'.repeat(20)),
      fields: { ...source().fields, chair: secretary },
      secretary: delegate,
      ...taken,
    },
    { id: secretary, role: 'secretary', unit: '' },
    0,
  );
  expect(decision.ok).toBe(true);
});

test('an item whose parent stays behind stands at the top', () => {
  const taken = cloned(source(), { people: new Set(), items: new Set([item('2')]) }, chair, ids());
  expect(taken.agenda.map((entry) => [entry.parent, entry.fields.title])).toEqual([[null, 'Hai']]);
});
