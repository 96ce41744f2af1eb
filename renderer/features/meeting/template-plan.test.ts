import { expect, test } from 'vitest';
import { newItem } from '#protocol/agenda/records';
import { blankMeeting, seat, type MeetingState } from '#protocol/meeting/records';
import { TemplateFields } from '#protocol/meeting/templates';
import { ItemId, MeetingId, PersonId, TemplateId } from '#protocol/wire/ids';
import { checkForm, momentOf } from './meeting-form.ts';
import { isTemplateName, sourceOfTemplate, templateOf } from './template-plan.ts';

const id = (letter: string) => PersonId.parse(letter.repeat(20));
const item = (letter: string) => ItemId.parse(letter.repeat(20));
const [chair, secretary, delegate, gone] = ['c', 's', 'd', 'e'].map(id) as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
];

function meeting(): MeetingState {
  const fields = {
    title: 'Họp giao ban tuần 47',
    chair,
    deputy: gone,
    quorum: { percent: 60, base: 'entitled' as const },
    startsAt: momentOf('2026-11-02T08:00'),
    endsAt: momentOf('2026-11-02T09:30'),
    place: 'Phòng 2',
    mode: 'onSite' as const,
  };
  const blank = blankMeeting(MeetingId.parse('m'.repeat(20)), fields);
  const about = (title: string, presenter: PersonId) => ({
    title,
    presenter,
    minutes: 5,
    kind: 'closed' as const,
  });
  return {
    ...blank,
    participants: [
      ...blank.participants,
      seat(secretary, 'secretary'),
      seat(delegate, 'delegate'),
      seat(gone, 'guest'),
      { ...seat(id('f'), 'delegate'), standsFor: delegate },
    ],
    agenda: [
      newItem(item('1'), null, about('Một', gone)),
      newItem(item('2'), item('1'), about('Hai', delegate)),
    ],
  };
}

test('a meeting becomes a template and a new meeting, without those who have gone', () => {
  const fields = templateOf(meeting(), 'Họp giao ban tuần');
  expect(TemplateFields.safeParse(fields).success).toBe(true);
  expect(fields).toMatchObject({ name: 'Họp giao ban tuần', minutes: 90, chair, place: 'Phòng 2' });
  expect(fields.participants.map(({ person }) => person)).toEqual([secretary, delegate, gone]);
  expect(fields.agenda.map(({ parent }) => parent)).toEqual([null, 0]);

  const left = ['8', '9'];
  const template = { id: TemplateId.parse('t'.repeat(20)), by: chair, at: 0, fields };
  const source = sourceOfTemplate(
    template,
    (person) => person !== gone,
    momentOf('2026-12-01T15:00'),
    () => item(left.shift() ?? ''),
  );
  expect(source.form).toMatchObject({
    title: 'Họp giao ban tuần',
    chair,
    deputy: null,
    startsAt: '2026-12-02T08:00',
    endsAt: '2026-12-02T09:30',
    quorum: { percent: 60, base: 'entitled' },
  });
  expect(source.participants.map(({ person, role }) => [person, role])).toEqual([
    [chair, 'chair'],
    [secretary, 'secretary'],
    [delegate, 'delegate'],
  ]);
  expect(
    source.agenda.map((entry) => [entry.id, entry.parent, entry.title, entry.presenter, entry.kind]),
  ).toEqual([
    [item('8'), null, 'Một', null, 'closed'],
    [item('9'), item('8'), 'Hai', delegate, 'closed'],
  ]);
});

test('a template needs a name of reasonable length', () => {
  expect(isTemplateName('  ')).toBe(false);
  expect(isTemplateName('x'.repeat(121))).toBe(false);
  expect(isTemplateName('Họp giao ban')).toBe(true);
});

test('a template of what is asked in writing keeps that, and the days for the answers', () => {
  const { fields, ...others } = meeting();
  const written = { ...fields, mode: 'written' as const, place: '', quorum: null, deputy: null };
  const endsAt = fields.startsAt + 14 * 24 * 3_600_000;
  const kept = templateOf({ ...others, fields: { ...written, endsAt } }, 'Lấy ý kiến');
  expect(TemplateFields.safeParse(kept).success).toBe(true);
  const template = { id: TemplateId.parse('t'.repeat(20)), by: chair, at: 0, fields: kept };
  const now = momentOf('2026-12-01T15:00');
  const { form } = sourceOfTemplate(
    template,
    () => true,
    now,
    () => item('9'),
  );
  expect(form).toMatchObject({ mode: 'written', deadline: '2026-12-15T17:00' });
  expect(checkForm(form, now).ok).toBe(true);
});
