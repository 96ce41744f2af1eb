import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PersonId } from '../wire/ids.ts';
import { recognisedTcvn3, TCVN3 } from '../documents/text/tcvn3.ts';
import { parseRollCsv, type RollCandidate } from './roll-csv.ts';

const person = (letter: string, name: string, unit = ''): RollCandidate => ({
  id: PersonId.parse(letter.repeat(20)),
  name,
  title: '',
  unit,
});
const huong = person('a', 'Nguyễn Thị Thu Hương');
const duc = person('b', 'Trần Minh Đức');
const anh = person('c', 'Lê Quang Ánh');
const an = person('d', 'Lê Văn An', 'Vụ Kế hoạch');
const otherAn = person('e', 'Lê Văn An', 'Sở Nội vụ');
const people = [huong, duc, anh, an, otherAn];

const HEAD = 'Họ và tên;Đơn vị;Điểm danh;Lý do\n';

/** The text as an office's old spreadsheet writes it. */
function inTcvn3(text: string): Uint8Array {
  const bytes = new Map([...TCVN3].map(([byte, letter]) => [letter, byte]));
  return Uint8Array.from(text.split('').map((letter) => (bytes.get(letter) ?? letter).charCodeAt(0)));
}

describe('an attendance sheet', () => {
  it('[ROLL-1] is read whatever the case and the diacritics, each mark in words', () => {
    const sheet = `${HEAD}NGUYỄN THỊ THU HƯƠNG;;Có mặt;\ntran minh duc;;trực tuyến;\nLê Quang Ánh;;Vắng;Đi công tác\nLê Văn An;Sở Nội vụ;Vắng không lý do;\n`;
    const { entries, problems } = parseRollCsv(sheet, people);
    expect(problems).toEqual([]);
    expect(
      entries.map(({ line, entry }) => [line, entry.person, entry.is, entry.excused, entry.reason]),
    ).toEqual([
      [2, huong.id, 'inRoom', false, ''],
      [3, duc.id, 'online', false, ''],
      [4, anh.id, 'absent', true, 'Đi công tác'],
      [5, otherAn.id, 'absent', false, ''],
    ]);
  });

  it('[ROLL-1] has every fault told by its line, and guesses nothing', () => {
    const sheet = `${HEAD}Ngô Vô Danh;;Có mặt;\nLê Văn An;;Có mặt;\n;;Có mặt;\nTrần Minh Đức;;chắc có;\nTrần Minh Đức;;;\nLê Quang Ánh;;Có mặt;\nLê Quang Ánh;;Vắng;\nNguyễn Thị Thu Hương;;Vắng;${'x'.repeat(301)}\n`;
    const { entries, problems } = parseRollCsv(sheet, people);
    expect(entries.map(({ line }) => line)).toEqual([7]);
    expect(problems.map(({ line, field, code }) => `${line} ${field} ${code}`)).toEqual([
      '2 name unknown',
      '3 name ambiguous',
      '4 name missing',
      '5 mark invalid',
      '6 mark missing',
      '8 name duplicate',
      '9 reason invalid',
    ]);
  });

  it('[ROLL-1] without the columns, empty, or with a quote that never ends is said to be so', () => {
    expect(parseRollCsv('a;b\n1;2\n', people).problems).toMatchObject([{ line: 1, code: 'columns' }]);
    expect(parseRollCsv('', people).problems).toMatchObject([{ line: 1, code: 'missing' }]);
    const open = `${HEAD}Trần Minh Đức;;Có mặt;"ốm\nLê Quang Ánh;;Có mặt;\n`;
    expect(parseRollCsv(open, people).problems).toContainEqual({
      line: 2,
      field: 'file',
      code: 'invalid',
      text: '',
    });
  });

  it('[ROLL-2] in TCVN3 is known by its words and read', () => {
    const sheet = `${HEAD}Lê Quang Ánh;;Vắng có lý do;Đi công tác tại Lào Cai\nTrần Minh Đức;;Có mặt;\n`
      // Capitals with a tone have no byte: old offices wrote the small letter.
      .replace('Ánh', 'ánh');
    const text = recognisedTcvn3(inTcvn3(sheet));
    expect(text).toBe(sheet);
    expect(parseRollCsv(text ?? '', people)).toMatchObject({
      entries: [
        { entry: { person: anh.id, is: 'absent', excused: true, reason: 'Đi công tác tại Lào Cai' } },
        { entry: { person: duc.id, is: 'inRoom' } },
      ],
      problems: [],
    });
  });

  it('[ROLL-2] in another encoding is not taken for TCVN3', () => {
    // "Nguyễn" as Windows-1258 writes it, and French as Windows-1252 does.
    expect(recognisedTcvn3(Uint8Array.from([0x4e, 0x67, 0x75, 0x79, 0xea, 0xde, 0x6e]))).toBeUndefined();
    const french = Uint8Array.from(
      'présenté à l’hôtel, élève'.split('').map((letter) => letter.charCodeAt(0) & 255),
    );
    expect(recognisedTcvn3(french)).toBeUndefined();
    expect(recognisedTcvn3(new TextEncoder().encode('Nguyễn Thị Thu Hương, Trần Minh Đức'))).toBeUndefined();
    expect(recognisedTcvn3(Uint8Array.from([0, 1, 0xff, 0xfe]))).toBeUndefined();
  });

  it('[ROLL-1] of whatever text never names somebody twice, nor somebody who was not offered', () => {
    const cell = fc.constantFrom(
      'Lê Văn An',
      'Trần Minh Đức',
      'x',
      '',
      'Có mặt',
      'Sở Nội vụ',
      '"',
      ';',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
        const { entries } = parseRollCsv(HEAD + cells.join(';'), people);
        const named = entries.map(({ entry }) => entry.person);
        expect(new Set(named).size).toBe(named.length);
        for (const id of named) expect(people.some((known) => known.id === id)).toBe(true);
      }),
    );
  });
});
