import type { MeetingCommand } from '../meeting/commands.ts';
import type { NewEvent } from '../meeting/new-event.ts';
import { one } from '../meeting/new-event.ts';
import type { MeetingState } from '../meeting/records.ts';
import { isOver, roleIn, type Member } from '../meeting/rights.ts';
import { assertNever } from '../wire/assert-never.ts';
import type { RefusalCode } from '../wire/codes.ts';
import type { PersonId } from '../wire/ids.ts';
import type { Audience } from '../wire/stream.ts';
import type { MinutesEvent } from './evolve.ts';
import { isFrozen, type MinutesStanding, type SignerRole } from './records.ts';

type MinutesCommand = Extract<MeetingCommand, { type: `minutes.${string}` }>;

/** Guests have their own items only, and the minutes are about all of them. */
const MEMBERS: Audience = { to: 'members', guests: [] };

/** What a command about the minutes does; the role has been looked at. */
export function decideMinutes(
  state: MeetingState,
  command: MinutesCommand,
  member: Pick<Member, 'id'>,
  now: number,
): readonly NewEvent[] | RefusalCode {
  const { minutes } = state;
  if (state.openedAt === null) return 'meetingNotOpen';
  if (minutes.stage === 'issued') return 'minutesIssued';
  switch (command.type) {
    case 'minutes.openComments': {
      const { until } = command;
      if (isFrozen(minutes)) return 'minutesApproved';
      if (until <= now) return 'badRequest';
      if (minutes.commentsUntil === until) return [];
      return told({ type: 'minutes.commentsOpened', payload: { until } });
    }
    case 'minutes.closeComments':
      return minutes.stage === 'commenting' ? told({ type: 'minutes.commentsClosed', payload: {} }) : [];
    case 'minutes.approve': {
      if (!isOver(state)) return 'meetingRunning';
      if (isFrozen(minutes)) return 'minutesApproved';
      const { snapshot, pdf, conclusions } = command;
      return told({ type: 'minutes.approved', payload: { by: member.id, snapshot, pdf, conclusions } });
    }
    case 'minutes.reopen': {
      if (!isFrozen(minutes)) return 'minutesNotApproved';
      return told({ type: 'minutes.reopened', payload: { reason: command.reason } });
    }
    case 'minutes.sign': {
      if (!isFrozen(minutes)) return 'minutesNotApproved';
      const as = nextSigner(state);
      if (minutes.signatures.some(({ person }) => person === member.id)) return 'alreadySigned';
      if (as === null || !maySignAs(state, member.id, as)) return 'notYourTurn';
      const { key, signature, pdf } = command;
      return told({ type: 'minutes.signed', payload: { person: member.id, as, key, signature, pdf } });
    }
    case 'minutes.issue': {
      if (!isFrozen(minutes)) return 'minutesNotApproved';
      if (nextSigner(state) !== null) return 'notSigned';
      return told({ type: 'minutes.issued', payload: { by: member.id, number: command.number } });
    }
    default:
      return assertNever(command);
  }
}

/**
 * As what the next one signs; null: everybody has. Where the meeting has no secretary besides its chair, the chair alone
 * signs.
 */
export function nextSigner({
  minutes,
  participants,
}: Pick<MeetingState, 'minutes' | 'participants'>): SignerRole | null {
  const has = (as: SignerRole) => minutes.signatures.some((signature) => signature.as === as);
  if (!has('secretary') && !has('chair') && participants.some(({ role }) => role === 'secretary'))
    return 'secretary';
  return has('chair') ? null : 'chair';
}

/** Where the minutes stand; null while there is at most a draft. */
export function minutesStanding(
  state: Pick<MeetingState, 'minutes' | 'participants'>,
): MinutesStanding | null {
  const { stage, commentsUntil } = state.minutes;
  if (stage === 'draft') return null;
  return { stage, commentsUntil, next: stage === 'approved' ? nextSigner(state) : null };
}

/** Whether this person may sign as that: the role that they have in the meeting now. */
export function maySignAs(state: MeetingState, person: PersonId, as: SignerRole): boolean {
  return roleIn(state, person) === as;
}

function told(event: MinutesEvent): readonly NewEvent[] {
  return one(event).map((entry) => ({ ...entry, audience: MEMBERS }));
}
