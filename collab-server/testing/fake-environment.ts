import { pino } from 'pino';
import type { Environment, Timer } from '../environment.ts';

export interface FakeEnvironment extends Environment {
  /** Turns the clock, running what is due in order of time; what those start and is due by then runs too. */
  advance(ms: number): void;
  /** Timers that wait. A test that closes what it opened ends with none. */
  readonly timers: number;
}

interface Waiting {
  readonly due: number;
  readonly task: () => void;
}

/** A clock that stands until it is turned, bytes that repeat by seed, and no log. `start` is milliseconds since 1970. */
export function fakeEnvironment({ seed = 1, start = Date.UTC(2026, 0, 5, 1) } = {}): FakeEnvironment {
  let now = start;
  let state = seed >>> 0;
  const waiting = new Set<Waiting>();

  // mulberry32: enough to tell ids apart and to repeat a fault; nothing secret is made with it.
  const nextWord = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = state;
    word = Math.imul(word ^ (word >>> 15), word | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return (word ^ (word >>> 14)) >>> 0;
  };
  const nextDue = (until: number): Waiting | undefined => {
    let next: Waiting | undefined;
    // Of those due at the same time the one that was set first comes first.
    for (const item of waiting) if (item.due <= until && item.due < (next?.due ?? Infinity)) next = item;
    return next;
  };

  return {
    now: () => now,
    after(ms: number, task: () => void): Timer {
      const item = { due: now + Math.max(0, ms), task };
      waiting.add(item);
      return { cancel: () => void waiting.delete(item) };
    },
    randomBytes: (count) => Uint8Array.from({ length: count }, () => nextWord() >>> 24),
    log: pino({ level: 'silent' }),
    advance(ms: number): void {
      const until = now + ms;
      for (let item = nextDue(until); item !== undefined; item = nextDue(until)) {
        waiting.delete(item);
        now = item.due;
        item.task();
      }
      now = until;
    },
    get timers() {
      return waiting.size;
    },
  };
}
