import { toBase64 } from 'lib0/buffer';
import { expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { HistoryRow } from '#protocol/minutes/history';
import { minutesBody, skeletonUpdate } from '#protocol/minutes/ydoc';
import { PersonId } from '#protocol/wire/ids';
import { MinutesHistory } from './minutes-history.ts';

const [alice, bob] = [PersonId.parse('a'.repeat(20)), PersonId.parse('b'.repeat(20))];

/** The rows of a draft: a skeleton, then alice's letters one by one, then bob's. */
function rowsOf(letters: number): HistoryRow[] {
  const rows: HistoryRow[] = [];
  const doc = new Y.Doc();
  let [person, at] = [alice, 0];
  doc.on('update', (update: Uint8Array) =>
    rows.push({ n: rows.length + 1, at: at++, person, update: toBase64(update) }),
  );
  Y.applyUpdate(doc, skeletonUpdate({ agenda: [] }));
  const text = new Y.XmlText();
  const paragraph = new Y.XmlElement('paragraph');
  doc.transact(() => {
    paragraph.insert(0, [text]);
    minutesBody(doc).insert(0, [paragraph]);
  });
  for (let n = 0; n < letters; n++) text.insert(n, 'a');
  doc.clientID += 1;
  person = bob;
  text.delete(0, 2);
  text.insert(0, 'b');
  return rows;
}

/** A server with these rows that gives so many at once; the test lets work go on step by step. */
function serve(rows: readonly HistoryRow[], size: number) {
  const waiting: (() => void)[] = [];
  const asked: number[] = [];
  const history = new MinutesHistory({
    page: (after) => {
      asked.push(after);
      return Promise.resolve({ rows: rows.slice(after, after + size), last: rows.length });
    },
    breathe: () => new Promise((resolve) => waiting.push(resolve)),
  });
  const step = async () => {
    waiting.shift()?.();
    for (let n = 0; n < 20; n++) await Promise.resolve();
  };
  const finish = async (isDone: () => boolean) => {
    for (let n = 0; n < 10_000 && !isDone(); n++) await step();
  };
  return { history, asked, step, finish, waiting };
}

const isLoaded = (history: MinutesHistory) => history.getSnapshot().loading.is === 'done';
const textOf = (history: MinutesHistory) => {
  const replay = history.getSnapshot().chosen?.replay;
  return replay == null ? null : minutesBody(replay.doc).toJSON();
};

test('[MIN-41] [MIN-42] tells the moments with their letters, and rebuilds the text of each', async () => {
  const { history, asked, finish } = serve(rowsOf(10), 4);
  await finish(() => isLoaded(history));
  expect(asked).toEqual([0, 4, 8, 12]);
  const { moments } = history.getSnapshot();
  expect(moments.map(({ person, added, removed }) => [person, added, removed])).toEqual([
    [null, 0, 0],
    [alice, 10, 0],
    [bob, 1, 2],
  ]);
  for (const [index, text] of ['a'.repeat(10), `b${'a'.repeat(8)}`].entries()) {
    const moment = moments[index + 1];
    if (moment === undefined) throw new Error('no moment');
    const choosing = history.choose(moment);
    await finish(() => textOf(history) !== null);
    await choosing;
    expect(textOf(history)).toContain(`<paragraph>${text}</paragraph>`);
  }
  history.close();
});

test('[MIN-44] a long history is replayed in pieces with its progress, and stops when it is closed', async () => {
  const { history, step, waiting, finish } = serve(rowsOf(3000), 10_000);
  const shares: number[] = [];
  history.subscribe(() => {
    const { loading } = history.getSnapshot();
    if (loading.is === 'busy') shares.push(loading.share);
  });
  for (let n = 0; n < 4; n++) await step();
  expect(waiting).toHaveLength(1);
  expect(isLoaded(history)).toBe(false);
  await finish(() => isLoaded(history));
  expect(shares.length).toBeGreaterThan(6);
  expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
  const moment = history.getSnapshot().moments[1];
  if (moment === undefined) throw new Error('no moment');
  const choosing = history.choose(moment);
  await step();
  history.close();
  await finish(() => waiting.length === 0);
  await choosing;
  expect(history.getSnapshot().chosen?.replay).toBeNull();
});

test('[MIN-44] a server that can’t be reached is told of', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const history = new MinutesHistory({
    page: () => Promise.reject(new Error('gone')),
    breathe: () => Promise.resolve(),
  });
  await new Promise<void>((resolve) => history.subscribe(resolve));
  expect(history.getSnapshot().loading).toEqual({ is: 'failed' });
});
