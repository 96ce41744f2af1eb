import { blankMeeting, type MeetingState } from '#protocol/meeting/records';
import { MeetingId, type PersonId } from '#protocol/wire/ids';

/** A meeting online of which only the chair is known, for tests that add what they are about. */
export function meetingOf(chair: PersonId): MeetingState {
  return blankMeeting(MeetingId.parse('m'.repeat(20)), {
    title: 'Họp giao ban',
    chair,
    deputy: null,
    quorum: null,
    startsAt: 0,
    endsAt: 1,
    place: '',
    mode: 'online',
  });
}
