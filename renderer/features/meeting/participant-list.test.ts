import { expect, test } from 'vitest';
import { seat, type MeetingRole } from '#protocol/meeting/records';
import type { Colleague } from '#protocol/people/records';
import { PersonId } from '#protocol/wire/ids';
import { invitable, listedParticipants, unitsOf } from './participant-list.ts';

function person(
  letter: string,
  name: string,
  rank: number,
  unit: string,
  role: Colleague['role'] = 'official',
): Colleague {
  return { id: PersonId.parse(letter.repeat(20)), name, title: 'Vụ trưởng', unit, rank, role };
}

const an = person('a', 'Trần Văn Ánh', 20, 'Vụ Kế hoạch');
const binh = person('b', 'Nguyễn Thị Bình', 10, 'Văn phòng');
const dung = person('d', 'Lê Đức Dũng', 20, 'Vụ Kế hoạch');
const admin = person('e', 'Quản trị', 1, 'Văn phòng', 'admin');
const all = [admin, binh, an, dung];
const book = { of: (id: PersonId) => all.find((entry) => entry.id === id) };
const gone = PersonId.parse('z'.repeat(20));

function meeting(...people: [PersonId, MeetingRole][]) {
  return { participants: people.map(([id, role]) => seat(id, role)) };
}

test('the chair first, then by rank, then by given name; whoever left the organisation last', () => {
  const state = meeting([gone, 'guest'], [dung.id, 'chair'], [an.id, 'delegate'], [binh.id, 'secretary']);
  expect(listedParticipants(state, book).map((row) => row.id)).toEqual([dung.id, binh.id, an.id, gone]);
});

test('people are found without diacritics, by name, position or unit', () => {
  const state = meeting([binh.id, 'chair']);
  const found = (query: string, unit: string | null = null) =>
    invitable(all, state, query, unit).map((row) => row.name);
  expect(found('')).toEqual(['Trần Văn Ánh', 'Lê Đức Dũng']);
  expect(found('duc dung')).toEqual(['Lê Đức Dũng']);
  expect(found('ke hoach')).toHaveLength(2);
  expect(found('', 'Văn phòng')).toEqual([]);
});

test('an administrator is not offered: they have no right to content', () => {
  expect(invitable(all, meeting(), 'quan tri', null)).toEqual([]);
});

test('units are listed once, as their people stand', () => {
  expect(unitsOf(all)).toEqual(['Văn phòng', 'Vụ Kế hoạch']);
});
