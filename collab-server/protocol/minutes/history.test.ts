import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { PersonId } from '../wire/ids.ts';
import { MOMENT_PAUSE, momentsOf } from './history.ts';
import { isSkeleton, MinutesReplay, type ReplayedRow, type ShownNode } from './replay.ts';
import { restoreText } from './restore.ts';
import { minutesBody, skeletonUpdate } from './ydoc.ts';

const alice = PersonId.parse('a'.repeat(20));
const bob = PersonId.parse('b'.repeat(20));

test('[MIN-41] a moment is one person’s writing without a pause of two minutes; the skeleton is nobody’s', () => {
  const rows = [
    { at: 0, person: null },
    { at: 1, person: alice },
    { at: MOMENT_PAUSE, person: alice },
    { at: 2 * MOMENT_PAUSE - 1, person: alice },
    { at: 3 * MOMENT_PAUSE - 1, person: alice },
    { at: 3 * MOMENT_PAUSE, person: bob },
    { at: 3 * MOMENT_PAUSE + 1, person: alice },
  ];
  const moments = momentsOf(rows);
  expect(moments.map(({ from, to, person }) => [from, to, person])).toEqual([
    [0, 1, null],
    [1, 4, alice],
    [4, 5, alice],
    [5, 6, bob],
    [6, 7, alice],
  ]);
  expect(moments[1]).toMatchObject({ startedAt: 1, endedAt: 2 * MOMENT_PAUSE - 1 });
  expect(momentsOf([])).toEqual([]);
});

/** A draft whose every change becomes a row, as on the server. */
class Draft {
  readonly doc = new Y.Doc();
  readonly rows: ReplayedRow[] = [];
  #person = alice;

  constructor() {
    this.doc.on('update', (update: Uint8Array) => this.rows.push({ person: this.#person, update }));
  }

  by(person: PersonId, change: () => void): void {
    this.#person = person;
    // Another program of another person.
    this.doc.clientID = person === alice ? 1001 : 1002;
    this.doc.transact(change);
  }

  paragraph(at: number, words: string): void {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    minutesBody(this.doc).insert(at, [paragraph]);
  }

  text(at: number): Y.XmlText {
    const node = minutesBody(this.doc).get(at);
    const text = node instanceof Y.XmlElement ? node.get(0) : undefined;
    if (!(text instanceof Y.XmlText)) throw new Error('no text');
    return text;
  }

  replayed(rows = this.rows): MinutesReplay {
    const replay = new MinutesReplay();
    replay.apply(rows);
    return replay;
  }
}

const runs = (nodes: readonly ShownNode[]): [string, string, PersonId | null | undefined][] =>
  nodes.flatMap(({ content = [], text, change, person }) =>
    text === undefined ? runs(content) : [[text, change ?? '', person] as [string, string, PersonId | null]],
  );
const read = (doc: Y.Doc): string => minutesBody(doc).toJSON();

test('[MIN-40] replaying the rows gives the document, in whatever pieces', () => {
  const draft = new Draft();
  const seed = rolls(7);
  for (let n = 0; n < 300; n++) randomEdit(draft, seed);
  const whole = draft.replayed();
  expect(read(whole.doc)).toBe(read(draft.doc));
  const piecewise = new MinutesReplay();
  for (let n = 0; n < draft.rows.length; n += 7) piecewise.apply(draft.rows.slice(n, n + 7));
  expect(piecewise.shown(false)).toEqual(whole.shown(false));
});

test('[MIN-42] a moment’s letters, what it put in and took out, and who wrote what', () => {
  const draft = new Draft();
  draft.by(alice, () => draft.paragraph(0, 'Thống nhất chủ trương.'));
  const before = draft.rows.length;
  draft.by(bob, () => draft.text(0).insert(11, 'về '));
  draft.by(bob, () => draft.text(0).insert(14, 'nhầm '));
  draft.by(bob, () => draft.text(0).delete(14, 5));
  draft.by(bob, () => draft.text(0).delete(0, 6));
  draft.by(bob, () => {
    const block = new Y.XmlElement('liveBlock');
    block.setAttribute('kind', 'attendance');
    minutesBody(draft.doc).insert(1, [block]);
  });
  const replay = draft.replayed(draft.rows.slice(0, before));
  replay.mark();
  // Also when it is replayed in pieces, a slip that was put right at once counts as nothing.
  for (const row of draft.rows.slice(before)) replay.apply([row]);
  expect(replay.letters()).toEqual({ added: 3, removed: 6 });
  const shown = replay.shown(true);
  expect(runs(shown)).toEqual([
    ['Thống ', 'removed', alice],
    ['nhất ', '', alice],
    ['về ', 'added', bob],
    ['chủ trương.', '', alice],
  ]);
  expect(shown[1]).toEqual({ type: 'liveBlock', attrs: { kind: 'attendance' }, change: 'added' });
  expect(runs(replay.shown(false)).map(([text]) => text)).toEqual(['nhất ', 'về ', 'chủ trương.']);
  replay.mark();
  draft.by(alice, () => minutesBody(draft.doc).delete(1, 1));
  replay.apply(draft.rows.slice(-1));
  expect(replay.shown(true)[1]).toEqual({
    type: 'liveBlock',
    attrs: { kind: 'attendance' },
    change: 'removed',
  });
});

test('[MIN-42] the skeleton has no writer', () => {
  const update = skeletonUpdate({ agenda: [] });
  expect(isSkeleton(update)).toBe(true);
  const draft = new Draft();
  draft.by(alice, () => draft.paragraph(0, 'x'));
  expect(isSkeleton(draft.rows[0]?.update ?? new Uint8Array())).toBe(false);
});

test('[MIN-43] restoring any moment gives its text, and undoing gives back what was there', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const roll = rolls(seed);
    const draft = new Draft();
    for (let n = 0; n < 60; n++) randomEdit(draft, roll);
    const past = draft.replayed(draft.rows.slice(0, roll(60) + 1));
    const before = read(draft.doc);
    const undo = new Y.UndoManager(minutesBody(draft.doc), { trackedOrigins: new Set(['restore']) });
    const rowsBefore = draft.rows.length;
    const didAnything = restoreText(draft.doc, past.doc, 'restore');
    expect(read(draft.doc), `seed ${seed}`).toBe(read(past.doc));
    expect(draft.rows.length - rowsBefore).toBe(didAnything ? 1 : 0);
    undo.undo();
    expect(read(draft.doc), `seed ${seed}, undone`).toBe(before);
  }
});

test('[MIN-43] what others write meanwhile, in what reads the same in both, stays', () => {
  const draft = new Draft();
  draft.by(alice, () => {
    for (const [at, words] of ['Một hai ba.', 'Bốn năm sáu.', 'Bảy tám chín.'].entries())
      draft.paragraph(at, words);
  });
  const past = draft.replayed();
  draft.by(alice, () => {
    draft.text(0).delete(4, 4);
    draft.paragraph(1, 'Đoạn thêm sau.');
    draft.text(3).insert(0, 'Và ');
    draft.text(3).format(3, 3, { bold: {} });
  });
  // Bob has the same text and hears of the restoring only afterwards.
  const bobs = new Y.Doc();
  Y.applyUpdate(bobs, Y.encodeStateAsUpdate(draft.doc));
  const textOf = (at: number) => {
    const text = (minutesBody(bobs).get(at) as Y.XmlElement).get(0);
    if (!(text instanceof Y.XmlText)) throw new Error('no text');
    return text;
  };
  textOf(0).insert(7, ' bobs');
  textOf(2).insert(12, ' Bình viết.');
  textOf(3).insert(textOf(3).length, ' Hết.');
  draft.by(alice, () => restoreText(draft.doc, past.doc, 'restore'));
  Y.applyUpdate(bobs, Y.encodeStateAsUpdate(draft.doc));
  Y.applyUpdate(draft.doc, Y.encodeStateAsUpdate(bobs));
  expect(read(draft.doc)).toBe(read(bobs));
  expect(minutesBody(bobs).toArray().map(String)).toEqual([
    expect.stringMatching(/^<paragraph>Một hai .*bobs.*<\/paragraph>$/u),
    '<paragraph>Bốn năm sáu. Bình viết.</paragraph>',
    '<paragraph>Bảy tám chín. Hết.</paragraph>',
  ]);
});

/** Whole numbers below `below`, the same for a seed. */
function rolls(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomEdit(draft: Draft, roll: (below: number) => number): void {
  const body = minutesBody(draft.doc);
  const words = ['kết luận ', 'giao ', 'Vụ ', 'tháng ', 'x'][roll(5)] ?? '';
  draft.by(roll(2) === 0 ? alice : bob, () => {
    const what = body.length === 0 ? 0 : roll(10);
    const at = roll(Math.max(1, body.length));
    if (what < 3) draft.paragraph(roll(body.length + 1), words);
    else if (what === 3) body.delete(at, 1);
    else {
      const text = draft.text(at);
      if (what < 7) text.insert(roll(text.length + 1), words);
      else if (text.length > 2 && what < 9) text.delete(roll(text.length - 1), 1);
      else if (text.length > 2) text.format(0, 2, { bold: roll(2) === 0 ? {} : null });
    }
  });
}
