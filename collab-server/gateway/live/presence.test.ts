import fc from 'fast-check';
import { expect, it } from 'vitest';
import { presenceAfter } from '#protocol/meeting/live';
import { DeviceId, PersonId } from '#protocol/wire/ids';
import { presenceChange, presentPeople } from './presence.ts';

const connections = fc.array(
  fc.record({
    person: fc.constantFrom('a', 'b', 'c', 'd', 'e').map((letter) => PersonId.parse(letter.repeat(20))),
    device: fc.constantFrom('1', '2', '3').map((letter) => DeviceId.parse(letter.repeat(20))),
    media: fc.constant(undefined),
  }),
);
const byPerson = <Entry extends { readonly person: string }>(list: Iterable<Entry>) =>
  [...list].toSorted((a, b) => a.person.localeCompare(b.person));

it('[LIVE-4] what changed, after what was told before, is who is there now', () => {
  fc.assert(
    fc.property(connections, connections, (earlier, later) => {
      const [before, now] = [presentPeople(earlier), presentPeople(later)];
      const change = presenceChange(before, now);
      const told = change === null ? [...before.values()] : presenceAfter([...before.values()], change);
      expect(byPerson(told)).toEqual(byPerson(now.values()));
      // Nobody is told again of somebody who is there as before.
      for (const one of change?.people ?? []) expect(before.get(one.person)).not.toEqual(one);
    }),
  );
});
