import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PageTransform } from '#protocol/annotation/page-transform';
import { MAX_PAGE_WORDS } from '#protocol/documents/recognised';
import { recognisedWords } from './recognised-words.ts';

const HEAD = 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext';
const word = (left: number, top: number, width: number, height: number, text: string, sure = 96): string =>
  [5, 1, 1, 1, 1, 1, left, top, width, height, sure, text].join('\t');

describe('what tesseract answers', () => {
  it('[OCR-1] words stand where they are printed, however the page is turned', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, 90, 180, 270),
        fc.constantFrom(1, 200 / 72, 300 / 72),
        fc.record({ x: fc.nat(400), y: fc.nat(600), width: fc.nat(90), height: fc.nat(30) }),
        (rotation, scale, box) => {
          const size = { width: 595, height: 842, rotation };
          const shown = new PageTransform(size, scale).rectToScreen(box);
          const row = word(shown.x, shown.y, shown.width, shown.height, 'chữ');
          const [[text, x, y, width, height] = []] = recognisedWords(`${HEAD}\n${row}\n`, size, scale);
          expect(text).toBe('chữ');
          expect(x).toBeCloseTo(box.x, 0);
          expect(y).toBeCloseTo(box.y, 0);
          expect(width).toBeCloseTo(box.width, 0);
          expect(height).toBeCloseTo(box.height, 0);
        },
      ),
    );
  });

  it('[OCR-1] text is NFC; lines, noise and nonsense are left out; there is an end to it', () => {
    const size = { width: 100, height: 100, rotation: 0 };
    const table = [
      HEAD,
      '1\t1\t0\t0\t0\t0\t0\t0\t100\t100\t-1\t',
      word(0, 0, 10, 10, 'Đặng'.normalize('NFD')),
      word(0, 0, 10, 10, '~', 3),
      word(0, 0, 10, 10, ' '),
      '5\tx',
      'nonsense',
      word(Number.NaN, 0, 10, 10, 'nan'),
    ].join('\n');
    expect(recognisedWords(table, size, 1)).toEqual([['Đặng', 0, 90, 10, 10]]);
    const many = Array.from({ length: MAX_PAGE_WORDS + 10 }, () => word(0, 0, 1, 1, 'x')).join('\n');
    expect(recognisedWords(many, size, 1)).toHaveLength(MAX_PAGE_WORDS);
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(recognisedWords(text, size, 1))));
  });
});
