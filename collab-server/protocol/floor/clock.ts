import type { Speech } from './records.ts';

/** Time that a speech has taken until `now`, in milliseconds. */
export function speechTime(speech: Pick<Speech, 'since' | 'usedMs'>, now: number): number {
  return speech.usedMs + (speech.since === null ? 0 : Math.max(0, now - speech.since));
}

/** Milliseconds that are left of the given time, negative once it is over; null without a limit. */
export function timeLeft(speech: Pick<Speech, 'since' | 'usedMs' | 'minutes'>, now: number): number | null {
  return speech.minutes === 0 ? null : speech.minutes * 60_000 - speechTime(speech, now);
}
