import { expect, test } from 'vitest';
import { passwordStrength } from './strength.ts';

test.each([
  ['', 'none'],
  ['ngắn', 'short'],
  ['123456789', 'short'],
  ['1234567890', 'fair'],
  ['aaaaaaaaaaaaaaaaaaaaaa', 'fair'],
  ['một câu dễ nhớ', 'good'],
  ['một câu dễ nhớ với tôi thôi', 'strong'],
])('%j is %s', (password, strength) => {
  expect(passwordStrength(password)).toBe(strength);
});

test('a letter with combining marks counts once', () => {
  expect(passwordStrength('ếếếếếếế'.normalize('NFD'))).toBe('short');
});
