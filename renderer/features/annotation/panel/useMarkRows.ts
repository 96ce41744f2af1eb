import { useEffect, useState } from 'react';
import type { AnnotationSession } from '../annotation-session.ts';
import type { ThreadsView } from '../threads/thread-book.ts';
import { rootOf } from '../threads/thread-model.ts';
import { type MarkRow, rowOf } from './mark-rows.ts';

/** While somebody draws, the list follows at most so often, in milliseconds. */
const FOLLOWS = 250;

/** All marks and threads of the paper as rows, while the list is on screen. */
export function useMarkRows(session: AnnotationSession): readonly MarkRow[] {
  const [rows, setRows] = useState(() => rowsOf(session, []));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let said: Pick<ThreadsView, 'talk' | 'seen'> = session.threads.getSnapshot();
    const now = () => {
      timer = undefined;
      setRows((before) => rowsOf(session, before));
    };
    const soon = () => {
      timer ??= setTimeout(now, FOLLOWS);
    };
    const stops = [
      session.marks.onPages(soon),
      session.threads.subscribe(() => {
        const { talk, seen } = session.threads.getSnapshot();
        if (talk === said.talk && seen === said.seen) {
          soon();
          return;
        }
        // What was said is to be seen at once.
        said = { talk, seen };
        clearTimeout(timer);
        now();
      }),
    ];
    now();
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [session]);
  return rows;
}

/** Rows that say the same as before stay the same values. */
function rowsOf(session: AnnotationSession, before: readonly MarkRow[]): MarkRow[] {
  const { threads, marks } = session;
  const known = new Map(before.map((row) => [row.key, row]));
  const found = marks.all().map((placed) => threads.thread(rootOf(placed)));
  return [...found, ...threads.withoutMark()].map((thread) => {
    const row = rowOf(thread, threads.unreadIn(thread), threads.callsMe(thread));
    const same = known.get(row.key);
    return same !== undefined &&
      same.thread.mark === thread.mark &&
      same.thread.comments === thread.comments &&
      same.thread.resolvedBy === thread.resolvedBy &&
      same.unread === row.unread
      ? same
      : row;
  });
}
