import { describe, expect, it } from 'vitest';
import { Mark, type PageMark } from '#protocol/annotation/mark';
import { MarkId, PersonId } from '#protocol/wire/ids';
import type { PlacedMark } from '../mark-index.ts';
import { promote } from './promote.ts';
import type { PlacedComment } from './thread-model.ts';

const an = PersonId.parse('0000000000000000000a');
const binh = PersonId.parse('0000000000000000000b');
const idOf = (n: number) => MarkId.parse(String(n).padStart(20, '0'));
const quote = { text: 'kinh phí năm 2026', before: 'phân bổ ', after: ' là', start: 40 };

function ids(): () => MarkId {
  let n = 100;
  return () => idOf(n++);
}
const placed = (mark: PageMark, layer: PlacedMark['layer'] = 'private', author = an): PlacedMark => ({
  id: idOf(1),
  author,
  layer,
  mark,
});
const comment = (n: number, text: string, author = an): PlacedComment => ({
  id: idOf(n),
  author,
  layer: 'private',
  mark: { kind: 'comment', on: { author: an, mark: idOf(1) }, text, mentions: [], at: n },
});
const note: PageMark = { kind: 'note', page: 2, colour: 'blue', x: 10, y: 20, text: 'Làm rõ', quote, at: 5 };
const underlined: PageMark = {
  kind: 'text',
  style: 'underline',
  page: 1,
  colour: 'red',
  boxes: [10, 100, 80, 12],
  quote,
  at: 5,
};

describe('promote', () => {
  it('[THREAD-7] moves a mark with one’s own comments and keeps its place', () => {
    const comments = [comment(2, 'một'), comment(3, 'hai', binh)];
    const moved = promote({ placed: placed(note), comments, picture: undefined }, 'mark', an, ids());
    expect(moved?.edits).toEqual([
      { layer: 'private', id: idOf(1), mark: null },
      { layer: 'shared', id: moved?.made, mark: note },
      { layer: 'private', id: idOf(2), mark: null },
      {
        layer: 'shared',
        id: expect.any(String),
        mark: { ...comments[0]?.mark, on: { author: an, mark: moved?.made } },
      },
    ]);
    expect(moved?.made).not.toBe(idOf(1));
  });

  it('makes a question of a note, and of words with what was said about them', () => {
    const asked = promote({ placed: placed(note), comments: [], picture: undefined }, 'question', an, ids());
    expect(asked?.edits[1]?.mark).toEqual({ ...note, question: true });
    const about = promote(
      { placed: placed(underlined, 'group'), comments: [comment(2, 'Vì sao tăng?')], picture: undefined },
      'question',
      an,
      ids(),
    );
    const made = about?.edits.find(({ id }) => id === about.made)?.mark;
    expect(made).toMatchObject({ kind: 'note', page: 1, text: 'Vì sao tăng?', question: true, quote });
    expect(about?.edits.filter(({ layer }) => layer === 'shared')).toHaveLength(1);
    for (const { mark } of about?.edits ?? [])
      if (mark !== null) expect(Mark.safeParse(mark).success).toBe(true);
  });

  it('leaves others’ marks, shared ones, and what has no words for a question', () => {
    const ink: PageMark = {
      kind: 'ink',
      tool: 'pen',
      page: 0,
      colour: 'red',
      width: 2,
      points: new Uint8Array([1]),
      at: 1,
    };
    const none = { comments: [], picture: undefined };
    expect(promote({ placed: placed(note, 'private', binh), ...none }, 'mark', an, ids())).toBeUndefined();
    expect(promote({ placed: placed(note, 'shared'), ...none }, 'mark', an, ids())).toBeUndefined();
    expect(promote({ placed: placed(ink), ...none }, 'question', an, ids())).toBeUndefined();
  });

  it('[THREAD-7] takes along what an image shows', () => {
    const image: PageMark = {
      kind: 'image',
      page: 0,
      x: 0,
      y: 0,
      width: 9,
      height: 9,
      picture: idOf(9),
      at: 1,
    };
    const bytes = { kind: 'picture' as const, type: 'image/png' as const, bytes: new Uint8Array([1]), at: 1 };
    const picture = { id: idOf(9), author: an, layer: 'private' as const, mark: bytes };
    const moved = promote({ placed: placed(image), comments: [], picture }, 'mark', an, ids());
    const [, copy, shown] = moved?.edits ?? [];
    expect(copy?.mark).toEqual(bytes);
    expect(shown?.mark).toMatchObject({ kind: 'image', picture: copy?.id });
    expect(
      promote({ placed: placed(image), comments: [], picture: undefined }, 'mark', an, ids()),
    ).toBeUndefined();
  });
});
