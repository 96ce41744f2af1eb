import { useEffect, useState } from 'react';
import type { AnnotationSession } from '../annotation-session.ts';
import type { ThreadsView } from '../threads/thread-book.ts';
import { rootOf, type Thread, threadKey } from '../threads/thread-model.ts';
import { byPlace, type MarkRow, rowOf } from './mark-rows.ts';

/** While somebody draws, the list follows at most so often, in milliseconds. */
const FOLLOWS = 250;

interface Known {
  readonly rows: readonly MarkRow[];
  readonly view: Pick<ThreadsView, 'talk' | 'seen'> | undefined;
}

const NOTHING: Known = { rows: [], view: undefined };

/** All marks and threads of the paper as rows in the order of reading, while the list is on screen. */
export function useMarkRows(session: AnnotationSession): readonly MarkRow[] {
  const [{ rows }, setKnown] = useState(() => rowsOf(session, NOTHING));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let { talk, seen } = session.threads.getSnapshot();
    const now = () => {
      clearTimeout(timer);
      timer = undefined;
      setKnown((before) => rowsOf(session, before));
    };
    const soon = () => {
      timer ??= setTimeout(now, FOLLOWS);
    };
    const stops = [
      session.marks.onPages(soon),
      session.threads.subscribe(() => {
        const said = session.threads.getSnapshot();
        if (said.talk === talk && said.seen === seen) return;
        // What was said is to be seen at once.
        ({ talk, seen } = said);
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

/** Rows that say the same as before stay the same values in the same order: then next to nothing is left to sort. */
function rowsOf(session: AnnotationSession, before: Known): Known {
  const { threads, marks } = session;
  const view = threads.getSnapshot();
  const isSameTalk = before.view?.talk === view.talk && before.view.seen === view.seen;
  const known = new Map(before.rows.map((row) => [row.key, row]));
  const found = new Map<string, MarkRow>();
  const add = (thread: Thread) => {
    const row = rowOf(thread, threads.unreadIn(thread, view), threads.callsMe(thread));
    found.set(row.key, row);
  };
  for (const placed of marks.all()) {
    const root = rootOf(placed);
    const key = threadKey(root);
    const same = isSameTalk ? known.get(key) : undefined;
    if (same?.thread.mark === placed) found.set(key, same);
    else add(threads.thread(root, view));
  }
  for (const thread of threads.withoutMark()) add(thread);
  const rows: MarkRow[] = [];
  for (const { key } of before.rows) {
    const row = found.get(key);
    if (row !== undefined) rows.push(row);
    found.delete(key);
  }
  return { rows: [...rows, ...found.values()].toSorted(byPlace), view };
}
