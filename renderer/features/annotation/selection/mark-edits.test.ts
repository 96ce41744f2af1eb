import { describe, expect, it } from 'vitest';
import { packInk } from '#protocol/annotation/ink';
import type { InkMark, ShapeMark, TextBoxMark, TextMark } from '#protocol/annotation/mark';
import { MarkId, VersionId } from '#protocol/wire/ids';
import { shapeOf } from '../mark-shape.ts';
import { handlesOf, pulled } from './handles.ts';
import { isCaught } from './lasso.ts';
import { fitted, movedBy, restyled } from './mark-edits.ts';

const carried = {
  version: VersionId.parse('0000000000000000000v'),
  mark: MarkId.parse('00000000000000000001'),
  confidence: 0.7,
  confirmed: false,
};
const ink: InkMark = {
  kind: 'ink',
  tool: 'pen',
  page: 0,
  colour: 'blue',
  width: 2,
  points: packInk([
    { x: 10, y: 10, pressure: 0.2 },
    { x: 30, y: 20, pressure: 0.8 },
  ]),
  at: 1,
};
const arrow: ShapeMark = {
  kind: 'shape',
  shape: 'arrow',
  page: 0,
  colour: 'red',
  width: 2,
  at: 1,
  x1: 0,
  y1: 0,
  x2: 40,
  y2: 20,
};
const words: TextMark = {
  kind: 'text',
  style: 'underline',
  page: 0,
  colour: 'red',
  at: 1,
  boxes: [10, 10, 50, 12],
  quote: { text: 'kinh phí', before: '', after: '', start: 0 },
};
const typed: TextBoxMark = {
  kind: 'textBox',
  page: 0,
  colour: 'blue',
  size: 12,
  text: 'Đồng ý',
  at: 1,
  x: 10,
  y: 10,
  width: 100,
  height: 32,
};

describe('moving', () => {
  it('takes ink along with its pressure, and both ends of an arrow', () => {
    const moved = movedBy(ink, { x: 5, y: -4 });
    if (moved === undefined) throw new Error('ink can be moved');
    const [first, second] = shapeOf(moved).points;
    expect(first).toMatchObject({ x: 15, y: 6 });
    expect(first?.pressure).toBeCloseTo(0.2, 2);
    expect(second).toMatchObject({ x: 35, y: 16 });
    expect(movedBy(arrow, { x: 1, y: 2 })).toMatchObject({ x1: 1, y1: 2, x2: 41, y2: 22 });
  });

  it('leaves marks on words where the words are', () => {
    expect(movedBy(words, { x: 5, y: 5 })).toBeUndefined();
    expect(
      fitted(words, { x: 0, y: 0, width: 1, height: 1 }, { x: 0, y: 0, width: 2, height: 2 }),
    ).toBeUndefined();
  });

  it('confirms the place of a mark that came from another version', () => {
    expect(movedBy({ ...arrow, carried }, { x: 1, y: 1 })).toMatchObject({ carried: { confirmed: true } });
    expect(restyled({ ...arrow, carried }, { colour: 'green' })).toMatchObject({
      carried: { confirmed: false },
    });
  });
});

it('[INK-2] keeps a stroke of a newer packing as it is, but for its colour', () => {
  const newer: InkMark = { ...ink, points: Uint8Array.of(255, 0, 1, 2, 3) };
  expect(movedBy(newer, { x: 5, y: 5 })).toBeUndefined();
  expect(
    fitted(newer, { x: 0, y: 0, width: 1, height: 1 }, { x: 0, y: 0, width: 2, height: 2 }),
  ).toBeUndefined();
  expect(restyled(newer, { colour: 'red' })).toEqual({ ...newer, colour: 'red' });
});

describe('resizing', () => {
  it('puts every point where it was in the frame', () => {
    const from = { x: 10, y: 10, width: 20, height: 10 };
    const made = fitted(ink, from, { x: 0, y: 0, width: 40, height: 5 });
    if (made === undefined) throw new Error('ink can be resized');
    expect(shapeOf(made).points).toMatchObject([
      { x: 0, y: 0 },
      { x: 40, y: 5 },
    ]);
    expect(fitted(typed, typed, { x: 10, y: 10, width: 200, height: 64 })).toMatchObject({
      width: 200,
      size: 24,
    });
  });

  it('keeps the corner opposite to the one that is pulled, and a least size', () => {
    const frame = { x: 10, y: 10, width: 20, height: 10 };
    expect(pulled(frame, { x: 1, y: 1 }, { x: 50, y: 40 }, false)).toEqual({
      x: 10,
      y: 10,
      width: 40,
      height: 30,
    });
    expect(pulled(frame, { x: -1, y: -1 }, { x: 0, y: 15 }, false)).toEqual({
      x: 0,
      y: 14,
      width: 30,
      height: 6,
    });
    expect(pulled(frame, { x: 1, y: 0 }, { x: 15, y: 99 }, false)).toEqual({
      x: 10,
      y: 10,
      width: 6,
      height: 10,
    });
    expect(pulled(frame, { x: 1, y: 1 }, { x: 50, y: 12 }, true)).toEqual({
      x: 10,
      y: 10,
      width: 40,
      height: 20,
    });
  });

  it('has handles at the ends of a line, at corners and sides of a box, and none on words', () => {
    const view = (mark: typeof ink | typeof arrow | typeof words | typeof typed, isOwn = true) => ({
      page: 0,
      marks: [{ id: carried.mark, author: 'a' as never, layer: 'shared' as const, mark }],
      bounds: shapeOf(mark).bounds,
      isOwn,
    });
    expect(handlesOf(view(arrow)).map(({ kind }) => kind)).toEqual(['start', 'end']);
    expect(handlesOf(view(typed))).toHaveLength(8);
    expect(handlesOf(view(ink))).toHaveLength(4);
    expect(handlesOf(view(words))).toEqual([]);
    expect(handlesOf(view(ink, false))).toEqual([]);
  });
});

describe('a lasso', () => {
  const around = (left: number, right: number) => [
    { x: left, y: 0 },
    { x: right, y: 0 },
    { x: right, y: 50 },
    { x: left, y: 50 },
  ];

  it('catches what lies at least half inside', () => {
    expect(isCaught(arrow, around(-5, 25))).toBe(true);
    expect(isCaught(arrow, around(-5, 15))).toBe(false);
    expect(isCaught(ink, around(5, 20))).toBe(true);
    expect(isCaught(typed, around(0, 65))).toBe(true);
    expect(isCaught(typed, around(0, 55))).toBe(false);
    expect(isCaught(words, around(0, 40))).toBe(true);
  });
});

describe('restyling', () => {
  it('changes what a mark has, and nothing else', () => {
    expect(restyled(ink, { colour: 'red', width: 99 })).toMatchObject({ colour: 'red', width: 60 });
    expect(restyled(words, { width: 3 })).toBe(words);
  });
});
