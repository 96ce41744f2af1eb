import { getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { EditorState, type Transaction } from '@tiptap/pm/state';
import { StarterKit } from '@tiptap/starter-kit';
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { minutesBody } from '#protocol/minutes/ydoc';
import { passageAt, placeOf, type BoundText } from './passages.ts';

const schema = getSchema([StarterKit.configure({ undoRedo: false })]);
const paragraph = (words: string) => schema.node('paragraph', null, words === '' ? [] : [schema.text(words)]);

/** One writer: what the editor has on screen, bound to the shared text as the editor binds it. */
class Writer {
  readonly shared = new Y.Doc();

  constructor(client: number) {
    this.shared.clientID = client;
  }

  get bound(): BoundText {
    const body = minutesBody(this.shared);
    const { doc, mapping } = initProseMirrorDoc(body, schema);
    return { doc, shared: this.shared, body, mapping };
  }

  edit(change: (transaction: Transaction, doc: Node) => unknown): void {
    const { doc, shared, body, mapping } = this.bound;
    const { tr } = EditorState.create({ doc, schema });
    change(tr, doc);
    updateYFragment(shared, body, tr.doc, { mapping, isOMark: new Map() });
  }

  take(other: Writer): void {
    Y.applyUpdate(this.shared, Y.encodeStateAsUpdate(other.shared));
  }
}

function two(...words: readonly string[]): readonly [Writer, Writer] {
  const [an, binh] = [new Writer(1), new Writer(2)];
  an.edit((tr, doc) => tr.replaceWith(0, doc.content.size, words.map(paragraph)));
  binh.take(an);
  return [an, binh];
}

/** Where words stand on somebody's screen. */
function find({ bound: { doc } }: Writer, words: string): { from: number; to: number } {
  let from = -1;
  doc.descendants((node, at) => {
    const index = node.isText ? (node.text ?? '').indexOf(words) : -1;
    if (index !== -1 && from === -1) from = at + index;
  });
  if (from === -1) throw new Error(`“${words}” is not there`);
  return { from, to: from + words.length };
}

function commentOn(writer: Writer, words: string) {
  const passage = passageAt(writer.bound, find(writer, words));
  if (passage === null) throw new Error('nothing selected');
  return passage;
}

function shown(writer: Writer, passage: ReturnType<typeof commentOn>): string | null {
  const { bound } = writer;
  const place = placeOf(bound, passage);
  return place === null ? null : bound.doc.textBetween(place.from, place.to, ' ');
}

const QUOTE = 'bố trí kinh phí';

describe('the passage of a comment', () => {
  test('[MIN-22] is the selected words without the blanks around them, and the words beside them', () => {
    const [an] = two('Giao Vụ bố trí kinh phí trong quý I.', 'Khác.');
    const { from, to } = find(an, ` ${QUOTE} `);
    expect(passageAt(an.bound, { from, to })).toMatchObject({
      quote: QUOTE,
      before: 'Giao Vụ ',
      after: ' trong quý I. Khác.',
    });
    expect(passageAt(an.bound, { from, to: from + 1 })).toBeNull();
  });

  test('[MIN-22] takes nothing of what is written right before and after it', () => {
    const [an, binh] = two(QUOTE);
    const passage = commentOn(an, QUOTE);
    binh.edit((tr) => tr.insertText('Sẽ ', 1));
    binh.edit((tr, doc) => tr.insertText(' ngay', doc.content.size - 1));
    an.take(binh);
    expect(shown(an, passage)).toBe(QUOTE);
    an.edit((tr) => tr.insertText('đủ ', find(an, 'kinh').from));
    expect(shown(an, passage)).toBe('bố trí đủ kinh phí');
  });

  test('[MIN-22] is found where a paragraph was broken in two before it, inside it, or joined again', () => {
    const [an, binh] = two('Giao Vụ bố trí kinh phí trong quý I.');
    const passage = commentOn(an, QUOTE);
    binh.edit((tr) => tr.split(find(binh, 'bố').from));
    an.take(binh);
    expect(shown(an, passage)).toBe(QUOTE);
    an.edit((tr) => tr.split(find(an, 'kinh').from));
    expect(shown(an, passage)).toBe('bố trí  kinh phí');
    an.edit((tr) => tr.join(find(an, 'bố').from - 1));
    expect(shown(an, passage)).not.toBeNull();
  });

  test('[MIN-22] is gone with its words, whatever is written in their place', () => {
    const [an, binh] = two(`Giao Vụ ${QUOTE}.`, `Lần trước đã nói đến việc ${QUOTE} này rồi.`);
    const passage = commentOn(an, QUOTE);
    an.edit((tr) => tr.insertText('XX', find(an, QUOTE).from + 4));
    binh.take(an);
    binh.edit((tr) => {
      const from = find(binh, 'Giao').from + 'Giao Vụ '.length;
      return tr.insertText('lo liệu', from, from + QUOTE.length + 2);
    });
    an.take(binh);
    expect(an.bound.doc.textContent).toContain('Vụ lo liệu.');
    expect(shown(an, passage)).toBeNull();
  });

  test('[MIN-22] positions that are none lead nowhere', () => {
    const [an] = two(QUOTE);
    const passage = { from: new Uint8Array([9]), to: new Uint8Array([9]), quote: 'x', before: '', after: '' };
    expect(shown(an, passage)).toBeNull();
  });

  type Edit =
    | { readonly is: 'insert'; readonly at: number; readonly words: string }
    | { readonly is: 'delete'; readonly at: number; readonly length: number }
    | { readonly is: 'split'; readonly at: number };
  const at = fc.nat(400);
  const edits = fc.array(
    fc.tuple(
      fc.boolean(),
      fc.boolean(),
      fc.oneof<fc.Arbitrary<Edit>[]>(
        fc.record({ is: fc.constant('insert'), at, words: fc.constantFrom('x', ' y ', 'zz.') }),
        fc.record({ is: fc.constant('delete'), at, length: fc.nat(30) }),
        fc.record({ is: fc.constant('split'), at }),
      ),
    ),
    { maxLength: 12 },
  );
  const make = (writer: Writer, edit: Edit) =>
    writer.edit((tr, doc) => {
      // Counted in letters, which all can be written beside.
      const places: number[] = [];
      doc.descendants((node, place) => {
        if (node.isText) for (let n = 0; n < node.nodeSize; n++) places.push(place + n);
      });
      const from = places[edit.at % Math.max(1, places.length)];
      if (from === undefined) return;
      if (edit.is === 'insert') tr.insertText(edit.words, from);
      else if (edit.is === 'split') tr.split(from);
      else tr.delete(from, Math.min(from + edit.length, doc.resolve(from).end()));
    });

  test('[MIN-22] stands at its words or is gone, however two write at once, and both see the same', () => {
    const others = ['Một hai ba bốn năm.', 'Sáu bảy tám chín mười.'];
    fc.assert(
      fc.property(edits, (all) => {
        const [an, binh] = two(others[0] ?? '', `Giao Vụ ${QUOTE} trong quý I.`, others[1] ?? '');
        const passage = commentOn(an, QUOTE);
        for (const [isAn, meet, edit] of all) {
          make(isAn ? an : binh, edit);
          if (!meet) continue;
          an.take(binh);
          binh.take(an);
        }
        an.take(binh);
        binh.take(an);
        const words = shown(an, passage);
        expect(shown(binh, passage)).toBe(words);
        const text = an.bound.doc.textBetween(0, an.bound.doc.content.size, ' ').replaceAll(/\s+/gu, ' ');
        // Never words that were not among those commented on, and never lost while they stand untouched.
        if (words !== null) expect(words.split(/\s+/u).some((word) => QUOTE.includes(word))).toBe(true);
        if (text.includes(`Giao Vụ ${QUOTE} trong quý I.`))
          expect(words?.replaceAll(/\s+/gu, ' ')).toBe(QUOTE);
      }),
      { numRuns: 300 },
    );
  });
});
