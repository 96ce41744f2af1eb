import * as Y from 'yjs';
import type { MeetingState } from '../meeting/records.ts';
import { MeetingId } from '../wire/ids.ts';
import type { LiveBlock } from './live-block.ts';

/** The room of a meeting's minutes (biên bản). */
export function minutesRoomName(meeting: MeetingId): string {
  return `minutes/${meeting}`;
}

/** The meeting whose minutes a room is, or undefined when the name isn't one of such a room. */
export function parseMinutesRoom(name: string): MeetingId | undefined {
  const [domain, id, ...rest] = name.split('/');
  const meeting = MeetingId.safeParse(id);
  return domain === 'minutes' && meeting.success && rest.length === 0 ? meeting.data : undefined;
}

/** Name of the root fragment with the text. A vocabulary that older programs can't read gets a root of its own. */
export const BODY = 'body:1';

/** The text, for an editor to bind to. */
export function minutesBody(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(BODY);
}

/** The kinds of nodes. An editor drops what it doesn't know, so nothing else may come into the document. */
export const NODES: ReadonlySet<string> = new Set([
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'table',
  'tableRow',
  'tableHeader',
  'tableCell',
  'blockquote',
  'hardBreak',
  'conclusion',
  'evidence',
  'liveBlock',
  'image',
]);

/** The kinds of formatting, for the same reason. */
export const FORMATS: ReadonlySet<string> = new Set(['bold', 'italic', 'underline']);

/**
 * The Yjs client id under which the skeleton is written. It is nobody's: Yjs draws others, and the guard refuses what
 * comes under it.
 */
export const SKELETON_CLIENT = 1;

/**
 * The beginning of a meeting's minutes as an update for an empty document: who was there, each agenda item with what was
 * said and voted under it and room for text, and what belongs to no item. Blocks name what they show and copy nothing of it. The
 * same agenda gives the same bytes.
 */
export function skeletonUpdate({ agenda }: Pick<MeetingState, 'agenda'>): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = SKELETON_CLIENT;
  const blocks = [
    blockNode({ kind: 'attendance' }),
    new Y.XmlElement('paragraph'),
    ...agenda.flatMap(({ id }) => [
      blockNode({ kind: 'item', ref: id }),
      blockNode({ kind: 'speeches', ref: id }),
      new Y.XmlElement('paragraph'),
      blockNode({ kind: 'votes', ref: id }),
    ]),
    blockNode({ kind: 'besides' }),
    new Y.XmlElement('conclusion'),
  ];
  minutesBody(doc).insert(0, blocks);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** The node for a block, of which the document keeps the kind and what it is about. */
function blockNode(block: LiveBlock): Y.XmlElement {
  const node = new Y.XmlElement('liveBlock');
  node.setAttribute('kind', block.kind);
  if ('ref' in block) node.setAttribute('ref', block.ref);
  return node;
}
