import type { AgendaItem } from '../agenda/records.ts';
import type { Paper } from '../documents/records.ts';
import type { OrgRole } from '../people/records.ts';
import type { Audience } from '../wire/stream.ts';
import type { ItemId, PaperId, PersonId } from '../wire/ids.ts';
import type { MeetingCommand } from './commands.ts';
import type { MeetingRole, MeetingState } from './records.ts';

/** Whoever asks: ids and what their rights follow from. */
export interface Member {
  readonly id: PersonId;
  readonly role: OrgRole;
  readonly unit: string;
}

const PREPARERS: readonly MeetingRole[] = ['chair', 'secretary'];

/**
 * Who may give which command: role in the meeting × command. `create` is decided by the role in the organisation.
 * Source: the roles and rights of the field (chủ trì, thư ký, đại biểu, khách mời, chuyên viên).
 */
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
  'marks.lock': ['chair'],
  'marks.hide': ['chair'],
  'floor.ask': ['chair', 'secretary', 'delegate', 'guest', 'staff'],
  'floor.withdraw': PREPARERS,
};

/** Whether somebody with this role may give the command. Whoever presents may stop, whoever asked to speak may take it back. */
export function mayCommand(
  state: MeetingState,
  member: Pick<Member, 'id'>,
  role: MeetingRole,
  command: Exclude<MeetingCommand, { type: 'meeting.create' }>,
): boolean {
  if (COMMAND_RIGHTS[command.type].includes(role)) return true;
  if (command.type === 'floor.withdraw')
    return state.floor.some(({ id, person }) => id === command.id && person === member.id);
  return command.type === 'presenter.set' && command.person === null && state.presenter === member.id;
}

/** Roles in the organisation that may start a meeting. An administrator has no right to content. */
export const MEETING_CREATORS: readonly OrgRole[] = ['secretary', 'official'];

/** Roles in the meeting that may bring papers. Staff prepare papers (chuyên viên chuẩn bị tài liệu). */
export const PAPER_BRINGERS: readonly MeetingRole[] = ['chair', 'secretary', 'staff'];

/** Roles in the meeting that may write on the shared layer. A guest reads, and writes privately. */
export const SHARED_WRITERS: readonly MeetingRole[] = ['chair', 'secretary', 'delegate', 'staff'];

/**
 * Who is told of a paper. A guest (khách mời) reads only the papers of their own items: those that they present, and
 * what stands under them; or a paper that names them.
 */
export function audienceOf(state: MeetingState, paper: Pick<Paper, 'item' | 'readers'>): Audience {
  if (paper.readers.to !== 'all') return paper.readers;
  const guests = state.participants.filter((entry) => entry.role === 'guest').map((entry) => entry.person);
  if (guests.length === 0) return { to: 'all' };
  const presenters = presentersOf(state.agenda, paper.item);
  return { to: 'members', guests: guests.filter((guest) => presenters.has(guest)) };
}

/** Whether the member may read this paper: its entry in the agenda, its bytes, rooms and tickets. */
export function mayRead(state: MeetingState, member: Pick<Member, 'id' | 'unit'>, paper: Paper): boolean {
  return sees(state, member, audienceOf(state, paper));
}

/** Who presents the item or one that it stands under. */
function presentersOf(agenda: readonly AgendaItem[], item: ItemId): Set<PersonId> {
  const presenters = new Set<PersonId>();
  const byId = new Map(agenda.map((entry) => [entry.id, entry]));
  for (let at = byId.get(item); at !== undefined; at = at.parent === null ? undefined : byId.get(at.parent)) {
    if (at.presenter !== null) presenters.add(at.presenter);
  }
  return presenters;
}

/** Why somebody can't write on a paper's shared layer: their role, a meeting that has ended, or the chair's lock. */
export type SharedLock = 'role' | 'closed' | 'chair' | null;

/** Whether this person may write on the shared layer of a paper that they may read; null: they may. */
export function sharedLockFor(state: MeetingState, person: PersonId, paper: PaperId): SharedLock {
  const role = roleIn(state, person);
  if (state.status === 'ended') return 'closed';
  if (role === undefined || !SHARED_WRITERS.includes(role)) return 'role';
  return role !== 'chair' && state.moderation.locked.includes(paper) ? 'chair' : null;
}

export function roleIn(state: MeetingState, person: PersonId): MeetingRole | undefined {
  return state.participants.find((participant) => participant.person === person)?.role;
}

/** Whether an event with this audience is for the member. Outsiders of the meeting see nothing. */
export function sees(state: MeetingState, member: Pick<Member, 'id' | 'unit'>, audience: Audience): boolean {
  const role = roleIn(state, member.id);
  if (role === undefined) return false;
  if (audience.to === 'all' || role === 'chair' || role === 'secretary') return true;
  if (audience.to === 'members') return role !== 'guest' || audience.guests.includes(member.id);
  return audience.people.includes(member.id) || (member.unit !== '' && audience.units.includes(member.unit));
}
