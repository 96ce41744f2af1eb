import type { PresentPerson } from '#protocol/meeting/live';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';

/**
 * Whether a person is there. `here`: connected now, on so many devices. `left`: was there in this session and went at
 * the time. `absent`: has not come (yet).
 */
export type Attending =
  | { readonly is: 'here'; readonly devices: number; readonly media: boolean }
  | { readonly is: 'left'; readonly at: number | null }
  | { readonly is: 'absent' };

export function attending(
  person: PersonId,
  state: Pick<MeetingState, 'attendance'>,
  presence: readonly PresentPerson[],
): Attending {
  const now = presence.find((entry) => entry.person === person);
  if (now !== undefined && now.devices.length > 0) {
    return { is: 'here', devices: now.devices.length, media: now.devices.some((device) => device.media) };
  }
  const before = state.attendance.find((entry) => entry.person === person);
  return before === undefined ? { is: 'absent' } : { is: 'left', at: before.leftAt };
}
