import { fromBase64, toBase64 } from 'lib0/buffer';
import { z } from 'zod';
import { MAX_COMMENT, MAX_COMMENT_QUOTE } from '#protocol/minutes/comments';
import type { MeetingId, PersonId } from '#protocol/wire/ids';

/** A passage that somebody comments on. */
export interface Passage {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly quote: string;
  /** What stood beside it. */
  readonly before: string;
  readonly after: string;
}

export interface CommentDraft extends Passage {
  readonly text: string;
}

const Bytes = z.base64().transform((text) => fromBase64(text));
const Kept = z.object({
  from: Bytes,
  to: Bytes,
  quote: z.string().max(MAX_COMMENT_QUOTE),
  text: z.string().max(MAX_COMMENT),
});

function keyOf(me: PersonId, meeting: MeetingId): string {
  return `bantron.minutes-comment ${me} ${meeting}`;
}

/** The comment that this person has begun on this device and not sent; null: none. */
export function keptDraft(store: Storage, me: PersonId, meeting: MeetingId): CommentDraft | null {
  try {
    return Kept.safeParse(JSON.parse(store.getItem(keyOf(me, meeting)) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

/** Keeps it, or forgets it. */
export function keepDraft(
  store: Storage,
  me: PersonId,
  meeting: MeetingId,
  draft: CommentDraft | null,
): void {
  try {
    if (draft === null) store.removeItem(keyOf(me, meeting));
    else {
      const { from, to, ...rest } = draft;
      store.setItem(keyOf(me, meeting), JSON.stringify({ ...rest, from: toBase64(from), to: toBase64(to) }));
    }
  } catch (error) {
    console.warn('a comment that was begun could not be kept', error);
  }
}
