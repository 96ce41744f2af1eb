import type { Editor } from '@tiptap/core';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { threadsOf, type CommentThread } from '#protocol/minutes/comments';
import type { PersonId } from '#protocol/wire/ids';
import { threadKey } from './comment-writing.ts';
import { showCommented } from './comment-marks.ts';
import { placeOf, type Place } from './passages.ts';

/** A thread with where its passage stands now; null: the words are gone. */
export interface PlacedThread {
  readonly key: string;
  readonly thread: CommentThread;
  readonly place: Place | null;
}

/** The threads of a document as they are now. */
export function useThreads(doc: Y.Doc, maySettle: (person: PersonId) => boolean): readonly CommentThread[] {
  const store = useMemo(() => {
    let changes = 0;
    return {
      subscribe: (listener: () => void) => {
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

/** The same with their passages, in the order of the text; open ones are shown in it. */
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
      if (editor.isDestroyed) return;
      const next = threads
        .map((thread) => ({ key: threadKey(thread), thread, place: placeOf(editor.state, thread) }))
        .toSorted((a, b) => (a.place?.from ?? Infinity) - (b.place?.from ?? Infinity));
      setPlaced(next);
      showCommented(
        editor,
        next.flatMap(({ key, thread, place }) =>
          place === null || thread.settledBy !== null
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
