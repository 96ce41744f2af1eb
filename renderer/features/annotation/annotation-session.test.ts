import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unpackInk } from '#protocol/annotation/ink';
import { MAX_POINT_BYTES } from '#protocol/annotation/mark';
import { PersonId, VersionId } from '#protocol/wire/ids';
import { AnnotationRooms } from '../../sync/annotation-rooms.ts';
import { FakeCollabServer, FakeDisk } from '../../sync/fake-collab-server.ts';
import { AnnotationSession } from './annotation-session.ts';
import { MOST_POINTS } from './stroke-recorder.ts';

const version = VersionId.parse('0000000000000000000v');
const an = PersonId.parse('0000000000000000000a');
const binh = PersonId.parse('0000000000000000000b');
const point = (x: number, y = x) => ({ x, y, pressure: 0.5 });
const press = (page: number, at: { x: number; y: number; pressure: number }, reach = 6) => ({
  page,
  at,
  reach,
  shift: false,
  isMouse: true,
  rotation: 0,
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

let server: FakeCollabServer;
const ends: (() => void)[] = [];

function person(me: PersonId, name: string) {
  const rooms = new AnnotationRooms(
    { id: me, unit: '' },
    {
      url: 'ws://test/collab',
      fetchTicket: server.ticketFor(me),
      WebSocket: server.WebSocket,
      openStore: new FakeDisk().openStore,
    },
  );
  const kept = new Map<string, string>();
  const settings = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const session = new AnnotationSession({ version, me, name, colour: '#123', rooms, settings });
  ends.push(() => {
    session.close();
    rooms.close();
  });
  const draw = (page: number, from: number, to: number) => {
    session.setTool('pen');
    session.hand.press(press(page, point(from)));
    session.hand.drag([point(to)], false);
    session.hand.lift();
  };
  return { session, draw, settings, rooms };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new FakeCollabServer();
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.useRealTimers();
});

describe('AnnotationSession', () => {
  it('shows a stroke to others while it is drawn, and the mark instead of it afterwards', async () => {
    const one = person(an, 'An');
    const two = person(binh, 'Bình');
    await pass(500);
    one.session.setTool('pen');
    one.session.hand.press(press(2, point(1)));
    one.session.hand.drag([point(5), point(9)], false);
    await pass(60);
    expect(two.session.strokesInMotion(2)).toMatchObject([{ author: an, page: 2 }]);
    expect(two.session.marksOn(2)).toEqual([]);
    one.session.hand.lift();
    await pass(60);
    expect(two.session.strokesInMotion(2)).toEqual([]);
    expect(two.session.marksOn(2)).toMatchObject([{ author: an, layer: 'shared', mark: { kind: 'ink' } }]);
  });

  it('keeps the private layer to its owner, the pen in motion included', async () => {
    const one = person(an, 'An');
    const two = person(binh, 'Bình');
    await pass(500);
    one.session.setLayer('private');
    one.session.setTool('pen');
    one.session.hand.press(press(0, point(1)));
    one.session.hand.drag([point(2)], false);
    await pass(100);
    expect(two.session.strokesInMotion(0)).toEqual([]);
    one.session.hand.lift();
    await pass(500);
    expect(one.session.marksOn(0)).toHaveLength(1);
    expect(two.session.marksOn(0)).toEqual([]);
  });

  it('undoes one stroke at a time, one’s own only, and an erasing as a whole', async () => {
    const one = person(an, 'An');
    const two = person(binh, 'Bình');
    await pass(500);
    one.draw(0, 1, 10);
    one.draw(0, 20, 30);
    two.draw(0, 40, 50);
    await pass(500);
    one.session.undo();
    expect(one.session.marksOn(0)).toHaveLength(2);
    one.session.undo();
    one.session.undo();
    expect(one.session.marksOn(0)).toMatchObject([{ author: binh }]);
    expect(one.session.getSnapshot().canUndo).toBe(false);
    one.session.redo();
    one.session.redo();
    one.session.setTool('eraser');
    one.session.hand.press(press(0, point(5), 1));
    one.session.hand.drag([point(25), point(45)], false);
    expect(one.session.marksOn(0)).toMatchObject([{ author: binh }]);
    one.session.hand.lift();
    one.session.undo();
    expect(one.session.marksOn(0)).toHaveLength(3);
  });

  it('splits a very long stroke into marks that the server takes, without a hole', async () => {
    const { session } = person(an, 'An');
    await pass(500);
    session.setTool('pen');
    session.hand.press(press(0, point(0)));
    for (let n = 1; n < MOST_POINTS * 2.5; n++) session.hand.drag([point(n % 2 === 0 ? n : -n, 5)], false);
    session.hand.lift();
    const marks = session.marksOn(0);
    expect(marks).toHaveLength(3);
    let before: { x: number } | undefined;
    for (const { mark } of marks.toSorted((a, b) =>
      a.mark.kind === 'ink' && b.mark.kind === 'ink'
        ? Math.abs(unpackInk(a.mark.points)?.[0]?.x ?? 0) - Math.abs(unpackInk(b.mark.points)?.[0]?.x ?? 0)
        : 0,
    )) {
      if (mark.kind !== 'ink') throw new Error('not a stroke');
      expect(mark.points.length).toBeLessThan(MAX_POINT_BYTES);
      const points = unpackInk(mark.points) ?? [];
      if (before !== undefined) expect(points[0]?.x).toBe(before.x);
      before = points.at(-1);
    }
  });

  it('takes the tools away where one may not write, and says why', async () => {
    const { session, draw } = person(an, 'An');
    await pass(500);
    session.setTool('pen');
    session.setSharedLock('role');
    expect(session.getSnapshot()).toMatchObject({ tool: 'read', locked: 'role' });
    draw(0, 1, 9);
    expect(session.marksOn(0)).toEqual([]);
    session.setLayer('private');
    draw(0, 1, 9);
    expect(session.marksOn(0)).toHaveLength(1);
  });

  it('writes, changes and removes notes of its own, in whichever layer they are', async () => {
    const { session } = person(an, 'An');
    await pass(500);
    session.writeNote({ page: 1, x: 5, y: 5 }, '  Đề nghị làm rõ  ');
    const [note] = session.notes();
    expect(note?.mark).toMatchObject({ text: 'Đề nghị làm rõ', colour: 'yellow' });
    if (note === undefined) return;
    session.setLayer('private');
    session.writeNote({ id: note.id, page: 1, x: 5, y: 5 }, 'Đã rõ');
    expect(session.notes()).toMatchObject([{ layer: 'shared', mark: { text: 'Đã rõ' } }]);
    session.writeNote({ id: note.id, page: 1, x: 5, y: 5 }, ' ');
    expect(session.notes()).toEqual([]);
  });

  it('remembers each tool’s pen', async () => {
    const one = person(an, 'An');
    one.session.setPens({ pen: { colour: 'red', width: 6 } });
    const again = new AnnotationSession({
      version,
      me: an,
      name: 'An',
      colour: '#123',
      rooms: one.rooms,
      settings: one.settings,
    });
    ends.push(() => again.close());
    expect(again.getSnapshot().pens).toMatchObject({
      pen: { colour: 'red', width: 6 },
      highlighter: { colour: 'yellow' },
    });
  });

  it('goes on with undo and pages after a refusal has replaced the document', async () => {
    const { session, draw } = person(an, 'An');
    await pass(500);
    draw(0, 1, 9);
    await pass(500);
    const notices: unknown[] = [];
    session.onNotice((notice) => notices.push(notice));
    server.refuse = (room) => (room.includes('/p/') ? undefined : 'layerLocked');
    draw(0, 20, 30);
    await pass(5000);
    expect(notices).toMatchObject([{ kind: 'movedToPrivate', count: 1 }]);
    expect(
      session
        .marksOn(0)
        .map(({ layer }) => layer)
        .toSorted(),
    ).toEqual(['private', 'shared']);
    server.refuse = () => undefined;
    draw(0, 40, 50);
    session.undo();
    expect(session.marksOn(0)).toHaveLength(2);
  });
});
