import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Interrupted, TookTooLong, Watchdog } from './watchdog.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LIMIT = 20_000;
const never = () => new Promise<never>(() => {});

function setup(isWaiting = () => false) {
  const overdue = vi.fn<() => void>();
  return { overdue, watchdog: new Watchdog({ limit: LIMIT, isWaiting, onOverdue: overdue }) };
}

/** What became of a promise so far. */
function fate(promise: Promise<unknown>): { value: unknown } {
  const seen: { value: unknown } = { value: 'pending' };
  promise.then(
    (value) => (seen.value = value),
    (error: unknown) => (seen.value = error),
  );
  return seen;
}

describe('Watchdog', () => {
  it('blames the work that has been stuck longest, and nobody else', async () => {
    const { watchdog, overdue } = setup();
    const stuck = fate(watchdog.watch('draw', never));
    await vi.advanceTimersByTimeAsync(1000);
    const behind = fate(watchdog.watch('read', never));
    await vi.advanceTimersByTimeAsync(LIMIT - 1001);
    expect(stuck.value).toBe('pending');
    await vi.advanceTimersByTimeAsync(1);
    expect(stuck.value).toBeInstanceOf(TookTooLong);
    expect(behind.value).toBeInstanceOf(Interrupted);
    expect(overdue).toHaveBeenCalledOnce();
    await expect(watchdog.watch('draw', () => Promise.resolve(1))).rejects.toThrow(Interrupted);
  });

  it('lets work that answers go, with its value or its error', async () => {
    const { watchdog, overdue } = setup();
    await expect(watchdog.watch('draw', () => Promise.resolve(7))).resolves.toBe(7);
    await expect(watchdog.watch('draw', () => Promise.reject(new Error('no font')))).rejects.toThrow(
      'no font',
    );
    await vi.advanceTimersByTimeAsync(2 * LIMIT);
    expect(overdue).not.toHaveBeenCalled();
  });

  it('does not count the time in which bytes are on their way', async () => {
    let isWaiting = true;
    const { watchdog, overdue } = setup(() => isWaiting);
    const slow = fate(watchdog.watch('draw', never));
    await vi.advanceTimersByTimeAsync(10 * LIMIT);
    expect(slow.value).toBe('pending');
    isWaiting = false;
    await vi.advanceTimersByTimeAsync(LIMIT);
    expect(slow.value).toBeInstanceOf(TookTooLong);
    expect(overdue).toHaveBeenCalledOnce();
  });

  it('stops a thread that is stuck in cancelled work, and blames nobody for it', async () => {
    const { watchdog, overdue } = setup();
    const scrolledPast = new AbortController();
    scrolledPast.abort();
    const cancelled = fate(
      watchdog.watch('draw', () => Promise.reject(new Error('cancelled')), scrolledPast.signal),
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect(cancelled.value).toMatchObject({ message: 'cancelled' });
    const next = fate(watchdog.watch('draw', never));
    await vi.advanceTimersByTimeAsync(LIMIT - 1000);
    expect(overdue).toHaveBeenCalledOnce();
    expect(next.value).toBeInstanceOf(Interrupted);
  });

  it('takes a later answer as a sign of life', async () => {
    const { watchdog, overdue } = setup();
    const scrolledPast = new AbortController();
    scrolledPast.abort();
    fate(watchdog.watch('draw', () => Promise.reject(new Error('cancelled')), scrolledPast.signal));
    await watchdog.watch('draw', () => Promise.resolve());
    await vi.advanceTimersByTimeAsync(2 * LIMIT);
    expect(overdue).not.toHaveBeenCalled();
  });

  it('ends', async () => {
    const { watchdog, overdue } = setup();
    const waited = fate(watchdog.watch('draw', never));
    watchdog.end();
    await vi.advanceTimersByTimeAsync(2 * LIMIT);
    expect(waited.value).toBeInstanceOf(Interrupted);
    expect(overdue).not.toHaveBeenCalled();
  });
});
