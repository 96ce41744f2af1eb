import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Mark } from '#protocol/annotation/mark';
import { layerMap } from '#protocol/annotation/ydoc';
import { MarkId, PersonId } from '#protocol/wire/ids';
import { MarkIndex } from './mark-index.ts';

const an = PersonId.parse('0000000000000000000a');
const binh = PersonId.parse('0000000000000000000b');
const id = (n: number) => MarkId.parse(String(n).padStart(20, '0'));
const note = (page: number, text = 'x'): Mark => ({
  kind: 'note',
  page,
  colour: 'red',
  x: 1,
  y: 1,
  text,
  at: 1,
});

function setup() {
  const changes: number[][] = [];
  const index = new MarkIndex('shared', ({ pages }) => changes.push([...pages]));
  const doc = new Y.Doc();
  index.bind(doc);
  const on = (page: number) => [...index.on(page)].map((placed) => placed.id);
  return { index, doc, changes, on };
}

describe('MarkIndex', () => {
  it('follows marks of authors who come later, over the network', () => {
    const { index, doc, changes, on } = setup();
    const other = new Y.Doc();
    other.on('update', (update: Uint8Array) => Y.applyUpdate(doc, update));
    layerMap(other, binh).set(id(1), note(4));
    layerMap(other, binh).set(id(2), note(4));
    expect(on(4)).toEqual([id(1), id(2)]);
    expect(index.get(binh, id(1))?.author).toBe(binh);
    layerMap(other, binh).delete(id(1));
    expect(on(4)).toEqual([id(2)]);
    expect(changes).toEqual([[4], [4], [4]]);
  });

  it('moves a mark that changed its page and tells both', () => {
    const { doc, changes, on } = setup();
    layerMap(doc, an).set(id(1), note(0));
    layerMap(doc, an).set(id(1), note(7));
    expect(on(0)).toEqual([]);
    expect(on(7)).toEqual([id(1)]);
    expect(changes.at(-1)?.toSorted()).toEqual([0, 7]);
  });

  it('leaves out what is not a mark, and does not let another hide a mark by its id', () => {
    const { index, doc, on } = setup();
    layerMap(doc, an).set(id(1), { kind: 'virus' });
    layerMap(doc, an).set('no id', note(0));
    layerMap(doc, an).set(id(2), note(0, 'mine'));
    layerMap(doc, binh).set(id(2), note(0, 'theirs'));
    expect(on(0)).toEqual([id(2), id(2)]);
    layerMap(doc, binh).delete(id(2));
    expect(on(0)).toEqual([id(2)]);
    expect(index.get(an, id(2))?.mark).toMatchObject({ text: 'mine' });
  });

  it('starts over with another document', () => {
    const { index, doc, on, changes } = setup();
    layerMap(doc, an).set(id(1), note(0));
    const fresh = new Y.Doc();
    layerMap(fresh, an).set(id(2), note(1));
    index.bind(fresh);
    layerMap(doc, an).set(id(3), note(0));
    expect(on(0)).toEqual([]);
    expect(on(1)).toEqual([id(2)]);
    expect(changes.at(-1)?.toSorted()).toEqual([0, 1]);
  });
});
