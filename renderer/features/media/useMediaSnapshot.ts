import { useSyncExternalStore } from 'react';
import type { MediaSession } from './media-session.ts';
import type { MediaSnapshot } from './media-snapshot.ts';

/** How the session is at the moment; renders again at each change. */
export function useMediaSnapshot(session: MediaSession): MediaSnapshot {
  return useSyncExternalStore(session.subscribe, session.getSnapshot);
}
