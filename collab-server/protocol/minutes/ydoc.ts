import * as Y from 'yjs';
import type { MeetingState } from '../meeting/records.ts';
import { MeetingId } from '../wire/ids.ts';
import { assertNever } from '../wire/assert-never.ts';
import type { LiveBlock } from './live-block.ts';
import { DEFAULT_OUTLINE, type Outline, type OutlinePart } from './outline.ts';

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
 * The beginning of a meeting's minutes as an update for an empty document, as the organisation begins them. Blocks name what
 * they show and copy nothing of it. The same agenda and outline give the same bytes.
 */
export function skeletonUpdate(
  { agenda }: Pick<MeetingState, 'agenda'>,
  { parts }: Pick<Outline, 'parts'> = DEFAULT_OUTLINE,
): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = SKELETON_CLIENT;
  minutesBody(doc).insert(
    0,
    parts.flatMap((part) => partNodes(part, agenda)),
  );
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

function partNodes(part: OutlinePart, agenda: MeetingState['agenda']): Y.XmlElement[] {
  switch (part.is) {
    case 'attendance':
      return [blockNode({ kind: 'attendance' }), new Y.XmlElement('paragraph')];
    case 'items':
      return agenda.flatMap(({ id }) => [
        blockNode({ kind: 'item', ref: id }),
        blockNode({ kind: 'speeches', ref: id }),
        new Y.XmlElement('paragraph'),
        blockNode({ kind: 'votes', ref: id }),
      ]);
    case 'besides':
      return [blockNode({ kind: 'besides' })];
    case 'conclusion':
      return [new Y.XmlElement('conclusion')];
    case 'heading': {
      const node = new Y.XmlElement<{ level: number }>('heading');
      node.setAttribute('level', 2);
      return [withText(node as Y.XmlElement, part.text)];
    }
    case 'sentence':
      return part.text.split('\n').map((text) => withText(new Y.XmlElement('paragraph'), text));
    default:
      return assertNever(part);
  }
}

function withText(node: Y.XmlElement, text: string): Y.XmlElement {
  node.insert(0, [new Y.XmlText(text)]);
  return node;
}

/** The node for a block, of which the document keeps the kind and what it is about. */
function blockNode(block: LiveBlock): Y.XmlElement {
  const node = new Y.XmlElement('liveBlock');
  node.setAttribute('kind', block.kind);
  if ('ref' in block) node.setAttribute('ref', block.ref);
  return node;
}
