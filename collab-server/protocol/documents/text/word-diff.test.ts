import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesOf, type Stretch } from './word-diff.ts';

const words = (pages: readonly string[], stretches: readonly Stretch[]) =>
  stretches.map(({ page, start, end }) => pages[page]?.slice(start, end) ?? '').join(' | ');
const told = (old: readonly string[], now: readonly string[]) =>
  differencesOf(old, now).map((each) => [words(old, each.old), words(now, each.now)]);

describe('the differences between two texts', () => {
  it('[DIFF-1] are the words that were taken away, put in or replaced', () => {
    expect(
      told(
        ['Điều 1. Giao Sở Tài chính chủ trì,\nhoàn thành trước ngày 30 tháng 6.'],
        ['Điều 1. Giao Sở Kế hoạch chủ trì,\nphối hợp với Văn phòng,\nhoàn thành trước ngày 30 tháng 9.'],
      ),
    ).toEqual([
      ['Tài chính', 'Kế hoạch'],
      ['', 'phối hợp với Văn phòng,'],
      ['6', '9'],
    ]);
    expect(told(['Giữ nguyên.'], ['Giữ nguyên.'])).toEqual([]);
    expect(told([''], ['Mới'])).toEqual([['', 'Mới']]);
    expect(told([], [])).toEqual([]);
  });

  it('[DIFF-1] are exact: a mark on a letter, a capital, a comma count', () => {
    expect(told(['giá, Sở ban'], ['gia Sở Ban'])).toEqual([
      ['giá,', 'gia'],
      ['ban', 'Ban'],
    ]);
  });

  it('[DIFF-2] are none where only lines, pages or running titles are others', () => {
    const text = 'Kính gửi các đồng chí đại biểu về dự phiên họp thường kỳ tháng mười một năm nay'.split(' ');
    const paged = (perPage: number, perLine: number) => {
      const pages: string[] = [];
      for (let at = 0; at < text.length; at += perPage) {
        const lines: string[] = [];
        const part = text.slice(at, at + perPage);
        for (let n = 0; n < part.length; n += perLine) lines.push(part.slice(n, n + perLine).join(' '));
        pages.push(['UBND TỈNH', ...lines, '', `Trang ${pages.length + 1}`].join('\n'));
      }
      return pages;
    };
    expect(paged(4, 2).length).toBeGreaterThan(3);
    expect(told(paged(4, 2), paged(5, 3))).toEqual([]);
  });

  it('[DIFF-1] are told of pages that have but one line, too', () => {
    const slides = (name: string) => Array.from({ length: 4 }, (_, n) => `${name} ${n + 1}`);
    expect(told(slides('Phần'), slides('Mục'))).toEqual(Array.from({ length: 4 }, () => ['Phần', 'Mục']));
  });

  it('[DIFF-1] say where missing words would stand, on each page that they were on', () => {
    const old = ['một hai', 'ba bốn năm'];
    const now = ['một năm'];
    expect(differencesOf(old, now)).toEqual([
      {
        old: [
          { page: 0, start: 4, end: 7 },
          { page: 1, start: 0, end: 6 },
        ],
        now: [],
        oldAt: { page: 0, start: 4, end: 7 },
        nowAt: { page: 0, start: 4, end: 7 },
      },
    ]);
  });

  it('[DIFF-1] leave out of both only what is the same, in the same order, whatever the texts are', () => {
    const page = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', ','), { maxLength: 60 });
    const text = fc.array(
      page.map((parts) => parts.join(' ')),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(text, text, (old, now) => {
        const differences = differencesOf(old, now);
        const rest = (pages: readonly string[], side: 'old' | 'now') => {
          const gone = differences.flatMap((each) => each[side]);
          return pages
            .map((whole, n) =>
              gone
                .filter(({ page: on }) => on === n)
                .toSorted((x, y) => y.start - x.start)
                .reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), whole),
            )
            .join(' ')
            .split(/\s+/u)
            .filter(Boolean);
        };
        expect(rest(old, 'old')).toEqual(rest(now, 'now'));
        if (old.join(' ').trim() === now.join(' ').trim()) expect(differences).toEqual([]);
      }),
    );
  });

  it('[DIFF-3] are found in long papers, near or far from each other', () => {
    let state = 7;
    const random = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const word = () => `${letters[random(26)]}${letters[random(26)]}ế`;
    const pages = Array.from({ length: 120 }, () => Array.from({ length: 400 }, word).join(' '));
    const changed = pages.map((text, n) => (n % 10 === 5 ? text.replace(/\S+$/u, 'ĐÃĐỔI') : text));
    const moved = [...changed.slice(0, 60), 'Trang mới thêm vào giữa tài liệu', ...changed.slice(60)];
    const found = differencesOf(pages, moved);
    expect(found).toHaveLength(13);
    expect(found.filter(({ old }) => old.length === 0)).toHaveLength(1);
    // Nothing in common: told as one difference, in bounded time.
    const other = pages.map((text) => text.replaceAll('ế', 'ê'));
    expect(differencesOf(pages, other)).toHaveLength(1);
  });
});
