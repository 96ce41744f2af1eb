import { annotationRoomName, type AnnotationRoom } from '#protocol/annotation/ydoc';
import { roleIn, SHARED_WRITERS, type Member } from '#protocol/meeting/rights';
import { AppError, type RefusalCode } from '#protocol/wire/codes';
import type { PersonId } from '#protocol/wire/ids';
import type { Versions } from '../documents/versions.ts';

/** `why` is what somebody who may only read is told when they write. */
export type AnnotationAccess =
  | { readonly may: 'write' }
  | { readonly may: 'read'; readonly why: RefusalCode }
  | { readonly code: RefusalCode };

/**
 * Who may open a room of marks: a private one its owner only, a shared one whoever may read the paper. The shared layer
 * is written by members until the meeting has ended; a private one stays its owner's.
 */
export async function annotationAccess(
  versions: Versions,
  memberOf: (person: PersonId) => Member | undefined,
  person: PersonId,
  room: AnnotationRoom,
): Promise<AnnotationAccess> {
  const member = memberOf(person);
  if (member === undefined) return { code: 'notAllowed' };
  // Somebody else's private layer is not even admitted to exist.
  if (room.layer === 'private' && room.owner !== person) return { code: 'notFound' };
  try {
    const { meeting } = await versions.readable(member, room.version);
    if (room.layer === 'private') return { may: 'write' };
    const role = roleIn(meeting, person);
    if (meeting.status === 'ended') return { may: 'read', why: 'meetingEnded' };
    if (role === undefined || !SHARED_WRITERS.includes(role)) return { may: 'read', why: 'notAllowed' };
    return { may: 'write' };
  } catch (error) {
    if (error instanceof AppError) return { code: error.code };
    throw new Error(`access to ${annotationRoomName(room)} could not be decided`, { cause: error });
  }
}
