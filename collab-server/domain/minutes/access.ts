import { minutesRight } from '#protocol/minutes/rights';
import type { RefusalCode } from '#protocol/wire/codes';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Meetings } from '../meeting/meetings.ts';

/** `why` is what somebody who may only read is told when they write. */
export type MinutesAccess =
  | { readonly may: 'write' }
  | { readonly may: 'read'; readonly why: RefusalCode }
  | { readonly code: RefusalCode };

/** Who may open the room of a meeting's minutes. Whoever may not know of the meeting hears that there is no such room. */
export async function minutesAccess(
  meetings: Pick<Meetings, 'now'>,
  isMember: (person: PersonId) => boolean,
  person: PersonId,
  meeting: MeetingId,
): Promise<MinutesAccess> {
  if (!isMember(person)) return { code: 'notAllowed' };
  const { state } = await meetings.now(meeting);
  const right = state === undefined ? 'unknown' : minutesRight(state, person);
  if (right === 'write') return { may: 'write' };
  if (right === 'read') return { may: 'read', why: 'meetingEnded' };
  return { code: right === 'none' ? 'notAllowed' : 'notFound' };
}
