import { useSyncExternalStore } from 'react';
import type { AnnotationSession } from '../annotation-session.ts';
import type { ThreadsView } from './thread-book.ts';

/** The talk on the open paper; hand it to whatever is asked of the session's `threads`. */
export function useThreads({ threads }: AnnotationSession): ThreadsView {
  return useSyncExternalStore(threads.subscribe, threads.getSnapshot);
}

/** How much that others wrote this person has not seen. */
export function useUnread({ threads }: AnnotationSession): number {
  return useSyncExternalStore(threads.subscribe, () => threads.getSnapshot().unread);
}
