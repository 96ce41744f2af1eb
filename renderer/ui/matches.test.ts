import { expect, test } from 'vitest';
import { matches } from './matches.ts';

test.each([
  ['Nguyễn Thị Hường', 'huong nguyen'],
  ['Đường Láng', 'duong'],
  ['Đỗ Hữu Nghĩa', 'ĐỖ'],
  ['Phạm Đức Ổn', 'Phạm Đức'.normalize('NFD')],
  ['anything', '  '],
])('%s is found by %j', (text, query) => {
  expect(matches(text, query)).toBe(true);
});

test('every word has to be there', () => {
  expect(matches('Nguyễn Thị Hường', 'nguyen lan')).toBe(false);
});
