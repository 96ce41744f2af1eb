import type { PersonId } from '#protocol/wire/ids';

/**
 * Removes what the browser's small memory holds under a person's id: their papers and places in them. For signing out
 * of a device that others use too; what belongs to the device, such as its theme, stays.
 */
export function forgetPerson(memory: Storage, person: PersonId): void {
  for (const key of Object.keys(memory)) if (key.includes(person)) memory.removeItem(key);
}
