import { describe, expect, it } from 'vitest';
import type { PageMark } from '#protocol/annotation/mark';
import type { PageText } from '#protocol/documents/text/page-text';
import { markOnWords, placeMark } from './place-mark.ts';

const line = 'Giao Sở Nội vụ sắp xếp tổ chức bộ máy';
const text: PageText = {
  text: line,
  runs: [{ start: 0, end: line.length, box: { x: 50, y: 700, width: line.length * 6, height: 12 } }],
};
const quote = { text: 'sắp xếp tổ', before: '', after: '', start: 3 };
const highlight: PageMark = {
  kind: 'text',
  style: 'highlight',
  page: 0,
  colour: 'yellow',
  boxes: [1, 1, 1, 1],
  quote,
  at: 1,
};
const stamp: PageMark = {
  kind: 'stamp',
  page: 0,
  colour: 'red',
  x: 10,
  y: 10,
  width: 80,
  height: 20,
  text: 'ĐÃ DUYỆT',
  at: 1,
};
const note: PageMark = { kind: 'note', page: 0, colour: 'red', x: 1, y: 1, text: 'Xem', quote, at: 1 };

describe('placing a mark by hand', () => {
  it('[CARRY-7] marks as many words as before from the one pointed at', () => {
    const placed = placeMark(highlight, 4, { x: 86, y: 706 }, text);
    expect(placed).toMatchObject({ page: 4, quote: { text: 'Sở Nội vụ', start: 5 } });
    expect(placeMark(highlight, 4, { x: 86, y: 300 }, text)).toBeUndefined();
    const atTheEnd = placeMark(highlight, 4, { x: 50 + line.length * 6 - 2, y: 706 }, text);
    expect(atTheEnd).toMatchObject({ quote: { text: 'máy' } });
  });

  it('[CARRY-7] puts the middle of everything else where it was pointed, and a pin exactly there', () => {
    expect(placeMark(stamp, 2, { x: 300, y: 400 }, text)).toMatchObject({
      page: 2,
      x: 260,
      y: 390,
      width: 80,
    });
    const pin = placeMark(note, 2, { x: 300, y: 400 }, text);
    expect(pin).toMatchObject({ page: 2, x: 300, y: 400 });
    expect(pin).not.toHaveProperty('quote');
  });

  it('[CARRY-7] takes an offered place', () => {
    expect(markOnWords(highlight, 1, text, 5, 14)).toMatchObject({ quote: { text: 'Sở Nội vụ' } });
    expect(markOnWords(note, 1, text, 5, 14)).toMatchObject({ page: 1, quote: { text: 'Sở Nội vụ' } });
    expect(markOnWords(highlight, 1, text, 500, 510)).toBeUndefined();
  });
});
