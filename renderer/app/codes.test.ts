import { expect, test } from 'vitest';
import { REFUSAL_CODES } from '#protocol/wire/codes';
import { loadDictionaries } from './dictionaries.ts';

test('every refusal has words in both languages', () => {
  const { vi, en } = loadDictionaries();
  const expected = [...REFUSAL_CODES, 'unreachable'].toSorted();
  expect(Object.keys(vi['codes'] ?? {}).toSorted()).toEqual(expected);
  expect(Object.keys(en['codes'] ?? {}).toSorted()).toEqual(expected);
});
