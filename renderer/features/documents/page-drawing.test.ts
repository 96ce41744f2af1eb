import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PageRange } from './page-layout.ts';
import { drawWhereRead } from './page-drawing.ts';
import { ReaderModel } from './reader-model.ts';

const sizes = Array.from({ length: 40 }, () => ({ width: 600, height: 800, rotation: 0 }));

interface Asked {
  readonly range: PageRange;
  readonly scale: number;
  readonly focus: number | undefined;
}

let model: ReaderModel;
let asked: Asked[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  model = new ReaderModel(sizes, { page: 0, y: 0 });
  asked = [];
  stop = drawWhereRead(
    model,
    { want: (range, scale, focus) => asked.push({ range, scale, focus }) },
    () => 2,
  );
});
afterEach(() => {
  stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** A screen that is as wide as a page at 100 points for 100 pixels. */
async function open() {
  model.resize(624, 500);
  await Promise.resolve();
  await vi.advanceTimersByTimeAsync(400);
}

test('nothing is drawn before the size of the screen is known, then what is on it, as sharp as the screen', async () => {
  await Promise.resolve();
  expect(asked).toEqual([]);
  await open();
  expect(asked).toEqual([{ range: { first: 0, last: 0 }, scale: 2, focus: 0 }]);
});

test('a page is asked for before anybody who hears of the move later does anything', async () => {
  await open();
  const order: string[] = [];
  const end = model.subscribe(() => queueMicrotask(() => order.push(`laid out, ${asked.length} asked`)));
  model.goToPage(30);
  await Promise.resolve();
  end();
  expect(asked.at(-1)).toEqual({ range: { first: 30, last: 30 }, scale: 2, focus: 30 });
  expect(order).toEqual(['laid out, 2 asked']);
});

test('moves that come together are one: the last', async () => {
  model.resize(624, 500);
  model.goToPage(10);
  model.lend('slides');
  await Promise.resolve();
  expect(asked.map(({ focus }) => focus)).toEqual([10]);
});

test('of pages that are rushed through only some are drawn, and the last one always', async () => {
  await open();
  await vi.advanceTimersByTimeAsync(1000);
  for (let page = 1; page <= 30; page++) {
    model.goToPage(page);
    await vi.advanceTimersByTimeAsync(16);
  }
  await vi.advanceTimersByTimeAsync(1000);
  const focused = asked.slice(1).map(({ focus }) => focus);
  expect(focused.slice(0, 3)).toEqual([1, 2, 3]);
  expect(focused.at(-1)).toBe(30);
  expect(focused.length).toBeLessThan(10);
});

test('a few pages one after the other are asked for at once', async () => {
  await open();
  for (const page of [10, 20, 30]) {
    await vi.advanceTimersByTimeAsync(40);
    model.goToPage(page);
    await Promise.resolve();
    expect(asked.at(-1)?.focus).toBe(page);
  }
});

test('scrolling within the same pages asks for nothing', async () => {
  await open();
  model.pan(0, 20);
  await Promise.resolve();
  expect(asked).toHaveLength(1);
});

test('pages are drawn anew only when a zoom stands still', async () => {
  await open();
  for (let step = 0; step < 3; step++) {
    model.zoom(1);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(120);
  expect(asked).toHaveLength(2);
  expect(asked[1]?.scale).toBe(model.getSnapshot().layout.scale * 2);
});

test('who has stopped asks for nothing', async () => {
  await open();
  model.goToPage(20);
  stop();
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toHaveLength(1);
});
