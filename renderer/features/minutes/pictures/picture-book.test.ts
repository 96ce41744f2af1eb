import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '#protocol/wire/codes';
import { Hash } from '#protocol/wire/ids';
import { Unreachable } from '../../../sync/api-client.ts';
import { PictureBook } from './picture-book.ts';

const hash = Hash.parse('a'.repeat(64));
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function book(...answers: readonly (Uint8Array<ArrayBuffer> | Error)[]) {
  let asked = 0;
  const made = new PictureBook({
    fetch: () => {
      const answer = answers[asked++];
      return answer instanceof Uint8Array ? Promise.resolve(answer) : Promise.reject(answer ?? new Error());
    },
    put: () => Promise.resolve(hash),
  });
  return { made, asked: () => asked };
}

it('[MIN-72] a picture is fetched once, and again after a while when there was no connection', async () => {
  const { made, asked } = book(new Unreachable(), JPEG);
  let told = 0;
  made.subscribe(() => told++);
  expect(made.standing(hash)).toEqual({ is: 'loading' });
  expect(made.standing(hash)).toEqual({ is: 'loading' });
  await vi.advanceTimersByTimeAsync(0);
  expect(made.standing(hash)).toEqual({ is: 'away' });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(made.standing(hash)).toEqual({ is: 'there', type: 'jpeg', bytes: JPEG });
  expect([asked(), told]).toEqual([2, 2]);
  made.close();
});

it('[MIN-72] one that the server hasn’t, and one that is no picture, is gone', async () => {
  for (const answer of [new AppError('notFound'), Uint8Array.of(0x3c, 0x73)]) {
    const { made, asked } = book(answer);
    made.standing(hash);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(made.standing(hash)).toEqual({ is: 'gone' });
    expect(asked()).toBe(1);
  }
});

it('[MIN-72] one that was brought needs no fetching', async () => {
  const { made, asked } = book();
  expect(await made.put(JPEG)).toBe(hash);
  expect(made.standing(hash)).toMatchObject({ is: 'there' });
  expect(asked()).toBe(0);
});
