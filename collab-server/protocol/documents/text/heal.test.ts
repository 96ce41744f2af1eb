import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heal, healedTexts } from './heal.ts';
import type { FontFacts, TextPiece } from './page-content.ts';
import { fromTcvn3, TCVN3 } from './tcvn3.ts';
import { isSyllable } from './vietnamese-syllable.ts';
import { fromVni, VNI } from './vni.ts';

const VOWELS = 'aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ'
  .normalize('NFC')
  .split('');
const LETTERS = [...VOWELS, ...'bcdđghklmnpqrstvx'.split('')];

const toTcvn3 = new Map([...TCVN3].map(([byte, letter]) => [letter, byte]));

/** Text in TCVN3 as a PDF takes it: Western European. Capitals with a tone become small letters, as in a font H. */
function tcvn3(text: string): string {
  return text
    .normalize('NFC')
    .split('')
    .map((letter) => toTcvn3.get(letter) ?? toTcvn3.get(letter.toLowerCase()) ?? letter)
    .join('');
}

function vni(text: string): string {
  return text
    .normalize('NFC')
    .split('')
    .map((letter) => {
      const small = letter.toLowerCase();
      const written = [...VNI].find(([, meant]) => meant === small)?.[0];
      return written === undefined ? letter : small === letter ? written : written.toUpperCase();
    })
    .join('');
}

function pieces(texts: readonly string[], fontName = 'f'): TextPiece[] {
  return texts.map((str) => ({
    str,
    dir: 'ltr',
    width: 10,
    height: 10,
    transform: [10, 0, 0, 10, 0, 0],
    fontName,
    hasEOL: true,
  }));
}

const facts = (name: string): FontFacts => ({
  name,
  fontFamily: 'serif',
  ascent: 0.9,
  descent: -0.2,
  vertical: false,
});

function healed(texts: readonly string[], fontName = ''): readonly string[] {
  return healedTexts(pieces(texts), new Map([['f', facts(fontName)]]));
}

const DECREE = [
  'Cộng hòa xã hội chủ nghĩa Việt Nam',
  'Độc lập - Tự do - Hạnh phúc',
  'Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;',
  'Xét đề nghị của Bộ trưởng Bộ Tài nguyên và Môi trường, những người được giao nhiệm vụ',
  'Điều 1. Phê duyệt quy hoạch kinh tế-xã hội vùng Đông Nam Bộ đến năm 2020; ưu tiên hạ tầng',
];

describe('tables', () => {
  test('of TCVN3 have every Vietnamese small letter once, and the capitals without a tone', () => {
    const beyond = LETTERS.filter((letter) => letter > 'z');
    expect([...TCVN3.values()].toSorted()).toEqual([...beyond, ...'ĂÂĐÊÔƠƯ'.split('')].toSorted());
    for (const letter of LETTERS) expect(fromTcvn3(tcvn3(letter))).toBe(letter);
  });

  test('of VNI write every Vietnamese letter of both cases', () => {
    const beyond = LETTERS.filter((letter) => letter > 'z');
    expect([...VNI.values()].toSorted()).toEqual(beyond.toSorted());
    for (const letter of LETTERS) {
      expect(fromVni(vni(letter))).toBe(letter);
      expect(fromVni(vni(letter.toUpperCase()))).toBe(letter.toUpperCase());
    }
  });

  // Bytes as the national standard has them, written down from its text and not from our table.
  test.each([
    ['Céng hßa x· héi chñ nghÜa ViÖt Nam', 'Cộng hòa xã hội chủ nghĩa Việt Nam'],
    ['§éc lËp - Tù do - H¹nh phóc', 'Độc lập - Tự do - Hạnh phúc'],
    ['Thñ t\u00adíng ChÝnh phñ', 'Thủ tướng Chính phủ'],
  ])('read %s', (old, meant) => {
    expect(heal(old, 'tcvn3')).toBe(meant);
  });

  test.each([
    ['Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam', 'Cộng hòa xã hội chủ nghĩa Việt Nam'],
    ['Ñoäc laäp - Töï do - Haïnh phuùc', 'Độc lập - Tự do - Hạnh phúc'],
    ['UÛY BAN NHAÂN DAÂN THAØNH PHOÁ', 'ỦY BAN NHÂN DÂN THÀNH PHỐ'],
    ['Thuû töôùng Chính phuû', 'Thủ tướng Chính phủ'],
  ])('read %s', (old, meant) => {
    expect(heal(old, 'vni')).toBe(meant);
  });
});

describe('old text becomes Unicode', () => {
  const line = fc
    .array(fc.oneof(fc.constantFrom(...LETTERS), fc.constantFrom(...' .,;0123456789'.split(''))), {
      maxLength: 60,
    })
    .map((letters) => letters.join(''));

  test('from TCVN3 and back, whatever the letters', () => {
    fc.assert(fc.property(line, (text) => heal(tcvn3(text), 'tcvn3') === text));
  });

  test('from VNI and back, whatever the letters and their case', () => {
    const cased = fc.tuple(line, fc.boolean()).map(([text, upper]) => (upper ? text.toUpperCase() : text));
    fc.assert(fc.property(cased, (text) => heal(vni(text), 'vni') === text));
  });

  test.each(['', '.VnTime', 'ABCDEF+.VnTime', 'ABCDEF+VnArial'])('in TCVN3 by a font named "%s"', (name) => {
    expect(healed(DECREE.map(tcvn3), name)).toEqual(DECREE);
  });

  test.each(['', 'VNI-Times', 'ABCDEF+VNI-Helve-Condense'])('in VNI by a font named "%s"', (name) => {
    expect(healed(DECREE.map(vni), name)).toEqual(DECREE);
    const upper = DECREE.map((text) => text.toUpperCase());
    expect(healed(upper.map(vni), name)).toEqual(upper);
  });

  test('in TCVN3 in a font that shows small letters as capitals', () => {
    expect(healed([tcvn3('cộng hòa'), 'ViÖt'], '.VnTimeH')).toEqual(['CỘNG HÒA', 'VIỆT']);
    expect(healed(['CéNG HßA X· HéI', 'NGHÞ QUYÕT', 'Sè trang'], '.VnTime')).toEqual([
      'CỘNG HÒA Xã HỘI',
      'NGHỊ QUYẾT',
      'Số trang',
    ]);
    expect(healed(['CéNG HßA X· HéI', 'NGHÞ QUYÕT'], '.VnTime')).toEqual(['CỘNG HÒA XÃ HỘI', 'NGHỊ QUYẾT']);
  });

  test('where a PDF has hyphens in place of "ư", and hyphens stay hyphens', () => {
    const hyphened = (text: string) => tcvn3(text).replaceAll('\u00ad', '-');
    expect(healed([...DECREE, 'Số 15-NQ/TW, QĐ-TTg, tư, ưu, nhưng'].map(hyphened), '.VnTime')).toEqual([
      ...DECREE,
      'Số 15-NQ/TW, QĐ-TTg, tư, ưu, nhưng',
    ]);
  });

  test('and hyphens are hyphens where the byte of "ư" came through', () => {
    expect(healed([...DECREE, 'Hệ thống t-i, d-i'].map(tcvn3))).toEqual([...DECREE, 'Hệ thống t-i, d-i']);
  });

  test('from the bytes of a symbol font', () => {
    const symbols = tcvn3('Nghị quyết').replace(/[\u00a1-\u00ff]/g, (unit) =>
      String.fromCharCode(0xf000 + unit.charCodeAt(0)),
    );
    expect(healed([symbols], '.VnTime')).toEqual(['Nghị quyết']);
  });

  test('with accents that are a piece of their own', () => {
    const [first, second] = healedTexts(
      pieces(['Ñoäc la', 'äp']).map((piece) => ({ ...piece, hasEOL: false })),
      new Map([['f', facts('VNI-Times')]]),
    );
    expect([first, second]).toEqual(['Độc lậ', 'p']);
  });

  test('in a heading of two words beside a text that is known to be old', () => {
    const items = [...pieces([tcvn3('Tờ trình')], 'head'), ...pieces(DECREE.map(tcvn3), 'body')];
    expect(healedTexts(items, new Map())[0]).toBe('Tờ trình');
    expect(healedTexts(items.slice(0, 1), new Map())[0]).toBe(tcvn3('Tờ trình'));
  });
});

describe('good text stays', () => {
  const ONSETS = [
    '',
    'b',
    'ch',
    'd',
    'đ',
    'h',
    'kh',
    'l',
    'm',
    'n',
    'nh',
    'ph',
    's',
    't',
    'th',
    'tr',
    'v',
    'x',
  ];
  const syllable = fc
    .tuple(
      fc.constantFrom(...ONSETS),
      fc.constantFrom(...VOWELS),
      fc.constantFrom('', 'n', 'ng', 'c', 't', 'm', 'i'),
    )
    .map((parts) => parts.join(''))
    .filter(isSyllable);

  test('when it is Vietnamese, also without a letter that only Unicode has', () => {
    fc.assert(
      fc.property(
        fc.array(syllable, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('', 'Arial'),
        (words, name) => {
          const text = words.join(' ');
          expect(healed([text, text.toUpperCase()], name)).toEqual([text, text.toUpperCase()]);
        },
      ),
    );
  });

  test('when it is Unicode in a font of an old name', () => {
    expect(healed(DECREE, '.VnTime')).toEqual(DECREE);
    expect(healed(DECREE, 'VNI-Times')).toEqual(DECREE);
  });

  test.each([
    [
      'French',
      'Où est l’été ? Déjà à l’hôtel, le garçon naïf a dû goûter la forêt, là-bas, près du théâtre français.',
    ],
    ['German', 'Über die Straße: größere Bäume, schöne Vögel, Äpfel, Öl, fünf Müller, süß, groß.'],
    ['Spanish', '¿Qué más? El niño pequeño, sí, está aquí; tú y él, según la canción, año, corazón.'],
    ['Portuguese', 'Não é só você: a educação, a nação, avó, avô, pé, é, já, há, três, mês, até, lá.'],
    ['Swedish', 'Är det så? Två små öar på en sjö, för män och kvinnor; blå, grå, hög, låg.'],
    ['code', 'x «= µ±½ °C §5 ©2020 ® £10 ¥5 ¬p → 3×4÷2, a-b, co-operate, re-use, e-mail, §-TTg'],
    ['symbols', '© § ® µ ¶ ¸ ¹ ² ³ ¼ ½ ¾ µm µs ±5 ¬ ª º « » ¨ ´'],
  ])('when it is %s', (_, text) => {
    expect(healed([text])).toEqual([text]);
    expect(healed(text.split(' '))).toEqual(text.split(' '));
  });
});
