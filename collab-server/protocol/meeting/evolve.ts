import { placed, withDescendants } from '../agenda/tree.ts';
import { assertNever } from '../wire/assert-never.ts';
import type { FloorRequest } from '../floor/records.ts';
import type { PersonId } from '../wire/ids.ts';
import type { MeetingEvent } from './events.ts';
import type { Attendance, MeetingState, Participant } from './records.ts';

/**
 * The state after an event that happened at `at`. Pure, and never refuses: what the log says has happened. An event
 * about something that is not in the state (its beginning was withheld) changes nothing.
 */
export function evolve(
  state: MeetingState | undefined,
  event: MeetingEvent,
  at: number,
): MeetingState | undefined {
  if (event.type === 'meeting.created') return created(event.payload);
  if (state === undefined) return undefined;
  switch (event.type) {
    case 'meeting.changed': {
      const { fields } = event.payload;
      const participants = withChair(state.participants, state.fields.chair, fields.chair);
      const hidden = state.moderation.hidden.filter((person) => person !== fields.chair);
      return { ...state, fields, participants, moderation: { ...state.moderation, hidden } };
    }
    case 'meeting.opened':
      return { ...state, status: 'inSession', openedAt: at };
    case 'meeting.closed':
      return {
        ...state,
        status: 'ended',
        endedAt: at,
        presenter: null,
        page: null,
        currentItem: null,
        floor: [],
        agenda: state.agenda.map((item) => (item.id === state.currentItem ? { ...item, endedAt: at } : item)),
        attendance: state.attendance.map((entry) => ({ ...entry, leftAt: entry.leftAt ?? at })),
      };
    case 'participant.invited': {
      const { person, role } = event.payload;
      const known = state.participants.some((participant) => participant.person === person);
      const participants = known
        ? state.participants.map((entry) => (entry.person === person ? { person, role } : entry))
        : [...state.participants, { person, role }];
      return { ...state, participants };
    }
    case 'participant.removed': {
      const { person } = event.payload;
      return {
        ...state,
        participants: state.participants.filter((entry) => entry.person !== person),
        // What somebody showed ends with their presenting; the next one shows nothing until they do.
        ...(state.presenter === person ? { presenter: null, page: null } : {}),
        floor: state.floor.filter((entry) => entry.person !== person),
      };
    }
    case 'agenda.itemAdded': {
      const { id, fields, position } = event.payload;
      const item = { ...fields, id, parent: position.parent, startedAt: null, endedAt: null };
      return { ...state, agenda: placed(state.agenda, [item], position) };
    }
    case 'agenda.itemChanged': {
      const { id, fields } = event.payload;
      return {
        ...state,
        agenda: state.agenda.map((item) => (item.id === id ? { ...item, ...fields } : item)),
      };
    }
    case 'agenda.itemMoved': {
      const { id, position } = event.payload;
      return { ...state, agenda: placed(state.agenda, withDescendants(state.agenda, id), position) };
    }
    case 'agenda.itemRemoved': {
      const gone = new Set(withDescendants(state.agenda, event.payload.id).map((item) => item.id));
      return { ...state, agenda: state.agenda.filter((item) => !gone.has(item.id)) };
    }
    case 'agenda.itemStarted': {
      const { id } = event.payload;
      return {
        ...state,
        currentItem: id,
        agenda: state.agenda.map((item) => {
          if (item.id === id) return { ...item, startedAt: item.startedAt ?? at, endedAt: null };
          return item.id === state.currentItem ? { ...item, endedAt: at } : item;
        }),
      };
    }
    case 'paper.attached': {
      const { paper } = event.payload;
      const known = state.papers.some((entry) => entry.id === paper.id);
      return {
        ...state,
        papers: known
          ? state.papers.map((entry) => (entry.id === paper.id ? paper : entry))
          : [...state.papers, paper],
      };
    }
    case 'paper.withdrawn': {
      const { id } = event.payload;
      return {
        ...state,
        papers: state.papers.filter((paper) => paper.id !== id),
        moderation: {
          ...state.moderation,
          locked: state.moderation.locked.filter((paper) => paper !== id),
        },
        page: state.page?.paper === id ? null : state.page,
        floor: state.floor.map((request) =>
          request.about?.paper === id ? { ...request, about: null } : request,
        ),
      };
    }
    case 'presenter.changed':
      return { ...state, presenter: event.payload.person, page: null };
    case 'page.turned':
      return { ...state, page: event.payload.page };
    case 'marks.locked': {
      const { paper, locked } = event.payload;
      const others = state.moderation.locked.filter((entry) => entry !== paper);
      return { ...state, moderation: { ...state.moderation, locked: locked ? [...others, paper] : others } };
    }
    case 'marks.hidden': {
      const { person, hidden } = event.payload;
      const others = state.moderation.hidden.filter((entry) => entry !== person);
      return { ...state, moderation: { ...state.moderation, hidden: hidden ? [...others, person] : others } };
    }
    case 'floor.asked': {
      const { id, person, about } = event.payload;
      const before = state.floor.find((entry) => entry.id === id);
      const request =
        before === undefined ? { id, person, item: state.currentItem, about, at } : { ...before, about };
      return {
        ...state,
        floor: [...state.floor.filter((entry) => entry.id !== id), request].toSorted(byAsking),
      };
    }
    case 'floor.withdrawn':
      return { ...state, floor: state.floor.filter((entry) => entry.id !== event.payload.id) };
    case 'person.joined':
      return { ...state, attendance: attended(state.attendance, event.payload.person, at, null) };
    case 'person.left': {
      const { person, leftAt } = event.payload;
      const joinedAt = state.attendance.find((entry) => entry.person === person)?.joinedAt ?? leftAt;
      return { ...state, attendance: attended(state.attendance, person, joinedAt, leftAt) };
    }
    default:
      return assertNever(event);
  }
}

function created(payload: Extract<MeetingEvent, { type: 'meeting.created' }>['payload']): MeetingState {
  const { id, fields, secretaries } = payload;
  const participants: Participant[] = [{ person: fields.chair, role: 'chair' }];
  for (const person of secretaries) {
    if (person !== fields.chair) participants.push({ person, role: 'secretary' });
  }
  return {
    id,
    fields,
    status: 'planned',
    openedAt: null,
    endedAt: null,
    participants,
    agenda: [],
    currentItem: null,
    papers: [],
    presenter: null,
    page: null,
    attendance: [],
    moderation: { locked: [], hidden: [] },
    floor: [],
  };
}

/** Events have one order for everyone; a second event about a request keeps its place. */
function byAsking(a: FloorRequest, b: FloorRequest): number {
  return a.at - b.at;
}

/** Whoever had the chair stays as a delegate: nobody is put out of a meeting by handing it over. */
function withChair(participants: readonly Participant[], before: PersonId, now: PersonId): Participant[] {
  if (before === now) return [...participants];
  const rest = participants
    .filter((entry) => entry.person !== now)
    .map((entry): Participant => (entry.person === before ? { person: before, role: 'delegate' } : entry));
  return [{ person: now, role: 'chair' }, ...rest];
}

function attended(
  attendance: readonly Attendance[],
  person: PersonId,
  joinedAt: number,
  leftAt: number | null,
): Attendance[] {
  return [...attendance.filter((entry) => entry.person !== person), { person, joinedAt, leftAt }];
}
