import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { GuardContext } from '../annotation/guard.ts';
import { layerKey, layerMap } from '../annotation/ydoc.ts';
import { MarkId, MeetingId, PersonId } from '../wire/ids.ts';
import {
  commentsGuard,
  commentsRoomName,
  parseCommentsRoom,
  threadsOf,
  type CommentEntry,
} from './comments.ts';
import { minutesRoomName, parseMinutesRoom } from './ydoc.ts';

const person = (letter: string) => PersonId.parse(letter.repeat(20));
const [an, binh, chi] = [person('a'), person('b'), person('c')];
const id = (letter: string) => MarkId.parse(letter.repeat(20));
const meeting = MeetingId.parse('m'.repeat(20));
const at = new Uint8Array([1, 2, 3]);
const comment = (text: string, time = 1): CommentEntry => ({
  kind: 'comment',
  from: at,
  to: at,
  quote: 'kinh phí',
  before: 'bố trí ',
  after: ' trong quý I',
  text,
  at: time,
  edited: false,
});
const thread = { author: an, id: id('1') };
const reply = (text: string, time: number): CommentEntry => ({
  kind: 'reply',
  thread,
  text,
  at: time,
  edited: false,
});
const settle = (settled: boolean, time: number): CommentEntry => ({
  kind: 'settle',
  thread,
  settled,
  at: time,
});

/** What this person changes in a document of their own, as an update. */
function written(author: PersonId, key: string, value: unknown, client = 7): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getMap(layerKey(author)).set(key, value);
  return Y.encodeStateAsUpdate(doc);
}
const context = (who: PersonId, more: Partial<GuardContext> = {}): GuardContext => ({
  person: who,
  readOnly: undefined,
  message: 'update',
  ownerOf: () => undefined,
  ...more,
});

test('the room of comments has a name beside that of the text, and neither is taken for the other', () => {
  const name = commentsRoomName(meeting);
  expect(parseCommentsRoom(name)).toBe(meeting);
  expect(parseMinutesRoom(name)).toBeUndefined();
  expect(parseCommentsRoom(minutesRoomName(meeting))).toBeUndefined();
  expect(parseCommentsRoom(`${name}/comments`)).toBeUndefined();
});

describe('who writes what', () => {
  const judged = (bytes: Uint8Array, who: PersonId, more: Partial<GuardContext> = {}) => {
    const verdict = commentsGuard(new Y.Doc()).check(bytes, context(who, more));
    return verdict.kind === 'refuse' ? verdict.code : verdict.kind;
  };

  test('[MIN-21] everyone writes under their own name only, and nothing but comments', () => {
    expect(judged(written(an, id('1'), comment('Nên ghi rõ.')), an)).toBe('apply');
    expect(judged(written(an, id('1'), comment('Nên ghi rõ.')), binh)).toBe('foreignLayer');
    for (const value of [
      { ...comment('x'), from: new Uint8Array(101) },
      { ...comment('x'), text: '' },
      { ...comment('x'), text: 'y'.repeat(4001) },
      { ...comment('x'), more: 1 },
      { kind: 'note', page: 0, colour: 'red', x: 1, y: 2, text: 'x', at: 1 },
      'x',
    ])
      expect(judged(written(an, id('1'), value), an)).toBe('badRequest');
    expect(judged(written(an, 'không phải mã', comment('x')), an)).toBe('badRequest');
  });

  test('[MIN-21] whoever may only read is told why', () => {
    expect(judged(written(an, id('1'), comment('x')), an, { readOnly: 'minutesApproved' })).toBe(
      'minutesApproved',
    );
  });
});

describe('threads', () => {
  const docWith = (entries: readonly (readonly [PersonId, string, unknown])[]) => {
    const doc = new Y.Doc();
    for (const [author, key, value] of entries) layerMap(doc, author).set(id(key), value);
    return doc;
  };
  const read = (doc: Y.Doc) => threadsOf(doc, (who) => who === chi);

  test('[MIN-22] replies stand under their comment in the order of time; what leads nowhere or can’t be read is left out', () => {
    const doc = docWith([
      [an, '1', comment('Nên ghi rõ.')],
      [binh, '2', reply('Đồng ý.', 5)],
      [chi, '3', reply('Đã sửa.', 3)],
      [binh, '4', { ...reply('lạc', 2), thread: { author: binh, id: id('9') } }],
      [binh, '5', { kind: 'lạ' }],
    ]);
    expect(read(doc).map(({ text, replies }) => [text, replies.map((each) => each.text)])).toEqual([
      ['Nên ghi rõ.', ['Đã sửa.', 'Đồng ý.']],
    ]);
  });

  test('[MIN-23] settled is what the last of those says who may: editors and the author of the thread', () => {
    const settledBy = (...more: readonly (readonly [PersonId, string, unknown])[]) =>
      read(docWith([[an, '1', comment('x')], ...more]))[0]?.settledBy;
    expect(settledBy()).toBeNull();
    expect(settledBy([chi, '2', settle(true, 2)])).toBe(chi);
    expect(settledBy([an, '2', settle(true, 2)])).toBe(an);
    expect(settledBy([binh, '2', settle(true, 2)])).toBeNull();
    expect(settledBy([chi, '2', settle(true, 2)], [an, '3', settle(false, 3)])).toBeNull();
    expect(settledBy([chi, '2', settle(true, 2)], [binh, '3', settle(false, 3)])).toBe(chi);
    const last = read(
      docWith([
        [an, '1', comment('x')],
        [chi, '2', settle(true, 9)],
        [an, '3', settle(false, 4)],
      ]),
    );
    expect(last[0]).toMatchObject({ settledBy: chi, settledAt: 9 });
  });
});
