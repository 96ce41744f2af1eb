import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { GuardContext, Verdict } from '../annotation/guard.ts';
import { ItemId, MeetingId, PersonId } from '../wire/ids.ts';
import { newItem } from '../agenda/records.ts';
import { MinutesGuard } from './guard.ts';
import {
  BODY,
  minutesBody,
  minutesRoomName,
  parseMinutesRoom,
  SKELETON_CLIENT,
  skeletonUpdate,
} from './ydoc.ts';

const alice = PersonId.parse('a'.repeat(20));
const bob = PersonId.parse('b'.repeat(20));

/** The server's document with its guard, and editors who are told of everything that is accepted. */
class Desk {
  readonly doc = new Y.Doc();
  readonly owners = new Map<number, PersonId>();
  readonly #guard = new MinutesGuard(this.doc);

  check(update: Uint8Array, from: PersonId, more: Partial<GuardContext> = {}): Verdict {
    const ownerOf = (client: number) => this.owners.get(client);
    return this.#guard.check(update, {
      person: from,
      readOnly: undefined,
      message: 'update',
      ownerOf,
      ...more,
    });
  }

  /** The same, and what is accepted is applied. */
  take(update: Uint8Array, from: PersonId, more: Partial<GuardContext> = {}): Verdict {
    const verdict = this.check(update, from, more);
    if (verdict.kind !== 'apply') return verdict;
    for (const client of verdict.claims) this.owners.set(client, from);
    Y.applyUpdate(this.doc, verdict.update);
    expect([this.doc.store.pendingStructs, this.doc.store.pendingDs]).toEqual([null, null]);
    return verdict;
  }

  copy(): Y.Doc {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.doc));
    return doc;
  }
}

/** What `change` does to a document, as one update. */
function made(doc: Y.Doc, change: () => void): Uint8Array {
  const before = Y.encodeStateVector(doc);
  doc.transact(change);
  return Y.encodeStateAsUpdate(doc, before);
}

function write(doc: Y.Doc, words: string, at = 0): Uint8Array {
  return made(doc, () => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    minutesBody(doc).insert(at, [paragraph]);
  });
}

const refusedWith = (code: string): object => ({ kind: 'refuse', code });

describe('the shared text', () => {
  test('[MIN-2] an editor changes and deletes what another has written, and formats it', () => {
    const desk = new Desk();
    expect(desk.take(write(new Y.Doc(), 'Kết luận của chủ trì'), alice).kind).toBe('apply');
    const doc = desk.copy();
    const text = (): Y.XmlText => {
      const paragraph = minutesBody(doc).get(0);
      const first = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
      if (!(first instanceof Y.XmlText)) throw new Error('no text');
      return first;
    };
    const words = made(doc, () => {
      text().insert(0, 'Thống nhất: ');
      text().format(0, 11, { bold: {} });
    });
    expect(desk.take(words, bob).kind).toBe('apply');
    expect(minutesBody(desk.doc).toJSON()).toContain('Thống nhất:');
    const removed = made(doc, () => minutesBody(doc).delete(0, 1));
    expect(desk.take(removed, bob).kind).toBe('apply');
    expect(minutesBody(desk.doc).length).toBe(0);
    expect(desk.take(removed, bob)).toEqual({ kind: 'nothing' });
  });

  test('[MIN-72] a picture is taken with its hash, size and words, and not with its bytes or too many words', () => {
    const picture = (attributes: Readonly<Record<string, unknown>>) => {
      const doc = new Y.Doc();
      return made(doc, () => {
        const image = new Y.XmlElement<Record<string, never>>('image');
        for (const [name, value] of Object.entries(attributes)) image.setAttribute(name, value as never);
        minutesBody(doc).insert(0, [image]);
      });
    };
    const fitting = { hash: 'a'.repeat(64), width: 640, height: 480, alt: 'Sơ đồ' };
    expect(new Desk().take(picture(fitting), alice).kind).toBe('apply');
    for (const wrong of [
      { ...fitting, bytes: new Uint8Array(3) },
      { ...fitting, alt: 'x'.repeat(2001) },
    ])
      expect(new Desk().take(picture(wrong), alice)).toEqual(refusedWith('badRequest'));
  });

  test('[MIN-2] what was written and removed again without a server is taken', () => {
    const desk = new Desk();
    const doc = new Y.Doc();
    write(doc, 'một');
    doc.transact(() => minutesBody(doc).delete(0, 1));
    write(doc, 'hai');
    const answer = Y.encodeStateAsUpdate(doc);
    expect(desk.take(answer, alice, { message: 'missing' }).kind).toBe('apply');
    expect(minutesBody(desk.doc).toJSON()).toBe('<paragraph>hai</paragraph>');
  });

  test.each<[string, (doc: Y.Doc) => void]>([
    ['another root', (doc) => doc.getMap('other').set('a', 1)],
    ['another version of the text', (doc) => doc.getXmlFragment('body:2').insert(0, [new Y.XmlText('a')])],
    ['a key of the root', (doc) => doc.getMap(BODY).set('a', 1)],
    ['an unknown node', (doc) => minutesBody(doc).insert(0, [new Y.XmlElement('script')])],
    ['a map inside', (doc) => doc.getArray(BODY).insert(0, [new Y.Map()])],
    ['a subdocument', (doc) => doc.getArray(BODY).insert(0, [new Y.Doc()])],
    ['bytes', (doc) => doc.getArray(BODY).insert(0, [new Uint8Array(3)])],
    ['an unknown format', (doc) => doc.getText(BODY).insert(0, 'a', { blink: {} })],
    ['a format with a value', (doc) => doc.getText(BODY).insert(0, 'a', { bold: { a: 1 } })],
    ['an embedded object', (doc) => doc.getText(BODY).insertEmbed(0, { image: 'x' })],
    [
      'an attribute that is too long',
      (doc) => {
        const block = new Y.XmlElement('liveBlock');
        block.setAttribute('ref', 'x'.repeat(2001));
        minutesBody(doc).insert(0, [block]);
      },
    ],
  ])('[MIN-2] %s is refused', (_, change) => {
    const doc = new Y.Doc();
    expect(
      new Desk().take(
        made(doc, () => change(doc)),
        alice,
      ),
    ).toEqual(refusedWith('badRequest'));
  });

  test('[MIN-2] no bytes make the guard throw, or leave anything parked', () => {
    const good = write(new Y.Doc(), 'Biên bản');
    const flips = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    const damaged = flips.map((changes) => {
      const bytes = good.slice();
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), damaged), (bytes) => {
        new Desk().take(bytes, alice);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('conclusions', () => {
  /** Yjs takes any value; its types know strings only. */
  type Value = object | string | number;
  const set = (node: Y.XmlElement<Record<string, Value>>, name: string, value: Value) =>
    node.setAttribute(name, value);
  const first = (doc: Y.Doc): Y.XmlElement => {
    const node = minutesBody(doc).get(0);
    if (!(node instanceof Y.XmlElement)) throw new Error('no conclusion');
    return node;
  };
  const withConclusion = (): Desk => {
    const desk = new Desk();
    const doc = new Y.Doc();
    const update = made(doc, () => minutesBody(doc).insert(0, [new Y.XmlElement('conclusion')]));
    expect(desk.take(update, alice).kind).toBe('apply');
    return desk;
  };

  test('[MIN-50] two who change different fields of a conclusion at the same time both do', () => {
    const desk = withConclusion();
    const [one, other] = [desk.copy(), desk.copy()];
    const who = made(one, () => set(first(one), 'lead', 'Văn phòng'));
    const when = made(other, () => set(first(other), 'due', '2026-12-31'));
    expect(desk.take(who, alice).kind).toBe('apply');
    expect(desk.take(when, bob).kind).toBe('apply');
    expect(first(desk.doc).getAttributes()).toEqual({ lead: 'Văn phòng', due: '2026-12-31' });
    const copy = desk.copy();
    expect(
      desk.take(
        made(copy, () => first(copy).removeAttribute('due')),
        bob,
      ).kind,
    ).toBe('apply');
  });

  test('[MIN-51] two who add a link at the same time both do', () => {
    const desk = withConclusion();
    const added = (page: number) => {
      const doc = desk.copy();
      const link = new Y.XmlElement('evidence');
      set(link, 'kind', 'paper');
      set(link, 'page', page);
      return made(doc, () => first(doc).insert(0, [link]));
    };
    const [one, other] = [added(1), added(2)];
    expect(desk.take(one, alice).kind).toBe('apply');
    expect(desk.take(other, bob).kind).toBe('apply');
    expect(first(desk.doc).length).toBe(2);
  });

  test('[MIN-50] as many as a conclusion may name are taken', () => {
    const desk = withConclusion();
    const doc = desk.copy();
    const names = Array.from({ length: 20 }, () => 'x'.repeat(200)).join('\n');
    expect(
      desk.take(
        made(doc, () => set(first(doc), 'supporters', names)),
        alice,
      ).kind,
    ).toBe('apply');
  });

  test.each<[string, string, Value]>([
    ['an object where a name is meant', 'lead', { person: 'someone' }],
    ['a name that is too long', 'lead', 'x'.repeat(201)],
    ['too many who take part', 'supporters', 'x'.repeat(4021)],
    ['a day that isn’t in the calendar', 'due', '2026-02-30'],
    ['a moment for a day', 'due', 1_800_000_000_000],
    ['a page that no paper has', 'page', -1],
    ['a quote that is too long', 'quote', 'x'.repeat(501)],
    ['words around it that are too long', 'before', 'x'.repeat(65)],
    ['a speech that began at no time', 'startedAt', 'x'],
  ])('[MIN-50] %s is refused', (_, name, value) => {
    const desk = withConclusion();
    const doc = desk.copy();
    expect(
      desk.take(
        made(doc, () => set(first(doc), name, value)),
        alice,
      ),
    ).toEqual(refusedWith('badRequest'));
  });
});

describe('whose and onto what', () => {
  test("[MIN-3] nobody writes under another's client id, or under the skeleton's", () => {
    const desk = new Desk();
    const doc = new Y.Doc();
    desk.take(write(doc, 'một'), alice);
    expect(desk.take(write(doc, 'hai'), bob)).toEqual(refusedWith('foreignClient'));
    expect(desk.take(Y.encodeStateAsUpdate(doc), bob, { message: 'missing' })).toEqual(
      refusedWith('foreignClient'),
    );
    const forged = new Y.Doc();
    forged.clientID = SKELETON_CLIENT;
    expect(desk.take(write(forged, 'ba'), bob)).toEqual(refusedWith('foreignClient'));
  });

  test('[MIN-5] a reader repeats what is known, and changes nothing', () => {
    const desk = new Desk();
    desk.take(write(new Y.Doc(), 'một'), alice);
    const doc = desk.copy();
    const reading = { readOnly: 'meetingEnded', message: 'missing' } as const;
    expect(desk.take(Y.encodeStateAsUpdate(doc), bob, reading)).toEqual({ kind: 'nothing' });
    expect(desk.take(write(doc, 'hai'), bob, reading)).toEqual(refusedWith('meetingEnded'));
    const removed = made(desk.copy(), () => undefined);
    expect(desk.take(removed, bob, reading)).toEqual({ kind: 'nothing' });
    const other = desk.copy();
    const deletion = made(other, () => minutesBody(other).delete(0, 1));
    expect(desk.take(deletion, bob, reading)).toEqual(refusedWith('meetingEnded'));
  });

  test('[MIN-6] pieces of one client, which Yjs would read as the last of them alone, are taken whole', () => {
    const desk = new Desk();
    const doc = new Y.Doc();
    const pieces = [write(doc, 'một'), write(doc, 'hai', 1)].map((update) =>
      Array.from(update.subarray(1, -1)),
    );
    const update = Uint8Array.from([pieces.length, ...pieces.flat(), 0]);
    expect(desk.take(update, alice).kind).toBe('apply');
    expect(minutesBody(desk.doc).toJSON()).toBe('<paragraph>một</paragraph><paragraph>hai</paragraph>');
  });

  test('[MIN-6] what builds on something unknown is asked for, and refused in the answer', () => {
    const desk = new Desk();
    const doc = new Y.Doc();
    write(doc, 'một');
    const second = write(doc, 'hai', 1);
    const deletion = made(doc, () => minutesBody(doc).delete(0, 1));
    for (const update of [second, deletion]) {
      expect(desk.take(update, alice)).toEqual({ kind: 'resync' });
      expect(desk.take(update, alice, { message: 'missing' })).toEqual(refusedWith('badRequest'));
    }
    expect(desk.take(Y.encodeStateAsUpdate(doc), alice, { message: 'missing' }).kind).toBe('apply');
    expect(minutesBody(desk.doc).toJSON()).toBe('<paragraph>hai</paragraph>');
  });
});

describe('the skeleton', () => {
  const agenda = ['1', '2'].map((n) =>
    newItem(ItemId.parse(n.repeat(20)), null, {
      title: `Nội dung ${n}`,
      presenter: null,
      minutes: 0,
      kind: 'public',
    }),
  );

  test('[MIN-4] the same agenda gives the same bytes, which name items and copy nothing', () => {
    const update = skeletonUpdate({ agenda });
    expect(skeletonUpdate({ agenda: structuredClone(agenda) })).toEqual(update);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    Y.applyUpdate(doc, update);
    const text = minutesBody(doc).toJSON();
    for (const { id } of agenda) expect(text).toContain(`kind="votes" ref="${id}"`);
    expect(text).not.toContain('Nội dung');
  });

  test('[MIN-2] it can be written on, and consists of what an editor may write', () => {
    const desk = new Desk();
    Y.applyUpdate(desk.doc, skeletonUpdate({ agenda }));
    const doc = desk.copy();
    expect(desk.take(write(doc, 'Ý kiến', 2), alice).kind).toBe('apply');
    const other = new Desk();
    const own = new Y.Doc();
    const copied = made(own, () => {
      for (const node of minutesBody(doc).toArray())
        if (node instanceof Y.XmlElement) minutesBody(own).push([node.clone()]);
    });
    expect(other.take(copied, alice).kind).toBe('apply');
  });

  test('a room has one name', () => {
    const meeting = MeetingId.parse('m'.repeat(20));
    expect(parseMinutesRoom(minutesRoomName(meeting))).toBe(meeting);
    for (const name of [`minutes/${meeting}/x`, 'minutes/', `minutes/${meeting}0`, `annotation/${meeting}`])
      expect(parseMinutesRoom(name)).toBeUndefined();
  });
});
