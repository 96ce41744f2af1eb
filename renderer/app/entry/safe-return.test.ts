import { expect, test } from 'vitest';
import { safeReturn } from './safe-return.ts';

test.each([
  ['/people', '/people'],
  ['/meetings/abc?page=3', '/meetings/abc?page=3'],
  [undefined, '/'],
  ['https://evil.example/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/signin?to=/signin', '/'],
  ['/welcome/abc', '/'],
  ['/a/../signin', '/'],
])('after signing in, %s leads to %s', (wanted, to) => {
  expect(safeReturn(wanted)).toBe(to);
});
