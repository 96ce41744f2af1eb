import { wouldChange } from '#protocol/meeting/decide';
import { MeetingStatus, type MeetingRole, type MeetingState } from '#protocol/meeting/records';
import { COMMAND_RIGHTS, roleIn, type Member } from '#protocol/meeting/rights';

/** The steps of a meeting in their order. */
export const COURSE_STEPS = MeetingStatus.options;

/** What takes a meeting from one step to another, and back. The one that leads on stands first. */
const ACTIONS = ['approve', 'send', 'open', 'archive', 'return'] as const;
export type CourseAction = (typeof ACTIONS)[number];

export function commandOf(action: CourseAction): { readonly type: `meeting.${CourseAction}` } {
  return { type: `meeting.${action}` };
}

/** What this person can do next with the meeting: what the server would do, and nothing else. */
export function courseActions(state: MeetingState, member: Member): CourseAction[] {
  return ACTIONS.filter((action) => wouldChange(state, commandOf(action), member));
}

/** Whether somebody who prepares the meeting can't go on before the chair has approved it. */
export function waitsForApproval(state: MeetingState, member: Pick<Member, 'id'>): boolean {
  const role = roleIn(state, member.id);
  if (state.status !== 'draft' || role === undefined) return false;
  return COMMAND_RIGHTS['meeting.send'].includes(role) && !COMMAND_RIGHTS['meeting.approve'].includes(role);
}

/** Who is told by the invitations: everyone but the sender, by role. */
export function invitedBy(
  state: Pick<MeetingState, 'participants'>,
  sender: Member['id'],
): ReadonlyMap<MeetingRole, number> {
  const counts = new Map<MeetingRole, number>();
  for (const { person, role } of state.participants)
    if (person !== sender) counts.set(role, (counts.get(role) ?? 0) + 1);
  return counts;
}
