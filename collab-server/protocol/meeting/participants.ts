import type { PersonId } from '../wire/ids.ts';
import { NO_RESPONSE, seat, type InvitationResponse, type MeetingRole, type Participant } from './records.ts';

type Participants = readonly Participant[];

/** Somebody is invited, or has another role from now on; a substitute's role goes with that of the seat. */
export function invited(participants: Participants, person: PersonId, role: MeetingRole): Participant[] {
  const known = participants.some((entry) => entry.person === person);
  if (!known) return [...participants, seat(person, role)];
  return participants.map((entry) =>
    entry.person === person || entry.standsFor === person ? { ...entry, role } : entry,
  );
}

/** Somebody is off the list; whoever they stood for has their seat back. */
export function removed(participants: Participants, person: PersonId): Participant[] {
  const absentee = participants.find((entry) => entry.person === person)?.standsFor ?? null;
  const rest = participants.filter((entry) => entry.person !== person);
  return absentee === null ? rest : answered(rest, absentee, NO_RESPONSE);
}

export function answered(
  participants: Participants,
  person: PersonId,
  response: InvitationResponse,
): Participant[] {
  return participants.map((entry) => (entry.person === person ? { ...entry, response } : entry));
}

/** The substitute has the seat: its role and its papers. */
export function substituted(
  participants: Participants,
  {
    person,
    substitute,
    unit,
  }: Readonly<Record<'person' | 'substitute', PersonId>> & { readonly unit: string },
  at: number,
): Participant[] {
  const role = participants.find((entry) => entry.person === person)?.role ?? 'delegate';
  const lent = answered(participants, person, { is: 'substituted', reason: '', at });
  return [...lent, { ...seat(substitute, role), standsFor: person, lentUnit: unit }];
}

/**
 * The chair goes from one person to another. Nobody is put out of a meeting by that: who had it goes back to the role
 * that they had before, or stays as a delegate.
 */
export function withChair(participants: Participants, before: PersonId, now: PersonId): Participant[] {
  if (before === now) return [...participants];
  const next = participants.find((entry) => entry.person === now) ?? seat(now, 'delegate');
  const rest = participants
    .filter((entry) => entry.person !== now)
    .map((entry): Participant =>
      entry.person === before ? { ...entry, role: entry.formerRole ?? 'delegate', formerRole: null } : entry,
    );
  const formerRole = next.role === 'chair' ? null : next.role;
  return [{ ...next, role: 'chair', formerRole }, ...rest];
}
