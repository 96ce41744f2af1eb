import { guestSees } from '../agenda/visibility.ts';
import { visibleVoting } from '../ballots/visible.ts';
import { NO_MINUTES } from '../minutes/records.ts';
import type { PersonId } from '../wire/ids.ts';
import { blankMeeting, type MeetingRole, type MeetingState, type Participant } from './records.ts';
import { isWaiting, mayRead, seatOf, type Member } from './rights.ts';

const CONDUCTING: readonly MeetingRole[] = ['chair', 'secretary'];
const SERVING: readonly MeetingRole[] = ['chair', 'secretary', 'staff'];

/**
 * The meeting as the member may see it: what evolving only the events of their audience gives, as long as none of them
 * is one that {@link changesRights} for them. Undefined for whoever isn't invited, or isn't yet.
 */
export function visibleTo(
  state: MeetingState,
  member: Pick<Member, 'id' | 'unit'>,
): MeetingState | undefined {
  const role = seatOf(state, member.id);
  if (role === undefined) return undefined;
  if (isWaiting(state, member.id)) return fromOutside(state, member.id);
  const papers = state.papers.filter((paper) => mayRead(state, member, paper));
  const readable = new Set(papers.map((paper) => paper.id));
  const { page, moderation, floor } = state;
  const conducts = CONDUCTING.includes(role);
  const { standsFor = null } = state.participants.find(({ person }) => person === member.id) ?? {};
  const isOwn = ({ person }: { readonly person: PersonId }) => person === member.id || person === standsFor;
  return {
    ...state,
    participants: conducts
      ? state.participants
      : state.participants.map((entry) => (isOwn(entry) ? entry : discreet(entry))),
    agenda: role === 'guest' ? agendaFor(state, member.id) : state.agenda,
    papers,
    page: page !== null && readable.has(page.paper) ? page : null,
    moderation: { ...moderation, locked: moderation.locked.filter((paper) => readable.has(paper)) },
    floor: {
      ...floor,
      requests: floor.requests.map((request) =>
        request.about === null || readable.has(request.about.paper) ? request : { ...request, about: null },
      ),
    },
    // All of the meeting, of which a guest has their own items.
    minutes: role === 'guest' ? NO_MINUTES : state.minutes,
    voting: conducts ? state.voting : visibleVoting(state, member.id, role, standsFor),
    questions: conducts ? state.questions : state.questions.filter(isOwn),
    serviceCalls: SERVING.includes(role) ? state.serviceCalls : state.serviceCalls.filter(isOwn),
  };
}

/** Why somebody declined is for those who run the meeting. */
function discreet(entry: Participant): Participant {
  return { ...entry, response: { ...entry.response, reason: '' } };
}

/** A guest sees that there is an item, so that numbers mean the same to everyone, but not what it is about. */
function agendaFor(state: MeetingState, guest: PersonId): MeetingState['agenda'] {
  return state.agenda.map((item) =>
    guestSees(state.agenda, guest, item.id) ? item : { ...item, title: '', presenter: null, minutes: 0 },
  );
}

/** What a guest knows who waits in the lobby: what the meeting is called, who has the chair, and that they wait. */
function fromOutside(state: MeetingState, me: PersonId): MeetingState {
  const own = state.participants.filter(({ person, role }) => person === me || role === 'chair');
  return {
    ...blankMeeting(state.id, state.fields),
    status: state.status,
    openedAt: state.openedAt,
    participants: own.map(discreet),
    lobby: { isOn: true, admitted: [] },
  };
}

type EventLike = { readonly type: string; readonly payload: unknown };

/** Events after which everyone may see something else. */
const FOR_ALL = new Set(['meeting.changed', 'meeting.sent', 'meeting.returned', 'chair.changed']);
/** After these it is the guests: whose items there are and what they are about, or whether they wait outside. */
const FOR_GUESTS = new Set([
  'agenda.itemAdded',
  'agenda.itemChanged',
  'agenda.itemMoved',
  'meeting.opened',
  'meeting.closed',
  'lobby.set',
]);
/** And after these the person that they name. */
const FOR_PERSON = new Set([
  'participant.invited',
  'participant.removed',
  'invitation.substituted',
  'invitation.substituteRecalled',
  'lobby.admitted',
  'lobby.sentOut',
]);

/**
 * Whose view of the meeting these events may have changed beyond what they say: the people, or all. Those get the state
 * anew, since the events of their new audience were withheld before. `state` is the one after the events.
 */
export function changesRights(
  state: MeetingState,
  events: readonly EventLike[],
): ReadonlySet<string> | 'all' {
  const people = new Set<string>();
  for (const { type, payload } of events) {
    if (FOR_ALL.has(type)) return 'all';
    if (FOR_GUESTS.has(type))
      for (const { person, role } of state.participants) if (role === 'guest') people.add(person);
    if (!FOR_PERSON.has(type) || typeof payload !== 'object' || payload === null) continue;
    for (const key of ['person', 'substitute'] as const)
      if (key in payload) people.add(String((payload as Record<string, unknown>)[key]));
    // A substitute goes or changes with whose seat they have.
    for (const { person, standsFor } of state.participants)
      if (standsFor !== null && people.has(standsFor)) people.add(person);
  }
  return people;
}
