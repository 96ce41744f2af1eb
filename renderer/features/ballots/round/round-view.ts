import type { Vote } from '#protocol/ballots/records';
import { openVotes } from '#protocol/ballots/standing';
import { askedPeople, isPastDeadline, missingAnswers } from '#protocol/meeting/in-writing';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import { ownSeats } from '../vote-view.ts';

/** How far an opinion round (đợt lấy ý kiến) has come while it is asked. */
export interface RoundView {
  /** The questions that are asked, in their order. */
  readonly questions: readonly Vote[];
  /** Everyone who has a ballot in one of them. */
  readonly asked: ReadonlySet<PersonId>;
  /** Those of them whose answer to one is missing, in the order of the participants. */
  readonly missing: readonly PersonId[];
  /** How many ballots `me` has, and how many of them are cast. */
  readonly own: { readonly cast: number; readonly of: number };
  readonly isPast: boolean;
}

export function roundView(state: MeetingState, me: PersonId, now: number): RoundView {
  const questions = openVotes(state);
  const seats = questions.flatMap((vote) => ownSeats(state, vote, me, now));
  return {
    questions,
    asked: new Set(askedPeople(state, now)),
    missing: missingAnswers(state, now),
    own: { cast: seats.filter(({ cast }) => cast !== undefined).length, of: seats.length },
    isPast: isPastDeadline(state, now),
  };
}

/** Whether somebody has answered all that they are asked; null: nothing asks them. */
export function hasAnswered(
  { asked, missing }: Pick<RoundView, 'asked' | 'missing'>,
  person: PersonId,
): boolean | null {
  return asked.has(person) ? !missing.includes(person) : null;
}
