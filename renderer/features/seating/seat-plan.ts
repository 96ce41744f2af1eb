import type { MeetingState, Seat, Seating } from '#protocol/meeting/records';
import { byRank } from '#protocol/people/order';
import type { PersonId } from '#protocol/wire/ids';
import type { PeopleBook } from '../people/index.ts';

/** Hàng ghế, chữ U, bàn tròn. */
export const PRESETS = ['rows', 'u', 'round'] as const;
export type Preset = (typeof PRESETS)[number];

/** The most seats that a plan has room for on the protocol's grid of 40 × 30. */
export const MOST_SEATS: Record<Preset, number> = { rows: 500, u: 93, round: 60 };

type Place = Pick<Seat, 'x' | 'y'>;

/**
 * The places of a plan by rank: the chair's first, at the middle of the upper side facing down, then those nearest to it,
 * first at the chair's right hand, which is the left of the plan.
 */
export function presetPlaces(preset: Preset, count: number): Place[] {
  switch (preset) {
    case 'rows':
      return rowPlaces(count);
    case 'u':
      return uPlaces(count);
    case 'round':
      return roundPlaces(count);
  }
}

/** Columns from the middle outwards: middle, left, right, further left… */
function outwards(width: number): number[] {
  const middle = Math.floor((width - 1) / 2);
  return Array.from({ length: width }, (_, index) => {
    const step = Math.ceil(index / 2);
    return middle + (index % 2 === 1 ? -step : step);
  });
}

function odd(value: number): number {
  return value % 2 === 0 ? value + 1 : value;
}

/** The chair alone at the head; rows below it, with an aisle's width between. */
function rowPlaces(count: number): Place[] {
  const width = Math.min(39, odd(Math.max(3, Math.ceil(Math.sqrt(2 * (count - 1))))));
  const columns = outwards(width);
  const places: Place[] = [{ x: columns[0] ?? 0, y: 0 }];
  for (let y = 2; places.length < count; y++)
    for (const x of columns) if (places.length < count) places.push({ x, y });
  return places;
}

/** The head at the top, the two arms below its ends. */
function uPlaces(count: number): Place[] {
  const wanted = odd(Math.max(1, Math.round(count / 3)));
  // Arms are at most 28 seats long.
  const width = Math.min(37, Math.max(wanted, odd(count - 2 * 28)));
  const places: Place[] = outwards(Math.min(width, count)).map((x) => ({ x: x + 1, y: 0 }));
  for (let y = 1; places.length < count; y++)
    for (const x of [0, width + 1]) if (places.length < count) places.push({ x, y });
  return places;
}

/** On a circle that is just large enough for each seat to have a place of its own. */
function roundPlaces(count: number): Place[] {
  for (let radius = 1; ; radius += 0.25) {
    const height = Math.min(radius, 14);
    const places = Array.from({ length: count }, (_, index) => {
      const step = Math.ceil(index / 2);
      const angle = (2 * Math.PI * (index % 2 === 1 ? -step : step)) / count - Math.PI / 2;
      return {
        x: Math.round(radius + radius * Math.cos(angle)),
        y: Math.round(height + height * Math.sin(angle)),
      };
    });
    if (new Set(places.map(({ x, y }) => x + 40 * y)).size === count) return places;
  }
}

/** Who has a seat in the room, the chair first and the others by rank; not whoever has lent theirs or declined. */
export function peopleToSeat(
  state: Pick<MeetingState, 'participants'>,
  people: Pick<PeopleBook, 'of'>,
): PersonId[] {
  return state.participants
    .filter(({ response }) => response.is !== 'substituted' && response.is !== 'declined')
    .map(({ person, role, standsFor }) => ({ id: person, role, known: people.of(standsFor ?? person) }))
    .toSorted((a, b) => {
      if (a.role === 'chair' || b.role === 'chair') return a.role === 'chair' ? -1 : 1;
      if (a.known === undefined || b.known === undefined)
        return Number(a.known === undefined) - Number(b.known === undefined);
      return byRank(a.known, b.known);
    })
    .map(({ id }) => id);
}

/** A plan from a preset with the people on it, in the order in which they are given. */
export function seated(preset: Preset, count: number, people: readonly PersonId[]): Seating {
  const seats = presetPlaces(preset, count).map((place, index) => ({
    ...place,
    person: people[index] ?? null,
  }));
  return { seats };
}

/** Puts somebody on a seat. Who sat there takes the seat that they leave, or none when they had none. */
export function withPersonAt(seating: Seating, at: number, person: PersonId): Seating {
  const target = seating.seats[at];
  if (target === undefined) return seating;
  return {
    seats: seating.seats.map((seat, index) => {
      if (index === at) return { ...seat, person };
      return seat.person === person ? { ...seat, person: target.person } : seat;
    }),
  };
}

/** Takes somebody off their seat. */
export function withoutPerson(seating: Seating, person: PersonId): Seating {
  return {
    seats: seating.seats.map((seat) => (seat.person === person ? { ...seat, person: null } : seat)),
  };
}

/** Those who have no seat on the plan, in the order in which they are given. */
export function standing(seating: Seating, people: readonly PersonId[]): PersonId[] {
  const sitting = new Set(seating.seats.map(({ person }) => person));
  return people.filter((person) => !sitting.has(person));
}
