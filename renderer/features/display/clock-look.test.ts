import { describe, expect, it } from 'vitest';
import { clockLook } from './clock-look.ts';

const minute = 60_000;

describe('a clock on the screen', () => {
  it('[DISPLAY-3] counts down, warns in the last minute, and counts what is beyond', () => {
    const clock = { since: 1000, usedMs: 0, minutes: 5 };
    expect(clockLook(clock, 1000)).toEqual({ is: 'good', ms: 5 * minute });
    expect(clockLook(clock, 1000 + 4 * minute - 1)).toEqual({ is: 'good', ms: minute + 1000 });
    expect(clockLook(clock, 1000 + 4 * minute)).toEqual({ is: 'nearly', ms: minute });
    expect(clockLook(clock, 1000 + 5 * minute)).toEqual({ is: 'nearly', ms: 0 });
    expect(clockLook(clock, 1000 + 5 * minute + 1500)).toEqual({ is: 'over', ms: 1500 });
  });

  it('[DISPLAY-3] warns of a short speech in its last fifth', () => {
    const clock = { since: 0, usedMs: 0, minutes: 1 };
    expect(clockLook(clock, 47_000).is).toBe('good');
    expect(clockLook(clock, 48_000).is).toBe('nearly');
  });

  it('[DISPLAY-3] stands while it is interrupted, and counts up without a limit', () => {
    expect(clockLook({ since: null, usedMs: minute, minutes: 2 }, 9e9)).toEqual({ is: 'good', ms: minute });
    expect(clockLook({ since: 1000, usedMs: 500, minutes: 0 }, 3000)).toEqual({ is: 'free', ms: 2500 });
  });

  it('[DISPLAY-3] does not run backwards when the clocks differ by a moment', () => {
    expect(clockLook({ since: 5000, usedMs: 0, minutes: 1 }, 4000)).toEqual({ is: 'good', ms: minute });
  });
});
