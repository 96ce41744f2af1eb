import { presentPeople } from '../meeting/attendance.ts';
import type { MeetingState } from '../meeting/records.ts';
import { numbersOf } from './count.ts';
import { entitledSeats, type EntitledSeat } from './entitlement.ts';
import type { Ballot, Vote, VoteNumbers } from './records.ts';

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

/** The numbers of an open vote if it were stopped now, of the ballots whose choice is known. */
export function numbersNow(state: MeetingState, { fields, casts }: Vote, now: number): VoteNumbers {
  const weights = new Map(fields.weights.map(({ person, weight }) => [person, weight]));
  const by = new Map(casts.map((entry) => [entry.seat, entry.by]));
  const present = presentPeople(state);
  const roll = entitledSeats(state, fields, now).map(({ seat, voter }) => ({
    seat,
    by: by.get(seat) ?? null,
    isPresent: by.has(seat) || present.has(voter),
    weight: weights.get(seat) ?? 1,
  }));
  const seats = new Set(roll.map(({ seat }) => seat));
  const ballots = casts.flatMap(({ seat, choice }): Ballot[] =>
    choice === null || !seats.has(seat) ? [] : [{ seat, receipt: null, choice }],
  );
  return numbersOf(fields.method, roll, ballots);
}
