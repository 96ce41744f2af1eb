import type { RoomSnapshot } from '../../sync/annotation-room.ts';

/**
 * What the reader says about the marks of a paper. `onlyHere`: this device can't keep a copy, so that closing the
 * window would lose marks. `keeping`: its copy is being written.
 */
export type MarkSaveState = 'saved' | 'keeping' | 'onDevice' | 'onlyHere' | 'notCompared';

export interface SaveSummary {
  readonly state: MarkSaveState;
  /** Marks that the server doesn't have yet. */
  readonly unsaved: number;
}

/** All layers in one: the worst of them counts. */
export function summarise(rooms: readonly RoomSnapshot[]): SaveSummary {
  const unsaved = rooms.reduce((sum, room) => sum + room.unsaved, 0);
  const isOnlyHere = rooms.some((room) => room.unsaved > 0 && !room.kept);
  const isKeeping = rooms.some((room) => room.unsaved > 0 && room.keeping);
  const isUnknown = rooms.some((room) => room.save === 'notCompared' && room.refusedBy === null);
  return {
    state: isOnlyHere
      ? 'onlyHere'
      : isKeeping
        ? 'keeping'
        : unsaved > 0
          ? 'onDevice'
          : isUnknown
            ? 'notCompared'
            : 'saved',
    unsaved,
  };
}
