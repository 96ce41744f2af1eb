import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { PersonId } from '../wire/ids.ts';
import { AnnotationGuard, GUARD_LIMITS, type GuardLimits, type Verdict } from './guard.ts';
import { packInk } from './ink.ts';
import { MAX_POINT_BYTES } from './mark.ts';
import { layerAuthor, layerKey, layerMap } from './ydoc.ts';

const alice = PersonId.parse('a'.repeat(20));
const bob = PersonId.parse('b'.repeat(20));

const markId = (n: number | string): string => `m${String(n).padStart(19, '0')}`;
const ink = (page = 0): object => ({
  kind: 'ink',
  tool: 'pen',
  page,
  colour: 'blue',
  width: 1.5,
  points: packInk([
    { x: 10, y: 20, pressure: 0.5 },
    { x: 11, y: 22, pressure: 0.6 },
  ]),
  at: 1_700_000_000_000,
});

const note = { kind: 'note', page: 0, colour: 'red', x: 0, y: 0, text: 'x', at: 0 };

/** The server's side of one room: the document, its guard and the owners of client ids. */
class Room {
  readonly doc = new Y.Doc();
  readonly owners = new Map<number, PersonId>();
  readonly guard: AnnotationGuard;

  constructor(limits: GuardLimits = GUARD_LIMITS) {
    this.guard = new AnnotationGuard(this.doc, limits);
  }

  receive(
    update: Uint8Array,
    person: PersonId,
    { message = 'update', readOnly }: { message?: 'update' | 'missing'; readOnly?: 'layerLocked' } = {},
  ): Verdict {
    const verdict = this.guard.check(update, {
      person,
      message,
      readOnly,
      ownerOf: (client) => this.owners.get(client),
    });
    if (verdict.kind === 'apply') {
      for (const client of verdict.claims) this.owners.set(client, person);
      Y.applyUpdate(this.doc, verdict.update);
      expect(this.doc.store.pendingStructs).toBeNull();
      expect(this.doc.store.pendingDs).toBeNull();
    }
    return verdict;
  }

  copy(): Y.Doc {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.doc));
    return doc;
  }

  has(author: PersonId, n: number | string): boolean {
    return layerMap(this.doc, author).has(markId(n));
  }
}

/** What `change` adds to a document, as its client would send it. */
function updateOf(doc: Y.Doc, change: () => void): Uint8Array {
  const before = Y.encodeStateVector(doc);
  const updates: Uint8Array[] = [];
  const keep = (update: Uint8Array): void => void updates.push(update);
  doc.on('update', keep);
  doc.transact(change);
  doc.off('update', keep);
  return updates[0] ?? Y.encodeStateAsUpdate(doc, before);
}

function draw(doc: Y.Doc, author: PersonId, n: number | string, value: unknown = ink()): Uint8Array {
  return updateOf(doc, () => layerMap(doc, author).set(markId(n), value));
}

function erase(doc: Y.Doc, author: PersonId, n: number | string): Uint8Array {
  return updateOf(doc, () => layerMap(doc, author).delete(markId(n)));
}

/** Writes one update by hand, as no honest client would. */
function forge(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function forgeStruct(client: number, clock: number, body: (encoder: encoding.Encoder) => void): Uint8Array {
  return forge((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    body(encoder);
    encoding.writeVarUint(encoder, 0);
  });
}

const refusal = (code: string): object => ({ kind: 'refuse', code });

describe('what an author does with their own marks', () => {
  test('[GUARD-2] drawing, replacing and erasing in the own layer is applied as it came', () => {
    const room = new Room();
    const doc = new Y.Doc();
    const first = draw(doc, alice, 1);
    expect(room.receive(first, alice)).toEqual({ kind: 'apply', update: first, claims: [doc.clientID] });
    expect(room.receive(draw(doc, alice, 1, ink(3)), alice)).toMatchObject({ kind: 'apply', claims: [] });
    expect(layerMap(room.doc, alice).get(markId(1))).toMatchObject({ page: 3 });
    expect(room.receive(erase(doc, alice, 1), alice)).toMatchObject({ kind: 'apply' });
    expect(room.has(alice, 1)).toBe(false);
  });

  test('[GUARD-2] undo and redo of own marks are applied', () => {
    const room = new Room();
    const doc = new Y.Doc();
    const undo = new Y.UndoManager(layerMap(doc, alice), { captureTimeout: 0 });
    room.receive(draw(doc, alice, 1), alice);
    const before = Y.encodeStateVector(doc);
    undo.undo();
    expect(room.receive(Y.encodeStateAsUpdate(doc, before), alice).kind).toBe('apply');
    expect(room.has(alice, 1)).toBe(false);
    undo.redo();
    expect(room.receive(Y.encodeStateAsUpdate(doc, before), alice).kind).toBe('apply');
    expect(room.has(alice, 1)).toBe(true);
  });

  test('[GUARD-2] a mark made on one device may be replaced and erased on another', () => {
    const room = new Room();
    room.receive(draw(new Y.Doc(), alice, 1), alice);
    const tablet = room.copy();
    expect(room.receive(draw(tablet, alice, 1, ink(2)), alice)).toMatchObject({ kind: 'apply' });
    expect(room.receive(erase(room.copy(), alice, 1), alice)).toMatchObject({ kind: 'apply' });
  });

  test('[GUARD-2] a day without network, with overwritten and undone marks from two starts of the program', () => {
    const room = new Room();
    const morning = new Y.Doc();
    const undo = new Y.UndoManager(layerMap(morning, alice), { captureTimeout: 0 });
    for (let n = 0; n < 20; n++) layerMap(morning, alice).set(markId(n % 7), ink(n));
    undo.undo();
    undo.undo();
    undo.redo();
    const evening = new Y.Doc();
    Y.applyUpdate(evening, Y.encodeStateAsUpdate(morning));
    for (let n = 0; n < 20; n++) layerMap(evening, alice).set(markId(n % 5), ink(n));
    layerMap(evening, alice).delete(markId(1));
    const verdict = room.receive(Y.encodeStateAsUpdate(evening), alice, { message: 'missing' });
    expect(verdict).toMatchObject({ kind: 'apply' });
    expect(layerMap(room.doc, alice).toJSON()).toEqual(layerMap(evening, alice).toJSON());
  });

  test('[GUARD-6] replaced marks that an undo may bring back come joined, and only as deleted ones', () => {
    const doc = new Y.Doc();
    const undo = new Y.UndoManager(layerMap(doc, alice), { captureTimeout: 0 });
    for (let n = 0; n < 4; n++) layerMap(doc, alice).set(markId(1), ink(n));
    const whole = Y.encodeStateAsUpdate(doc);
    expect(Y.decodeUpdate(whole).structs.map(({ length }) => length)).toEqual([3, 1]);
    const room = new Room();
    expect(room.receive(whole, alice, { message: 'missing' }).kind).toBe('apply');
    expect(layerMap(room.doc, alice).get(markId(1))).toMatchObject({ page: 3 });
    undo.undo();
    const partlyKnown = Y.encodeStateAsUpdate(doc);
    expect(room.receive(partlyKnown, alice).kind).toBe('apply');
    expect(layerMap(room.doc, alice).toJSON()).toEqual(layerMap(doc, alice).toJSON());
    const standing = forgeStruct(7, 0, (encoder) => {
      encoding.writeUint8(encoder, 8 | 32);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, layerKey(alice));
      encoding.writeVarString(encoder, markId(2));
      encoding.writeVarUint(encoder, 2);
      encoding.writeAny(encoder, note);
      encoding.writeAny(encoder, note);
    });
    expect(room.receive(standing, alice)).toEqual(refusal('badRequest'));
  });

  test('[GUARD-2] a copy kept on the device and sent again whole is cut down to what is new', () => {
    const room = new Room();
    const doc = new Y.Doc();
    room.receive(draw(new Y.Doc(), bob, 'x'), bob);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc));
    for (let n = 10; n < 15; n++) room.receive(draw(doc, alice, n), alice);
    const known = Y.encodeStateAsUpdate(doc);
    expect(room.receive(known, alice)).toEqual({ kind: 'nothing' });
    draw(doc, alice, 2);
    const verdict = room.receive(Y.encodeStateAsUpdate(doc), alice);
    expect(verdict.kind === 'apply' && verdict.update.length).toBeLessThan(known.length / 2);
    expect(room.has(alice, 2)).toBe(true);
  });
});

describe("another's layer", () => {
  test('[GUARD-3] inserting into it is refused', () => {
    const room = new Room();
    expect(room.receive(draw(new Y.Doc(), alice, 1), bob)).toEqual(refusal('foreignLayer'));
    expect(room.doc.share.has(layerKey(alice))).toBe(false);
  });

  test('[GUARD-3] replacing a mark there is refused', () => {
    const room = new Room();
    room.receive(draw(new Y.Doc(), alice, 1), alice);
    expect(room.receive(draw(room.copy(), alice, 1, ink(9)), bob)).toEqual(refusal('foreignLayer'));
    expect(layerMap(room.doc, alice).get(markId(1))).toMatchObject({ page: 0 });
  });

  test('[GUARD-3] erasing a mark there is refused', () => {
    const room = new Room();
    room.receive(draw(new Y.Doc(), alice, 1), alice);
    expect(room.receive(erase(room.copy(), alice, 1), bob)).toEqual(refusal('foreignLayer'));
  });

  test('[GUARD-3] any other root map is refused too', () => {
    const room = new Room();
    const doc = new Y.Doc();
    const update = updateOf(doc, () => doc.getMap('moderation').set(markId(1), ink()));
    expect(room.receive(update, alice)).toEqual(refusal('foreignLayer'));
  });

  test('[GUARD-3] one foreign struct refuses the whole update, own parts included', () => {
    const room = new Room();
    const doc = new Y.Doc();
    const update = updateOf(doc, () => {
      layerMap(doc, bob).set(markId(1), ink());
      layerMap(doc, alice).set(markId(1), ink());
    });
    expect(room.receive(update, bob)).toEqual(refusal('foreignLayer'));
    expect(room.receive(update, bob, { message: 'missing' })).toEqual(refusal('foreignLayer'));
    expect(room.has(bob, 1)).toBe(false);
  });

  test('[GUARD-3] a struct that stands between a mark of each layer is refused', () => {
    const room = new Room();
    const hers = new Y.Doc();
    const his = new Y.Doc();
    room.receive(draw(hers, alice, 1), alice);
    room.receive(draw(his, bob, 1), bob);
    const tied = forgeStruct(his.clientID, 1, (encoder) => {
      encoding.writeUint8(encoder, 8 | 128 | 64);
      encoding.writeVarUint(encoder, his.clientID);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, hers.clientID);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, 1);
      encoding.writeAny(encoder, { kind: 'note' });
    });
    expect(room.receive(tied, bob)).toEqual(refusal('foreignLayer'));
  });
});

describe('Yjs client ids', () => {
  test("[GUARD-4] a struct under another's client id is refused, and the victim's next stroke is not lost", () => {
    const room = new Room();
    const hers = new Y.Doc();
    room.receive(draw(hers, alice, 1), alice);
    const thief = room.copy();
    thief.clientID = hers.clientID;
    expect(room.receive(draw(thief, bob, 'stolen'), bob)).toEqual(refusal('foreignClient'));
    expect(room.receive(draw(hers, alice, 2), alice)).toMatchObject({ kind: 'apply' });
    expect(room.has(alice, 2)).toBe(true);
  });

  test('[GUARD-4] an id that was seen in awareness belongs to its person before its first stroke', () => {
    const room = new Room();
    const hers = new Y.Doc();
    room.owners.set(hers.clientID, alice);
    const thief = new Y.Doc();
    thief.clientID = hers.clientID;
    expect(room.receive(draw(thief, bob, 1), bob)).toEqual(refusal('foreignClient'));
    expect(room.receive(draw(hers, alice, 1), alice)).toMatchObject({ kind: 'apply' });
  });
});

describe('what builds on something that is not here', () => {
  test('[GUARD-5] a stroke after one that never arrived asks for a resync and is not parked', () => {
    const room = new Room();
    const doc = new Y.Doc();
    draw(doc, alice, 1);
    expect(room.receive(draw(doc, alice, 2), alice)).toEqual({ kind: 'resync' });
    expect(room.receive(Y.encodeStateAsUpdate(doc), alice, { message: 'missing' }).kind).toBe('apply');
    expect(room.has(alice, 2)).toBe(true);
  });

  test('[GUARD-5] replacing or erasing a mark that never arrived asks for a resync', () => {
    const room = new Room();
    const first = new Y.Doc();
    draw(first, alice, 1);
    const second = new Y.Doc();
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
    expect(room.receive(draw(second, alice, 1, ink(2)), alice)).toEqual({ kind: 'resync' });
    expect(room.receive(erase(first, alice, 1), alice)).toEqual({ kind: 'resync' });
  });

  test('[GUARD-5] structs that wait for each other for ever are never parked', () => {
    const room = new Room();
    const circle = forge((encoder) => {
      encoding.writeVarUint(encoder, 2);
      for (const [client, other] of [
        [9, 5],
        [5, 9],
      ] as const) {
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, 0);
        encoding.writeUint8(encoder, 8 | 128);
        encoding.writeVarUint(encoder, other);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint(encoder, 1);
        encoding.writeAny(encoder, {});
      }
      encoding.writeVarUint(encoder, 0);
    });
    expect(room.receive(circle, alice)).toEqual({ kind: 'resync' });
    expect(room.receive(circle, alice, { message: 'missing' })).toEqual(refusal('badRequest'));
  });

  test('[GUARD-5] an update with a hole in it is not parked', () => {
    const room = new Room();
    const doc = new Y.Doc();
    const updates = [draw(doc, alice, 1), draw(doc, alice, 2), draw(doc, alice, 3)];
    const holed = Y.mergeUpdates([updates[0]!, updates[2]!]);
    expect(room.receive(holed, alice)).toEqual({ kind: 'resync' });
    expect(room.receive(holed, alice, { message: 'missing' })).toEqual(refusal('badRequest'));
  });
});

describe('what is not a mark', () => {
  test.each([
    ['a nested map', new Y.Map()],
    ['a nested text', new Y.Text('x')],
    ['a subdocument', new Y.Doc()],
    ['bytes alone', new Uint8Array(3)],
    ['a number', 3],
    ['an unknown kind', { kind: 'stamp' }],
    ['a stroke without points', { ...ink(), points: new Uint8Array() }],
    ['a stroke that is too long', { ...ink(), points: new Uint8Array(MAX_POINT_BYTES + 1) }],
    [
      'a note that is too long',
      { kind: 'note', page: 0, colour: 'red', x: 0, y: 0, text: 'x'.repeat(4001), at: 0 },
    ],
    ['a mark with too much beside it', { ...ink(), extra: 'x'.repeat(100_000) }],
    ['a mark that is too deep', { ...ink(), extra: [[[[[[1]]]]]] }],
  ])('[GUARD-6] %s is refused', (_name, value) => {
    const room = new Room();
    expect(room.receive(draw(new Y.Doc(), alice, 1, value), alice)).toEqual(refusal('badRequest'));
    expect(room.doc.store.clients.size).toBe(0);
  });

  test('[GUARD-6] a key that is not a mark id, a list in the layer and an element without a place are refused', () => {
    const room = new Room();
    const doc = new Y.Doc();
    expect(
      room.receive(
        updateOf(doc, () => layerMap(doc, alice).set('x', ink())),
        alice,
      ),
    ).toEqual(refusal('badRequest'));
    const list = new Y.Doc();
    expect(
      room.receive(
        updateOf(list, () => list.getArray(layerKey(alice)).push([ink()])),
        alice,
      ),
    ).toEqual(refusal('badRequest'));
    const erased = new Y.Doc();
    const deletedList = updateOf(erased, () => {
      erased.getArray(layerKey(alice)).push([ink()]);
      erased.getArray(layerKey(alice)).delete(0);
    });
    expect(room.receive(deletedList, alice)).toEqual(refusal('badRequest'));
    const collected = forgeStruct(7, 0, (encoder) => {
      encoding.writeUint8(encoder, 0);
      encoding.writeVarUint(encoder, 5);
    });
    expect(room.receive(collected, alice)).toEqual(refusal('badRequest'));
  });

  test('[GUARD-6] a key that would set the prototype of the mark is refused', () => {
    const room = new Room();
    const update = forgeStruct(7, 0, (encoder) => {
      encoding.writeUint8(encoder, 8 | 32);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, layerKey(alice));
      encoding.writeVarString(encoder, markId(1));
      encoding.writeVarUint(encoder, 1);
      encoding.writeUint8(encoder, 118);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, '__proto__');
      encoding.writeAny(encoder, { kind: 'note', page: 0, colour: 'red', x: 0, y: 0, text: 'x', at: 0 });
    });
    expect(room.receive(update, alice)).toEqual(refusal('badRequest'));
  });
});

describe('bounds', () => {
  test('[GUARD-1] an update of more structs, clients or deletions than allowed is refused before it is read', () => {
    const doc = new Y.Doc();
    for (let n = 0; n < 12; n++) layerMap(doc, alice).set(markId(n), ink());
    const many = Y.encodeStateAsUpdate(doc);
    expect(new Room({ ...GUARD_LIMITS, structs: 11 }).receive(many, alice)).toEqual(refusal('badRequest'));
    expect(new Room({ ...GUARD_LIMITS, structs: 12 }).receive(many, alice).kind).toBe('apply');
    expect(new Room({ ...GUARD_LIMITS, clients: 0 }).receive(many, alice)).toEqual(refusal('badRequest'));
    const room = new Room({ ...GUARD_LIMITS, deletions: 1 });
    room.receive(many, alice);
    const erased = updateOf(doc, () => {
      layerMap(doc, alice).delete(markId(1));
      layerMap(doc, alice).delete(markId(5));
    });
    expect(room.receive(erased, alice)).toEqual(refusal('badRequest'));
  });

  test('[GUARD-1] a header that promises more than there is costs nothing', () => {
    const huge = forge((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, 2 ** 40);
      encoding.writeVarUint(encoder, 7);
      encoding.writeVarUint(encoder, 0);
    });
    expect(new Room().receive(huge, alice)).toEqual(refusal('badRequest'));
  });

  test('[GUARD-1] bytes after the end and blocks out of order are refused', () => {
    const update = draw(new Y.Doc(), alice, 1);
    expect(new Room().receive(Uint8Array.from([...update, 0]), alice)).toEqual(refusal('badRequest'));
    const low = new Y.Doc();
    low.clientID = 1;
    const high = new Y.Doc();
    high.clientID = 2;
    const parts = [draw(low, alice, 1), draw(high, alice, 2)].map((part) => part.subarray(1, -1));
    const backwards = Uint8Array.from([2, ...parts[0]!, ...parts[1]!, 0]);
    expect(new Room().receive(backwards, alice)).toEqual(refusal('badRequest'));
  });

  test('[GUARD-1] garbage is refused and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const verdict = new Room().receive(bytes, alice);
        expect(['refuse', 'resync', 'nothing']).toContain(verdict.kind);
      }),
    );
  });

  test('[GUARD-7] an author has at most so many marks at a time; erasing makes room', () => {
    const room = new Room({ ...GUARD_LIMITS, marks: 3 });
    const doc = new Y.Doc();
    for (let n = 0; n < 3; n++) room.receive(draw(doc, alice, n), alice);
    expect(room.receive(draw(doc, alice, 0, ink(2)), alice).kind).toBe('apply');
    room.receive(erase(doc, alice, 0), alice);
    expect(room.receive(draw(doc, alice, 4), alice).kind).toBe('apply');
    expect(room.receive(draw(doc, alice, 5), alice)).toEqual(refusal('tooMany'));
    expect(room.receive(draw(new Y.Doc(), bob, 1), bob).kind).toBe('apply');
  });
});

describe('a sync step 2', () => {
  test("[GUARD-8] others' structs are stripped and the sender's own part is applied", () => {
    const room = new Room();
    const his = new Y.Doc();
    room.receive(draw(his, bob, 1), bob);
    draw(his, bob, 2);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(his));
    draw(doc, alice, 1);
    const verdict = room.receive(Y.encodeStateAsUpdate(doc), alice, { message: 'missing' });
    expect(verdict).toMatchObject({ kind: 'apply', claims: [doc.clientID] });
    expect(room.has(alice, 1)).toBe(true);
    expect(room.has(bob, 2)).toBe(false);
    expect(room.receive(Y.encodeStateAsUpdate(his), bob, { message: 'missing' }).kind).toBe('apply');
  });

  test('[GUARD-8] an id that nobody has used and that writes for another only is stripped, not taken over', () => {
    const room = new Room();
    const his = new Y.Doc();
    draw(his, bob, 1);
    expect(room.receive(Y.encodeStateAsUpdate(his), alice, { message: 'missing' })).toEqual({
      kind: 'nothing',
    });
    expect(room.owners.has(his.clientID)).toBe(false);
    expect(room.receive(Y.encodeStateAsUpdate(his), bob, { message: 'missing' }).kind).toBe('apply');
  });

  test('[GUARD-8] an own client id in a foreign root is a violation', () => {
    const room = new Room();
    const doc = new Y.Doc();
    room.receive(draw(doc, bob, 1), bob);
    draw(doc, alice, 1);
    expect(room.receive(Y.encodeStateAsUpdate(doc), bob, { message: 'missing' })).toEqual(
      refusal('foreignLayer'),
    );
  });

  test('[GUARD-9] an empty one, and one that repeats known deletions, change nothing and are no violation', () => {
    const room = new Room();
    const doc = new Y.Doc();
    room.receive(draw(doc, alice, 1), alice);
    room.receive(erase(doc, alice, 1), alice);
    expect(room.receive(Y.encodeStateAsUpdate(new Y.Doc()), bob, { message: 'missing' })).toEqual({
      kind: 'nothing',
    });
    const repeated = Y.encodeStateAsUpdate(room.copy(), Y.encodeStateVector(room.doc));
    expect(room.receive(repeated, bob, { message: 'missing' })).toEqual({ kind: 'nothing' });
    expect(room.receive(repeated, bob)).toEqual({ kind: 'nothing' });
  });

  test('[GUARD-9] a deletion in a foreign layer is stripped from it', () => {
    const room = new Room();
    room.receive(draw(new Y.Doc(), alice, 1), alice);
    const doc = room.copy();
    erase(doc, alice, 1);
    draw(doc, bob, 1);
    const missing = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(room.doc));
    expect(room.receive(missing, bob, { message: 'missing' }).kind).toBe('apply');
    expect(room.has(alice, 1)).toBe(true);
    expect(room.has(bob, 1)).toBe(true);
  });
});

test('[GUARD-10] who may not write is refused for a change and not for repeating what is known', () => {
  const room = new Room();
  const doc = new Y.Doc();
  room.receive(draw(doc, alice, 1), alice);
  const known = Y.encodeStateAsUpdate(doc);
  expect(room.receive(known, alice, { readOnly: 'layerLocked' })).toEqual({ kind: 'nothing' });
  draw(doc, alice, 2);
  const late = Y.encodeStateAsUpdate(doc);
  expect(room.receive(late, alice, { readOnly: 'layerLocked', message: 'missing' })).toEqual(
    refusal('layerLocked'),
  );
  expect(room.has(alice, 2)).toBe(false);
});

test('[GUARD-2] whatever people send, no layer ever holds a value that its owner did not write', () => {
  const people = [alice, bob, PersonId.parse('c'.repeat(20))] as const;
  const action = fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    layer: fc.integer({ min: 0, max: 2 }),
    mark: fc.integer({ min: 0, max: 3 }),
    what: fc.constantFrom('set', 'set', 'delete', 'pull', 'whole', 'steal', 'restart'),
    message: fc.constantFrom('update' as const, 'missing' as const),
  });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const room = new Room();
      const docs = people.map(() => new Y.Doc());
      for (const { who, layer, mark, what, message } of actions) {
        const doc = docs[who]!;
        const person = people[who]!;
        // The value says who wrote it, so that it can be found out afterwards.
        const value = { ...ink(), author: person };
        if (what === 'pull') Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.doc));
        else if (what === 'restart') docs[who] = room.copy();
        else if (what === 'whole') room.receive(Y.encodeStateAsUpdate(doc), person, { message });
        else if (what === 'steal') doc.clientID = docs[layer]!.clientID;
        else {
          const target = layerMap(doc, people[layer]!);
          const update = updateOf(doc, () =>
            what === 'set' ? target.set(markId(mark), value) : target.delete(markId(mark)),
          );
          const verdict = room.receive(update, person, { message });
          // An honest client throws its document away after a refusal; a dishonest one goes on, half of the time.
          if (verdict.kind === 'refuse' && mark % 2 === 0) docs[who] = room.copy();
        }
      }
      for (const key of room.doc.share.keys()) {
        const author = layerAuthor(key);
        expect(author).toBeDefined();
        for (const entry of Object.values(room.doc.getMap(key).toJSON()))
          expect(entry).toMatchObject({ author });
      }
      expect(Y.encodeStateAsUpdate(room.copy())).toEqual(Y.encodeStateAsUpdate(room.doc));
    }),
    { numRuns: 300 },
  );
});
