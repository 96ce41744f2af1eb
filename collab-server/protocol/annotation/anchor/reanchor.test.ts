import { describe, expect, it } from 'vitest';
import { pairOf } from '../../../bench/anchor/corpus.ts';
import { score } from '../../../bench/anchor/scored.ts';
import type { Quote } from '../mark.ts';
import { type Anchored, compareVersions, reanchor } from './reanchor.ts';

const PARAGRAPHS = [
  'Điều 1. Giao Sở Tài chính chủ trì xây dựng dự toán năm 2027, hoàn thành trước ngày 30/6.',
  'Điều 2. Giao Sở Nội vụ chủ trì sắp xếp tổ chức bộ máy của các đơn vị sự nghiệp công lập.',
  'Điều 3. Kinh phí thực hiện được bố trí trong dự toán ngân sách hằng năm theo quy định.',
  'Điều 4. Ủy ban nhân dân các xã vùng cao rà soát đường giao thông bị sạt lở sau mưa bão.',
  'Điều 5. Kinh phí thực hiện được bố trí trong dự toán ngân sách hằng năm theo quy định.',
  'Điều 6. Các trường phổ thông dân tộc nội trú bổ sung phòng ở cho học sinh lớp mười hai.',
];

const quoted = (text: string, words: string, nth = 0): Quote => {
  let start = text.indexOf(words);
  for (let left = nth; left > 0; left--) start = text.indexOf(words, start + 1);
  if (start === -1) throw new Error(`${words} is not there`);
  return {
    text: words,
    before: text.slice(Math.max(0, start - 64), start),
    after: text.slice(start + words.length, start + words.length + 64),
    start,
  };
};
const found = (pages: readonly string[], anchored: Anchored): string =>
  anchored.status === 'orphan' ? 'orphan' : (pages[anchored.page] ?? '').slice(anchored.start, anchored.end);

describe('finding quoted words in a new version', () => {
  const old = PARAGRAPHS.join('\n');

  it('[ANCHOR-1] finds them unchanged, on another page, over other lines and in the other spelling of tones', () => {
    const page = ['Trang bìa', PARAGRAPHS.join('\n').replaceAll('sạt lở', 'sạt\nlở').replace('hoàn', 'hòan')];
    const comparison = compareVersions([old], page);
    const anchored = reanchor(comparison, 0, quoted(old, 'bị sạt lở sau'));
    expect(anchored).toMatchObject({ status: 'exact', page: 1 });
    expect(found(page, anchored)).toBe('bị sạt\nlở sau');
    expect(reanchor(comparison, 0, quoted(old, 'hoàn thành trước'))).toMatchObject({ status: 'exact' });
  });

  it('[ANCHOR-2] tells repeated words apart by what stands around them', () => {
    const page = [[...PARAGRAPHS.slice(0, 2), ...PARAGRAPHS.slice(3)].join('\n')];
    const comparison = compareVersions([old], page);
    const [first, second] = [0, 1].map((nth) =>
      reanchor(comparison, 0, quoted(old, 'bố trí trong dự toán ngân sách', nth)),
    );
    expect(first).toMatchObject({ status: 'orphan' });
    // Its twin has gone, so that somebody has to look at it.
    expect(second).toMatchObject({ status: 'fuzzy', start: page[0]?.indexOf('bố trí trong') });
  });

  it('[ANCHOR-3] finds an edited sentence with less confidence than an untouched one, and never calls it exact', () => {
    const page = [old.replace('rà soát đường giao thông', 'khẩn trương rà soát hệ thống giao thông')];
    const anchored = reanchor(compareVersions([old], page), 0, quoted(old, PARAGRAPHS[3] ?? ''));
    expect(anchored.status).toBe('fuzzy');
    expect(found(page, anchored)).toContain('khẩn trương rà soát hệ thống giao thông bị sạt lở');
  });

  it('[ANCHOR-4] orphans what is gone and offers where the words are said otherwise', () => {
    const page = [PARAGRAPHS.toSpliced(3, 1).join('\n'), 'Phụ lục: rà soát đường giao thông theo biểu 01.'];
    const anchored = reanchor(compareVersions([old], page), 0, quoted(old, 'rà soát đường giao thông'));
    expect(anchored).toMatchObject({ status: 'orphan', candidates: [{ page: 1, start: 9 }] });
  });

  it('[ANCHOR-4] orphans when the same paragraph has gone to two places', () => {
    const page = [
      PARAGRAPHS.toSpliced(1, 1).join('\n') + '\n' + PARAGRAPHS[1] + '\nPhụ lục.\n' + PARAGRAPHS[1],
    ];
    const anchored = reanchor(compareVersions([old], page), 0, quoted(old, 'sắp xếp tổ chức bộ máy'));
    expect(anchored).toMatchObject({ status: 'orphan' });
    expect(anchored.status === 'orphan' && anchored.candidates.length).toBe(2);
  });

  it('[ANCHOR-1] passes over running titles and page numbers', () => {
    const printed = (size: number) => {
      const pages: string[] = [];
      const words = Array.from({ length: 12 }, (_, index) => `${PARAGRAPHS[index % 6]} Lần thứ ${index}.`)
        .join(' ')
        .split(' ');
      for (let at = 0; at < words.length; at += size) {
        pages.push(`${pages.length + 1}\nNGHỊ QUYẾT SỐ 12\n${words.slice(at, at + size).join(' ')}`);
      }
      return pages;
    };
    const [before, after] = [printed(40), printed(31)];
    const comparison = compareVersions(before, after);
    for (const [page, text] of before.entries()) {
      const anchored = reanchor(comparison, page, quoted(text, text.slice(40, 60)));
      expect(anchored.status, text.slice(40, 60)).toBe('exact');
    }
  });

  it('[ANCHOR-5] takes no quote for granted: foreign words, wrong offsets, empty papers', () => {
    const comparison = compareVersions([old], [old]);
    const quote = quoted(old, 'sạt lở');
    expect(reanchor(comparison, 0, { ...quote, start: 3 })).toMatchObject({
      status: 'exact',
      start: quote.start,
    });
    expect(reanchor(comparison, 7, quote)).toEqual({ status: 'orphan', candidates: [] });
    expect(reanchor(comparison, 0, { ...quote, text: 'không có ở đây' })).toMatchObject({ status: 'orphan' });
    expect(reanchor(comparison, 0, { ...quote, text: '. ' })).toMatchObject({ status: 'orphan' });
    expect(reanchor(compareVersions([old], []), 0, quote)).toEqual({ status: 'orphan', candidates: [] });
    expect(reanchor(compareVersions([], [old]), 0, quote)).toEqual({ status: 'orphan', candidates: [] });
  });

  it('[ANCHOR-5] ends on text that repeats itself without end', () => {
    for (const unit of ['a', 'ab ', 'Ủy ban nhân dân tỉnh ']) {
      const text = unit.repeat(200_000 / unit.length);
      const anchored = reanchor(compareVersions([text, `x ${text}`], [`y ${text}`, text]), 0, {
        text: text.slice(5000, 5100),
        before: '',
        after: '',
        start: 5000,
      });
      expect(['orphan', 'fuzzy', 'exact']).toContain(anchored.status);
    }
  });

  it('[ANCHOR-6] places hardly anything wrong on revised papers', () => {
    const marks = Array.from({ length: 25 }, (_, index) => score(pairOf('tuning', index + 2000, 40))).flat();
    const there = marks.filter(({ fate }) => fate === 'kept' || fate === 'edited');
    expect(there.filter(({ isRight }) => isRight === true).length / there.length).toBeGreaterThan(0.88);
    expect(marks.filter(({ isRight }) => isRight === false).length / marks.length).toBeLessThan(0.015);
  });
});
