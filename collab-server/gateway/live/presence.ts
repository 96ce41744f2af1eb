import type { LiveFromServer, PresentPerson } from '#protocol/meeting/live';
import type { PersonId } from '#protocol/wire/ids';
import type { LiveConnection } from './connection.ts';

/** Devices that are told of one person. */
const MAX_DEVICES = 50;

/** Who is in a room, by person. */
export type Present = ReadonlyMap<PersonId, PresentPerson>;

/** Who is in the room, each with their devices. A device whose old line hasn't broken off yet is one device. */
export function presentPeople(room: Iterable<Pick<LiveConnection, 'person' | 'device' | 'media'>>): Present {
  const people = new Map<PersonId, Map<string, PresentPerson['devices'][number]>>();
  for (const { person, device, media } of room) {
    if (device === undefined) continue;
    const devices = people.get(person) ?? new Map<string, PresentPerson['devices'][number]>();
    people.set(person, devices);
    const active = media?.active === true || devices.get(device)?.media === true;
    devices.set(device, { device, media: active });
  }
  return new Map(
    [...people].map(([person, devices]) => [
      person,
      { person, devices: [...devices.values()].slice(0, MAX_DEVICES) },
    ]),
  );
}

/** What changed between two moments; null: nothing. In a full hall everyone is told of who comes, not of everyone again. */
export function presenceChange(
  before: Present,
  after: Present,
): Extract<LiveFromServer, { type: 'presenceChanged' }> | null {
  const people = [...after.values()].filter((one) => !isSame(before.get(one.person), one));
  const gone = [...before.keys()].filter((person) => !after.has(person));
  return people.length + gone.length === 0 ? null : { type: 'presenceChanged', people, gone };
}

function isSame(one: PresentPerson | undefined, { devices }: PresentPerson): boolean {
  return (
    one?.devices.length === devices.length &&
    one.devices.every(({ device, media }, index) => {
      const other = devices[index];
      return other?.device === device && other.media === media;
    })
  );
}
