import { describe, expect, it } from 'vitest';
import { pageOf } from './page-labels.ts';

const labels = ['i', 'ii', 'iii', 'iv', '1', '2', '3', 'PL-1'];

describe('pageOf', () => {
  it('takes what the file calls its pages before their numbers', () => {
    expect(pageOf('iv', labels, 8)).toBe(3);
    expect(pageOf(' IV ', labels, 8)).toBe(3);
    expect(pageOf('pl-1', labels, 8)).toBe(7);
    expect(pageOf('2', labels, 8)).toBe(5);
  });

  it('takes numbers for what has no such label, and stays inside', () => {
    expect(pageOf('8', labels, 8)).toBe(7);
    expect(pageOf('2', null, 8)).toBe(1);
    expect(pageOf('999', null, 8)).toBe(7);
    expect(pageOf('0', null, 8)).toBe(0);
  });

  it('knows nothing else', () => {
    for (const typed of ['', '  ', 'abc', '-3', '1.5', '3a']) expect(pageOf(typed, null, 8)).toBeUndefined();
  });
});
