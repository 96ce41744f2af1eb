import type { MeetingId } from '#protocol/wire/ids';

const KEY = 'bantron.check-in';

/**
 * Keeps the code of a check-in link (`/meetings/<id>#checkin=<code>`) for this tab, so that whoever has to sign in first
 * is checked in afterwards. Answers whether the address was such a link.
 */
export function keepCheckIn(path: string, hash: string): boolean {
  const code = /^checkin=([\w-]{1,40})$/.exec(hash)?.[1];
  if (code === undefined) return false;
  sessionStorage.setItem(KEY, `${path} ${code}`);
  return true;
}

/** The code that was kept for this meeting, which is forgotten with that; null when there is none. */
export function takeCheckIn(meeting: MeetingId): string | null {
  const [path, code] = sessionStorage.getItem(KEY)?.split(' ', 2) ?? [];
  if (path !== `/meetings/${meeting}` || code === undefined) return null;
  sessionStorage.removeItem(KEY);
  return code;
}
