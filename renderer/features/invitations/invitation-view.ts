import { COMMAND_RIGHTS } from '#protocol/meeting/rights';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { InvitationResponse, MeetingState, Participant } from '#protocol/meeting/records';
import { byRank } from '#protocol/people/order';
import type { Colleague } from '#protocol/people/records';
import type { PersonId } from '#protocol/wire/ids';
import { mayAttend, type PeopleBook } from '../people/index.ts';

/** How somebody stands to their own invitation. */
export interface OwnInvitationView {
  readonly response: InvitationResponse;
  /** Who comes for them. */
  readonly substitute: PersonId | null;
  /** For whom they come. */
  readonly standsFor: PersonId | null;
  readonly maySendSubstitute: boolean;
}

/** Undefined for whoever isn't asked: outsiders, the chair, and everyone before the invitations are sent and after the opening. */
export function ownInvitation(state: MeetingState, me: PersonId): OwnInvitationView | undefined {
  const own = state.participants.find(({ person }) => person === me);
  if (own === undefined || state.status !== 'sent') return undefined;
  if (!COMMAND_RIGHTS['invitation.answer'].includes(own.role)) return undefined;
  return {
    response: own.response,
    substitute: substituteOf(state, me),
    standsFor: own.standsFor,
    maySendSubstitute: maySendSubstitute(own),
  };
}

/** Whoever comes for this person; null when nobody does. */
function substituteOf(state: Pick<MeetingState, 'participants'>, person: PersonId): PersonId | null {
  return state.participants.find(({ standsFor }) => standsFor === person)?.person ?? null;
}

function maySendSubstitute({ role, standsFor, response }: Participant): boolean {
  return role !== 'chair' && standsFor === null && response.is !== 'substituted';
}

/** People who could come for somebody: not administrators, and nobody who has a seat already. */
export function possibleSubstitutes(
  people: readonly Colleague[],
  state: Pick<MeetingState, 'participants'>,
): Colleague[] {
  const seated = new Set(state.participants.map(({ person }) => person));
  return people.filter((person) => mayAttend(person) && !seated.has(person.id));
}

export const ANSWERS = ['none', 'accepted', 'declined', 'substituted'] as const;
export type Answer = InvitationResponse['is'];

/** One invitation as those who run the meeting see it. */
export interface AnswerRow {
  readonly id: PersonId;
  readonly person: Colleague | undefined;
  readonly role: Participant['role'];
  readonly response: InvitationResponse;
  readonly substitute: PersonId | null;
  readonly standsFor: PersonId | null;
  readonly maySendSubstitute: boolean;
}

/** Everyone who is asked, by rank; the chair isn't. */
export function answerRows(
  state: Pick<MeetingState, 'participants' | 'fields'>,
  people: Pick<PeopleBook, 'of'>,
): AnswerRow[] {
  // Nobody invites the chair; in writing they are asked like the others.
  return state.participants
    .filter(({ role }) => role !== 'chair' || isInWriting(state.fields))
    .map((entry) => ({
      id: entry.person,
      person: people.of(entry.person),
      role: entry.role,
      response: entry.response,
      substitute: substituteOf(state, entry.person),
      standsFor: entry.standsFor,
      maySendSubstitute: maySendSubstitute(entry),
    }))
    .toSorted((a, b) =>
      a.person === undefined || b.person === undefined
        ? Number(a.person === undefined) - Number(b.person === undefined)
        : byRank(a.person, b.person),
    );
}

/** How many have given each answer. */
export function answerCounts(rows: readonly Pick<AnswerRow, 'response'>[]): Record<Answer, number> {
  const counts = { none: 0, accepted: 0, declined: 0, substituted: 0 };
  for (const { response } of rows) counts[response.is] += 1;
  return counts;
}
