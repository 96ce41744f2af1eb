import type { MeetingId } from '#protocol/wire/ids';

/** The part of Storage that is needed; the browser's localStorage has it. */
type MemoryStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (meeting: MeetingId): string => `bantron.minutes.suggesting.${meeting}`;

/** Whether one suggested in this meeting's minutes on this device the last time. */
export function recallSuggesting(store: MemoryStore, meeting: MeetingId): boolean {
  try {
    return store.getItem(keyOf(meeting)) === 'on';
  } catch {
    // Storage may be forbidden: it is off as if for the first time.
    return false;
  }
}

export function rememberSuggesting(store: MemoryStore, meeting: MeetingId, isOn: boolean): void {
  try {
    if (isOn) store.setItem(keyOf(meeting), 'on');
    else store.removeItem(keyOf(meeting));
  } catch {
    // Forbidden or full: it is asked again next time.
  }
}
