import { newItem } from '../agenda/records.ts';
import { halted, started } from '../agenda/progress.ts';
import { placed, withDescendants } from '../agenda/tree.ts';
import { evolveBallots, withoutItems, withSoundProxies } from '../ballots/evolve.ts';
import { cleared, ended, given } from '../floor/evolve.ts';
import { moved, queued } from '../floor/queue.ts';
import type { Floor } from '../floor/records.ts';
import { evolveMinutes } from '../minutes/evolve.ts';
import { assertNever } from '../wire/assert-never.ts';
import type { PersonId } from '../wire/ids.ts';
import { arrived, departed, marked, withQuorum } from './attendance.ts';
import type { MeetingEvent } from './events.ts';
import { answered, invited, removed, substituted, withChair } from './participants.ts';
import { blankMeeting, seat, type MeetingState } from './records.ts';

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
  const before = evolved(state, event, at);
  const after =
    before.participants === state.participants
      ? before
      : { ...before, voting: withSoundProxies(before.voting, before.participants) };
  const counts =
    after.attendance !== state.attendance ||
    after.participants !== state.participants ||
    after.fields !== state.fields ||
    after.status !== state.status;
  return counts && after.status === 'inSession' ? { ...after, quorum: withQuorum(after, at) } : after;
}

type Later = Exclude<MeetingEvent, { type: 'meeting.created' }>;

function evolved(state: MeetingState, event: Later, at: number): MeetingState {
  switch (event.type) {
    case 'meeting.changed': {
      const { fields } = event.payload;
      return { ...chairedBy(state, fields.chair), fields };
    }
    case 'chair.changed': {
      const { to } = event.payload;
      const deputy = state.fields.deputy === to ? null : state.fields.deputy;
      return { ...chairedBy(state, to), fields: { ...state.fields, chair: to, deputy } };
    }
    case 'meeting.approved':
      return { ...state, status: 'approved' };
    case 'meeting.returned':
      return { ...state, status: 'draft' };
    case 'meeting.sent':
      return { ...state, status: 'sent' };
    case 'meeting.opened':
      return { ...state, status: 'inSession', openedAt: at };
    case 'meeting.closed':
      return closed(state, at);
    case 'meeting.archived':
      return { ...state, status: 'archived' };
    case 'participant.invited': {
      const { person, role } = event.payload;
      return { ...state, participants: invited(state.participants, person, role) };
    }
    case 'participant.removed':
      return withoutPerson(state, event.payload.person, at);
    case 'invitation.answered': {
      const { person, answer, reason } = event.payload;
      const response = { is: answer, reason, at };
      return { ...state, participants: answered(state.participants, person, response) };
    }
    case 'invitation.substituted': {
      const { person, substitute, unit } = event.payload;
      return { ...state, participants: substituted(state.participants, { person, substitute, unit }, at) };
    }
    case 'invitation.substituteRecalled':
      return withoutPerson(state, event.payload.substitute, at);
    case 'attendance.marked':
      return { ...state, attendance: marked(state, event.payload.entries, at) };
    case 'person.joined':
      return { ...state, attendance: arrived(state.attendance, event.payload.person, at) };
    case 'person.left': {
      const { person, leftAt } = event.payload;
      return { ...state, attendance: departed(state.attendance, person, leftAt) };
    }
    case 'lobby.set':
      return { ...state, lobby: { isOn: event.payload.isOn, admitted: [] } };
    case 'lobby.admitted': {
      const { person } = event.payload;
      const others = state.lobby.admitted.filter((entry) => entry !== person);
      return { ...state, lobby: { ...state.lobby, admitted: [...others, person] } };
    }
    case 'lobby.sentOut': {
      const { person } = event.payload;
      const admitted = state.lobby.admitted.filter((entry) => entry !== person);
      return { ...state, ...silenced(state, person, at), lobby: { ...state.lobby, admitted } };
    }
    case 'agenda.itemAdded': {
      const { id, fields, position } = event.payload;
      return { ...state, agenda: placed(state.agenda, [newItem(id, position.parent, fields)], position) };
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
      return {
        ...state,
        agenda: state.agenda.filter((item) => !gone.has(item.id)),
        voting: withoutItems(state.voting, gone),
      };
    }
    case 'agenda.itemStarted': {
      const { id } = event.payload;
      return { ...state, currentItem: id, agenda: started(state.agenda, state.currentItem, id, at) };
    }
    case 'agenda.itemPaused':
      return { ...state, agenda: halted(state.agenda, event.payload.id, 'paused', at) };
    case 'agenda.itemPostponed':
    case 'agenda.itemEnded': {
      const { id } = event.payload;
      const progress = event.type === 'agenda.itemEnded' ? 'done' : 'postponed';
      const currentItem = state.currentItem === id ? null : state.currentItem;
      return { ...state, currentItem, agenda: halted(state.agenda, id, progress, at) };
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
      const requests = state.floor.requests.map((request) =>
        request.about?.paper === id ? { ...request, about: null } : request,
      );
      return {
        ...state,
        papers: state.papers.filter((paper) => paper.id !== id),
        moderation: {
          ...state.moderation,
          locked: state.moderation.locked.filter((paper) => paper !== id),
        },
        page: state.page?.paper === id ? null : state.page,
        floor: { ...state.floor, requests },
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
      const { id, person, kind, about } = event.payload;
      const { requests } = state.floor;
      // A second event about a request says what it is about, to those who may know; it keeps its place.
      const known = requests.some((entry) => entry.id === id);
      const request = { id, person, kind, item: state.currentItem, about, at };
      return withRequests(
        state,
        known
          ? requests.map((entry) => (entry.id === id ? { ...entry, about } : entry))
          : queued(requests, request),
      );
    }
    case 'floor.withdrawn':
      return withRequests(
        state,
        state.floor.requests.filter((entry) => entry.id !== event.payload.id),
      );
    case 'floor.moved':
      return withRequests(state, moved(state.floor.requests, event.payload.id, event.payload.before));
    case 'floor.given': {
      const { request } = event.payload;
      const rest = state.floor.requests.filter((entry) => entry.id !== request);
      return {
        ...state,
        floor: given({ ...state.floor, requests: rest }, event.payload, state.currentItem, at),
      };
    }
    case 'floor.extended': {
      const { speech } = state.floor;
      if (speech === null) return state;
      const minutes = speech.minutes + event.payload.minutes;
      return { ...state, floor: { ...state.floor, speech: { ...speech, minutes } } };
    }
    case 'floor.ended':
      return { ...state, floor: ended(state.floor, event.payload.person, at) };
    case 'floor.rulesSet':
      return { ...state, floor: { ...state.floor, rules: event.payload.rules } };
    case 'question.asked':
      return { ...state, questions: [...state.questions, { ...event.payload, at, answer: null }] };
    case 'question.withdrawn':
      return { ...state, questions: state.questions.filter(({ id }) => id !== event.payload.id) };
    case 'question.answered': {
      const { id, text, by } = event.payload;
      const answer = { text, by, at };
      return {
        ...state,
        questions: state.questions.map((entry) => (entry.id === id ? { ...entry, answer } : entry)),
      };
    }
    case 'seating.set':
      return { ...state, seating: event.payload.seating };
    case 'announcement.made':
      return { ...state, announcement: { ...event.payload, at } };
    case 'announcement.cleared':
      return { ...state, announcement: null };
    case 'service.called':
      return { ...state, serviceCalls: [...state.serviceCalls, { ...event.payload, at }] };
    case 'service.finished':
      return { ...state, serviceCalls: state.serviceCalls.filter(({ id }) => id !== event.payload.id) };
    // What it does is done by the clients when it comes.
    case 'media.allMuted':
      return state;
    case 'log.sealed':
      return { ...state, seal: event.payload.seal };
    case 'vote.rulesSet':
    case 'vote.prepared':
    case 'vote.removed':
    case 'vote.opened':
    case 'vote.cast':
    case 'vote.stopped':
    case 'vote.counted':
    case 'vote.voided':
    case 'vote.reminded':
    case 'proxy.given':
    case 'proxy.recalled':
      return { ...state, voting: evolveBallots(state.voting, event, at) };
    case 'minutes.commentsOpened':
    case 'minutes.commentsClosed':
    case 'minutes.approved':
    case 'minutes.reopened':
    case 'minutes.signed':
    case 'minutes.issued':
      return { ...state, minutes: evolveMinutes(state.minutes, event, at) };
    default:
      return assertNever(event);
  }
}

function created(payload: Extract<MeetingEvent, { type: 'meeting.created' }>['payload']): MeetingState {
  const { id, fields, secretaries } = payload;
  const blank = blankMeeting(id, fields);
  const others = secretaries.filter((person) => person !== fields.chair);
  return {
    ...blank,
    participants: [...blank.participants, ...others.map((person) => seat(person, 'secretary'))],
  };
}

function closed(state: MeetingState, at: number): MeetingState {
  const { currentItem } = state;
  return {
    ...state,
    status: 'ended',
    endedAt: at,
    presenter: null,
    page: null,
    currentItem: null,
    floor: cleared(state.floor, at),
    lobby: { isOn: false, admitted: [] },
    announcement: null,
    serviceCalls: [],
    agenda: currentItem === null ? state.agenda : halted(state.agenda, currentItem, 'done', at),
    attendance: state.attendance.map((entry) => ({
      ...entry,
      leftAt: entry.is === 'absent' ? null : (entry.leftAt ?? at),
    })),
  };
}

/** The chair's own marks are never hidden. */
function chairedBy(state: MeetingState, chair: PersonId): MeetingState {
  return {
    ...state,
    participants: withChair(state.participants, state.fields.chair, chair),
    moderation: {
      ...state.moderation,
      hidden: state.moderation.hidden.filter((person) => person !== chair),
    },
  };
}

function withRequests(state: MeetingState, requests: Floor['requests']): MeetingState {
  return { ...state, floor: { ...state.floor, requests } };
}

function withoutPerson(state: MeetingState, person: PersonId, at: number): MeetingState {
  return {
    ...state,
    ...silenced(state, person, at),
    participants: removed(state.participants, person),
    lobby: { ...state.lobby, admitted: state.lobby.admitted.filter((entry) => entry !== person) },
    seating: unseated(state.seating, person),
  };
}

/** What is said and shown without this person. What somebody showed ends with their presenting. */
function silenced(
  state: MeetingState,
  person: PersonId,
  at: number,
): Pick<MeetingState, 'floor' | 'presenter' | 'page'> {
  const requests = state.floor.requests.filter((entry) => entry.person !== person);
  const floor = ended({ ...state.floor, requests }, person, at);
  return state.presenter === person
    ? { floor, presenter: null, page: null }
    : { floor, presenter: state.presenter, page: state.page };
}

function unseated(seating: MeetingState['seating'], person: PersonId): MeetingState['seating'] {
  if (seating === null) return null;
  const seats = seating.seats.map((entry) => (entry.person === person ? { ...entry, person: null } : entry));
  return { seats };
}
