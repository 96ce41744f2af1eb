import type { PresentPerson } from '#protocol/meeting/live';
import type { PersonId } from '#protocol/wire/ids';
import type { LiveConnection } from './connection.ts';

/** Devices that are told of one person. */
const MAX_DEVICES = 50;

/** Who is in the room, each with their devices. A device whose old line hasn't broken off yet is one device. */
export function presentPeople(room: Iterable<LiveConnection>): PresentPerson[] {
  const people = new Map<PersonId, Map<string, PresentPerson['devices'][number]>>();
  for (const { person, device, media } of room) {
    if (device === undefined) continue;
    const devices = people.get(person) ?? new Map<string, PresentPerson['devices'][number]>();
    people.set(person, devices);
    const active = media?.active === true || devices.get(device)?.media === true;
    devices.set(device, { device, media: active });
  }
  return [...people].map(([person, devices]) => ({
    person,
    devices: [...devices.values()].slice(0, MAX_DEVICES),
  }));
}
