import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { HISTORY_PAGE, type HistoryRow } from '#protocol/minutes/history';
import { minutesBody, minutesRoomName } from '#protocol/minutes/ydoc';
import { MeetingId, PersonId } from '#protocol/wire/ids';
import { readRoom } from '../../gateway/yjs/room-log.ts';
import { withStorage } from '../../testing/temp-storage.ts';
import { minutesHistory } from './history.ts';

const meeting = MeetingId.parse('m'.repeat(20));
const alice = PersonId.parse('a'.repeat(20));
const access = () => Promise.resolve({ may: 'write' } as const);

test('[MIN-40] all rows come in pages of bounded size, also past a snapshot, and replaying them gives the document', async () => {
  await withStorage(async (storage) => {
    const room = minutesRoomName(meeting);
    const { log } = await readRoom(storage, room);
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    const text = new Y.XmlText();
    minutesBody(doc).insert(0, [text]);
    for (let n = 0; n < HISTORY_PAGE.rows; n++) text.insert(n, 'a');
    // Three that fill an answer each or nearly, one of them larger than any.
    for (const size of [0.6, 0.6, 1.5]) text.insert(0, 'b'.repeat(size * HISTORY_PAGE.bytes));
    const add = (from: number, to: number, snapshot: boolean) =>
      log.add({
        at: 5,
        updates: updates.slice(from, to).map((update) => ({ person: alice, update })),
        claims: new Map(),
        snapshot: snapshot ? Y.encodeStateAsUpdate(doc) : undefined,
        also: [],
      });
    await add(0, 3000, true);
    await add(3000, updates.length, true);
    const pages: HistoryRow[][] = [];
    for (;;) {
      const after = pages.at(-1)?.at(-1)?.n ?? 0;
      const { rows, last } = await minutesHistory({ storage, access }, alice, meeting, after);
      expect(last).toBe(updates.length);
      if (rows.length === 0) break;
      pages.push(rows);
    }
    const bytes = (rows: HistoryRow[]) =>
      rows.reduce((sum, { update }) => sum + Buffer.from(update, 'base64').length, 0);
    for (const rows of pages) {
      expect(rows.length).toBeLessThanOrEqual(HISTORY_PAGE.rows);
      expect(rows.length === 1 || bytes(rows) <= HISTORY_PAGE.bytes).toBe(true);
    }
    expect(pages.map((rows) => rows.length)).toEqual([HISTORY_PAGE.rows, 2, 1, 1]);
    expect(pages.flat().map(({ n }) => n)).toEqual(updates.map((_, index) => index + 1));
    const replayed = new Y.Doc();
    for (const { update } of pages.flat()) Y.applyUpdate(replayed, Buffer.from(update, 'base64'));
    expect(minutesBody(replayed).toJSON()).toBe(minutesBody(doc).toJSON());
  });
});
