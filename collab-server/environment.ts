import type { Logger } from 'pino';

export interface Timer {
  cancel(): void;
}

/**
 * Time, chance and the log, handed to everything that needs them, so that a test can give its own: a clock that it
 * turns and a seed that repeats a fault.
 */
export interface Environment {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` once after `ms`; the timer never keeps the process alive. */
  after(ms: number, task: () => void): Timer;
  randomBytes(count: number): Uint8Array;
  readonly log: Logger;
}
