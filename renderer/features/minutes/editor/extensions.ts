import {
  Extension,
  InputRule,
  mergeAttributes,
  Node,
  type Editor,
  type Extensions,
  type JSONContent,
} from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { TableKit } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import { ReactNodeViewRenderer } from '@tiptap/react';
import type { LiveBlock } from '#protocol/minutes/live-block';
import { BODY } from '#protocol/minutes/ydoc';
import { ID_LENGTH, newId, TaskId, type ItemId } from '#protocol/wire/ids';
import type { Phrase } from '#protocol/minutes/phrases';
import type { MinutesRoom } from '../../../sync/minutes-room.ts';
import { CommentMarks } from '../comments/comment-marks.ts';
import { ConclusionView } from '../conclusions/ConclusionView.tsx';
import { EvidenceView } from '../conclusions/EvidenceView.tsx';
import { phraseAt, phraseContent } from '../phrases/phrase-text.ts';
import { PictureNode } from '../pictures/picture-node.ts';
import { LiveBlockView } from './LiveBlockView.tsx';
import { blockOf, commandAt } from './slash.ts';

/** A part that the meeting fills. The text keeps what it is about, and nothing of what it shows. */
const LiveBlockNode = Node.create({
  name: 'liveBlock',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({ kind: { default: null }, ref: { default: null } }),
  parseHTML: () => [{ tag: 'div[data-live-block]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-live-block': '' })],
  addNodeView: () => ReactNodeViewRenderer(LiveBlockView),
});

/** A conclusion (kết luận): one paragraph each, with who carries it out and by when. */
const ConclusionNode = Node.create({
  name: 'conclusion',
  group: 'block',
  content: 'inline*',
  addAttributes: () => ({
    // What is asked of somebody isn't asked in the next line, too.
    id: { default: null, keepOnSplit: false },
    lead: { default: null, keepOnSplit: false },
    supporters: { default: null, keepOnSplit: false },
    due: { default: null, keepOnSplit: false },
  }),
  addNodeView: () => ReactNodeViewRenderer(ConclusionView),
  parseHTML: () => [{ tag: 'p[data-conclusion]', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['p', mergeAttributes(HTMLAttributes, { 'data-conclusion': '' }), 0],
});

/** What a conclusion rests on (căn cứ), where it stands in the text. */
const EvidenceNode = Node.create({
  name: 'evidence',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    kind: { default: null },
    paper: { default: null },
    version: { default: null },
    page: { default: null },
    quote: { default: null },
    before: { default: null },
    after: { default: null },
    ref: { default: null },
    person: { default: null },
    startedAt: { default: null },
  }),
  addNodeView: () => ReactNodeViewRenderer(EvidenceView),
  parseHTML: () => [{ tag: 'span[data-evidence]' }],
  renderHTML: ({ HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { 'data-evidence': '' })],
});

/** The item that is discussed now, for the commands that are about it, and the organisation's phrases. */
interface SlashStorage {
  item: ItemId | null;
  phrases: readonly Phrase[];
}

declare module '@tiptap/core' {
  interface Storage {
    slash: SlashStorage;
  }
}

/** `/ketluan` and a space at the beginning of a line. */
const Slash = Extension.create<Record<string, never>, SlashStorage>({
  name: 'slash',
  addStorage: () => ({ item: null, phrases: [] }),
  addInputRules() {
    const { storage } = this;
    return [
      new InputRule({
        find: /^\/(\S{2,30})\s$/u,
        handler: ({ chain, range, match }) => {
          const command = commandAt(match[1] ?? '');
          const block = command === null ? null : blockOf(command, storage.item);
          const phrase = command === null ? phraseAt(storage.phrases, match[1] ?? '') : undefined;
          const content = block === null ? phrase && phraseContent(phrase) : contentOf(block);
          if (content === undefined) return null;
          chain().deleteRange(range).insertContent(content).run();
          return undefined;
        },
      }),
    ];
  },
});

/** Tells the commands which item is discussed now. */
export function discuss(editor: Editor, item: ItemId | null): void {
  editor.storage.slash.item = item;
}

/** Tells the commands which phrases there are. */
export function knowPhrases(editor: Editor, phrases: readonly Phrase[]): void {
  editor.storage.slash.phrases = phrases;
}

/** The id of a conclusion that is made here. */
export function newTaskId(): TaskId {
  return newId(TaskId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
}

/** What is put into the text for a block. */
export function contentOf(block: LiveBlock | 'conclusion'): JSONContent {
  return block === 'conclusion'
    ? { type: 'conclusion', attrs: { id: newTaskId() } }
    : { type: 'liveBlock', attrs: block };
}

/** Where somebody else writes. */
function caret(user: Record<string, unknown>): HTMLElement {
  const element = document.createElement('span');
  element.className = 'other-caret';
  element.style.borderColor = String(user['color']);
  const label = document.createElement('span');
  label.className = 'other-caret-name';
  label.style.backgroundColor = String(user['color']);
  label.textContent = String(user['name']);
  element.append(label);
  return element;
}

export interface EditorParts {
  readonly room: MinutesRoom;
  readonly user: { readonly name: string; readonly color: string };
}

/** What the minutes may hold; the server's guard admits the same and nothing else. */
export function minutesVocabulary(): Extensions {
  return [
    StarterKit.configure({
      // The first level are the parts of the minutes, which the document puts in itself.
      heading: { levels: [2, 3] },
      strike: false,
      code: false,
      codeBlock: false,
      horizontalRule: false,
      link: false,
      // Opening the minutes changes nothing in them.
      trailingNode: false,
      // The text has a history of its own: each writer takes back what they wrote.
      undoRedo: false,
    }),
    TableKit.configure({ table: { resizable: false } }),
    LiveBlockNode,
    ConclusionNode,
    PictureNode,
    EvidenceNode,
  ];
}

/** The same to be written in, by several at once. */
export function minutesExtensions({ room, user }: EditorParts): Extensions {
  return [
    ...minutesVocabulary(),
    Slash,
    CommentMarks,
    Collaboration.configure({ document: room.doc, field: BODY }),
    CollaborationCaret.configure({ provider: { awareness: room.awareness }, user, render: caret }),
  ];
}
