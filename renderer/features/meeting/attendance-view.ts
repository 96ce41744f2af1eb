import { isPresent } from '#protocol/meeting/attendance';
import type { PresentPerson } from '#protocol/meeting/live';
import type { MeetingState } from '#protocol/meeting/records';
import { isWaiting } from '#protocol/meeting/rights';
import type { PersonId } from '#protocol/wire/ids';

/** Whether a person is connected now, and on how many devices. The roll tells who attends. */
type Attending =
  | { readonly is: 'here'; readonly devices: number; readonly media: boolean }
  | { readonly is: 'away' };

export function attending(person: PersonId, presence: readonly PresentPerson[]): Attending {
  const now = presence.find((entry) => entry.person === person);
  if (now === undefined || now.devices.length === 0) return { is: 'away' };
  return { is: 'here', devices: now.devices.length, media: now.devices.some((device) => device.media) };
}

/** Whether somebody is there: by the roll, or connected. Whoever waits outside isn't. */
export function isHere(state: MeetingState, presence: readonly PresentPerson[], person: PersonId): boolean {
  if (isWaiting(state, person)) return false;
  return isPresent(state, person) || attending(person, presence).is === 'here';
}
