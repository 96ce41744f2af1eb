import type { MarkId, PersonId } from '#protocol/wire/ids';

/** So many are remembered; the oldest are forgotten first. */
const MOST = 500;

const told = new Set<string>();

/**
 * Whether this window has not been told of a comment yet. It hears of one by the open paper and by the meeting's channel,
 * whichever is quicker, and says it once.
 */
export function isFirstTold(author: PersonId, comment: MarkId): boolean {
  const key = `${author} ${comment}`;
  if (told.has(key)) return false;
  told.add(key);
  for (const oldest of told) {
    if (told.size <= MOST) break;
    told.delete(oldest);
  }
  return true;
}
