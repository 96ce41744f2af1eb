import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_TEMPLATE, parsePeopleCsv } from './csv.ts';
import { byRank, givenName, initials } from './order.ts';
import { MAX_PEOPLE, PersonFields } from './records.ts';

const nobody = new Set<string>();

describe('the order of people', () => {
  it('[PEOPLE-7] goes by rank, then by given name in Vietnamese order, then by the whole name', () => {
    // Letters of the alphabet (a ă â, d đ, e ê, o ô ơ, u ư), then the tones: ngang huyền hỏi ngã sắc nặng.
    const names = [
      'Lê An',
      'Lê Àn',
      'Lê Ản',
      'Lê Ãn',
      'Lê Án',
      'Lê Ạn',
      'Vũ An Ăn',
      'Lê Ân',
      'Lê Dũng',
      'Lê Đào',
      'Lê Em',
      'Lê Êm',
      'Lê Ong',
      'Lê Ông',
      'Lê Ơn',
      'Lê Uyên',
      'Lê Ước',
    ];
    const people = names.map((name) => ({ rank: 5, name }));
    const first = { rank: 1, name: 'Trần Zung' };
    for (let turn = 0; turn < 5; turn++) {
      const mixed = [...people.slice(turn * 3), first, ...people.slice(0, turn * 3)].toReversed();
      expect(mixed.toSorted(byRank).map(({ name }) => name)).toEqual([first.name, ...names]);
    }
    expect(
      [
        { rank: 1, name: 'Phan Anh' },
        { rank: 1, name: 'Bùi Anh' },
      ].toSorted(byRank)[0]?.name,
    ).toBe('Bùi Anh');
  });

  it('[PEOPLE-7] is an order', () => {
    const person = fc.record({
      rank: fc.integer({ min: 1, max: 3 }),
      name: fc.constantFrom('Lê An', 'Vũ Án', 'An', 'Trần Đức', 'Lê Dức', 'Lê Văn An'),
    });
    fc.assert(
      fc.property(person, person, person, (a, b, c) => {
        expect(Math.sign(byRank(a, b))).toBe(-Math.sign(byRank(b, a)) + 0);
        if (byRank(a, b) <= 0 && byRank(b, c) <= 0) expect(byRank(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('[PEOPLE-7] knows given names and initials', () => {
    expect(givenName('Nguyễn Thị Thu Hương')).toBe('Hương');
    expect(givenName('Ánh')).toBe('Ánh');
    expect(initials('đỗ Văn Ước')).toBe('ĐƯ');
    expect(initials('Ánh')).toBe('Á');
    expect(initials('𝒜n 𝒝a')).toBe('𝒜𝒝');
  });
});

describe('a list of people as CSV', () => {
  const HEADER = 'Họ và tên,Chức vụ,Đơn vị,Thứ tự,Vai trò,Email';

  it('[PEOPLE-10] is read as spreadsheets write it: BOM, semicolons or tabs, quotes, any line ends', () => {
    const rows = [
      ['Nguyễn Thị Hương', 'Thứ trưởng', 'Lãnh đạo "Bộ"', '1', 'Lãnh đạo', 'Huong@Thu.Invalid'],
      ['Lê Ánh', 'Vụ trưởng; phó ban', 'Vụ Kế hoạch, Tổng hợp', '', '', 'anh@thu.invalid'],
    ];
    const expected = [
      {
        line: 2,
        fields: {
          name: 'Nguyễn Thị Hương',
          title: 'Thứ trưởng',
          unit: 'Lãnh đạo "Bộ"',
          rank: 1,
          role: 'official',
          email: 'huong@thu.invalid',
        },
      },
      {
        line: 3,
        fields: {
          name: 'Lê Ánh',
          title: 'Vụ trưởng; phó ban',
          unit: 'Vụ Kế hoạch, Tổng hợp',
          rank: 1000,
          role: 'staff',
          email: 'anh@thu.invalid',
        },
      },
    ];
    for (const separator of [',', ';', '\t']) {
      for (const end of ['\n', '\r\n', '\r']) {
        const quoted = rows.map((row) =>
          row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator),
        );
        const text = `\ufeff${[HEADER.replaceAll(',', separator), ...quoted, ''].join(end)}`;
        expect(parsePeopleCsv(text.normalize('NFD'), nobody), JSON.stringify([separator, end])).toEqual({
          people: expected,
          problems: [],
        });
      }
    }
    expect(
      parsePeopleCsv(`${CSV_TEMPLATE}Lê Ánh,,,7,thu ky,a@b.invalid`, nobody).people[0]?.fields,
    ).toMatchObject({ role: 'secretary', rank: 7 });
    expect(parsePeopleCsv('email,FULL NAME\na@b.invalid,An', nobody).people).toHaveLength(1);
  });

  it('[PEOPLE-10] tells every fault with its line', () => {
    const text = [
      HEADER,
      ',Trống,,1,,a@b.invalid',
      'An,,,1,,không phải thư',
      '',
      'An,,,một,,b@b.invalid',
      'An,,,0x10,,c@b.invalid',
      'An,,,1,vua,d@b.invalid',
      '"An',
      'Bình",,,1,,e@b.invalid',
      'An,,,1,,e@b.invalid',
      'An,,,1,,taken@b.invalid',
      'An\u202e,,,1,,g@b.invalid',
      'An,,,1,,',
    ].join('\n');
    const { people, problems } = parsePeopleCsv(text, new Set(['taken@b.invalid']));
    expect(people.map(({ line, fields }) => [line, fields.name])).toEqual([[8, 'An Bình']]);
    expect(problems).toEqual([
      { line: 2, field: 'name', code: 'missing' },
      { line: 3, field: 'email', code: 'invalid' },
      { line: 5, field: 'rank', code: 'invalid' },
      { line: 6, field: 'rank', code: 'invalid' },
      { line: 7, field: 'role', code: 'invalid' },
      { line: 10, field: 'email', code: 'duplicate' },
      { line: 11, field: 'email', code: 'taken' },
      { line: 12, field: 'name', code: 'invalid' },
      { line: 13, field: 'email', code: 'missing' },
    ]);
  });

  it('[PEOPLE-10] says when it is no such list, when a quote has no end, and when it is too long', () => {
    expect(parsePeopleCsv('', nobody).problems).toEqual([{ line: 1, field: 'file', code: 'missing' }]);
    expect(parsePeopleCsv('a,b\n1,2', nobody).problems).toEqual([
      { line: 1, field: 'file', code: 'columns' },
    ]);
    const open = parsePeopleCsv(
      `${HEADER}\nAn,,,1,,a@b.invalid\n"Bình,,,1,,b@b.invalid\nChi,,,1,,c@b.invalid`,
      nobody,
    );
    expect(open.people).toHaveLength(1);
    expect(open.problems).toContainEqual({ line: 3, field: 'file', code: 'invalid' });
    const many = Array.from({ length: MAX_PEOPLE + 2 }, (_, n) => `An,,,1,,p${n}@b.invalid`);
    const long = parsePeopleCsv([HEADER, ...many].join('\n'), nobody);
    expect(long.people).toHaveLength(MAX_PEOPLE);
    expect(long.problems).toEqual([{ line: MAX_PEOPLE + 2, field: 'file', code: 'tooMany' }]);
  });

  it('[PEOPLE-10] never fails and never gives what couldn’t be added', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('An', 'a@b.invalid', '1', '"', '""', ';', '\r', 'Thư ký'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 8 }), (rows) => {
        const { people } = parsePeopleCsv(
          `${HEADER}\n${rows.map((row) => row.join(',')).join('\n')}`,
          nobody,
        );
        for (const { fields } of people) expect(PersonFields.parse(fields)).toEqual(fields);
      }),
    );
  });
});
