import { isInWriting } from '../meeting/in-writing.ts';
import type { MeetingState } from '../meeting/records.ts';
import { MINUTES_WRITERS, seatOf } from '../meeting/rights.ts';
import type { PersonId } from '../wire/ids.ts';

/**
 * What somebody may do with the draft of a meeting's minutes. `unknown`: there are none that they could know of, since the
 * meeting hasn't been opened, isn't theirs, or nobody met: what is asked in writing has its report. `none`: a draft is its editors' alone. An archived meeting's is only read.
 */
export function minutesRight(state: MeetingState, person: PersonId): 'write' | 'read' | 'none' | 'unknown' {
  const role = seatOf(state, person);
  if (role === undefined || state.openedAt === null || isInWriting(state.fields)) return 'unknown';
  if (!MINUTES_WRITERS.includes(role)) return 'none';
  return state.status === 'archived' ? 'read' : 'write';
}
