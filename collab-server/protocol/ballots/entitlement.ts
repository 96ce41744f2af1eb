import type { MeetingState, Participant } from '../meeting/records.ts';
import type { PersonId } from '../wire/ids.ts';
import type { Proxy, VoteFields } from './records.ts';

/** A seat that is entitled to vote: whose it is, and who casts its ballot. */
export interface EntitledSeat {
  readonly seat: PersonId;
  /** Its person, their substitute, or the holder of their proxy. */
  readonly voter: PersonId;
}

/**
 * The seats that are entitled now, in the order of the participants. A lent seat stays that of its person: with a
 * substitute or a proxy it has one ballot, whoever casts it.
 */
export function entitledSeats(
  state: Pick<MeetingState, 'participants' | 'voting'>,
  { electorate }: Pick<VoteFields, 'electorate'>,
  now: number,
): readonly EntitledSeat[] {
  const substitutes = new Map<PersonId, PersonId>();
  for (const { person, standsFor } of state.participants)
    if (standsFor !== null) substitutes.set(standsFor, person);
  const holders = new Map(inForce(state.voting.proxies, now).map(({ from, to }) => [from, to]));
  const named = electorate === null ? null : new Set(electorate);
  const seats: EntitledSeat[] = [];
  for (const participant of state.participants) {
    const { person, standsFor } = participant;
    // A substitute casts the ballot of the seat that they have, and none of their own.
    if (standsFor !== null) continue;
    if (!(named === null ? hasVote(participant) : named.has(person))) continue;
    seats.push({ seat: person, voter: substitutes.get(person) ?? holders.get(person) ?? person });
  }
  return seats;
}

/** Whether somebody's role comes with a vote: the chair's and the delegates' do. */
export function hasVote({ role }: Pick<Participant, 'role'>): boolean {
  return role === 'chair' || role === 'delegate';
}

/** Whether somebody may hold a proxy, and keep one that they gave: with a vote, and with no substitute for it. */
export function comesToVote(participant: Pick<Participant, 'role' | 'response'>): boolean {
  return hasVote(participant) && participant.response.is !== 'substituted';
}

/** The proxies that hold at a time. */
export function inForce(proxies: readonly Proxy[], now: number): readonly Proxy[] {
  return proxies.filter(({ until }) => until === null || now < until);
}
