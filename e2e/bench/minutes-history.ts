import { setImmediate as breathe } from 'node:timers/promises';
import * as Y from 'yjs';
import type { LiveBlock } from '../../collab-server/protocol/minutes/live-block.ts';
import { minutesBody } from '../../collab-server/protocol/minutes/ydoc.ts';

/** Where the two measured windows write, at the top of the text: the first words of a paragraph of each. */
export const LINES = ['Dòng thứ nhất:', 'Dòng thứ hai:'] as const;
/** Stands in the last paragraph: when it is there, all of it is. */
export const LAST_WORDS = 'Hết nội dung biên bản.';

export interface WrittenHistory {
  readonly edits: number;
  readonly letters: number;
  readonly blocks: number;
}

const WORDS =
  'căn cứ quy chế làm việc của bộ và ý kiến các đơn vị chủ trì đề nghị thống nhất nội dung '.split(' ');
/** Letters of a page of the decree's form, about. */
const LETTERS_A_PAGE = 2500;
const PARAGRAPH = 400;
/** Writers of the history; each a Yjs client of its own. */
const WRITERS = 10;
const FIRST_CLIENT = 5_000_000;

/**
 * Writes minutes of so many pages into a document, a letter at a time, by ten people in turn who take many letters back
 * again; with live blocks up to `blocks` in all. The same seed gives the same text.
 */
export async function writeHistory(
  doc: Y.Doc,
  wanted: { readonly edits: number; readonly pages: number; readonly blocks: number; readonly seed: number },
): Promise<WrittenHistory> {
  const roll = rolls(wanted.seed);
  const body = minutesBody(doc);
  const own = doc.clientID;
  const letters = wanted.pages * LETTERS_A_PAGE;
  const texts: Y.XmlText[] = [];
  const there = body
    .toArray()
    .filter((node) => node instanceof Y.XmlElement && node.nodeName === 'liveBlock');
  doc.clientID = FIRST_CLIENT;
  doc.transact(() => {
    const paragraphs = Math.ceil(letters / PARAGRAPH);
    const every = Math.ceil(paragraphs / Math.max(1, wanted.blocks - there.length));
    body.insert(
      0,
      LINES.map((words) => paragraphOf(words)),
    );
    for (let n = 0, blocks = there.length; n < paragraphs; n++) {
      const paragraph = paragraphOf('');
      body.push([paragraph]);
      const text = paragraph.get(0);
      if (text instanceof Y.XmlText) texts.push(text);
      if (n % every !== 0 || blocks >= wanted.blocks) continue;
      blocks += 1;
      body.push([blockOf(n % 2 === 0 ? { kind: 'besides' } : { kind: 'attendance' })]);
    }
    body.push([paragraphOf(LAST_WORDS)]);
  });
  // So many letters are typed; the rest of the edits takes some back again.
  const typed = Math.round((wanted.edits + letters) / 2);
  let [left, taken, written] = [typed, wanted.edits - typed, 0];
  for (let burst = 0; left + taken > 0; burst++) {
    doc.clientID = FIRST_CLIENT + (burst % WRITERS);
    const text = texts[roll(texts.length)];
    if (text === undefined) break;
    let at = roll(text.length + 1);
    for (const letter of `${WORDS[roll(WORDS.length)] ?? ''} ${WORDS[roll(WORDS.length)] ?? ''} `) {
      if (left === 0) break;
      doc.transact(() => text.insert(at, letter));
      [at, left, written] = [at + 1, left - 1, written + 1];
    }
    const back = Math.min(taken, at, left === 0 ? taken : roll(8));
    for (let n = 0; n < back; n++) {
      at -= 1;
      const place = at;
      doc.transact(() => text.delete(place, 1));
      [taken, written] = [taken - 1, written + 1];
    }
    if (burst % 500 === 0) await breathe();
  }
  doc.clientID = own;
  const blocks = body
    .toArray()
    .filter((node) => node instanceof Y.XmlElement && node.nodeName === 'liveBlock').length;
  return { edits: written, letters: texts.reduce((sum, text) => sum + text.length, 0), blocks };
}

function paragraphOf(words: string): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  return paragraph;
}

function blockOf(block: LiveBlock): Y.XmlElement {
  const node = new Y.XmlElement('liveBlock');
  node.setAttribute('kind', block.kind);
  return node;
}

/** Whole numbers below `below`. */
function rolls(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
