import type * as Y from 'yjs';
import { AnnotationGuard, type GuardContext, type Verdict } from '#protocol/annotation/guard';
import { parseAnnotationRoom, type AnnotationRoom } from '#protocol/annotation/ydoc';
import { MinutesGuard } from '#protocol/minutes/guard';
import { commentsGuard, parseCommentsRoom } from '#protocol/minutes/comments';
import { parseMinutesRoom } from '#protocol/minutes/ydoc';
import type { RefusalCode } from '#protocol/wire/codes';
import type { MeetingId, PersonId, VersionId } from '#protocol/wire/ids';
import type { MinutesAccess } from '../../domain/minutes/access.ts';
import type { Statement } from '../../storage/port.ts';
import type { LoggedUpdate } from './room-log.ts';

/**
 * What a person may do in a room, or why they may not enter. `why` is what someone who may only read is told when they
 * write; `notAllowed` without it.
 */
export type RoomAccess =
  | { readonly may: 'write' }
  | { readonly may: 'read'; readonly why?: RefusalCode }
  | { readonly code: RefusalCode };

/** Looks at every update of one document before it is applied. */
export interface UpdateGuard {
  check(update: Uint8Array, context: GuardContext): Verdict;
}

/** Whose rights have changed, in which rooms: those of a version's marks, or a meeting's minutes. Without a field: all. */
export interface RightsChange {
  readonly person?: PersonId;
  readonly version?: VersionId;
  readonly minutesOf?: MeetingId;
}

/**
 * What an update that was accepted brings with it: `statements` go into its commit, `done` is called once that is durable
 * and relayed.
 */
export interface Consequence {
  readonly statements: readonly Statement[];
  done(): void;
}

/** Follows one document: asked after every update that was applied to it. */
export interface RoomWatch {
  taken(): Consequence | undefined;
}

/** One room that exists by its name, with the rules of its kind. */
export interface RoomPlan {
  access(person: PersonId): Promise<RoomAccess>;
  guard(doc: Y.Doc): UpdateGuard;
  watch(doc: Y.Doc): RoomWatch | undefined;
  /** What a room begins with in which nobody has written, and in whose name; undefined: with nothing. */
  beginning(): Promise<LoggedUpdate | undefined>;
  /** Whether a change of rights is a change for this room. */
  isAbout(change: RightsChange): boolean;
}

/** The rooms whose names begin with `<prefix>/`. */
export interface RoomKind {
  readonly prefix: string;
  /** The room of this name, or undefined when there can't be one. */
  find(name: string): RoomPlan | undefined;
}

/** Rooms of marks. `access` is asked at every connection and after every change of rights, `watch` once per loading. */
export function annotationRooms(
  access: (person: PersonId, room: AnnotationRoom) => Promise<RoomAccess>,
  watch: (room: AnnotationRoom, doc: Y.Doc) => RoomWatch | undefined = () => undefined,
): RoomKind {
  return {
    prefix: 'annotation',
    find(name) {
      const room = parseAnnotationRoom(name);
      if (room === undefined) return undefined;
      return {
        access: (person) => access(person, room),
        guard: (doc) => new AnnotationGuard(doc),
        watch: (doc) => watch(room, doc),
        beginning: () => Promise.resolve(undefined),
        isAbout: ({ version = room.version, minutesOf }) =>
          minutesOf === undefined && room.version === version,
      };
    },
  };
}

/** Rooms of minutes, and of comments on them. `accessTo` is asked as `access` for marks, `beginning` when a room is loaded that nobody has written in. */
export function minutesRooms(
  accessTo: (person: PersonId, meeting: MeetingId) => Promise<MinutesAccess>,
  beginning: (meeting: MeetingId) => Promise<LoggedUpdate | undefined>,
): RoomKind {
  return {
    prefix: 'minutes',
    find(name) {
      const commented = parseCommentsRoom(name);
      if (commented !== undefined) return commentsPlan(commented, accessTo);
      const meeting = parseMinutesRoom(name);
      if (meeting === undefined) return undefined;
      return {
        async access(person) {
          const access = await accessTo(person, meeting);
          // Whoever comments doesn't do it in the text.
          return 'may' in access && access.may === 'comment' ? { may: 'read' } : access;
        },
        guard: (doc) => new MinutesGuard(doc),
        watch: () => undefined,
        beginning: () => beginning(meeting),
        isAbout: ({ version, minutesOf = meeting }) => version === undefined && minutesOf === meeting,
      };
    },
  };
}

/** The room of comments: whoever may comment writes there as the editors do. */
function commentsPlan(
  meeting: MeetingId,
  accessTo: (person: PersonId, meeting: MeetingId) => Promise<MinutesAccess>,
): RoomPlan {
  return {
    async access(person) {
      const access = await accessTo(person, meeting);
      return 'may' in access && access.may === 'comment' ? { may: 'write' } : access;
    },
    guard: commentsGuard,
    watch: () => undefined,
    beginning: () => Promise.resolve(undefined),
    isAbout: ({ version, minutesOf = meeting }) => version === undefined && minutesOf === meeting,
  };
}
