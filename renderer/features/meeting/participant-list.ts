import type { MeetingRole, MeetingState } from '#protocol/meeting/records';
import { byRank } from '#protocol/people/order';
import type { Colleague } from '#protocol/people/records';
import type { PersonId } from '#protocol/wire/ids';
import { matches } from '../../ui/index.ts';
import { mayAttend, type PeopleBook } from '../people/index.ts';

export interface ListedParticipant {
  readonly id: PersonId;
  readonly role: MeetingRole;
  /** Undefined for an account that was suspended after the invitation. */
  readonly person: Colleague | undefined;
}

/** Everyone of the meeting by rank, the chair first: a list of people of an office is never alphabetical. */
export function listedParticipants(
  state: Pick<MeetingState, 'participants'>,
  people: Pick<PeopleBook, 'of'>,
): ListedParticipant[] {
  return state.participants
    .map(({ person, role }) => ({ id: person, role, person: people.of(person) }))
    .toSorted((a, b) => {
      if (a.role === 'chair' || b.role === 'chair') return a.role === 'chair' ? -1 : 1;
      if (a.person === undefined || b.person === undefined) {
        return Number(a.person === undefined) - Number(b.person === undefined);
      }
      return byRank(a.person, b.person);
    });
}

/** Units of the people, each once, in the order in which the people stand. */
export function unitsOf(people: readonly Pick<Colleague, 'unit'>[]): string[] {
  return [...new Set(people.map((person) => person.unit).filter((unit) => unit !== ''))];
}

/** People who can still be invited and answer to the search, by rank. `unit` null means any. */
export function invitable(
  people: readonly Colleague[],
  state: Pick<MeetingState, 'participants'>,
  query: string,
  unit: string | null,
): Colleague[] {
  const invited = new Set(state.participants.map((participant) => participant.person));
  return people.filter(
    (person) =>
      !invited.has(person.id) &&
      mayAttend(person) &&
      (unit === null || person.unit === unit) &&
      matches(`${person.name} ${person.title} ${person.unit}`, query),
  );
}
