import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { minutesBody } from '#protocol/minutes/ydoc';
import { restored } from './restoring.ts';

function draft(words: string): { doc: Y.Doc; text: Y.XmlText } {
  const doc = new Y.Doc();
  const text = new Y.XmlText(words);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  minutesBody(doc).insert(0, [paragraph]);
  return { doc, text };
}

test('[MIN-43] what takes a restoring back takes nothing else back, and there is none where nothing differs', () => {
  const now = draft('một hai ba');
  const past = draft('một ba').doc;
  const undo = restored(now.doc, past);
  expect(now.text.toJSON()).toBe('một ba');
  // Typed by the same person, in the same way.
  now.doc.transact(() => now.text.insert(6, ' bốn'), ySyncPluginKey);
  undo?.();
  expect(now.text.toJSON()).toBe('một hai ba bốn');
  undo?.();
  expect(now.text.toJSON()).toBe('một hai ba bốn');
  expect(restored(past, past)).toBeNull();
});
