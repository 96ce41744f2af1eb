import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#protocol/wire/codes';
import { RangeTransport } from './range-transport.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

function setup(
  answer: (attempt: number) => Uint8Array,
  ends = { head: new Uint8Array(), tail: new Uint8Array() },
) {
  const log: unknown[] = [];
  const asked: [number, number][] = [];
  let attempts = 0;
  const transport = new RangeTransport(
    1000,
    ends,
    async (begin, end) => {
      asked.push([begin, end]);
      attempts += 1;
      return answer(attempts);
    },
    { waiting: (isWaiting) => log.push(isWaiting), refused: (code) => log.push(code) },
  );
  transport.transportReady((event: unknown) => log.push(event));
  return { transport, log, asked, attempts: () => attempts };
}

describe('RangeTransport', () => {
  it('asks again until a lost piece comes, and says meanwhile that it waits', async () => {
    const { transport, log } = setup((attempt) => {
      if (attempt < 4) throw new TypeError('network');
      return Uint8Array.of(7);
    });
    transport.requestDataRange(0, 1);
    await vi.advanceTimersByTimeAsync(100);
    expect(log).toEqual([true]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(log.slice(1)).toMatchObject([false, { type: 'range', begin: 0 }]);
  });

  it('stops when the server refuses, and says why', async () => {
    const { transport, log, attempts } = setup(() => {
      throw new AppError('notAllowed');
    });
    transport.requestDataRange(0, 1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log).toEqual(['notAllowed']);
    expect(attempts()).toBe(1);
  });

  it('asks no more once the reader has closed', async () => {
    const { transport, log, attempts } = setup(() => {
      throw new TypeError('network');
    });
    transport.requestDataRange(0, 1);
    await vi.advanceTimersByTimeAsync(1000);
    transport.abort();
    const before = attempts();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(attempts()).toBe(before);
    expect(log).toEqual([true]);
  });

  it('hands out the end that is known without asking for it', async () => {
    const tail = Uint8Array.from({ length: 100 }, (_, n) => n);
    const { transport, log, asked } = setup(() => Uint8Array.of(1, 2), { head: new Uint8Array(), tail });
    transport.requestDataRange(950, 1000);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([]);
    expect(log).toEqual([{ type: 'range', begin: 950, chunk: tail.slice(50) }]);
    transport.requestDataRange(898, 905);
    expect(transport.isBringing).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(transport.isBringing).toBe(false);
    expect(asked).toEqual([[898, 900]]);
    expect(log[1]).toEqual({ type: 'range', begin: 898, chunk: Uint8Array.of(1, 2, 0, 1, 2, 3, 4) });
    transport.requestDataRange(0, 2);
    expect(asked).toEqual([
      [898, 900],
      [0, 2],
    ]);
  });
});
