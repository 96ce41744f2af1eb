import { annotationRoomName, type AnnotationRoom } from '#protocol/annotation/ydoc';
import { roleIn, sharedLockFor, type Member } from '#protocol/meeting/rights';
import { AppError, type RefusalCode } from '#protocol/wire/codes';
import type { PersonId } from '#protocol/wire/ids';
import type { Versions } from '../documents/versions.ts';

/** `why` is what somebody who may only read is told when they write. */
export type AnnotationAccess =
  | { readonly may: 'write' }
  | { readonly may: 'read'; readonly why: RefusalCode }
  | { readonly code: RefusalCode };

const REFUSALS = { role: 'notAllowed', closed: 'meetingEnded', chair: 'layerLocked' } as const;

/**
 * Who may open a room of marks: a private one its owner only, a group's (nhóm) the members of that unit who may read the
 * paper and are no guests, a shared one whoever may read it. The shared layer is written by members until the meeting has ended, and while
 * the chair has locked it by the chair only; the others stay their owners'.
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
  if (room.layer === 'group' && (room.unit === '' || room.unit !== member.unit)) return { code: 'notFound' };
  try {
    const { meeting, paper } = await versions.readable(member, room.version);
    // A guest of the same unit is the meeting's guest.
    if (room.layer === 'group' && roleIn(meeting, person) === 'guest') return { code: 'notFound' };
    if (room.layer !== 'shared') return { may: 'write' };
    const lock = sharedLockFor(meeting, person, paper.id);
    return lock === null ? { may: 'write' } : { may: 'read', why: REFUSALS[lock] };
  } catch (error) {
    if (error instanceof AppError) return { code: error.code };
    throw new Error(`access to ${annotationRoomName(room)} could not be decided`, { cause: error });
  }
}
