import { expect, test } from 'vitest';
import type { RecognisedWord } from '../recognised.ts';
import { boxesOf } from './page-text.ts';
import { recognisedText } from './recognised-text.ts';

const LINES: readonly RecognisedWord[] = [
  ['Nghị', 50, 700, 30, 12],
  ['quyết', 84, 698, 36, 14],
  ['số', 124, 701, 12, 8],
  ['Căn', 50, 680, 24, 12],
  ['cứ', 78, 680, 12, 12],
];

/** The same words on a page of 600 by 800 points that lies on its side, turned counterclockwise. */
const turned = (by: 'up' | 'down' | 'left'): readonly RecognisedWord[] =>
  LINES.map(([text, x, y, width, height]) => {
    if (by === 'up') return [text, 800 - y - height, x, height, width];
    if (by === 'down') return [text, y, 600 - x - width, height, width];
    return [text, 600 - x - width, 800 - y - height, width, height];
  });

const read = (words: readonly RecognisedWord[]) =>
  recognisedText({ width: 600, height: 800, words: [...words] });

test('recognised words stand in lines', () => {
  const page = read(LINES);
  expect(page.text).toBe('Nghị quyết số\nCăn cứ');
  expect(boxesOf(page, 0, 10)).toEqual([50, 698, 70, 14]);
  expect(boxesOf(page, 11, 20)).toEqual([124, 701, 12, 8, 50, 680, 40, 12]);
});

test.each(['up', 'down', 'left'] as const)('also where the page is written %s', (by) => {
  const page = read(turned(by));
  expect(page.text).toBe('Nghị quyết số\nCăn cứ');
  // "Că" begins where the turned line begins.
  const [x = 0, y = 0] = boxesOf(page, 14, 16);
  const places = { up: [108, 50], down: [680, 534], left: [534, 108] } as const;
  expect(
    [Math.round(x), Math.round(y)].map((part, at) => Math.abs(part - places[by][at === 0 ? 0 : 1]) < 4),
  ).toEqual([true, true]);
});

test('a page without words has no text', () => {
  expect(read([])).toEqual({ text: '', runs: [] });
});
