import { presentPeople } from '../meeting/attendance.ts';
import type { MeetingState } from '../meeting/records.ts';
import { numbersOf } from './count.ts';
import { entitledSeats, type EntitledSeat } from './entitlement.ts';
import type { Ballot, RollSeat, Vote, VoteNumbers } from './records.ts';

/** The votes that are open: one at most, but in writing all that are asked. */
export function openVotes({ voting }: Pick<MeetingState, 'voting'>): readonly Vote[] {
  return voting.votes.filter(({ status }) => status === 'open');
}

/** How far a vote has come: ballots cast, seats that are entitled, and those whose ballot is missing. */
export interface VoteProgress {
  readonly cast: number;
  readonly of: number;
  readonly missing: readonly EntitledSeat[];
}

/** While a vote is open of who is entitled now, afterwards of its roll. */
export function progressOf(state: MeetingState, vote: Vote, now: number): VoteProgress {
  if (vote.status !== 'open') {
    const missing = vote.roll.filter(({ by }) => by === null).map(({ seat }) => ({ seat, voter: seat }));
    return { cast: vote.roll.length - missing.length, of: vote.roll.length, missing };
  }
  const seats = entitledSeats(state, vote.fields, now);
  const cast = new Set(vote.casts.map(({ seat }) => seat));
  const missing = seats.filter(({ seat }) => !cast.has(seat));
  return { cast: seats.length - missing.length, of: seats.length, missing };
}

/**
 * The roll of an open vote if it were stopped now: every seat that is entitled, and who has cast its ballot. Whoever has cast
 * one took part, wherever they are by now.
 */
export function rollNow(state: MeetingState, { fields, casts }: Vote, now: number): RollSeat[] {
  const weights = new Map(fields.weights.map(({ person, weight }) => [person, weight]));
  const cast = new Map(casts.map((entry) => [entry.seat, entry.by]));
  const present = presentPeople(state);
  return entitledSeats(state, fields, now).map(({ seat, voter }) => {
    const by = cast.get(seat) ?? null;
    return { seat, by, isPresent: by !== null || present.has(voter), weight: weights.get(seat) ?? 1 };
  });
}

/** The ballots of a roll that are known, in its order. A ballot of a seat that isn't on it is none. */
export function ballotsKnown({ casts }: Pick<Vote, 'casts'>, roll: readonly RollSeat[]): Ballot[] {
  const entries = new Map(casts.map((entry) => [entry.seat, entry]));
  return roll.flatMap(({ seat }) => {
    const { choice = null, reason = '' } = entries.get(seat) ?? {};
    return choice === null ? [] : [{ seat, receipt: null, choice, reason }];
  });
}

/** The numbers of an open vote if it were stopped now, of the ballots whose choice is known. */
export function numbersNow(state: MeetingState, vote: Vote, now: number): VoteNumbers {
  const roll = rollNow(state, vote, now);
  return numbersOf(vote.fields.method, roll, ballotsKnown(vote, roll));
}
