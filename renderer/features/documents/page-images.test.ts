import { describe, expect, it } from 'vitest';
import type { CachedPage } from './page-cache.ts';
import { PageImages } from './page-images.ts';

const sizes = Array.from({ length: 20 }, () => ({ width: 10, height: 10, rotation: 0 }));

function setup() {
  const begun: string[] = [];
  const cancelled: number[] = [];
  const finish = new Map<number, { done: () => void; fail: (error: Error) => void }>();
  const images = new PageImages(
    {
      render: (page, _size, scale, signal) => {
        begun.push(`${page}@${scale}`);
        return new Promise<CachedPage>((resolve, reject) => {
          finish.set(page, {
            done: () => resolve({ scale, bitmap: { width: 10, height: 10, close: () => undefined } }),
            fail: reject,
          });
          signal.addEventListener('abort', () => {
            cancelled.push(page);
            reject(new Error('cancelled'));
          });
        });
      },
      forgetOutside: () => undefined,
    },
    sizes,
    100 * 10 * 10 * 4,
    (_size, scale) => Math.min(scale, 4),
  );
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve));
  const finishAll = async () => {
    for (let round = 0; round < 10; round++) {
      for (const { done } of finish.values()) done();
      await settle();
    }
  };
  return { images, begun, cancelled, finish, settle, finishAll };
}

describe('PageImages', () => {
  it('draws what is on screen first, then the neighbours, and nothing else', async () => {
    const { images, begun, finishAll } = setup();
    images.want({ first: 5, last: 7 }, 2);
    await finishAll();
    expect(begun).toEqual(['6@2', '5@2', '7@2', '8@2', '9@2', '4@2']);
  });

  it('cancels pages that were scrolled past', async () => {
    const { images, cancelled, settle } = setup();
    images.want({ first: 0, last: 1 }, 2);
    images.want({ first: 15, last: 16 }, 2);
    await settle();
    expect(cancelled).toEqual([0]);
  });

  it('draws the page that is looked at before and without the others', async () => {
    const { images, begun, finish, settle } = setup();
    images.want({ first: 5, last: 7 }, 2, 7);
    expect(begun).toEqual(['7@2']);
    finish.get(7)?.done();
    await settle();
    expect(begun).toEqual(['7@2', '6@2', '5@2']);
  });

  it('prepares more pages where the reader is heading', async () => {
    const { images, begun, finishAll } = setup();
    images.want({ first: 10, last: 10 }, 2);
    await finishAll();
    begun.length = 0;
    images.want({ first: 6, last: 6 }, 2);
    await finishAll();
    expect(begun).toEqual(['6@2', '5@2', '4@2', '7@2']);
  });

  it('keeps the old image until the sharp one is there, and does not draw what is sharp enough', async () => {
    const { images, begun, finishAll } = setup();
    images.want({ first: 0, last: 0 }, 2);
    await finishAll();
    begun.length = 0;
    images.want({ first: 0, last: 0 }, 1.9);
    expect(begun).toEqual([]);
    images.want({ first: 0, last: 0 }, 9);
    expect(begun[0]).toBe('0@4');
    expect(images.get(0)?.scale).toBe(2);
    await finishAll();
    expect(images.get(0)?.scale).toBe(4);
  });

  it('says which page failed, leaves it alone, and tries again when asked', async () => {
    const { images, begun, finish, settle, finishAll } = setup();
    const told: number[] = [];
    images.onPage((page) => told.push(page));
    images.want({ first: 3, last: 3 }, 1);
    finish.get(3)?.fail(new Error('broken page'));
    await settle();
    expect(images.failure(3)).toBeInstanceOf(Error);
    expect(told).toContain(3);
    images.want({ first: 3, last: 3 }, 1);
    await finishAll();
    expect(begun.filter((key) => key === '3@1')).toHaveLength(1);
    images.retry(3);
    await finishAll();
    expect(images.get(3)).toBeDefined();
    expect(images.failure(3)).toBeUndefined();
  });

  it('[FILE-3] draws everything anew when asked, and shows what was there until then', async () => {
    const { images, begun, finishAll } = setup();
    images.want({ first: 5, last: 6 }, 2, 5);
    await finishAll();
    const before = images.get(5);
    begun.length = 0;
    images.redraw();
    expect(images.get(5)).toBe(before);
    expect(images.get(7)).toBeUndefined();
    await finishAll();
    expect(begun.toSorted()).toEqual(['4@2', '5@2', '6@2', '7@2', '8@2']);
    expect(images.get(5)).not.toBe(before);
    begun.length = 0;
    images.want({ first: 5, last: 6 }, 2, 5);
    expect(begun).toEqual([]);
  });

  it('[FILE-3] draws a page anew also while it is being drawn', async () => {
    const { images, begun, cancelled, finishAll } = setup();
    images.want({ first: 5, last: 5 }, 2);
    images.redraw();
    await finishAll();
    expect(begun.slice(0, 2)).toEqual(['5@2', '5@2']);
    expect(cancelled).toEqual([5]);
  });
});
