import { ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { restoreText } from '#protocol/minutes/restore';
import { minutesBody } from '#protocol/minutes/ydoc';

/**
 * Makes the present text that of an earlier moment. It counts as typed, so that the editor's own undo takes it back as well.
 * Answers what takes back exactly this, whatever was typed since; null: there was nothing to do.
 */
export function restored(now: Y.Doc, past: Y.Doc): (() => void) | null {
  const undo = new Y.UndoManager(minutesBody(now), { trackedOrigins: new Set([ySyncPluginKey]) });
  const didAnything = restoreText(now, past, ySyncPluginKey);
  // From here on it follows nothing: what is typed is not its to take back.
  undo.trackedOrigins.clear();
  if (didAnything) return () => void undo.undo();
  undo.destroy();
  return null;
}
