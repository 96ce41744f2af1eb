import { expect, test } from 'vitest';
import { parseRollCsv } from '#protocol/meeting/roll-csv';
import { PersonId } from '#protocol/wire/ids';
import { rollSheet } from './roll-sheet.ts';

test('the sheet to fill in is understood once it is filled in, also for two people of one name', () => {
  const person = (letter: string, unit: string) => ({
    id: PersonId.parse(letter.repeat(20)),
    name: 'Lê Văn An',
    title: 'Vụ trưởng; kiêm nhiệm',
    unit,
  });
  const people = [person('a', 'Vụ Kế hoạch'), person('b', 'Vụ "Tổ chức"')];
  const filled = rollSheet(people)
    .split('\r\n')
    .map((line, index) => (index === 0 || line === '' ? line : line.replace(/;;$/u, ';Có mặt;')))
    .join('\r\n');
  const { entries, problems } = parseRollCsv(filled, people);
  expect(problems).toEqual([]);
  expect(entries.map(({ entry }) => entry.person)).toEqual(people.map(({ id }) => id));
});
