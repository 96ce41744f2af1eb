import type { PersonId } from '#protocol/wire/ids';

/** Under which name this device notes where a person was in a version, until the server has it. */
export function placeKey(person: PersonId, version: string): string {
  return `bantron.place.${person}.${version}`;
}
