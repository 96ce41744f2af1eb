import type { OrgRole } from '../people/records.ts';
import type { Audience } from '../wire/stream.ts';
import type { PersonId } from '../wire/ids.ts';
import type { MeetingCommand } from './commands.ts';
import type { MeetingRole, MeetingState } from './records.ts';

/** Whoever asks: ids and what their rights follow from. */
export interface Member {
  readonly id: PersonId;
  readonly role: OrgRole;
  readonly unit: string;
}

/**
 * Who may give which command: role in the meeting × command. `create` is decided by the role in the organisation.
 * Source: the roles and rights of the field (chủ trì, thư ký, đại biểu, khách mời, chuyên viên).
 */
const PREPARERS: readonly MeetingRole[] = ['chair', 'secretary'];

export const COMMAND_RIGHTS: Record<
  Exclude<MeetingCommand['type'], 'meeting.create'>,
  readonly MeetingRole[]
> = {
  'meeting.change': PREPARERS,
  'meeting.open': PREPARERS,
  'meeting.close': ['chair', 'secretary'],
  'participant.invite': PREPARERS,
  'participant.remove': PREPARERS,
  'agenda.addItem': PREPARERS,
  'agenda.changeItem': PREPARERS,
  'agenda.moveItem': PREPARERS,
  'agenda.removeItem': PREPARERS,
  'agenda.startItem': PREPARERS,
  'paper.announcePrinted': PREPARERS,
  'paper.change': PREPARERS,
  'paper.remove': PREPARERS,
  'presenter.set': PREPARERS,
};

/** Roles in the organisation that may start a meeting. An administrator has no right to content. */
export const MEETING_CREATORS: readonly OrgRole[] = ['secretary', 'official'];

/** Roles in the meeting that may bring papers. Staff prepare papers (chuyên viên chuẩn bị tài liệu). */
export const PAPER_BRINGERS: readonly MeetingRole[] = ['chair', 'secretary', 'staff'];

/** Roles in the meeting that may write on the shared layer. A guest reads, and writes privately. */
export const SHARED_WRITERS: readonly MeetingRole[] = ['chair', 'secretary', 'delegate', 'staff'];

export function roleIn(state: MeetingState, person: PersonId): MeetingRole | undefined {
  return state.participants.find((participant) => participant.person === person)?.role;
}

/** Whether an event or a paper with this audience is for the member. Outsiders of the meeting see nothing. */
export function sees(state: MeetingState, member: Pick<Member, 'id' | 'unit'>, audience: Audience): boolean {
  const role = roleIn(state, member.id);
  if (role === undefined) return false;
  if (audience.to === 'all' || role === 'chair' || role === 'secretary') return true;
  return audience.people.includes(member.id) || (member.unit !== '' && audience.units.includes(member.unit));
}
