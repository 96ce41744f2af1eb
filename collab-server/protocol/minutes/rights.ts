import type { MeetingRole, MeetingState } from '../meeting/records.ts';
import { seatOf } from '../meeting/rights.ts';
import type { PersonId } from '../wire/ids.ts';

/** Roles in the meeting that write its minutes: chủ trì, thư ký, and the chuyên viên assigned to this meeting. */
const EDITORS: readonly MeetingRole[] = ['chair', 'secretary', 'staff'];

/**
 * What somebody may do with the draft of a meeting's minutes. `unknown`: there are none that they could know of, since the
 * meeting hasn't been opened or isn't theirs. `none`: a draft is its editors' alone. An archived meeting's is only read.
 */
export function minutesRight(state: MeetingState, person: PersonId): 'write' | 'read' | 'none' | 'unknown' {
  const role = seatOf(state, person);
  if (role === undefined || state.openedAt === null) return 'unknown';
  if (!EDITORS.includes(role)) return 'none';
  return state.status === 'archived' ? 'read' : 'write';
}
