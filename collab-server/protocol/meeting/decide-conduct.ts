import { hasUncounted } from '../ballots/decide.ts';
import { assertNever } from '../wire/assert-never.ts';
import type { RefusalCode } from '../wire/codes.ts';
import type { PersonId } from '../wire/ids.ts';
import type { Audience } from '../wire/stream.ts';
import { isPresent } from './attendance.ts';
import { isInWriting } from './in-writing.ts';
import { one, type NewEvent } from './new-event.ts';
import {
  MAX_PARTICIPANTS,
  MAX_QUESTIONS,
  MAX_QUESTIONS_OF_PERSON,
  MAX_SERVICE_CALLS,
  MAX_SERVICE_CALLS_OF_PERSON,
  type MeetingState,
} from './records.ts';
import { isWaiting, mayRead, roleIn, type CommandToMeeting, type Member } from './rights.ts';

/** Commands about the course of a meeting, its people and its room: not about agenda, papers, marks, the floor and votes. */
type ConductCommand = Exclude<
  CommandToMeeting,
  {
    type:
      | `agenda.${string}`
      | `paper.${string}`
      | `marks.${string}`
      | `floor.${string}`
      | `minutes.${string}`
      | `vote.${string}`
      | `proxy.${string}`
      | 'presenter.set'
      | 'meeting.open';
  }
>;

type Decided = readonly NewEvent[] | RefusalCode;

/** What such a command does. The right to give it, and that the meeting isn't over, have been looked at. */
export function decideConduct(state: MeetingState, command: ConductCommand, member: Member): Decided {
  const { status, fields } = state;
  const inSession = status === 'inSession';
  switch (command.type) {
    case 'meeting.change': {
      const { chair, deputy } = command.fields;
      if (deputy === chair) return 'conflict';
      // What people were invited to stays what it is: a sitting, or a question in writing.
      const isSent = status === 'sent' || inSession;
      if (isSent && isInWriting(fields) !== isInWriting(command.fields)) return 'conflict';
      if (chair !== fields.chair) {
        // In session the chair goes from hand to hand, so that the log says how.
        if (inSession) return 'chairNeeded';
        if (!maySit(state, chair)) return 'hasSubstitute';
        if (roleIn(state, chair) === undefined && state.participants.length >= MAX_PARTICIPANTS)
          return 'tooMany';
      }
      return one({ type: 'meeting.changed', payload: { fields: command.fields } });
    }
    case 'meeting.approve':
      if (inSession) return 'alreadyOpen';
      return status === 'draft' ? one({ type: 'meeting.approved', payload: {} }) : [];
    case 'meeting.return':
      if (inSession) return 'alreadyOpen';
      return status === 'approved' ? one({ type: 'meeting.returned', payload: {} }) : 'conflict';
    case 'meeting.send':
      if (status === 'draft') return 'notApproved';
      return status === 'approved' ? one({ type: 'meeting.sent', payload: {} }) : [];
    case 'meeting.close':
      if (!inSession) return 'meetingNotOpen';
      // Nothing may be left that nobody can count any more.
      return hasUncounted(state) ? 'voteOpen' : one({ type: 'meeting.closed', payload: {} });
    case 'meeting.archive':
      return status === 'ended' ? one({ type: 'meeting.archived', payload: {} }) : 'conflict';
    case 'chair.handOver': {
      const { to } = command;
      if (!inSession) return 'meetingNotOpen';
      if (to === fields.chair) return [];
      if (roleIn(state, to) === undefined) return 'notFound';
      if (!isInWriting(fields) && !isPresent(state, to)) return 'personAbsent';
      if (!maySit(state, to)) return 'hasSubstitute';
      return one({ type: 'chair.changed', payload: { to, how: 'handedOver' } });
    }
    case 'chair.takeOver':
      if (!inSession) return 'meetingNotOpen';
      if (member.id === fields.chair) return [];
      if (isPresent(state, fields.chair)) return 'chairPresent';
      if (!maySit(state, member.id)) return 'hasSubstitute';
      return one({ type: 'chair.changed', payload: { to: member.id, how: 'takenOver' } });
    case 'participant.invite': {
      const { person, role } = command;
      if (person === fields.chair) return 'chairNeeded';
      const before = state.participants.find((entry) => entry.person === person);
      if (before === undefined && state.participants.length >= MAX_PARTICIPANTS) return 'tooMany';
      // A substitute's role is that of the seat.
      if (before !== undefined && before.standsFor !== null) return 'substituteHasSeat';
      if (before?.role === role) return [];
      return one({ type: 'participant.invited', payload: { person, role } });
    }
    case 'participant.remove': {
      const { person } = command;
      if (person === fields.chair) return 'chairNeeded';
      if (roleIn(state, person) === undefined) return 'notFound';
      return [...recalled(state, person), ...one({ type: 'participant.removed', payload: { person } })];
    }
    case 'invitation.answer': {
      if (state.participants.some(({ standsFor }) => standsFor === member.id)) return 'hasSubstitute';
      return answered(member.id, command.answer, command.answer === 'declined' ? command.reason : '');
    }
    case 'invitation.substitute':
      return substituted(state, command.person, command.substitute, command.unit ?? '');
    case 'invitation.recallSubstitute': {
      const events = recalled(state, command.person);
      return events.length === 0 ? 'notFound' : events;
    }
    case 'attendance.checkIn': {
      if (!inSession && status !== 'sent') return 'meetingNotOpen';
      const there = state.attendance.find(({ person }) => person === member.id);
      if (there !== undefined && there.is === command.is && isPresent(state, member.id)) return [];
      return marked([{ person: member.id, is: command.is, excused: false, reason: '' }], 'self');
    }
    case 'attendance.checkOut':
      if (!isPresent(state, member.id)) return [];
      return marked([{ person: member.id, is: 'left', excused: false, reason: '' }], 'self');
    case 'attendance.mark': {
      const { entries } = command;
      if (status === 'draft' || status === 'approved') return 'notSent';
      if (entries.some(({ person }) => roleIn(state, person) === undefined)) return 'notFound';
      if (new Set(entries.map(({ person }) => person)).size < entries.length) return 'conflict';
      return marked(entries, 'roll');
    }
    case 'lobby.set':
      return state.lobby.isOn === command.isOn
        ? []
        : one({ type: 'lobby.set', payload: { isOn: command.isOn } });
    case 'lobby.admit': {
      const { person } = command;
      if (roleIn(state, person) === undefined) return 'notFound';
      return isWaiting(state, person) ? one({ type: 'lobby.admitted', payload: { person } }) : [];
    }
    case 'lobby.sendOut': {
      const { person } = command;
      if (roleIn(state, person) !== 'guest' || !state.lobby.isOn) return 'conflict';
      if (!state.lobby.admitted.includes(person)) return [];
      return one({ type: 'lobby.sentOut', payload: { person } });
    }
    case 'question.ask': {
      const { id, paper: about, page, text } = command;
      const paper = state.papers.find((entry) => entry.id === about);
      if (paper === undefined || !mayRead(state, member, paper)) return 'notFound';
      if (page !== null && page >= (paper.version?.pages ?? 0)) return 'badRequest';
      if (state.questions.some((entry) => entry.id === id)) return 'conflict';
      const own = state.questions.filter(({ person }) => person === member.id).length;
      if (state.questions.length >= MAX_QUESTIONS || own >= MAX_QUESTIONS_OF_PERSON) return 'tooMany';
      const payload = { id, person: member.id, paper: about, page, text };
      return [{ event: { type: 'question.asked', payload }, audience: only(member.id) }];
    }
    case 'question.withdraw':
    case 'question.answer': {
      const { id } = command;
      const question = state.questions.find((entry) => entry.id === id);
      if (question === undefined) return 'notFound';
      const audience = only(question.person);
      if (command.type === 'question.withdraw')
        return [{ event: { type: 'question.withdrawn', payload: { id } }, audience }];
      const payload = { id, text: command.text, by: member.id };
      return [{ event: { type: 'question.answered', payload }, audience }];
    }
    case 'seating.set': {
      const people = command.seating?.seats.flatMap(({ person }) => person ?? []) ?? [];
      if (people.some((person) => roleIn(state, person) === undefined)) return 'notFound';
      return one({ type: 'seating.set', payload: { seating: command.seating } });
    }
    case 'announcement.make':
      return one({ type: 'announcement.made', payload: { text: command.text, by: member.id } });
    case 'announcement.clear':
      return state.announcement === null ? [] : one({ type: 'announcement.cleared', payload: {} });
    case 'service.call': {
      const { id, kind, note } = command;
      if (!inSession) return 'meetingNotOpen';
      if (state.serviceCalls.some((entry) => entry.id === id)) return 'conflict';
      const own = state.serviceCalls.filter(({ person }) => person === member.id).length;
      if (state.serviceCalls.length >= MAX_SERVICE_CALLS || own >= MAX_SERVICE_CALLS_OF_PERSON)
        return 'tooMany';
      const payload = { id, person: member.id, kind, note };
      return [{ event: { type: 'service.called', payload }, audience: served(state, member.id) }];
    }
    case 'service.finish': {
      const call = state.serviceCalls.find(({ id }) => id === command.id);
      if (call === undefined) return 'notFound';
      const event = { type: 'service.finished', payload: { id: call.id } } as const;
      return [{ event, audience: served(state, call.person) }];
    }
    case 'media.muteAll':
      return inSession ? one({ type: 'media.allMuted', payload: {} }) : 'meetingNotOpen';
    default:
      return assertNever(command);
  }
}

/** Whether somebody may have the chair: not with a seat that is lent, theirs to another or another's to them. */
function maySit(state: MeetingState, person: PersonId): boolean {
  const entry = state.participants.find((other) => other.person === person);
  return entry === undefined || (entry.standsFor === null && entry.response.is !== 'substituted');
}

function answered(person: PersonId, answer: 'accepted' | 'declined', reason: string): Decided {
  const plain = one({ type: 'invitation.answered', payload: { person, answer, reason: '' } });
  if (reason === '') return plain;
  const payload = { person, answer, reason };
  return [...plain, { event: { type: 'invitation.answered', payload }, audience: only(person) }];
}

function substituted(state: MeetingState, person: PersonId, substitute: PersonId, unit: string): Decided {
  const seat = state.participants.find((entry) => entry.person === person);
  if (seat === undefined) return 'notFound';
  if (seat.role === 'chair') return 'chairNeeded';
  if (seat.standsFor !== null) return 'substituteOfSubstitute';
  if (seat.response.is === 'substituted') return 'hasSubstitute';
  if (person === substitute || roleIn(state, substitute) !== undefined) return 'substituteHasSeat';
  if (state.participants.length >= MAX_PARTICIPANTS) return 'tooMany';
  return one({ type: 'invitation.substituted', payload: { person, substitute, unit } });
}

/** Their substitute is out; nothing where they have none. */
function recalled(state: MeetingState, person: PersonId): readonly NewEvent[] {
  const substitute = state.participants.find(({ standsFor }) => standsFor === person)?.person;
  if (substitute === undefined) return [];
  return one({ type: 'invitation.substituteRecalled', payload: { person, substitute } });
}

function marked(
  entries: Extract<ConductCommand, { type: 'attendance.mark' }>['entries'],
  proof: 'roll' | 'self',
): Decided {
  return one({ type: 'attendance.marked', payload: { entries, proof } });
}

/** For the chair and the secretaries, as always, and one person. */
function only(person: PersonId): Audience {
  return { to: 'some', units: [], people: [person] };
}

/** Whoever calls, and the staff that serve. */
function served(state: MeetingState, caller: PersonId): Audience {
  const staff = state.participants.filter(({ role }) => role === 'staff').map(({ person }) => person);
  return { to: 'some', units: [], people: [...new Set([caller, ...staff])] };
}
