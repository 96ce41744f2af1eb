import { entitledSeats } from '#protocol/ballots/entitlement';
import { decide, wouldChange } from '#protocol/meeting/decide';
import { isInWriting } from '#protocol/meeting/in-writing';
import { MeetingStatus, type MeetingRole, type MeetingState } from '#protocol/meeting/records';
import { COMMAND_RIGHTS, roleIn, type Member } from '#protocol/meeting/rights';
import type { RefusalCode } from '#protocol/wire/codes';

/** The steps of a meeting in their order; in writing sending is beginning. */
export function courseSteps({ fields }: Pick<MeetingState, 'fields'>): readonly MeetingStatus[] {
  return isInWriting(fields)
    ? MeetingStatus.options.filter((status) => status !== 'sent')
    : MeetingStatus.options;
}

/** What takes a meeting from one step to another, and back. The one that leads on stands first. */
const ACTIONS = ['approve', 'send', 'open', 'archive', 'return'] as const;
export type CourseAction = (typeof ACTIONS)[number];

export function commandOf(action: CourseAction): { readonly type: `meeting.${CourseAction}` } {
  return { type: `meeting.${action}` };
}

/** What this person can do next with the meeting: what the server would do, and nothing else. */
export function courseActions(state: MeetingState, member: Member): CourseAction[] {
  const actions = ACTIONS.filter((action) => wouldChange(state, commandOf(action), member));
  // In writing both are the same, and it is the sending that people know.
  return isInWriting(state.fields) ? actions.filter((action) => action !== 'open') : actions;
}

/** What the questions of a meeting in writing can't be sent for, even once they are approved; told to whoever could send them. */
export function sendingHindrance(state: MeetingState, member: Member, now: number): RefusalCode | undefined {
  const { status, fields } = state;
  if (!isInWriting(fields) || (status !== 'draft' && status !== 'approved')) return undefined;
  const role = roleIn(state, member.id);
  if (role === undefined || !COMMAND_RIGHTS['meeting.send'].includes(role)) return undefined;
  const decision = decide({ ...state, status: 'approved' }, { type: 'meeting.send' }, member, now);
  return decision.ok ? undefined : decision.code;
}

/** How many are asked by the questions that are prepared, and how many questions there are. */
export function askedBy(
  state: MeetingState,
  now: number,
): { readonly people: number; readonly questions: number } {
  const drafts = state.voting.votes.filter(({ status }) => status === 'draft');
  const voters = drafts.flatMap(({ fields }) => entitledSeats(state, fields, now).map(({ voter }) => voter));
  return { people: new Set(voters).size, questions: drafts.length };
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
