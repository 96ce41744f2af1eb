import { isInWriting } from '../meeting/in-writing.ts';
import type { MeetingState } from '../meeting/records.ts';
import { MINUTES_WRITERS, seatOf } from '../meeting/rights.ts';
import type { PersonId } from '../wire/ids.ts';
import { isFrozen } from './records.ts';

/**
 * What somebody may do with the draft of a meeting's minutes. `comment`: read it and comment, which those who took part may
 * while they are asked to. `read`: its text is fixed, or the meeting is archived. `none`: a draft is its editors' alone.
 * `unknown`: there are none that they could know of, since the meeting hasn't been opened, isn't theirs, or nobody met:
 * what is asked in writing has its report.
 */
export type MinutesRight = 'write' | 'comment' | 'read' | 'none' | 'unknown';

export function minutesRight(state: MeetingState, person: PersonId, now: number): MinutesRight {
  const role = seatOf(state, person);
  if (role === undefined || state.openedAt === null || isInWriting(state.fields)) return 'unknown';
  const { minutes } = state;
  if (MINUTES_WRITERS.includes(role))
    return state.status === 'archived' || isFrozen(minutes) ? 'read' : 'write';
  const isAsked = minutes.stage === 'commenting' && now < (minutes.commentsUntil ?? 0);
  return isAsked && role !== 'guest' && state.status !== 'archived' ? 'comment' : 'none';
}

/** Whether somebody may read the approved minutes as a file: their editors, and once they are issued all who took part but guests. */
export function mayReadFrozen(state: MeetingState, person: PersonId): boolean {
  const role = seatOf(state, person);
  if (role === undefined || !isFrozen(state.minutes)) return false;
  return MINUTES_WRITERS.includes(role) || (role !== 'guest' && state.minutes.stage === 'issued');
}

/** Whether there is something of the minutes for this person to open: the draft, or the approved file. */
export function opensMinutes(state: MeetingState, person: PersonId, now: number): boolean {
  const right = minutesRight(state, person, now);
  return right === 'write' || right === 'comment' || right === 'read' || mayReadFrozen(state, person);
}
