import * as Y from 'yjs';
import { z } from 'zod';
import { AnnotationGuard, GUARD_LIMITS } from '../annotation/guard.ts';
import { QUOTE_CONTEXT } from '../annotation/mark.ts';
import { layerAuthor, layerMap } from '../annotation/ydoc.ts';
import { MarkId, MeetingId, PersonId } from '../wire/ids.ts';
import { lines } from '../wire/text.ts';
import { minutesRoomName, parseMinutesRoom } from './ydoc.ts';

/** The room of the comments on a meeting's minutes: beside the text, so that who comments needs no right to it. */
export function commentsRoomName(meeting: MeetingId): string {
  return `${minutesRoomName(meeting)}/comments`;
}

/** The meeting of such a room, or undefined when the name isn't one. */
export function parseCommentsRoom(name: string): MeetingId | undefined {
  const end = '/comments';
  return name.endsWith(end) ? parseMinutesRoom(name.slice(0, -end.length)) : undefined;
}

/** Most entries of one person, most UTF-16 units of a comment and of what it quotes. */
export const MAX_COMMENTS = 2000;
export const MAX_COMMENT = 4000;
export const MAX_COMMENT_QUOTE = 300;

/** A position in the text as Yjs writes a relative one. */
const Position = z.custom<Uint8Array>(
  (bytes) => bytes instanceof Uint8Array && bytes.length > 0 && bytes.length <= 100,
);

/** Ids are unique within one author's entries only. */
export const ThreadRef = z.strictObject({ author: PersonId, id: MarkId });
export type ThreadRef = z.infer<typeof ThreadRef>;

const time = z.int().min(0);

/**
 * What one person has written about the minutes: each in a root map of its author, from id to one value that is replaced
 * as a whole. `settle` says that a thread is settled (đã xử lý), or is open again.
 */
export const CommentEntry = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('comment'),
    from: Position,
    to: Position,
    /** The words as they were then, by which the comment is understood when they are gone. */
    quote: z.string().max(MAX_COMMENT_QUOTE),
    /** What stood beside them. */
    before: z.string().max(QUOTE_CONTEXT),
    after: z.string().max(QUOTE_CONTEXT),
    text: lines(MAX_COMMENT, 1),
    at: time,
    edited: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('reply'),
    thread: ThreadRef,
    text: lines(MAX_COMMENT, 1),
    at: time,
    edited: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('settle'), thread: ThreadRef, settled: z.boolean(), at: time }),
]);
export type CommentEntry = z.infer<typeof CommentEntry>;

/** An entry as it came from a document, or undefined when it isn't one. */
export function readEntry(id: string, value: unknown): { id: MarkId; entry: CommentEntry } | undefined {
  const parsedId = MarkId.safeParse(id);
  const parsed = CommentEntry.safeParse(value);
  return parsedId.success && parsed.success ? { id: parsedId.data, entry: parsed.data } : undefined;
}

/** Looks at updates of such a room as {@link AnnotationGuard} does at those of marks. */
export function commentsGuard(doc: Y.Doc): AnnotationGuard {
  return new AnnotationGuard(
    doc,
    { ...GUARD_LIMITS, valueBytes: 40_000, marks: MAX_COMMENTS },
    (id, value) => readEntry(id, value) !== undefined,
  );
}

export interface ThreadReply {
  readonly author: PersonId;
  readonly id: MarkId;
  readonly text: string;
  readonly at: number;
  readonly edited: boolean;
}

/** A comment with what was answered, and whether it is settled. */
export interface CommentThread extends ThreadReply {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly quote: string;
  readonly before: string;
  readonly after: string;
  /** The oldest first. */
  readonly replies: readonly ThreadReply[];
  /** By whom, when it is. */
  readonly settledBy: PersonId | null;
  /** When it was last settled or opened again; null: never. */
  readonly settledAt: number | null;
}

/**
 * The threads of a document, the oldest first. Settled is what the latest word of somebody says who may: `maySettle`, or the
 * thread's author. What isn't readable, and replies to nothing, are left out.
 */
export function threadsOf(doc: Y.Doc, maySettle: (person: PersonId) => boolean): readonly CommentThread[] {
  const threads = new Map<string, CommentThread>();
  const replies = new Map<string, ThreadReply[]>();
  const settled = new Map<string, { at: number; by: PersonId; settled: boolean }>();
  const keyOf = (ref: ThreadRef) => `${ref.author} ${ref.id}`;
  for (const name of [...doc.share.keys()].toSorted()) {
    const author = layerAuthor(name);
    if (author === undefined) continue;
    for (const [key, value] of layerMap(doc, author)) {
      const read = readEntry(key, value);
      if (read === undefined) continue;
      const { id, entry } = read;
      if (entry.kind === 'comment') {
        const { kind: _kind, ...comment } = entry;
        threads.set(keyOf({ author, id }), {
          author,
          id,
          ...comment,
          replies: [],
          settledBy: null,
          settledAt: null,
        });
      } else if (entry.kind === 'reply') {
        const { text, at, edited } = entry;
        const to = keyOf(entry.thread);
        const known = replies.get(to) ?? [];
        known.push({ author, id, text, at, edited });
        replies.set(to, known);
      } else if (author === entry.thread.author || maySettle(author)) {
        const of = keyOf(entry.thread);
        if ((settled.get(of)?.at ?? -1) <= entry.at)
          settled.set(of, { at: entry.at, by: author, settled: entry.settled });
      }
    }
  }
  return [...threads]
    .map(([key, thread]): CommentThread => {
      const last = settled.get(key);
      return {
        ...thread,
        replies: (replies.get(key) ?? []).toSorted((a, b) => a.at - b.at),
        settledBy: last?.settled === true ? last.by : null,
        settledAt: last?.at ?? null,
      };
    })
    .toSorted((a, b) => a.at - b.at);
}
