import { entitledSeats } from '../ballots/entitlement.ts';
import { openVotes, progressOf } from '../ballots/standing.ts';
import type { PersonId } from '../wire/ids.ts';
import type { CommandToMeeting } from './rights.ts';
import type { MeetingFields, MeetingState } from './records.ts';

/** Whether nobody meets: papers go round, and everyone answers until a deadline (lấy ý kiến bằng văn bản). */
export function isInWriting({ mode }: Pick<MeetingFields, 'mode'>): boolean {
  return mode === 'written';
}

/** What there is only where people sit together: who is there, who speaks, what is shown, what is being discussed, and its minutes. */
const SITTING: ReadonlySet<CommandToMeeting['type']> = new Set([
  'chair.takeOver',
  'attendance.checkIn',
  'attendance.checkOut',
  'attendance.mark',
  'lobby.set',
  'lobby.admit',
  'lobby.sendOut',
  'agenda.startItem',
  'agenda.pauseItem',
  'agenda.postponeItem',
  'agenda.endItem',
  'presenter.set',
  'floor.ask',
  'floor.withdraw',
  'floor.move',
  'floor.give',
  'floor.extend',
  'floor.stop',
  'floor.setRules',
  'seating.set',
  'service.call',
  'service.finish',
  'media.muteAll',
  'minutes.openComments',
  'minutes.closeComments',
  'minutes.approve',
  'minutes.reopen',
  'minutes.sign',
  'minutes.issue',
]);

export function needsSitting(type: CommandToMeeting['type']): boolean {
  return SITTING.has(type);
}

/** Whether answers are asked for: sent, and not closed yet. */
export function isAsking({ fields, status }: Pick<MeetingState, 'fields' | 'status'>): boolean {
  return isInWriting(fields) && status === 'inSession';
}

/** Whether the deadline has passed: no answer is taken any more, unless it is put off. */
export function isPastDeadline({ fields }: Pick<MeetingState, 'fields'>, now: number): boolean {
  return isInWriting(fields) && now >= fields.endsAt;
}

/** How often people are reminded at most, in milliseconds. */
const REMINDED_AGAIN = 3_600_000;

/** When they may be reminded again; 0 where nobody has been. */
export function mayRemindAt({ voting: { remindedAt } }: Pick<MeetingState, 'voting'>): number {
  return remindedAt === null ? 0 : remindedAt + REMINDED_AGAIN;
}

/** Who is asked by the open questions: whoever casts the ballots, not whose seats they are. */
export function askedPeople(state: MeetingState, now: number): readonly PersonId[] {
  if (!isAsking(state)) return [];
  const voters = openVotes(state).flatMap(({ fields }) =>
    entitledSeats(state, fields, now).map(({ voter }) => voter),
  );
  return [...new Set(voters)];
}

/** Whose answer to an open question is missing, in the order of the participants: whoever casts it, not whose seat it is. */
export function missingAnswers(state: MeetingState, now: number): readonly PersonId[] {
  if (!isAsking(state)) return [];
  const missing = openVotes(state).flatMap((vote) =>
    progressOf(state, vote, now).missing.map(({ voter }) => voter),
  );
  const people = new Set(missing);
  return state.participants.flatMap(({ person }) => (people.has(person) ? [person] : []));
}
