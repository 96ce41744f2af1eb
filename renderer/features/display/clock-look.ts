/** A clock as the view tells it: it has run for `usedMs` before `since` (null: it stands still), of `minutes` (0: no limit). */
export interface ToldClock {
  readonly since: number | null;
  readonly usedMs: number;
  readonly minutes: number;
}

/** From here on somebody is warned that their time is nearly over, in milliseconds. */
const NEARLY = 60_000;

/** `free`: without a limit; `good`, `nearly`, `over`: of the given time. `ms` is the time used, left, left, and beyond it. */
export interface ClockLook {
  readonly is: 'free' | 'good' | 'nearly' | 'over';
  readonly ms: number;
}

/** What a clock shows at `now`, by the server's time. A short speech is warned of in its last fifth. */
export function clockLook({ since, usedMs, minutes }: ToldClock, now: number): ClockLook {
  const used = usedMs + (since === null ? 0 : Math.max(0, now - since));
  if (minutes === 0) return { is: 'free', ms: used };
  const given = minutes * 60_000;
  const left = given - used;
  if (left < 0) return { is: 'over', ms: -left };
  // Rounded up: "0:00" is only when nothing is left.
  const ms = Math.ceil(left / 1000) * 1000;
  return { is: left <= Math.min(NEARLY, given / 5) ? 'nearly' : 'good', ms };
}
