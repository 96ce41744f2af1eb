import { Editor, Node } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { TableKit } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { TiptapSettings } from './settings.ts';

// Tiptap with what anybody would take who shares a text over y-websocket, and nothing else on the page. The blocks that
// the product fills are a line each.

const settings: TiptapSettings = JSON.parse(decodeURIComponent(location.hash.slice(1)));

const LiveBlock = Node.create({
  name: 'liveBlock',
  group: 'block',
  atom: true,
  addAttributes: () => ({ kind: { default: null }, ref: { default: null } }),
  renderHTML: () => ['div', 'block'],
});
const Conclusion = Node.create({
  name: 'conclusion',
  group: 'block',
  content: 'inline*',
  renderHTML: () => ['p', 0],
});

document.querySelector('button')?.addEventListener('click', () => {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(settings.server, settings.room, doc, { disableBc: true });
  provider.once('sync', () => {
    const editor = new Editor({
      element: document.querySelector('#editor'),
      extensions: [
        StarterKit.configure({ undoRedo: false, trailingNode: false }),
        TableKit.configure({ table: { resizable: false } }),
        LiveBlock,
        Conclusion,
        Collaboration.configure({ document: doc, field: settings.field }),
        CollaborationCaret.configure({ provider, user: { name: 'Tiptap', color: '#1240c0' } }),
      ],
    });
    editor.setEditable(true);
  });
});
