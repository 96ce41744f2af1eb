import type { Colleague } from '#protocol/people/records';
import type { PersonId } from '#protocol/wire/ids';
import type { Choice } from '../../ui/index.ts';
import { useColleagues } from './colleagues.ts';

/** Everyone of the organisation, to find by their id. */
export interface PeopleBook {
  /** By rank. */
  readonly all: readonly Colleague[];
  /** Undefined for an account that is suspended, and while the people are being fetched. */
  of(person: PersonId): Colleague | undefined;
}

/** The people of the organisation; empty until they have been fetched. */
export function usePeopleBook(): PeopleBook {
  const { people } = useColleagues();
  const byId = new Map(people.map((person) => [person.id, person]));
  return { all: people, of: (person) => byId.get(person) };
}

/** Title and unit of a person in one line; empty when nothing is known. */
export function positionOf(person: Pick<Colleague, 'title' | 'unit'>): string {
  return [person.title, person.unit].filter((text) => text !== '').join(', ');
}

/** An administrator has no right to content: lists of people to invite don't offer them. */
export function mayAttend(person: Pick<Colleague, 'role'>): boolean {
  return person.role !== 'admin';
}

/** People to choose from, in the order given (by rank). */
export function personChoices(people: readonly Colleague[]): Choice<PersonId>[] {
  return people.map((person) => {
    const detail = positionOf(person);
    return { id: person.id, label: person.name, ...(detail === '' ? {} : { detail }) };
  });
}
