import { expect, it } from 'vitest';
import { ItemId } from '#protocol/wire/ids';
import { blockOf, commandAt } from './slash.ts';

const item = ItemId.parse('1'.repeat(20));

it('knows its words with and without diacritics, in either case, and no others', () => {
  for (const word of ['ketluan', 'kếtluận', 'KẾTLUẬN', 'kê\u0301tlua\u0323n'.normalize('NFD')])
    expect(commandAt(word)).toBe('conclusion');
  expect(commandAt('diemdanh')).toBe('attendance');
  expect(commandAt('điểmdanh')).toBe('attendance');
  expect(commandAt('constructor')).toBeNull();
  expect(commandAt('tin')).toBeNull();
});

it('makes a block about the item that is discussed, and none about nothing', () => {
  expect(blockOf('votes', item)).toEqual({ kind: 'votes', ref: item });
  expect(blockOf('speeches', null)).toBeNull();
  expect(blockOf('attendance', null)).toEqual({ kind: 'attendance' });
  expect(blockOf('conclusion', null)).toBe('conclusion');
});
