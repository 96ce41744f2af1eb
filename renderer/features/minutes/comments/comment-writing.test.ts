import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { threadsOf } from '#protocol/minutes/comments';
import { MeetingId, PersonId } from '#protocol/wire/ids';
import { BegunComments } from './comment-draft.ts';
import { CommentWriting, threadKey } from './comment-writing.ts';

const [an, chi] = [PersonId.parse('a'.repeat(20)), PersonId.parse('c'.repeat(20))];
const at = new Uint8Array([1, 2, 3]);
const passage = { from: at, to: at, quote: 'kinh phí', before: 'bố trí ', after: '' };

test('[MIN-23] a thread is opened again from a device whose clock is behind', () => {
  const doc = new Y.Doc();
  const thread = () => {
    const [first] = threadsOf(doc, () => true);
    if (first === undefined) throw new Error('no thread');
    return first;
  };
  new CommentWriting(doc, an, () => 100).comment(passage, 'Nên ghi rõ.');
  new CommentWriting(doc, chi, () => 9000).settle(thread(), true);
  expect(thread().settledBy).toBe(chi);
  new CommentWriting(doc, an, () => 200).settle(thread(), false);
  expect(thread().settledBy).toBeNull();
});

test('one takes away what one said, and puts it back', () => {
  const doc = new Y.Doc();
  const writing = new CommentWriting(doc, an, () => 1);
  const { id } = writing.comment(passage, 'Nên ghi rõ.');
  writing.edit(id, 'Nên ghi rõ nguồn.');
  const putBack = writing.remove(id);
  expect(threadsOf(doc, () => false)).toEqual([]);
  putBack();
  expect(threadsOf(doc, () => false)[0]).toMatchObject({ text: 'Nên ghi rõ nguồn.', edited: true });
});

/** What a browser keeps. */
class Kept implements Storage {
  [name: string]: unknown;
  readonly #items = new Map<string, string>();
  get length(): number {
    return this.#items.size;
  }
  clear = () => this.#items.clear();
  getItem = (key: string) => this.#items.get(key) ?? null;
  key = (index: number) => [...this.#items.keys()][index] ?? null;
  removeItem = (key: string) => void this.#items.delete(key);
  setItem = (key: string, value: string) => void this.#items.set(key, value);
}

test('[MIN-24] what was begun is there again for the same person and meeting only, until it is forgotten', () => {
  const store = new Kept();
  const [meeting, other] = [MeetingId.parse('m'.repeat(20)), MeetingId.parse('n'.repeat(20))];
  const begun = new BegunComments(store, an, meeting);
  const reply = `reply ${threadKey({ author: chi, id: new CommentWriting(new Y.Doc(), chi).comment(passage, 'x').id })}`;
  begun.keepComment({ ...passage, text: 'Nên ghi rõ.' });
  begun.keepText(reply, 'Đồng ý.');
  const again = new BegunComments(store, an, meeting);
  expect(again.comment()).toEqual({ ...passage, text: 'Nên ghi rõ.' });
  expect(again.text(reply)).toBe('Đồng ý.');
  expect(again.all()).toEqual(['Nên ghi rõ.', 'Đồng ý.']);
  expect(new BegunComments(store, chi, meeting).all()).toEqual([]);
  expect(new BegunComments(store, an, other).all()).toEqual([]);
  store.setItem(`bantron.minutes-comment ${an} ${meeting}`, '{');
  expect(again.comment()).toBeNull();
  again.forgetAll();
  expect(store.length).toBe(0);
});
