import type { RoomSnapshot } from '../../sync/annotation-room.ts';

/**
 * What the reader says about the marks of a paper. `onlyHere`: this device can't keep a copy, so that closing the
 * window would lose marks.
 */
export type MarkSaveState = 'saved' | 'onDevice' | 'onlyHere' | 'notCompared';

export interface SaveSummary {
  readonly state: MarkSaveState;
  /** Marks that the server doesn't have yet. */
  readonly unsaved: number;
  readonly connected: boolean;
}

/** Both layers in one: the worse of the two counts. */
export function summarise(shared: RoomSnapshot, personal: RoomSnapshot): SaveSummary {
  const rooms = [shared, personal];
  const unsaved = shared.unsaved + personal.unsaved;
  const isOnlyHere = rooms.some((room) => room.unsaved > 0 && !room.kept);
  const isUnknown = rooms.some((room) => room.save === 'notCompared' && room.refusedBy === null);
  return {
    state: isOnlyHere ? 'onlyHere' : unsaved > 0 ? 'onDevice' : isUnknown ? 'notCompared' : 'saved',
    unsaved,
    connected: shared.connected,
  };
}
