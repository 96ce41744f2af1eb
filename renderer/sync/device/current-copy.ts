import { useSyncExternalStore } from 'react';
import { Slot } from '../slot.ts';
import type { DeviceCopy, ShownCopy, TakenMeeting } from './device-copy.ts';

/** The copy of whoever is signed in; null before anybody is. The app fills it, before anything is shown. */
export const currentCopy = new Slot<DeviceCopy>();

const NONE: readonly TakenMeeting[] = [];
const never = () => () => {};

/** The copy of the signed-in person, which the component follows. */
export function useDeviceCopy(): DeviceCopy | null {
  return useSyncExternalStore(currentCopy.subscribe, currentCopy.get);
}

/** The meetings that the signed-in person has taken along. */
export function useTaken(): readonly TakenMeeting[] {
  const copy = useDeviceCopy();
  return useSyncExternalStore(copy?.subscribe ?? never, copy?.taken ?? (() => NONE));
}

/** What is on screen from this device because the server can't be reached; null while all of it is the server's. */
export function useShownCopy(): ShownCopy | null {
  const copy = useDeviceCopy();
  return useSyncExternalStore(copy?.subscribe ?? never, copy?.shownCopy ?? (() => null));
}
