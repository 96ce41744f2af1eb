import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Mark } from '#protocol/annotation/mark';
import type { Layer } from '#protocol/annotation/ydoc';
import { MarkId, PersonId, VersionId } from '#protocol/wire/ids';
import { AnnotationRooms } from '../../sync/annotation-rooms.ts';
import { FakeCollabServer, FakeDisk } from '../../sync/fake-collab-server.ts';
import { MarkStore } from './mark-store.ts';

const version = VersionId.parse('0000000000000000000v');
const an = PersonId.parse('0000000000000000000a');
const binh = PersonId.parse('0000000000000000000b');
const id = (n: number) => MarkId.parse(String(n).padStart(20, '0'));
const note = (text: string, page = 0): Mark => ({
  kind: 'note',
  page,
  colour: 'red',
  x: 1,
  y: 1,
  text,
  at: 1,
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

let server: FakeCollabServer;
const ends: (() => void)[] = [];

function person(me: PersonId, unit: string) {
  const rooms = new AnnotationRooms(
    { id: me, unit },
    {
      url: 'ws://test/collab',
      fetchTicket: server.ticketFor(me),
      WebSocket: server.WebSocket,
      openStore: new FakeDisk().openStore,
    },
  );
  const open = rooms.open(version);
  const store = new MarkStore(me, open);
  ends.push(() => {
    store.close();
    open.release();
    rooms.close();
  });
  const texts = (layer?: Layer) =>
    store
      .all()
      .filter((placed) => layer === undefined || placed.layer === layer)
      .map(({ mark }) => (mark.kind === 'note' ? mark.text : ''))
      .toSorted();
  return { store, texts };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new FakeCollabServer();
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

describe('MarkStore', () => {
  it('undoes and redoes what was done in several layers as one step, in the order in which it was done', async () => {
    const { store, texts } = person(an, 'Vụ Kế hoạch');
    await pass(500);
    store.write([{ layer: 'private', id: id(1), mark: note('riêng') }]);
    store.write([{ layer: 'group', id: id(2), mark: note('nhóm') }]);
    store.write([
      { layer: 'private', id: id(1), mark: null },
      { layer: 'shared', id: id(3), mark: note('chung') },
    ]);
    expect([texts('private'), texts('group'), texts('shared')]).toEqual([[], ['nhóm'], ['chung']]);
    store.undo();
    expect([texts('private'), texts('group'), texts('shared')]).toEqual([['riêng'], ['nhóm'], []]);
    store.undo();
    expect([texts('private'), texts('group'), texts('shared')]).toEqual([['riêng'], [], []]);
    store.redo();
    store.redo();
    expect([texts('private'), texts('group'), texts('shared')]).toEqual([[], ['nhóm'], ['chung']]);
    expect(store.canRedo).toBe(false);
    store.undo();
    store.write([{ layer: 'shared', id: id(4), mark: note('mới') }]);
    expect(store.canRedo).toBe(false);
  });

  it("never undoes another's work", async () => {
    const one = person(an, '');
    const two = person(binh, '');
    await pass(500);
    one.store.write([{ layer: 'shared', id: id(1), mark: note('của An') }]);
    await pass(500);
    two.store.write([{ layer: 'shared', id: id(2), mark: note('của Bình') }]);
    await pass(500);
    one.store.undo();
    one.store.undo();
    await pass(500);
    expect(one.texts()).toEqual(['của Bình']);
    expect(two.texts()).toEqual(['của Bình']);
  });

  it('leaves alone what was changed again on another device, and counts no step that changed nothing', async () => {
    const desk = person(an, '');
    const tablet = person(an, '');
    await pass(500);
    desk.store.write([{ layer: 'shared', id: id(1), mark: note('một') }]);
    desk.store.write([{ layer: 'shared', id: id(2), mark: note('hai') }]);
    desk.store.write([{ layer: 'shared', id: id(9), mark: null }]);
    desk.store.write([{ layer: 'shared', id: id(2), mark: note('hai') }]);
    await pass(500);
    tablet.store.write([{ layer: 'shared', id: id(2), mark: note('hai rưỡi') }]);
    await pass(500);
    desk.store.undo();
    expect(desk.texts()).toEqual(['hai rưỡi', 'một']);
    desk.store.undo();
    expect(desk.texts()).toEqual(['hai rưỡi']);
    expect(desk.store.canUndo).toBe(false);
    desk.store.redo();
    expect(desk.texts()).toEqual(['hai rưỡi', 'một']);
  });

  it('keeps a group to its unit, and has none for somebody without one', async () => {
    const one = person(an, 'Vụ Kế hoạch');
    const two = person(binh, 'Vụ Kế hoạch');
    const other = person(PersonId.parse('0000000000000000000c'), 'Sở Lào Cai');
    const nobody = person(PersonId.parse('0000000000000000000d'), '');
    await pass(500);
    one.store.write([{ layer: 'group', id: id(1), mark: note('trong Vụ') }]);
    await pass(500);
    expect(two.texts()).toEqual(['trong Vụ']);
    expect(other.texts()).toEqual([]);
    expect(nobody.store.layers).toEqual(['shared', 'private']);
    nobody.store.write([{ layer: 'group', id: id(2), mark: note('đi đâu') }]);
    expect(nobody.store.canUndo).toBe(false);
  });

  it("takes hidden people's shared marks off the others' screens, not off their own", async () => {
    const one = person(an, '');
    const two = person(binh, '');
    await pass(500);
    two.store.write([{ layer: 'shared', id: id(1), mark: note('ồn ào', 3) }]);
    await pass(500);
    const pages: number[][] = [];
    one.store.onPages((changed) => pages.push([...changed]));
    for (const { store } of [one, two]) store.setHidden([binh]);
    expect(one.store.on(3)).toEqual([]);
    expect(pages).toEqual([[3]]);
    expect(two.texts()).toEqual(['ồn ào']);
    one.store.setHidden([]);
    expect(one.texts()).toEqual(['ồn ào']);
  });

  it('writes nothing on a locked layer, and takes nothing back there', async () => {
    const { store, texts } = person(an, 'Vụ Kế hoạch');
    await pass(500);
    store.write([{ layer: 'shared', id: id(1), mark: note('trước') }]);
    store.setSharedLock('chair');
    store.write([
      { layer: 'shared', id: id(2), mark: note('sau') },
      { layer: 'private', id: id(3), mark: note('riêng') },
    ]);
    expect(texts()).toEqual(['riêng', 'trước']);
    store.undo();
    expect(texts()).toEqual(['trước']);
    expect(store.canUndo).toBe(false);
    store.undo();
    expect(texts()).toEqual(['trước']);
    store.setSharedLock(null);
    store.undo();
    expect(texts()).toEqual([]);
  });

  it('finds the picture of an image in its own layer', async () => {
    const { store } = person(an, '');
    await pass(500);
    const picture: Mark = { kind: 'picture', type: 'image/png', bytes: Uint8Array.of(1, 2, 3), at: 1 };
    const image = { kind: 'image', page: 0, x: 0, y: 0, width: 9, height: 9, picture: id(1), at: 1 } as const;
    let told = 0;
    store.onRecords(() => (told += 1));
    store.write([
      { layer: 'private', id: id(1), mark: picture },
      { layer: 'private', id: id(2), mark: image },
    ]);
    expect(told).toBe(1);
    expect(store.pictureOf({ id: id(2), author: an, layer: 'private', mark: image })?.bytes.length).toBe(3);
    expect(store.pictureOf({ id: id(2), author: an, layer: 'shared', mark: image })).toBeUndefined();
  });
});
