import { guestSees, presentersOf } from '../agenda/visibility.ts';
import type { Paper } from '../documents/records.ts';
import type { OrgRole } from '../people/records.ts';
import type { Audience } from '../wire/stream.ts';
import type { ItemId, PaperId, PersonId } from '../wire/ids.ts';
import type { MeetingCommand } from './commands.ts';
import type { MeetingRole, MeetingState, MeetingStatus, Participant } from './records.ts';

/** Whoever asks: ids and what their rights follow from. */
export interface Member {
  readonly id: PersonId;
  readonly role: OrgRole;
  readonly unit: string;
}

const PREPARERS: readonly MeetingRole[] = ['chair', 'secretary'];
const EVERYBODY: readonly MeetingRole[] = ['chair', 'secretary', 'delegate', 'guest', 'staff'];
const NOBODY: readonly MeetingRole[] = [];

/** A command to a meeting that there is. */
export type CommandToMeeting = Exclude<MeetingCommand, { type: 'meeting.create' }>;

/**
 * Who may give which command: role in the meeting × command. `create` is decided by the role in the organisation.
 * Source: the roles and rights of the field (chủ trì, thư ký, đại biểu, khách mời, chuyên viên).
 */
export const COMMAND_RIGHTS: Record<CommandToMeeting['type'], readonly MeetingRole[]> = {
  'meeting.change': PREPARERS,
  'meeting.approve': ['chair'],
  'meeting.return': ['chair'],
  'meeting.send': PREPARERS,
  'meeting.open': PREPARERS,
  'meeting.close': PREPARERS,
  'meeting.archive': PREPARERS,
  'chair.handOver': ['chair'],
  'chair.takeOver': ['secretary'],
  'participant.invite': PREPARERS,
  'participant.remove': PREPARERS,
  'invitation.answer': ['secretary', 'delegate', 'guest', 'staff'],
  'invitation.substitute': PREPARERS,
  'invitation.recallSubstitute': PREPARERS,
  'attendance.checkIn': EVERYBODY,
  'attendance.checkOut': EVERYBODY,
  'attendance.mark': PREPARERS,
  'lobby.set': PREPARERS,
  'lobby.admit': PREPARERS,
  'lobby.sendOut': PREPARERS,
  'agenda.addItem': PREPARERS,
  'agenda.changeItem': PREPARERS,
  'agenda.moveItem': PREPARERS,
  'agenda.removeItem': PREPARERS,
  'agenda.startItem': PREPARERS,
  'agenda.pauseItem': PREPARERS,
  'agenda.postponeItem': PREPARERS,
  'agenda.endItem': PREPARERS,
  'paper.announcePrinted': PREPARERS,
  'paper.change': PREPARERS,
  'paper.remove': PREPARERS,
  'presenter.set': PREPARERS,
  'marks.lock': ['chair'],
  'marks.hide': ['chair'],
  'floor.ask': EVERYBODY,
  'floor.withdraw': PREPARERS,
  'floor.move': PREPARERS,
  'floor.give': PREPARERS,
  'floor.extend': PREPARERS,
  'floor.stop': PREPARERS,
  'floor.setRules': PREPARERS,
  'question.ask': EVERYBODY,
  'question.withdraw': NOBODY,
  'question.answer': PREPARERS,
  'seating.set': PREPARERS,
  'announcement.make': PREPARERS,
  'announcement.clear': PREPARERS,
  'service.call': EVERYBODY,
  'service.finish': ['chair', 'secretary', 'staff'],
  'media.muteAll': PREPARERS,
  'vote.setRules': PREPARERS,
  'vote.prepare': PREPARERS,
  'vote.remove': PREPARERS,
  'vote.open': PREPARERS,
  'vote.cast': EVERYBODY,
  'vote.stop': PREPARERS,
  'vote.enterCounts': PREPARERS,
  'vote.publish': PREPARERS,
  'vote.void': PREPARERS,
  'vote.remind': PREPARERS,
  'minutes.openComments': PREPARERS,
  'minutes.closeComments': PREPARERS,
  'minutes.approve': ['chair'],
  'minutes.reopen': ['chair'],
  'minutes.sign': PREPARERS,
  'minutes.issue': PREPARERS,
  'proxy.give': PREPARERS,
  'proxy.recall': PREPARERS,
};

/** Whether somebody with this role may give the command: by their role, or because it is about what is their own. */
export function mayCommand(
  state: MeetingState,
  { id }: Pick<Member, 'id'>,
  role: MeetingRole,
  command: CommandToMeeting,
): boolean {
  return COMMAND_RIGHTS[command.type].includes(role) || isOwn(state, id, command);
}

/**
 * Whoever presents may stop, whoever speaks may end; whoever asked may take it back; one sends one's own substitute and
 * gives one's own proxy; and the deputy may take the chair over.
 */
function isOwn(state: MeetingState, me: PersonId, command: CommandToMeeting): boolean {
  const { type } = command;
  if (type === 'presenter.set') return command.person === null && state.presenter === me;
  if (type === 'chair.takeOver') return state.fields.deputy === me;
  if (type === 'invitation.substitute' || type === 'invitation.recallSubstitute' || type === 'floor.stop')
    return command.person === me;
  if (type === 'proxy.give' || type === 'proxy.recall') return command.from === me;
  const isMine = (entries: readonly { readonly id: string; readonly person: PersonId }[], id: string) =>
    entries.some((entry) => entry.id === id && entry.person === me);
  if (type === 'floor.withdraw') return isMine(state.floor.requests, command.id);
  if (type === 'question.withdraw') return isMine(state.questions, command.id);
  return type === 'service.finish' && isMine(state.serviceCalls, command.id);
}

/** Roles in the organisation that may start a meeting. An administrator has no right to content. */
export const MEETING_CREATORS: readonly OrgRole[] = ['secretary', 'official'];

/** Roles in the meeting that may bring papers. Staff prepare papers (chuyên viên chuẩn bị tài liệu). */
export const PAPER_BRINGERS: readonly MeetingRole[] = ['chair', 'secretary', 'staff'];

/** Roles in the meeting that write its minutes: chuyên viên help the secretary. */
export const MINUTES_WRITERS: readonly MeetingRole[] = ['chair', 'secretary', 'staff'];

/** Roles in the meeting that may write on the shared layer. A guest reads, and writes privately. */
export const SHARED_WRITERS: readonly MeetingRole[] = ['chair', 'secretary', 'delegate', 'staff'];

/**
 * Who is told of a paper. A guest (khách mời) reads only the papers of their own items: those that they present, and
 * what stands under them, unless it is closed to guests; or a paper that names them.
 */
export function audienceOf(state: MeetingState, paper: Pick<Paper, 'item' | 'readers'>): Audience {
  if (paper.readers.to !== 'all') return paper.readers;
  const guests = guestsOf(state);
  if (guests.length === 0) return { to: 'all' };
  const presenters = presentersOf(state.agenda, paper.item);
  const reading = guests.filter(
    (guest) => presenters.has(guest) && guestSees(state.agenda, guest, paper.item),
  );
  return { to: 'members', guests: reading };
}

/** Whether the member may read this paper: its entry in the agenda, its bytes, rooms and tickets. */
export function mayRead(state: MeetingState, member: Pick<Member, 'id' | 'unit'>, paper: Paper): boolean {
  return sees(state, member, audienceOf(state, paper));
}

/** Who is told what an agenda item is about: everyone, or everyone but the guests for whom it isn't. */
export function itemAudience(
  state: {
    readonly agenda: MeetingState['agenda'];
    readonly participants: readonly Pick<Participant, 'person' | 'role'>[];
  },
  item: ItemId,
): Audience {
  const guests = guestsOf(state);
  const knowing = guests.filter((guest) => guestSees(state.agenda, guest, item));
  return knowing.length === guests.length ? { to: 'all' } : { to: 'members', guests: knowing };
}

function guestsOf({
  participants,
}: {
  readonly participants: readonly Pick<Participant, 'person' | 'role'>[];
}): readonly PersonId[] {
  return participants.filter((entry) => entry.role === 'guest').map((entry) => entry.person);
}

/** Why somebody can't write on a paper's shared layer: their role, a meeting that has ended, or the chair's lock. */
export type SharedLock = 'role' | 'closed' | 'chair' | null;

/** Whether this person may write on the shared layer of a paper that they may read; null: they may. */
export function sharedLockFor(state: MeetingState, person: PersonId, paper: PaperId): SharedLock {
  const role = roleIn(state, person);
  if (isOver(state)) return 'closed';
  if (role === undefined || !SHARED_WRITERS.includes(role)) return 'role';
  return role !== 'chair' && state.moderation.locked.includes(paper) ? 'chair' : null;
}

/** Whether the meeting is over: nothing but its roll call and its archiving changes any more. */
export function isOver({ status }: Pick<MeetingState, 'status'>): boolean {
  return status === 'ended' || status === 'archived';
}

export function roleIn(state: MeetingState, person: PersonId): MeetingRole | undefined {
  return state.participants.find((participant) => participant.person === person)?.role;
}

/** Roles that know of a meeting before its invitations are sent. */
const PREPARING: readonly MeetingRole[] = ['chair', 'secretary', 'staff'];

/**
 * The role in which somebody knows of the meeting; undefined for whoever isn't invited, and for delegates and guests
 * until the invitations are sent. The deputy knows of it as well.
 */
export function seatOf(state: MeetingState, person: PersonId): MeetingRole | undefined {
  const role = roleIn(state, person);
  return role !== undefined && knowsOf(state.status, role, state.fields.deputy === person) ? role : undefined;
}

/** Whether somebody with this role knows of a meeting in this state. */
export function knowsOf(status: MeetingStatus, role: MeetingRole, isDeputy: boolean): boolean {
  return isDeputy || PREPARING.includes(role) || (status !== 'draft' && status !== 'approved');
}

/** Whether somebody waits outside: a guest while the meeting has a lobby, until they are let in. */
export function isWaiting(state: MeetingState, person: PersonId): boolean {
  const { lobby } = state;
  if (!lobby.isOn || state.status !== 'inSession' || lobby.admitted.includes(person)) return false;
  return roleIn(state, person) === 'guest';
}

/** Whether an event with this audience is for the member. Outsiders and whoever waits outside see nothing. */
export function sees(state: MeetingState, member: Pick<Member, 'id' | 'unit'>, audience: Audience): boolean {
  return sight(state, member)(audience);
}

/** The same for many events: the member is looked for among the people of the meeting once. */
export function sight(
  state: MeetingState,
  { id, unit }: Pick<Member, 'id' | 'unit'>,
): (audience: Audience) => boolean {
  const role = seatOf(state, id);
  if (role === undefined || isWaiting(state, id)) return () => false;
  if (role === 'chair' || role === 'secretary') return () => true;
  // A substitute reads what names whom they stand for, or their unit.
  const own = state.participants.find(({ person }) => person === id);
  const { standsFor = null, lentUnit = '' } = own ?? {};
  const units = [unit, lentUnit].filter((name) => name !== '');
  return (audience) => {
    if (audience.to === 'all') return true;
    if (audience.to === 'members') return role !== 'guest' || audience.guests.includes(id);
    return (
      audience.people.includes(id) ||
      (standsFor !== null && audience.people.includes(standsFor)) ||
      units.some((name) => audience.units.includes(name))
    );
  };
}
