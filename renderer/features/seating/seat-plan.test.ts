import { expect, test } from 'vitest';
import { seat, Seating, type Participant } from '#protocol/meeting/records';
import { PersonId } from '#protocol/wire/ids';
import {
  MOST_SEATS,
  peopleToSeat,
  PRESETS,
  presetPlaces,
  seated,
  standing,
  withoutPerson,
  withPersonAt,
} from './seat-plan.ts';

const id = (letter: string) => PersonId.parse(letter.repeat(20));
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(id) as [PersonId, PersonId, PersonId, PersonId];

test.each(PRESETS)('%s gives every number of seats a place of its own on the grid', (preset) => {
  for (let count = 1; count <= MOST_SEATS[preset]; count++) {
    const seating = seated(preset, count, []);
    expect(seating.seats, `${count}`).toHaveLength(count);
    expect(Seating.safeParse(seating).success, `${count}`).toBe(true);
  }
});

test.each(PRESETS)(
  '%s: the chair sits at the middle of the upper side, the others by rank from there',
  (preset) => {
    const places = presetPlaces(preset, 11);
    const middle = (Math.min(...places.map(({ x }) => x)) + Math.max(...places.map(({ x }) => x))) / 2;
    // In rows the seat opposite the chair is the next one; at a table it is the one at their right hand.
    const [chair, right, left] = preset === 'rows' ? places.slice(1) : places;
    if (chair === undefined || right === undefined || left === undefined) throw new Error('no seats');
    expect(places[0]?.y).toBe(0);
    expect(Math.abs(chair.x - middle)).toBeLessThanOrEqual(0.5);
    expect(right.x).toBeLessThan(chair.x);
    expect(left.x).toBeGreaterThan(chair.x);
  },
);

test('people are seated by rank from the chair, a substitute at the place of whom they stand for', () => {
  const ranks = new Map([
    [a, 9],
    [b, 2],
    [c, 1],
    [d, 3],
  ]);
  const people = {
    of: (person: PersonId) => ({
      id: person,
      name: person,
      title: '',
      unit: '',
      rank: ranks.get(person) ?? 100,
      role: 'official' as const,
    }),
  };
  const lent: Participant = { ...seat(c, 'delegate'), response: { is: 'substituted', reason: '', at: 1 } };
  const substitute: Participant = { ...seat(id('e'), 'delegate'), standsFor: c };
  const away: Participant = { ...seat(b, 'delegate'), response: { is: 'declined', reason: '', at: 1 } };
  const participants = [seat(d, 'delegate'), lent, substitute, away, seat(a, 'chair')];
  expect(peopleToSeat({ participants }, people)).toEqual([a, id('e'), d]);
});

test('who is put on a taken seat changes places with who sits there', () => {
  const seating = seated('rows', 3, [a, b]);
  const people = (of: Seating) => of.seats.map(({ person }) => person);
  expect(people(withPersonAt(seating, 0, b))).toEqual([b, a, null]);
  expect(people(withPersonAt(seating, 2, a))).toEqual([null, b, a]);
  // Somebody without a seat: who sat there stands.
  const instead = withPersonAt(seating, 1, c);
  expect(people(instead)).toEqual([a, c, null]);
  expect(standing(instead, [a, b, c])).toEqual([b]);
  expect(people(withPersonAt(seating, 0, a))).toEqual([a, b, null]);
  expect(people(withoutPerson(seating, a))).toEqual([null, b, null]);
});
