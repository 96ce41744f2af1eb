import { paragraph } from '../../administrative-document/index.ts';
import { expect, test } from 'vitest';
import { conclusionsOf } from '#protocol/minutes/conclusions';
import { MeetingId, PersonId, SuggestionId, TaskId } from '#protocol/wire/ids';
import { textBlocks, type TextNode } from '../text-blocks.ts';
import { openSuggestions } from './open-suggestions.ts';
import { recallSuggesting, rememberSuggesting } from './remembered.ts';

const suggestion = (letter: string) => ({
  id: SuggestionId.parse(letter.repeat(20)),
  person: PersonId.parse('a'.repeat(20)),
  at: 1,
});
const words = (text: string, ...marks: { type: string; attrs: Record<string, unknown> }[]): TextNode => ({
  type: 'text',
  text,
  marks,
});
const mark = (type: string, letter: string) => ({ type, attrs: suggestion(letter) });

const text: TextNode[] = [
  {
    type: 'bulletList',
    content: [
      {
        type: 'listItem',
        content: [
          {
            type: 'paragraph',
            content: [
              words('Giao '),
              words('Vụ Kế hoạch', mark('deletion', 'b')),
              words('Văn phòng', mark('insertion', 'b')),
              words(' cả hai', mark('insertion', 'b'), mark('deletion', 'c')),
            ],
          },
        ],
      },
    ],
  },
  { type: 'conclusion', content: [words('Chỉ là đề xuất', mark('insertion', 'd'))] },
];

test('[MIN-34] a document has what is to be deleted, and not what is to be inserted', () => {
  expect(text.flatMap((node) => textBlocks(node, () => paragraph('')))).toEqual([
    {
      is: 'list',
      ordered: false,
      items: [{ runs: [{ text: 'Giao ' }, { text: 'Vụ Kế hoạch' }], lists: [] }],
    },
  ]);
});

test('[MIN-34] neither has a task that follows from a conclusion what nobody has accepted', () => {
  const content = [words('Giao Văn phòng'), words(' và Vụ', mark('insertion', 'b'))];
  const id = TaskId.parse('t'.repeat(20));
  expect(conclusionsOf([{ type: 'conclusion', content }], () => id).map(({ what }) => what)).toEqual([
    'Giao Văn phòng',
  ]);
});

test('[MIN-34] each open suggestion is told once, and what is none is not', () => {
  expect(openSuggestions(text)).toEqual(['b', 'c', 'd'].map(suggestion));
  expect(
    openSuggestions([words('a', { type: 'deletion', attrs: {} }), words('b', mark('bold', 'b'))]),
  ).toEqual([]);
});

test('the device remembers who suggests for each meeting, and goes on where it can’t', () => {
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const [one, other] = ['m', 'n'].map((letter) => MeetingId.parse(letter.repeat(20))) as [
    MeetingId,
    MeetingId,
  ];
  rememberSuggesting(store, one, true);
  expect([recallSuggesting(store, one), recallSuggesting(store, other)]).toEqual([true, false]);
  rememberSuggesting(store, one, false);
  expect(kept.size).toBe(0);
  const forbidden = () => {
    throw new Error('forbidden');
  };
  const none = { getItem: forbidden, setItem: forbidden, removeItem: forbidden };
  rememberSuggesting(none, one, true);
  expect(recallSuggesting(none, one)).toBe(false);
});
