import { describe, expect, it } from 'vitest';
import { PageCache } from './page-cache.ts';

function bitmap(closed: number[], page: number, side = 10) {
  return { bitmap: { width: side, height: side, close: () => void closed.push(page) }, scale: 1 };
}

describe('PageCache', () => {
  it('closes the pages not used for longest when the memory is full', () => {
    const closed: number[] = [];
    const cache = new PageCache(3 * 400);
    for (const page of [1, 2, 3]) cache.put(page, bitmap(closed, page));
    cache.keep([1]);
    cache.keep([]);
    cache.put(4, bitmap(closed, 4));
    expect(closed).toEqual([2]);
    expect(cache.get(1)).toBeDefined();
    expect(cache.bytes).toBe(1200);
  });

  it('never closes what is on screen', () => {
    const closed: number[] = [];
    const cache = new PageCache(400);
    cache.keep([1, 2, 3]);
    for (const page of [1, 2, 3]) cache.put(page, bitmap(closed, page));
    expect(closed).toEqual([]);
    cache.keep([3]);
    expect(closed).toEqual([1, 2]);
  });

  it('closes the blurred bitmap when the sharp one comes, and all at the end', () => {
    const closed: number[] = [];
    const cache = new PageCache(10_000);
    cache.put(1, bitmap(closed, 1));
    cache.put(1, bitmap(closed, 11, 20));
    expect(closed).toEqual([1]);
    cache.close();
    expect(closed).toEqual([1, 11]);
    expect(cache.bytes).toBe(0);
  });
});
