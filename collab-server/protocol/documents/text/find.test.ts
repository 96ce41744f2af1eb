import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMatches, mayMatch, needleOf, snippetOf } from './find.ts';
import { fold, foldedText } from './fold.ts';

function find(text: string, query: string, keepMarks = false): string[] {
  const needle = needleOf(query, keepMarks);
  if (needle === undefined) return [];
  return findMatches(text, needle, 100).map(
    ({ start, end, isExact }) => (isExact ? '' : '~') + text.slice(start, end),
  );
}

const vietnamese = fc
  .array(fc.constantFrom(...'aAàạấẨđĐeêệ oơợuưữ yỵ\n’“–-.bnghT'.normalize('NFC').split('')), {
    maxLength: 40,
  })
  .map((letters) => letters.join(''));

describe('folding', () => {
  test('leaves out case, diacritics, and the bar of đ', () => {
    expect(foldedText('NGHỊ QUYẾT số 15 – Đường “Hồ”', false)).toBe('nghi quyet so 15 - duong "ho"');
    expect(foldedText('NGHỊ QUYẾT Ðường', true)).toBe('nghị quyết đường');
  });

  test('is the same for every normal form', () => {
    fc.assert(
      fc.property(vietnamese, fc.boolean(), (text, keepMarks) => {
        const forms = ['NFC', 'NFD', 'NFKC', 'NFKD'].map((form) =>
          foldedText(text.normalize(form), keepMarks),
        );
        expect(new Set(forms).size).toBe(1);
      }),
    );
  });

  test('leads back to the letters that it was made from', () => {
    fc.assert(
      fc.property(vietnamese, fc.boolean(), fc.constantFrom('NFC', 'NFD'), (text, keepMarks, form) => {
        const original = text.normalize(form);
        const folded = fold(original, keepMarks);
        expect(folded.text).toBe(foldedText(original, keepMarks));
        expect(folded.starts).toHaveLength(folded.text.length);
        expect(folded.ends).toHaveLength(folded.text.length);
        for (let at = 0; at < folded.text.length; at++) {
          const source = original.slice(folded.starts[at], folded.ends[at]);
          expect(foldedText(source, false)).toContain(foldedText(folded.text.charAt(at), false));
        }
      }),
    );
  });
});

describe('finding', () => {
  const text = 'Nghị quyết của Hội nghị;\nNGHI LỄ, nghĩ đến nghị định.';

  test('without diacritics finds all', () => {
    expect(find(text, 'nghi')).toEqual(['~Nghị', '~nghị', 'NGHI', '~nghĩ', '~nghị']);
  });

  test('with diacritics tells the exact ones', () => {
    expect(find(text, 'nghị')).toEqual(['Nghị', 'nghị', '~NGHI', '~nghĩ', 'nghị']);
    expect(find(text, 'nghị', true)).toEqual(['Nghị', 'nghị', 'nghị']);
    expect(find(text, 'nghi', true)).toEqual(['NGHI']);
  });

  test('goes over line ends and stretches of space', () => {
    expect(find('Ủy  ban\n nhân dân', 'uy ban nhan dan')).toEqual(['~Ủy  ban\n nhân dân']);
  });

  test('takes đ for d', () => {
    expect(find('Độc lập', 'doc lap')).toEqual(['~Độc lập']);
    expect(find('Doc', 'đóc')).toEqual(['~Doc']);
  });

  test('takes both places of a tone for the same word', () => {
    expect(find('Cộng hoà, hòa; quý', 'hòa', true)).toEqual(['hoà', 'hòa']);
    expect(find('thủy, thuỷ lợi', 'thuỷ', true)).toEqual(['thủy', 'thuỷ']);
    expect(find('hoàn', 'hoà', true)).toEqual(['hoà']);
  });

  test('finds letters that the text has taken apart', () => {
    expect(find('Tiến'.normalize('NFD'), 'tiến', true)).toEqual(['Tiến'.normalize('NFD')]);
  });

  test('finds what was cut out of a text, and says where', () => {
    fc.assert(
      fc.property(vietnamese, fc.nat(30), fc.integer({ min: 1, max: 10 }), (source, from, length) => {
        const query = source.slice(from, from + length).trim();
        const needle = needleOf(query, false);
        fc.pre(needle !== undefined);
        expect(mayMatch(foldedText(source, false), needle)).toBe(true);
        const [first] = findMatches(source, needle, 1);
        expect(first).toBeDefined();
        const found = source.slice(first?.start, first?.end);
        expect(foldedText(found, false)).toContain(needle.plain);
      }),
    );
  });

  test('ends at as many as are asked for, and finds nothing for nothing', () => {
    const needle = needleOf('a', false);
    expect(needle && findMatches('aaaa', needle, 2)).toHaveLength(2);
    expect(needleOf('  \n', false)).toBeUndefined();
  });
});

test('a snippet is one line, cut between words', () => {
  const text = `${'mở đầu '.repeat(20)}Nghị\nquyết${' phần sau'.repeat(20)}`;
  const start = text.indexOf('Nghị');
  const snippet = snippetOf(text, { start, end: start + 10 });
  expect(snippet.match).toBe('Nghị quyết');
  expect(snippet.before).toMatch(/^… (?:mở|đầu)[mởđầu ]* $/u);
  expect(snippet.after).toMatch(/^ phần sau.* (?:phần|sau) …$/);
  expect(snippetOf('4.4 Đĩa . . . . . . . . . 18', { start: 4, end: 7 }).after).toBe(' … 18');
  expect(snippetOf('Điều 1', { start: 0, end: 4 })).toEqual({ before: '', match: 'Điều', after: ' 1' });
});
