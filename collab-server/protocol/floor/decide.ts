import { versionOf } from '../documents/records.ts';
import { isPresent } from '../meeting/attendance.ts';
import { one, type NewEvent } from '../meeting/new-event.ts';
import type { MeetingState } from '../meeting/records.ts';
import { audienceOf, mayRead, roleIn, type Member } from '../meeting/rights.ts';
import { assertNever } from '../wire/assert-never.ts';
import type { RefusalCode } from '../wire/codes.ts';
import type { Audience } from '../wire/stream.ts';
import type { FloorCommand } from './commands.ts';
import { MAX_REQUESTS, MAX_REQUESTS_OF_PERSON } from './records.ts';

/** What a command about speaking does in a meeting that isn't over. The right to give it has been looked at. */
export function decideFloor(
  state: MeetingState,
  command: FloorCommand,
  member: Member,
): readonly NewEvent[] | RefusalCode {
  const { floor } = state;
  if (command.type === 'floor.setRules')
    return one({ type: 'floor.rulesSet', payload: { rules: command.rules } });
  if (state.status !== 'inSession') return 'meetingNotOpen';
  switch (command.type) {
    case 'floor.ask':
      return asked(state, command, member);
    case 'floor.withdraw':
      return floor.requests.some((entry) => entry.id === command.id)
        ? one({ type: 'floor.withdrawn', payload: { id: command.id } })
        : 'notFound';
    case 'floor.move': {
      const { id, before } = command;
      const request = floor.requests.find((entry) => entry.id === id);
      if (request === undefined) return 'notFound';
      if (floor.rules.order === 'fair' && request.kind === 'speech') return 'fairOrder';
      const sibling = before === null ? request : floor.requests.find((entry) => entry.id === before);
      if (sibling === undefined || sibling.kind !== request.kind || before === id) return 'conflict';
      return one({ type: 'floor.moved', payload: { id, before } });
    }
    case 'floor.give': {
      const { person, request, minutes } = command;
      if (roleIn(state, person) === undefined) return 'notFound';
      const asking = floor.requests.find((entry) => entry.id === request);
      if (request !== null && asking?.person !== person) return 'notFound';
      if (!isPresent(state, person)) return 'personAbsent';
      if (floor.speech?.person === person) return 'hasFloor';
      const kind = asking?.kind ?? command.kind;
      return one({ type: 'floor.given', payload: { person, request, kind, minutes } });
    }
    case 'floor.extend': {
      if (floor.speech === null) return 'nobodySpeaks';
      if (floor.speech.minutes + command.minutes > 1440) return 'tooMany';
      // Without a limit there is nothing to extend.
      if (floor.speech.minutes === 0) return [];
      return one({ type: 'floor.extended', payload: { minutes: command.minutes } });
    }
    case 'floor.stop': {
      const { person } = command;
      const speaks = floor.speech?.person === person || floor.interrupted?.person === person;
      return speaks ? one({ type: 'floor.ended', payload: { person } }) : 'nobodySpeaks';
    }
    default:
      return assertNever(command);
  }
}

function asked(
  state: MeetingState,
  { id, kind, about }: Extract<FloorCommand, { type: 'floor.ask' }>,
  member: Member,
): readonly NewEvent[] | RefusalCode {
  const { requests, rules } = state.floor;
  // A point of order may be made always: it is about how the meeting is run.
  if (!rules.isListOpen && kind === 'speech') return 'listClosed';
  if (requests.some((entry) => entry.id === id)) return 'conflict';
  const own = requests.filter((entry) => entry.person === member.id);
  if (requests.length >= MAX_REQUESTS || own.length >= MAX_REQUESTS_OF_PERSON) return 'tooMany';
  const event = (topic: typeof about, audience: Audience): NewEvent => ({
    event: { type: 'floor.asked', payload: { id, person: member.id, kind, about: topic } },
    audience,
  });
  const everyone: Audience = { to: 'all' };
  if (about === null) return [event(null, everyone)];
  const paper = state.papers.find((entry) => entry.id === about.paper);
  if (paper === undefined || !mayRead(state, member, paper)) return 'notFound';
  const version = versionOf(paper, about.version);
  if (version === undefined || about.page >= version.pages) return 'badRequest';
  const audience = audienceOf(state, paper);
  return audience.to === 'all' ? [event(about, everyone)] : [event(null, everyone), event(about, audience)];
}
