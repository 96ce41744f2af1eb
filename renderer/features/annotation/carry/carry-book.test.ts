import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Carriage } from '#protocol/annotation/anchor/carry-mark';
import type { Mark, PageMark } from '#protocol/annotation/mark';
import type { Layer } from '#protocol/annotation/ydoc';
import { ID_LENGTH, MarkId, newId, PersonId, VersionId } from '#protocol/wire/ids';
import { AnnotationRooms } from '../../../sync/annotation-rooms.ts';
import { FakeCollabServer, FakeDisk } from '../../../sync/fake-collab-server.ts';
import { MarkStore } from '../mark-store.ts';
import { talkIn } from '../threads/thread-model.ts';
import { CarryBook } from './carry-book.ts';
import { carriedId } from './carried-id.ts';
import { earlierTalk } from './earlier-talk.ts';

const earlier = VersionId.parse('0000000000000000000v');
const version = VersionId.parse('0000000000000000000w');
const an = PersonId.parse('0000000000000000000a');
const binh = PersonId.parse('0000000000000000000b');
const idOf = (n: number) => MarkId.parse(String(n).padStart(20, '0'));
const note = (text: string, page = 0): PageMark => ({
  kind: 'note',
  page,
  colour: 'red',
  x: 10,
  y: 10,
  text,
  at: 1,
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** What becomes of each note is in its text. */
function fate(mark: PageMark): Carriage {
  const text = mark.kind === 'note' ? mark.text : '';
  if (text.startsWith('mất')) return { status: 'orphan', candidates: [{ page: 3, start: 0, end: 5 }] };
  const isCertain = !text.startsWith('có lẽ');
  return {
    status: 'placed',
    mark: { ...mark, page: mark.page + 1 },
    confidence: isCertain ? 1 : 0.82,
    isCertain,
  };
}

let server: FakeCollabServer;
let random = 0;
const ends: (() => void)[] = [];

function device(me: PersonId, carry = vi.fn(async (marks: readonly PageMark[]) => marks.map(fate))) {
  const rooms = new AnnotationRooms(
    { id: me, unit: 'Vụ Kế hoạch' },
    {
      url: 'ws://test/collab',
      fetchTicket: server.ticketFor(me),
      WebSocket: server.WebSocket,
      openStore: new FakeDisk().openStore,
    },
  );
  const [before, here] = [rooms.open(earlier), rooms.open(version)];
  const [old, now] = [new MarkStore(me, before), new MarkStore(me, here)];
  const makeId = () =>
    newId(
      MarkId,
      Uint8Array.from({ length: ID_LENGTH }, () => random++ % 29),
    );
  const begin = () => {
    const book = new CarryBook({
      version,
      earlier,
      old,
      now,
      rooms: () =>
        [before, here].flatMap(({ shared, group, personal }) =>
          [shared, personal, ...(group === null ? [] : [group])].map((room) => room.getSnapshot()),
        ),
      carry,
      wordPage: async () => ({ text: { text: '', runs: [] }, width: 600, height: 800 }),
      makeId,
    });
    ends.push(() => book.close());
    return book;
  };
  ends.push(() => {
    old.close();
    now.close();
    before.release();
    here.release();
    rooms.close();
  });
  return { old, now, carry, begin };
}

const put = (store: MarkStore, n: number, mark: Mark, layer: Layer = 'shared') =>
  store.write([{ layer, id: idOf(n), mark }]);
const found = (store: MarkStore) =>
  store
    .all()
    .map(({ layer, mark }) => `${layer} ${mark.kind === 'note' ? mark.text : mark.kind} ${mark.page}`)
    .toSorted();

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new FakeCollabServer();
});
afterEach(() => {
  for (const end of ends.splice(0).toReversed()) end();
  vi.useRealTimers();
});

describe('carrying marks to a new version', () => {
  it('[CARRY-5] writes what has a place into the same layer, asks about what is likely, lists the rest', async () => {
    const { old, now, begin } = device(an);
    put(old, 1, note('chắc'));
    put(old, 2, note('có lẽ'), 'group');
    put(old, 3, note('mất'), 'private');
    const before = found(old);
    await pass(500);
    const book = begin();
    await pass(500);
    expect(found(now)).toEqual(['group có lẽ 1', 'shared chắc 1']);
    const view = book.getSnapshot();
    expect(view.unsure.map(({ mark }) => mark.carried)).toEqual([
      { version: earlier, mark: idOf(2), confidence: 0.82, confirmed: false },
    ]);
    expect(view.orphans).toMatchObject([
      { placed: { id: idOf(3), layer: 'private' }, candidates: [{ page: 3 }] },
    ]);
    expect(found(old)).toEqual(before);
    expect(now.canUndo).toBe(false);
  });

  it('[CARRY-6] carries others’ marks for nobody, and its own once, on however many devices', async () => {
    const [one, two, other] = [device(an), device(an), device(binh)];
    put(one.old, 1, note('chắc'));
    put(other.old, 1, note('của Bình'));
    await pass(500);
    one.begin();
    two.begin();
    await pass(1000);
    expect(found(one.now)).toEqual(['shared chắc 1']);
    expect(found(two.now)).toEqual(['shared chắc 1']);
    expect(one.now.all()[0]?.id).toBe(carriedId(version, idOf(1)));
    one.carry.mockClear();
    one.begin();
    await pass(1000);
    expect(one.carry).not.toHaveBeenCalled();
  });

  it('[CARRY-6] leaves erased what was carried and then erased', async () => {
    const { old, now, begin } = device(an);
    put(old, 1, note('chắc'));
    await pass(500);
    const book = begin();
    await pass(500);
    now.write([{ layer: 'shared', id: carriedId(version, idOf(1)), mark: null }]);
    await pass(500);
    begin();
    await pass(500);
    expect(found(now)).toEqual([]);
    expect(book.getSnapshot().orphans).toEqual([]);
  });

  it('[CARRY-7] confirms, discards and places again, each with undo', async () => {
    const { old, now, begin } = device(an);
    put(old, 1, note('có lẽ 1'));
    put(old, 2, note('có lẽ 2', 2));
    await pass(500);
    const book = begin();
    await pass(500);
    const [first, second] = book.getSnapshot().unsure;
    if (first === undefined || second === undefined) throw new Error('two are unsure');
    book.confirm(first);
    expect(book.getSnapshot().unsure).toHaveLength(1);
    book.beginPlacing(second);
    expect(book.getSnapshot().placing?.id).toBe(second.id);
    expect(await book.placeAt(5, { x: 70, y: 80 })).toBe(true);
    expect(now.own(second.id)?.mark).toMatchObject({ page: 5, x: 70, y: 80, carried: { confirmed: true } });
    expect(book.getSnapshot()).toMatchObject({ unsure: [], placing: null });
    now.undo();
    await pass(200);
    expect(book.getSnapshot().unsure.map(({ mark }) => mark.page)).toEqual([3]);
    book.discard(second);
    expect(found(now)).toEqual(['shared có lẽ 1 1']);
    now.undo();
    expect(found(now)).toHaveLength(2);
  });

  it('[CARRY-7] places an orphan where its author points, and undo lists it again', async () => {
    const { old, now, begin } = device(an);
    put(old, 1, note('mất'));
    await pass(500);
    const book = begin();
    await pass(500);
    const [orphan] = book.getSnapshot().orphans;
    if (orphan === undefined) throw new Error('one is an orphan');
    book.beginPlacing(orphan.placed);
    await book.placeAt(2, { x: 30, y: 40 });
    await pass(200);
    expect(book.getSnapshot().orphans).toEqual([]);
    expect(now.all()).toMatchObject([
      {
        id: carriedId(version, idOf(1)),
        mark: {
          page: 2,
          x: 30,
          y: 40,
          carried: { version: earlier, mark: idOf(1), confidence: 1, confirmed: true },
        },
      },
    ]);
    now.undo();
    await pass(200);
    expect(book.getSnapshot().orphans).toHaveLength(1);
    expect(found(now)).toEqual([]);
  });

  it('[CARRY-7] leaves orphans in the former version on all devices, and undo lists them again', async () => {
    const [one, two] = [device(an), device(an)];
    put(one.old, 1, note('mất'), 'private');
    await pass(500);
    const [book, other] = [one.begin(), two.begin()];
    await pass(500);
    expect(other.getSnapshot().orphans).toHaveLength(1);
    book.leave(book.getSnapshot().orphans);
    await pass(500);
    expect(book.getSnapshot().orphans).toEqual([]);
    expect(other.getSnapshot().orphans).toEqual([]);
    expect(found(one.old)).toEqual(['private mất 0']);
    one.now.undo();
    await pass(500);
    expect(other.getSnapshot().orphans).toHaveLength(1);
  });

  it('[CARRY-8] waits for a locked layer, and says how many do', async () => {
    const { old, now, begin } = device(an);
    put(old, 1, note('chắc'));
    put(old, 2, note('chắc riêng'), 'private');
    now.setSharedLock('chair');
    await pass(500);
    const book = begin();
    await pass(500);
    expect(found(now)).toEqual(['private chắc riêng 1']);
    expect(book.getSnapshot().locked).toBe(1);
    now.setSharedLock(null);
    await pass(500);
    expect(found(now)).toEqual(['private chắc riêng 1', 'shared chắc 1']);
    expect(book.getSnapshot().locked).toBe(0);
  });

  it('[CARRY-8] works without a server, after asking for it in vain', async () => {
    const { old, now, begin } = device(an);
    server.online = false;
    put(old, 1, note('chắc'));
    const book = begin();
    await pass(1000);
    expect(found(now)).toEqual([]);
    await pass(4000);
    expect(found(now)).toEqual(['shared chắc 1']);
    expect(book.getSnapshot().hasFailed).toBe(false);
  });

  it('[CARRY-8] says that a version could not be read, and tries again when asked', async () => {
    const { old, now, begin, carry } = device(an);
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    carry.mockRejectedValueOnce(new Error('no such file'));
    put(old, 1, note('chắc'));
    await pass(500);
    const book = begin();
    await pass(1000);
    expect(book.getSnapshot()).toMatchObject({ hasFailed: true, isWorking: false });
    expect(carry).toHaveBeenCalledTimes(1);
    book.retry();
    await pass(500);
    expect(found(now)).toEqual(['shared chắc 1']);
  });

  it('[CARRY-9] shows what was said about the mark before, on the carried one', async () => {
    const [mine, other] = [device(an), device(binh)];
    put(mine.old, 1, note('chắc'));
    await pass(500);
    put(other.old, 7, {
      kind: 'comment',
      on: { author: an, mark: idOf(1) },
      text: 'Đồng ý',
      mentions: [],
      at: 5,
    });
    mine.begin();
    await pass(1000);
    const talk = talkIn(earlierTalk(other.old, other.now, earlier));
    const thread = talk.get(`shared ${an} ${carriedId(version, idOf(1))}`);
    expect(thread?.comments.map(({ mark }) => mark.text)).toEqual(['Đồng ý']);
  });

  it('[CARRY-5] takes along the picture that an image shows', async () => {
    const { old, now, begin } = device(an);
    const image: PageMark = {
      kind: 'image',
      page: 0,
      x: 0,
      y: 0,
      width: 9,
      height: 9,
      picture: idOf(8),
      at: 1,
    };
    put(old, 8, { kind: 'picture', type: 'image/png', bytes: new Uint8Array([1, 2]), at: 1 });
    put(old, 9, image);
    await pass(500);
    begin();
    await pass(500);
    const [carried] = now.all();
    if (carried?.mark.kind !== 'image') throw new Error('the image is carried');
    expect(now.pictureOf({ ...carried, mark: carried.mark })?.bytes).toEqual(new Uint8Array([1, 2]));
  });
});
