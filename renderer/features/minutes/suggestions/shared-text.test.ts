import { getSchema } from '@tiptap/core';
import { StarterKit } from '@tiptap/starter-kit';
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { MinutesGuard } from '#protocol/minutes/guard';
import { minutesBody } from '#protocol/minutes/ydoc';
import { PersonId, SuggestionId } from '#protocol/wire/ids';
import { SUGGESTION_MARKS } from './marks.ts';
import { placesOf, settle, suggested } from './suggesting.ts';

const schema = getSchema([StarterKit.configure({ undoRedo: false, strike: false }), ...SUGGESTION_MARKS]);
const PEOPLE = ['a', 'b'].map((letter) => PersonId.parse(letter.repeat(20)));

/** A server's document with its guard. */
class Server {
  readonly doc = new Y.Doc();
  readonly #owners = new Map<number, PersonId>();
  readonly #guard = new MinutesGuard(this.doc);

  take(update: Uint8Array, person: PersonId): string {
    const verdict = this.#guard.check(update, {
      person,
      readOnly: undefined,
      message: 'missing',
      ownerOf: (client) => this.#owners.get(client),
    });
    if (verdict.kind === 'apply') {
      for (const client of verdict.claims) this.#owners.set(client, person);
      Y.applyUpdate(this.doc, verdict.update);
    }
    return verdict.kind;
  }
}

/** An editor without a screen: the binding's own conversions between its document and the one that is shared. */
class Writer {
  readonly doc = new Y.Doc();
  readonly person: PersonId;
  readonly #undo: Y.UndoManager;
  #made = 0;

  constructor(person: PersonId, client: number) {
    this.person = person;
    this.doc.clientID = client;
    this.#undo = new Y.UndoManager(minutesBody(this.doc), {
      trackedOrigins: new Set(['edit']),
      captureTimeout: 0,
    });
  }

  /** What was there before, which is not to be taken back. */
  begin(...paragraphs: readonly string[]): void {
    this.#write(
      EditorState.create({
        doc: schema.node(
          'doc',
          null,
          paragraphs.map((words) => schema.node('paragraph', null, schema.text(words))),
        ),
      }),
    );
    this.#undo.clear();
  }

  get state(): EditorState {
    return EditorState.create({ doc: initProseMirrorDoc(minutesBody(this.doc), schema).doc });
  }

  edit(isSuggesting: boolean, change: (tr: Transaction) => Transaction): void {
    const before = this.state;
    const tr = change(before.tr);
    const after = before.apply(tr);
    const more = suggested(
      { transactions: [tr], before, after },
      isSuggesting ? { person: this.person, begin: () => this.#begin() } : null,
    );
    this.#write(more === null ? after : after.apply(more));
  }

  settle(how: 'accept' | 'reject', nth: number | null): void {
    const { state } = this;
    const places = placesOf(state.doc);
    const one = nth === null ? undefined : places[nth % Math.max(1, places.length)]?.suggestion;
    this.#write(state.apply(settle(state.tr, how, one)));
  }

  takeBack(isRedo: boolean): void {
    if (isRedo) this.#undo.redo();
    else this.#undo.undo();
  }

  #write({ doc }: EditorState): void {
    const body = minutesBody(this.doc);
    const { meta } = initProseMirrorDoc(body, schema);
    this.doc.transact(() => updateYFragment(this.doc, body, doc, meta), 'edit');
  }

  #begin() {
    const id = SuggestionId.parse(this.person.slice(0, 10) + String(++this.#made).padStart(10, '0'));
    return { id, person: this.person, at: this.#made };
  }
}

const number = fc.nat(999);
const steps = fc.array(
  fc.record({
    writer: fc.nat(1),
    does: fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          is: fc.constant('type' as const),
          from: number,
          length: fc.nat(4),
          text: fc.constantFrom('', 'x', 'yz'),
          isSuggesting: fc.constantFrom(true, true, true, false),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          is: fc.constantFrom('split', 'bold'),
          from: number,
          isSuggesting: fc.boolean(),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          is: fc.constantFrom('accept', 'reject'),
          nth: fc.option(number, { freq: 8 }),
        }),
      },
      { weight: 4, arbitrary: fc.record({ is: fc.constantFrom('undo', 'redo', 'meet', 'meet') }) },
    ),
  }),
  { maxLength: 30, size: 'max' },
);

test('[MIN-31] two honest editors, apart for a while, are never refused whatever they do with each other’s suggestions', () => {
  let suggestions = 0;
  fc.assert(
    fc.property(steps, (list) => {
      const server = new Server();
      const writers = PEOPLE.map((person, n) => new Writer(person, 101 + n));
      const meet = (writer: Writer) => {
        Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(server.doc, Y.encodeStateVector(writer.doc)));
        const update = Y.encodeStateAsUpdate(writer.doc, Y.encodeStateVector(server.doc));
        expect(server.take(update, writer.person)).not.toMatch(/refuse|resync/);
      };
      const [beginning] = writers;
      beginning?.begin('một hai ba bốn năm sáu bảy tám chín mười', 'mười một mười hai');
      for (const writer of [...writers, ...writers]) meet(writer);
      for (const { writer: n, does } of list) {
        const writer = writers[n];
        if (writer === undefined) throw new Error('nobody');
        if ('length' in does)
          writer.edit(does.isSuggesting, (tr) => {
            const size = tr.doc.content.size + 1;
            const from = does.from % size;
            const to = Math.min(from + does.length, size - 1);
            const range = TextSelection.between(tr.doc.resolve(from), tr.doc.resolve(to));
            return does.text === ''
              ? tr.delete(range.from, range.to)
              : tr.insertText(does.text, range.from, range.to);
          });
        else if ('isSuggesting' in does)
          writer.edit(does.isSuggesting, (tr) => {
            const at = TextSelection.near(tr.doc.resolve(does.from % (tr.doc.content.size + 1))).from;
            return does.is === 'split'
              ? tr.split(at)
              : tr.addMark(at, Math.min(at + 2, tr.doc.content.size), schema.mark('bold'));
          });
        else if ('nth' in does) writer.settle(does.is === 'accept' ? 'accept' : 'reject', does.nth);
        else if (does.is === 'meet') meet(writer);
        else writer.takeBack(does.is === 'redo');
        suggestions = Math.max(suggestions, placesOf(writer.state.doc).length);
      }
      for (const writer of [...writers, ...writers]) meet(writer);
      const [one, other] = writers.map(({ state }) => state.doc);
      expect(one?.toJSON()).toEqual(other?.toJSON());
    }),
    { numRuns: 150 },
  );
  // Otherwise nothing was looked at.
  expect(suggestions).toBeGreaterThan(3);
});
