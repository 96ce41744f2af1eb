import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import { Hash } from '#protocol/wire/ids';
import { missingPictures, pictureBlock } from './pictures/picture-block.ts';
import type { PictureStanding } from './pictures/picture-book.ts';
import { textBlocks, type TextNode } from './text-blocks.ts';

// The key with what is filled in.
const t = ((key: string, values?: object) =>
  values === undefined ? key : `${key} ${JSON.stringify(values)}`) as unknown as TFunction<'minutes'>;
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff);
const attrs = { hash: Hash.parse('a'.repeat(64)), width: 400, height: 200, alt: 'Sơ đồ' };

function blocks(node: TextNode, standing: PictureStanding = { is: 'there', type: 'jpeg', bytes: JPEG }) {
  return textBlocks(node, (attributes) => pictureBlock(attributes, { standing: () => standing }, t));
}

const cell = (text: string, attributes = {}, type = 'tableCell'): TextNode => ({
  type,
  attrs: attributes,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

it('[MIN-73] a picture is a block with its bytes, and its words where it isn’t there', () => {
  const node = { type: 'image', attrs };
  expect(blocks(node)).toEqual([
    { is: 'image', type: 'jpeg', bytes: JPEG, width: 300, height: 150, alt: 'Sơ đồ' },
  ]);
  for (const is of ['loading', 'away', 'gone'] as const) {
    expect(blocks(node, { is })).toEqual([
      {
        is: 'paragraph',
        runs: [{ text: 'templates.picture.missing {"alt":"Sơ đồ"}', italic: true }],
      },
    ]);
  }
  const quoted = blocks({ type: 'blockquote', content: [node] });
  expect(quoted).toMatchObject([{ is: 'image' }]);
  const listed = blocks({ type: 'bulletList', content: [{ type: 'listItem', content: [node] }] });
  expect(JSON.stringify(listed)).toContain('[Sơ đồ]');
});

it('[MIN-73] attributes that no editor writes are said to be of a newer program', () => {
  for (const wrong of [
    {},
    { ...attrs, hash: 'x' },
    { ...attrs, width: 1e9 },
    { ...attrs, height: Number.NaN },
  ]) {
    expect(blocks({ type: 'image', attrs: wrong })).toEqual([
      { is: 'paragraph', runs: [{ text: 'document.line.unknown', italic: true }] },
    ]);
  }
  expect(blocks({ type: 'image', attrs: { ...attrs, alt: 'x'.repeat(301) } })).toMatchObject([
    { alt: 'templates.picture.unnamed' },
  ]);
});

it('[MIN-75] a cell that spans others leaves them empty, and the others in their columns', () => {
  const table: TextNode = {
    type: 'table',
    content: [
      { type: 'tableRow', content: [cell('A', { rowspan: 2 }), cell('B', { colspan: 2 })] },
      { type: 'tableRow', content: [cell('C'), cell('D')] },
      { type: 'tableRow', content: [cell('E', { colspan: 1e9 })] },
    ],
  };
  const [made] = blocks(table);
  if (made?.is !== 'table') throw new Error('no table');
  const words = made.rows.map((row) =>
    row.slice(0, 3).map((each) =>
      each
        .flat()
        .map(({ text }) => text)
        .join(''),
    ),
  );
  expect(words).toEqual([
    ['A', 'B', ''],
    ['', 'C', 'D'],
    ['E', '', ''],
  ]);
  expect(made.columns.length).toBe(200);
});

it('[MIN-73] pictures that a file would lack are counted, wherever they stand', () => {
  const node = { type: 'image', attrs };
  const text = [node, { type: 'blockquote', content: [node, { type: 'image', attrs: {} }] }, cell('A')];
  const count = (is: 'gone' | 'there') =>
    missingPictures(text, {
      standing: () => (is === 'there' ? { is, type: 'jpeg', bytes: JPEG } : { is }),
    });
  expect([count('gone'), count('there')]).toEqual([3, 1]);
});
