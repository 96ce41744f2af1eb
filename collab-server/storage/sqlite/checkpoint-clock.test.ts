import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CheckpointClock } from './checkpoint-clock.ts';
import type { Group } from './messages.ts';

function groupOf(pages: number): Group {
  const values = [new Uint8Array(pages * 4096)];
  return { texts: [''], work: [{ kind: 'unit', statements: [{ text: 0, values, changes: 1 }] }] };
}

describe('checkpoints', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('wait for a pause', () => {
    const checkpoint = vi.fn();
    const clock = new CheckpointClock(checkpoint);
    clock.wrote(groupOf(2000));
    for (let group = 0; group < 20; group++) {
      vi.advanceTimersByTime(50);
      clock.busy();
      clock.wrote(groupOf(1));
    }
    expect(checkpoint).not.toHaveBeenCalled();
    vi.advanceTimersByTime(200);
    expect(checkpoint).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(10_000);
    expect(checkpoint).toHaveBeenCalledTimes(1);
  });

  it('come without a pause when the log has grown long', () => {
    const checkpoint = vi.fn();
    const clock = new CheckpointClock(checkpoint);
    for (let group = 0; group < 40; group++) {
      clock.busy();
      clock.wrote(groupOf(1000));
    }
    expect(checkpoint).toHaveBeenCalledTimes(2);
  });

  it('are not made for a log that is short, or after closing', () => {
    const checkpoint = vi.fn();
    const clock = new CheckpointClock(checkpoint);
    clock.wrote(groupOf(100));
    vi.advanceTimersByTime(10_000);
    clock.wrote(groupOf(2000));
    clock.close();
    vi.advanceTimersByTime(10_000);
    expect(checkpoint).not.toHaveBeenCalled();
  });
});
