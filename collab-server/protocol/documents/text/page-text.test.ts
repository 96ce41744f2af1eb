import { describe, expect, test } from 'vitest';
import { MAX_QUOTE, QUOTE_CONTEXT } from '../../annotation/mark.ts';
import { evenPieces } from './even-pieces.ts';
import { boxesOf, offsetAt, offsetMeant, type PageText, quoteOf, wordAt } from './page-text.ts';
import type { FontFacts, PageContent, TextPiece } from './page-content.ts';
import { readPage } from './read-page.ts';

const font: FontFacts = {
  name: 'Courier',
  fontFamily: 'monospace',
  ascent: 0.8,
  descent: -0.2,
  vertical: false,
};

/** A piece of monospaced text, 10 points high and 6 wide for each letter, turned counterclockwise by degrees. */
function piece(
  str: string,
  x: number,
  y: number,
  more: Partial<TextPiece> & { turn?: number } = {},
): TextPiece {
  const { turn = 0, ...rest } = more;
  const cos = Math.cos((turn * Math.PI) / 180) * 10;
  const sin = Math.sin((turn * Math.PI) / 180) * 10;
  return {
    str,
    dir: 'ltr',
    width: str.length * 6,
    height: 10,
    transform: [cos, sin, -sin, cos, x, y],
    fontName: 'f',
    hasEOL: false,
    ...rest,
  };
}

function content(items: readonly TextPiece[], facts: FontFacts = font): PageContent {
  return { items, fonts: new Map([['f', facts]]), left: 0, bottom: 0 };
}

const page = (items: readonly TextPiece[], facts?: FontFacts): PageText => readPage(content(items, facts));

describe('a page is read', () => {
  test('in the order of the file, with line ends and with spaces where pieces are apart', () => {
    const { text } = page([
      piece('Nghị', 10, 700),
      piece('quyết', 40, 700),
      piece('số', 76, 700),
      piece('15', 88, 700, { hasEOL: true }),
      piece('Điều 1', 10, 680),
    ]);
    expect(text).toBe('Nghị quyết số15\nĐiều 1');
  });

  test('with lines told apart by their place, also where the file marks no end', () => {
    expect(page([piece('một', 10, 700), piece('hai', 10, 688)]).text).toBe('một\nhai');
  });

  test('with raised figures on their line, though the file says that it ends', () => {
    expect(page([piece('m', 10, 700, { hasEOL: true }), piece('2', 16, 704)]).text).toBe('m2');
  });

  test('as NFC, also where accents are pieces of their own', () => {
    const { text, runs } = page([
      piece('Tie\u0302\u0301n', 10, 700),
      piece('e', 60, 700),
      piece('\u0323', 60, 700),
    ]);
    expect(text).toBe('Tiến ẹ');
    expect(runs.map(({ start, end }) => text.slice(start, end))).toEqual(['Tiến', 'ẹ']);
  });

  test('without the second drawing of letters that are made bold that way', () => {
    expect(page([piece('Đậm', 10, 700), piece('Đậm', 10.4, 700)]).text).toBe('Đậm');
  });

  test('without control characters, with ligatures as letters', () => {
    expect(page([piece('of\u0000\ufb01ce\u00a0x', 10, 700)]).text).toBe('office x');
  });

  test('measured from the corner of the page', () => {
    const { runs } = readPage({ ...content([piece('abc', 110, 220)]), left: 100, bottom: 200 });
    expect(runs[0]?.box).toEqual({ x: 10, y: 18, width: 18, height: 10 });
  });
});

describe('boxes', () => {
  const text = page([
    piece('một hai', 10, 700, { hasEOL: true }),
    piece('ba', 10, 680),
    piece('bốn', 28, 680),
    piece('xa', 300, 680),
  ]);

  test('hold a part of a line', () => {
    expect(text.text).toBe('một hai\nba bốn xa');
    expect(boxesOf(text, 4, 7)).toEqual([34, 698, 18, 10]);
  });

  test('are one for each line, and apart where the line has a wide gap', () => {
    expect(boxesOf(text, 4, text.text.length)).toEqual([34, 698, 18, 10, 10, 678, 36, 10, 300, 678, 12, 10]);
  });

  test('are where the file says that the letters are', () => {
    // "ab", a space that isn't drawn, and a ligature; the piece is 60 points long.
    const places = Float32Array.from([0, 1, 4, 4, 1, 1, 10, 6, 3, 1, 50, 10]);
    const known = page([piece('ab \ufb01', 100, 700, { width: 60, places })]);
    expect(known.text).toBe('ab fi');
    expect(boxesOf(known, 1, 2)).toEqual([104, 698, 6, 10]);
    expect(boxesOf(known, 3, 5)).toEqual([140, 698, 10, 10]);
    expect(boxesOf(known, 3, 4)).toEqual([140, 698, 5, 10]);
    expect(boxesOf(known, 0, 5)).toEqual([100, 698, 50, 10]);
    expect(offsetAt(known, { x: 141, y: 700 })).toBe(3);
  });

  test('do not believe places of other letters', () => {
    const places = Float32Array.from([0, 1, 6, 6]);
    expect(boxesOf(page([piece('abcd', 100, 700, { places })]), 1, 2)).toEqual([106, 698, 6, 10]);
  });

  test('are none for space', () => {
    expect(boxesOf(text, 7, 8)).toEqual([]);
  });

  test('stand where turned text stands', () => {
    const upwards = page([piece('abcd', 50, 100, { turn: 90 })]);
    expect(boxesOf(upwards, 2, 4)).toEqual([42, 112, 10, 12]);
    const over = page([piece('abcd', 50, 100, { turn: 180 })]);
    expect(boxesOf(over, 2, 4)).toEqual([26, 92, 12, 10]);
  });

  test('of text that is written downwards', () => {
    const down = page([piece('日本', 50, 100, { width: 10, height: 20 })], { ...font, vertical: true });
    expect(boxesOf(down, 1, 2)).toEqual([45, 80, 10, 10]);
  });

  test('of text that runs from right to left begin at the right', () => {
    const hebrew = page([piece('אבגד', 50, 100, { dir: 'rtl' })]);
    expect(boxesOf(hebrew, 0, 1)).toEqual([68, 98, 6, 10]);
  });

  test('of slanting text hold it', () => {
    const [x = 0, y = 0, width = 0, height = 0] = boxesOf(page([piece('abcd', 50, 100, { turn: 45 })]), 0, 4);
    expect(x).toBeLessThan(50);
    expect(y).toBeLessThan(100);
    expect(width).toBeCloseTo((24 + 10) / Math.SQRT2, 1);
    expect(height).toBeCloseTo((24 + 10) / Math.SQRT2, 1);
  });
});

test('a run whose words are stretched differently is set in parts that begin at words', () => {
  // "ab cd" as wide as it is by nature, then dots that are far apart.
  const widths = [6, 6, 6, 6, 6, 6, 6, 30, 6, 30, 6];
  let end = 0;
  const places = Float32Array.from(widths.flatMap((width, at) => [at, 1, (end += width), width]));
  const dots = page([piece('ab cd . . .', 100, 700, { width: end, places })]);
  const [run] = dots.runs;
  const pieces = run === undefined ? [] : evenPieces(dots, run);
  expect(pieces.map(({ start, end: to }) => dots.text.slice(start, to))).toEqual(['ab cd ', '. . ', '.']);
  expect(pieces.map(({ frame }) => Math.round(frame.origin.x))).toEqual([100, 136, 208]);
  const plain = page([piece('ab cd', 100, 700)]);
  expect(plain.runs.flatMap((each) => evenPieces(plain, each))).toHaveLength(1);
});

describe('places', () => {
  const text = page([piece('một hai', 10, 700, { hasEOL: true }), piece('abcd', 50, 600, { turn: 90 })]);

  test('lie between the nearest letters', () => {
    expect(offsetAt(text, { x: 10 + 4.2 * 6, y: 702 })).toBe(4);
    expect(offsetAt(text, { x: 10 + 4.8 * 6, y: 702 })).toBe(5);
    expect(offsetAt(text, { x: 2, y: 695 })).toBe(0);
    expect(offsetAt(text, { x: 47, y: 600 + 1.9 * 6 })).toBe(10);
  });

  test('are none far from words', () => {
    expect(offsetAt(text, { x: 300, y: 300 })).toBeUndefined();
    expect(offsetAt(text, { x: 20, y: 650 })).toBeUndefined();
  });

  test('while selecting are on the line beside the point, however far', () => {
    const lines = page([
      piece('một hai', 10, 700, { hasEOL: true }),
      piece('ba', 10, 688, { hasEOL: true }),
      piece('bốn năm', 10, 676),
    ]);
    expect(offsetMeant(lines, { x: 52, y: 691 })).toBe(10);
    expect(offsetAt(lines, { x: 52, y: 691 })).toBe(7);
    expect(offsetMeant(lines, { x: 500, y: 600 })).toBe(lines.text.length);
    expect(offsetMeant(page([]), { x: 0, y: 0 })).toBeUndefined();
  });

  test('have a word around them', () => {
    expect(wordAt(text, 5)).toEqual({ start: 4, end: 7 });
    expect(wordAt(text, 3)).toEqual({ start: 0, end: 3 });
    expect(wordAt(page([piece('- -', 10, 700)]), 1)).toEqual({ start: 1, end: 1 });
  });
});

describe('quotes', () => {
  test('leave the spaces around them out and keep what stands beside them', () => {
    const text = page([piece(`${'a'.repeat(80)} đây là ${'b'.repeat(80)}`, 10, 700)]);
    const quote = quoteOf(text, 80, 88);
    expect(quote).toEqual({
      text: 'đây là',
      before: `${'a'.repeat(QUOTE_CONTEXT - 1)} `,
      after: ` ${'b'.repeat(QUOTE_CONTEXT - 1)}`,
      start: 81,
    });
  });

  test('are cut between characters', () => {
    const text: PageText = { text: `x${'😀'.repeat(MAX_QUOTE)}`, runs: [] };
    const quote = quoteOf(text, 0, text.text.length);
    expect(quote.text).toHaveLength(MAX_QUOTE - 1);
    expect(quote.text.endsWith('😀')).toBe(true);
    expect(quoteOf(text, 200 + 1, 203).before.startsWith('😀')).toBe(true);
  });

  test('of nothing are refused', () => {
    expect(() => quoteOf(page([piece('a b', 10, 700)]), 1, 2)).toThrow(RangeError);
  });
});
