import type { MeetingState } from '../meeting/records.ts';
import type { PersonId } from '../wire/ids.ts';

/**
 * Whether somebody's microphone is held: in chaired mode everyone's but that of the chair and of whoever has the floor.
 * The server pauses it; what the person's own switch says changes nothing until they are called.
 */
export function isHeld(state: MeetingState, person: PersonId): boolean {
  const { rules, speech } = state.floor;
  if (state.status !== 'inSession' || rules.mode === 'open') return false;
  return person !== state.fields.chair && speech?.person !== person;
}
