import type { Editor } from '@tiptap/core';
import { useEffect, useEffectEvent, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { threadsOf, type CommentThread, type ThreadReply } from '#protocol/minutes/comments';
import type { PersonId } from '#protocol/wire/ids';
import { threadKey } from './comment-writing.ts';
import { showCommented } from './comment-marks.ts';
import { boundText, placeOf } from './passages.ts';

/** A thread, and whether the words that it is about are gone. */
export interface PlacedThread {
  readonly key: string;
  readonly thread: CommentThread;
  readonly isGone: boolean;
}

/** The threads of a document as they are now. */
export function useThreads(doc: Y.Doc, maySettle: (person: PersonId) => boolean): readonly CommentThread[] {
  const store = useMemo(() => {
    let changes = 0;
    return {
      subscribe: (listener: () => void) => {
        // What came between reading and listening isn't missed.
        changes += 1;
        const changed = () => {
          changes += 1;
          listener();
        };
        doc.on('update', changed);
        return () => doc.off('update', changed);
      },
      get: () => changes,
    };
  }, [doc]);
  const changes = useSyncExternalStore(store.subscribe, store.get);
  // Read anew when the document has changed, which is what the number says.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => threadsOf(doc, maySettle), [doc, maySettle, changes]);
}

/** The same in the order of the text, where the open ones are shown, and the one that is selected. */
export function usePlacedThreads(
  editor: Editor,
  threads: readonly CommentThread[],
  selected: string | null,
): readonly PlacedThread[] {
  const [placed, setPlaced] = useState<readonly PlacedThread[]>([]);
  useEffect(() => {
    let frame = 0;
    const find = () => {
      frame = 0;
      const bound = editor.isDestroyed ? null : boundText(editor.state);
      if (bound === null) return;
      const found = threads
        .map((thread) => ({ key: threadKey(thread), thread, place: placeOf(bound, thread) }))
        .toSorted((a, b) => (a.place?.from ?? Infinity) - (b.place?.from ?? Infinity));
      const next = found.map(({ key, thread, place }) => ({ key, thread, isGone: place === null }));
      // Typing moves every passage below; the list is the same as long as their order is.
      setPlaced((before) => (isSame(before, next) ? before : next));
      showCommented(
        editor,
        found.flatMap(({ key, thread, place }) =>
          place === null || (thread.settledBy !== null && key !== selected)
            ? []
            : [{ ...place, thread: key, isSelected: key === selected }],
        ),
      );
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(find);
    };
    later();
    editor.on('update', later);
    return () => {
      cancelAnimationFrame(frame);
      editor.off('update', later);
    };
  }, [editor, threads, selected]);
  return placed;
}

function isSame(before: readonly PlacedThread[], now: readonly PlacedThread[]): boolean {
  return (
    before.length === now.length &&
    before.every(({ thread, isGone }, n) => thread === now[n]?.thread && isGone === now[n].isGone)
  );
}

/** Tells of what others have said since the comments were compared with the server's. */
export function useNews(
  threads: readonly CommentThread[],
  isCompared: boolean,
  me: PersonId,
  tell: (news: readonly ThreadReply[]) => void,
): void {
  const known = useRef<ReadonlySet<string> | null>(null);
  const told = useEffectEvent(tell);
  useEffect(() => {
    if (!isCompared) return;
    const said = threads.flatMap((thread): ThreadReply[] => [thread, ...thread.replies]);
    const before = known.current;
    known.current = new Set(said.map(threadKey));
    const news = said.filter((each) => each.author !== me && before?.has(threadKey(each)) === false);
    if (news.length > 0) told(news);
  }, [threads, isCompared, me]);
}
