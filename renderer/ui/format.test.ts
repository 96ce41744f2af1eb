import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatDate,
  formatDuration,
  formatLongDate,
  formatNumber,
  formatRelative,
  formatTime,
} from './format.ts';

const at = new Date(2026, 10, 3, 8, 5).getTime();

describe('Vietnamese', () => {
  test('days and times', () => {
    expect(formatDate(at, 'vi')).toBe('03/11/2026');
    expect(formatTime(at, 'vi')).toBe('08:05');
    expect(formatLongDate(at, 'vi')).toBe('Thứ Ba, ngày 03 tháng 11 năm 2026');
  });

  test('lengths, sizes and counts', () => {
    expect(formatDuration(45, 'vi')).toBe('45 phút');
    expect(formatDuration(90, 'vi')).toBe('1 giờ 30 phút');
    expect(formatBytes(3_240_000, 'vi')).toBe('3,2 MB');
    expect(formatBytes(999_900, 'vi')).toBe('1 MB');
    expect(formatNumber(1250, 'vi')).toBe('1.250');
    expect(formatRelative(at + 300_000, at, 'vi')).toContain('5 phút');
    for (const days of [-1, 1, 2]) {
      const words = formatRelative(at + days * 86_400_000, at, 'vi');
      expect(words).toBe(words.toLocaleLowerCase('vi'));
    }
  });
});

test('English', () => {
  expect(formatDate(at, 'en')).toBe('03/11/2026');
  expect(formatLongDate(at, 'en')).toContain('Tuesday');
  expect(formatDuration(61, 'en')).toBe('1 hour 1 minute');
  expect(formatNumber(1250, 'en')).toBe('1,250');
});

test('midnight is 00:00', () => {
  expect(formatTime(new Date(2026, 10, 3, 0, 0).getTime(), 'vi')).toBe('00:00');
});

test.each([
  [-5, '0:00'],
  [59_999, '0:59'],
  [245_000, '4:05'],
  [3_845_000, '1:04:05'],
])('a clock of %d ms is %s', (milliseconds, text) => {
  expect(formatClock(milliseconds)).toBe(text);
});
