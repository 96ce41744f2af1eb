import type { ReaderModel } from '../reader-model.ts';

/** Keeps two readers at the same place, whichever of them a person moves. Returns what ends it. */
export function readTogether(one: ReaderModel, other: ReaderModel): () => void {
  const stops = [
    one.onMove((by) => {
      if (by === 'person') other.mirror(one);
    }),
    other.onMove((by) => {
      if (by === 'person') one.mirror(other);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
