import { getSchema } from '@tiptap/core';
import { StarterKit } from '@tiptap/starter-kit';
import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PersonId, SuggestionId } from '#protocol/wire/ids';
import { SUGGESTION_MARKS } from './marks.ts';
import { deleteLetter, placesOf, settle, suggested, type Suggesting } from './suggesting.ts';

const schema = getSchema([StarterKit.configure({ undoRedo: false, strike: false }), ...SUGGESTION_MARKS]);
const alice = PersonId.parse('a'.repeat(20));
const bob = PersonId.parse('b'.repeat(20));

function suggesting(person: PersonId): Suggesting {
  let made = 0;
  const begin = () => {
    const id = SuggestionId.parse(`${person.slice(0, 10)}${String(++made).padStart(10, '0')}`);
    return { id, person, at: made };
  };
  return { person, begin };
}

function textOf(...paragraphs: readonly string[]): EditorState {
  const nodes = paragraphs.map((words) =>
    schema.node('paragraph', null, words === '' ? [] : [schema.text(words)]),
  );
  return EditorState.create({ doc: schema.node('doc', null, nodes) });
}

/** The state after an edit and what follows it. */
function edited(
  before: EditorState,
  by: Suggesting | null,
  edit: (tr: Transaction) => Transaction,
): EditorState {
  const tr = edit(before.tr);
  const after = before.apply(tr);
  const more = suggested({ transactions: [tr], before, after }, by);
  return more === null ? after : after.apply(more);
}

function settled(state: EditorState, how: 'accept' | 'reject'): Node {
  return settle(state.tr, how).doc;
}

/** The text as a person reads it: `[+inserted]`, `[-deleted]`; paragraphs in lines. */
function read({ doc }: EditorState): string {
  const lines: string[] = [];
  doc.descendants((node) => {
    if (node.isTextblock) lines.push('');
    if (node.isText) {
      const signs = node.marks
        .map(({ type }) => ({ insertion: '+', deletion: '-' })[type.name] ?? '')
        .join('');
      lines.push(`${lines.pop() ?? ''}${signs === '' ? (node.text ?? '') : `[${signs}${node.text ?? ''}]`}`);
    } else if (node.type.name === 'hardBreak') lines.push(`${lines.pop() ?? ''}/`);
  });
  return lines.join('\n');
}

describe('while one suggests', () => {
  test('[MIN-32] what is typed is inserted, in one suggestion; of that what is taken away goes', () => {
    const by = suggesting(alice);
    let state = edited(textOf('Kính gửi Bộ'), by, (tr) => tr.insertText('x', 10));
    state = edited(state, by, (tr) => tr.insertText('y', 11));
    expect(read(state)).toBe('Kính gửi [+xy]Bộ');
    expect(placesOf(state.doc)).toMatchObject([{ inserted: 'xy', from: 10, to: 12 }]);
    state = edited(state, by, (tr) => tr.delete(11, 12));
    expect(read(state)).toBe('Kính gửi [+x]Bộ');
    expect(settled(state, 'reject').eq(textOf('Kính gửi Bộ').doc)).toBe(true);
    // Also where it goes together with what others wrote.
    expect(read(edited(state, by, (tr) => tr.delete(9, 12)))).toBe('Kính gửi[- B]ộ');
  });

  test('[MIN-32] what is taken away stays as a deletion, and the caret goes on', () => {
    const at = (state: EditorState, head: number) =>
      state.apply(state.tr.setSelection(TextSelection.create(state.doc, head)));
    const backwards = edited(at(textOf('abcd'), 4), suggesting(alice), (tr) => tr.delete(3, 4));
    expect([read(backwards), backwards.selection.head]).toEqual(['ab[-c]d', 3]);
    const forwards = edited(at(textOf('abcd'), 3), suggesting(alice), (tr) => tr.delete(3, 4));
    expect([read(forwards), forwards.selection.head]).toEqual(['ab[-c]d', 4]);
    const over = edited(at(textOf('abcd'), 2), suggesting(alice), (tr) => tr.insertText('X', 2, 4));
    expect([read(over), over.selection.head]).toEqual(['a[-bc][+X]d', 5]);
    // Both are one suggestion.
    expect(placesOf(over.doc)).toMatchObject([{ inserted: 'X', deleted: 'bc' }]);
  });

  test('[MIN-32] the keys for one letter go on to the next that isn’t to be deleted', () => {
    const by = suggesting(alice);
    const press = (state: EditorState, side: 'before' | 'after') =>
      edited(state, by, () => deleteLetter(state, side) ?? state.tr);
    const start = textOf('abcd');
    let state = start.apply(start.tr.setSelection(TextSelection.create(start.doc, 3)));
    for (const side of ['before', 'after', 'before'] as const) state = press(state, side);
    expect(read(state)).toBe('[-abc]d');
    expect(placesOf(state.doc)).toHaveLength(1);
    expect(deleteLetter(state, 'before')).toBeNull();
  });

  test('[MIN-32] a letter of a composed word replaces one’s own letter', () => {
    const by = suggesting(alice);
    let state = edited(textOf('a'), by, (tr) => tr.insertText(' chao', 2));
    state = edited(state, by, (tr) => tr.insertText(' chào', 2, 7));
    expect(read(state)).toBe('a[+ chào]');
    expect(placesOf(state.doc)).toHaveLength(1);
  });

  test('[MIN-33] paragraphs are split and joined directly, and stay where text of others would go', () => {
    const by = suggesting(alice);
    const split = edited(textOf('abcd'), by, (tr) => tr.split(3));
    expect(read(split)).toBe('ab\ncd');
    expect(read(edited(split, by, (tr) => tr.join(4)))).toBe('abcd');
    const across = edited(textOf('ab', 'mid', 'cd'), by, (tr) => tr.delete(2, 11));
    expect(read(across)).toBe('a[-b]\n[-mid]\n[-c]d');
    const over = edited(textOf('ab', 'cd'), by, (tr) => tr.insertText('X', 2, 6));
    expect(read(over)).toBe('a[-b]\n[-c][+X]d');
    expect(settled(over, 'reject').eq(textOf('ab', 'cd').doc)).toBe(true);
  });

  test('[MIN-33] several pasted paragraphs are inserted, with their structure', () => {
    const pasted = new Slice(textOf('eins', 'zwei').doc.content, 1, 1);
    const state = edited(textOf('abcd'), suggesting(alice), (tr) => tr.replace(2, 4, pasted));
    expect(read(state)).toBe('a[-bc][+eins]\n[+zwei]d');
    expect(placesOf(state.doc)).toHaveLength(1);
  });

  test('[MIN-33] new text is no part of another’s suggestion, whoever writes it and how', () => {
    const theirs = edited(textOf('ab'), suggesting(bob), (tr) => tr.insertText('xyz', 2));
    const direct = edited(theirs, null, (tr) => tr.insertText('!', 3));
    expect(read(direct)).toBe('a[+x]![+yz]b');
    const own = edited(theirs, suggesting(alice), (tr) => tr.insertText('!', 3));
    expect(read(own)).toBe('a[+x][+!][+yz]b');
    expect(placesOf(own.doc).map(({ suggestion, inserted }) => [suggestion.person, inserted])).toEqual([
      [bob, 'xyz'],
      [alice, '!'],
    ]);
    const struck = edited(theirs, suggesting(alice), (tr) => tr.delete(3, 4));
    expect(read(struck)).toBe('a[+x][+-y][+z]b');
    const gone = edited(textOf('abc'), suggesting(bob), (tr) => tr.delete(1, 4));
    expect(read(edited(gone, null, (tr) => tr.insertText('!', 2)))).toBe('[-a]![-bc]');
  });

  test('[MIN-33] formatting and line breaks are done directly', () => {
    const by = suggesting(alice);
    const bold = edited(textOf('abc'), by, (tr) => tr.addMark(1, 3, schema.mark('bold')));
    expect(placesOf(bold.doc)).toEqual([]);
    const broken = edited(textOf('abc'), by, (tr) => tr.insert(2, schema.node('hardBreak')));
    expect(read(broken)).toBe('a/bc');
    expect(placesOf(broken.doc)).toEqual([]);
    expect(read(edited(broken, by, (tr) => tr.delete(2, 3)))).toBe('abc');
    expect(read(edited(broken, by, (tr) => tr.delete(1, 4)))).toBe('[-a]/[-b]c');
  });

  test('one of several is settled alone', () => {
    let state = edited(textOf('abcd'), suggesting(alice), (tr) => tr.delete(1, 2));
    state = edited(state, suggesting(bob), (tr) => tr.insertText('X', 4));
    const [first, second] = placesOf(state.doc).map(({ suggestion }) => suggestion);
    expect(read(state.apply(settle(state.tr, 'accept', first)))).toBe('bc[+X]d');
    expect(read(state.apply(settle(state.tr, 'reject', second)))).toBe('[-a]bcd');
  });
});

describe('[MIN-32] any edits within paragraphs', () => {
  /** Numbers are parts of what there is to choose from. */
  interface RandomEdit {
    readonly paragraph: number;
    readonly from: number;
    readonly length: number;
    readonly text: string;
    readonly isBold: boolean;
    readonly asBob: boolean;
  }
  const edits = fc.array(
    fc.record<RandomEdit>({
      paragraph: fc.nat(99),
      from: fc.nat(99),
      length: fc.nat(4),
      text: fc.constantFrom('', '', 'x', 'yz', 'ab', 'ộ'),
      isBold: fc.boolean(),
      asBob: fc.boolean(),
    }),
    { maxLength: 12 },
  );
  const paragraphs = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'ề', ' '), maxLength: 8 }), {
    minLength: 1,
    maxLength: 3,
  });

  /** Places of the letters of a paragraph that aren't to be deleted, and where it ends. */
  function lettersOf(doc: Node, paragraph: number): number[] {
    const places: number[] = [];
    let start = 1;
    for (let n = 0; n < paragraph; n++) start += doc.child(n).nodeSize;
    const node = doc.child(paragraph);
    node.forEach((text, offset) => {
      if (text.marks.every(({ type }) => type.name !== 'deletion'))
        for (let n = 0; n < text.nodeSize; n++) places.push(start + offset + n);
    });
    return [...places, start + node.content.size];
  }

  const apply = (tr: Transaction, { paragraph, from, length, text, isBold }: RandomEdit) => {
    const places = lettersOf(tr.doc, paragraph % tr.doc.childCount);
    const first = from % places.length;
    const start = places[first] ?? 0;
    const last = places[Math.min(first + length, places.length - 1) - 1] ?? 0;
    const end = length === 0 || first === places.length - 1 ? start : Math.max(start, last + 1);
    const written =
      text === '' ? Fragment.empty : Fragment.from(schema.text(text, isBold ? [schema.mark('bold')] : []));
    return tr.replace(start, end, new Slice(written, 0, 0));
  };

  test('[MIN-32] rejecting all gives the text before, accepting all what they give otherwise', () => {
    fc.assert(
      fc.property(paragraphs, edits, (words, list) => {
        const start = textOf(...words);
        const people = [suggesting(alice), suggesting(bob)];
        let plain = start;
        let state = start;
        for (const each of list) {
          plain = plain.apply(apply(plain.tr, each));
          state = edited(state, people[each.asBob ? 1 : 0] ?? null, (tr) => apply(tr, each));
          state.doc.check();
        }
        expect(settled(state, 'reject').toJSON()).toEqual(start.doc.toJSON());
        expect(settled(state, 'accept').toJSON()).toEqual(plain.doc.toJSON());
      }),
      { numRuns: 600 },
    );
  });

  test('[MIN-33] and across paragraphs no letter is lost or gained', () => {
    const across = fc.array(
      fc.record({ from: fc.nat(999), to: fc.nat(999), text: fc.constantFrom('', 'x', 'yz') }),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(paragraphs, across, (words, list) => {
        const start = textOf(...words);
        const by = suggesting(alice);
        let state = start;
        for (const { from, to, text } of list) {
          state = edited(state, by, (tr) => {
            const size = tr.doc.content.size + 1;
            const [a, b] = [from % size, to % size].toSorted((x, y) => x - y);
            const range = TextSelection.between(tr.doc.resolve(a ?? 0), tr.doc.resolve(b ?? 0));
            return text === '' ? tr.delete(range.from, range.to) : tr.insertText(text, range.from, range.to);
          });
          state.doc.check();
        }
        expect(settled(state, 'reject').textContent).toBe(start.doc.textContent);
      }),
      { numRuns: 400 },
    );
  });
});
