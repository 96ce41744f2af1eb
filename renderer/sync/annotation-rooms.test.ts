import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { packInk } from '#protocol/annotation/ink';
import type { Mark } from '#protocol/annotation/mark';
import { layerKey, layerMap } from '#protocol/annotation/ydoc';
import { TICKET_LIFE } from '#protocol/wire/collab';
import { MarkId, PersonId, VersionId } from '#protocol/wire/ids';
import type { AnnotationRoom } from './annotation-room.ts';
import { AnnotationRooms, type RoomNotice } from './annotation-rooms.ts';
import type { Pending, PendingMarks } from './pending-marks.ts';
import { FakeCollabServer, FakeDisk } from './fake-collab-server.ts';

const version = VersionId.parse('0000000000000000000v');
const people = ['a', 'b', 'c'].map((letter) => PersonId.parse(`0000000000000000000${letter}`));
const [an, binh] = people as [PersonId, PersonId, PersonId];
const id = (n: number) => MarkId.parse(String(n).padStart(20, '0'));
const stroke = (x = 1): Mark => ({
  kind: 'ink',
  tool: 'pen',
  page: 0,
  colour: 'blue',
  width: 2,
  points: packInk([{ x, y: 2, pressure: 0.5 }]),
  at: 1,
});
const sharedRoom = `annotation/${version}`;

let server: FakeCollabServer;
let open: AnnotationRooms[];

function device(person: PersonId, disk = new FakeDisk()) {
  const rooms = new AnnotationRooms(
    { id: person, unit: '' },
    {
      url: 'ws://test/collab',
      fetchTicket: server.ticketFor(person),
      WebSocket: server.WebSocket,
      openStore: disk.openStore,
      random: () => 0.5,
    },
  );
  open.push(rooms);
  const notices: RoomNotice[] = [];
  rooms.onNotice((notice) => notices.push(notice));
  return { person, rooms, disk, notices, ...rooms.open(version) };
}

/** What a device remembers of unsaved marks. */
function memoryOfPending() {
  const memory = { pending: new Map() as Pending, port: {} as PendingMarks };
  memory.port = { load: () => memory.pending, store: (next) => void (memory.pending = next) };
  return memory;
}

function draw(room: AnnotationRoom, person: PersonId, n: number): void {
  layerMap(room.getSnapshot().doc, person).set(id(n), stroke(n));
}
const keys = (room: AnnotationRoom, person: PersonId) => [...layerMap(room.getSnapshot().doc, person).keys()];
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  server = new FakeCollabServer();
  open = [];
});
afterEach(() => {
  for (const rooms of open) rooms.close();
  expect(vi.getTimerCount()).toBeLessThan(20);
  vi.useRealTimers();
});

describe('a room', () => {
  it('goes from not compared over on this device to saved, and others see the mark', async () => {
    const one = device(an);
    const two = device(binh);
    expect(one.shared.getSnapshot().save).toBe('notCompared');
    await pass(500);
    expect(one.shared.getSnapshot()).toMatchObject({ save: 'saved', connected: true });
    draw(one.shared, an, 1);
    expect(one.shared.getSnapshot()).toMatchObject({ save: 'onDevice', unsaved: 1 });
    await pass(300);
    expect(one.shared.getSnapshot()).toMatchObject({ save: 'saved', unsaved: 0 });
    expect(keys(two.shared, an)).toEqual([id(1)]);
    expect(two.shared.getSnapshot().unsaved).toBe(0);
  });

  it('keeps marks that were drawn without a network over a restart, and merges them when it returns', async () => {
    const disk = new FakeDisk();
    server.online = false;
    const before = device(an, disk);
    await pass(100);
    draw(before.shared, an, 1);
    await pass(100);
    expect(before.rooms.unsavedMarks()).toBe(1);
    before.rooms.close();
    const after = device(an, disk);
    await pass(100);
    expect(keys(after.shared, an)).toEqual([id(1)]);
    expect(after.shared.getSnapshot().save).toBe('notCompared');
    server.online = true;
    await pass(30_000);
    expect(after.shared.getSnapshot().save).toBe('saved');
    expect([...layerMap(server.room(sharedRoom), an).keys()]).toEqual([id(1)]);
  });

  it('stays open until its marks are saved, although its reader has gone to another paper', async () => {
    const one = device(an);
    await pass(500);
    server.online = false;
    server.drop();
    await pass(50);
    draw(one.shared, an, 1);
    one.release();
    await pass(60_000);
    expect(one.rooms.unsavedMarks()).toBe(1);
    server.online = true;
    await pass(30_000);
    expect(one.rooms.unsavedMarks()).toBe(0);
    expect([...layerMap(server.room(sharedRoom), an).keys()]).toEqual([id(1)]);
    expect([...server.sockets].filter(({ readyState }) => readyState === 1)).toHaveLength(0);
  });

  it('counts and sends marks of an earlier run although their paper is not opened again', async () => {
    const disk = new FakeDisk();
    const memory = memoryOfPending();
    const ports = () => ({
      url: 'ws://test/collab',
      fetchTicket: server.ticketFor(an),
      WebSocket: server.WebSocket,
      openStore: disk.openStore,
    });
    server.online = false;
    const person = { id: an, unit: 'Vụ Pháp chế' };
    const before = new AnnotationRooms(person, ports(), memory.port);
    const { shared, group } = before.open(version);
    await pass(100);
    draw(shared, an, 1);
    if (group === null) throw new Error('a unit has a group room');
    draw(group, an, 2);
    draw(group, an, 3);
    await pass(100);
    expect(before.unsavedMarks()).toBe(3);
    before.close();
    expect([...memory.pending.keys()]).toEqual([version]);

    const after = new AnnotationRooms(person, ports(), memory.port);
    open.push(after);
    await pass(5000);
    // Nobody has opened the paper and nobody has reached the server: it is still told.
    expect(after.unsavedMarks()).toBe(3);
    server.online = true;
    await pass(30_000);
    expect(after.unsavedMarks()).toBe(0);
    expect([...layerMap(server.room(sharedRoom), an).keys()]).toEqual([id(1)]);
    expect([...layerMap(server.room(group.name), an).keys()].toSorted()).toEqual([id(2), id(3)].toSorted());
    expect(memory.pending.size).toBe(0);
    expect([...server.sockets].filter(({ readyState }) => readyState === 1)).toHaveLength(0);
  });

  it('merges what two people drew over days without a server, each with several restarts', async () => {
    const disks = [new FakeDisk(), new FakeDisk()] as const;
    const people = [an, binh] as const;
    // Both have the paper's marks of the first day.
    for (const [n, person] of people.entries()) {
      const at = device(person, disks[n]);
      await pass(500);
      draw(at.shared, person, 100 + n);
      await pass(500);
      at.rooms.close();
    }
    server.online = false;
    for (let day = 0; day < 4; day++) {
      for (const [n, person] of people.entries()) {
        const at = device(person, disks[n]);
        await pass(100);
        draw(at.shared, person, 10 * day + n);
        if (day > 0) layerMap(at.shared.getSnapshot().doc, person).delete(id(10 * (day - 1) + n));
        draw(at.personal, person, 50 + day);
        await pass(100);
        at.rooms.close();
      }
      await pass(24 * 3_600_000);
    }
    server.online = true;
    const back = people.map((person, n) => device(person, disks[n]));
    await pass(30_000);
    for (const { shared } of back) {
      expect(shared.getSnapshot()).toMatchObject({ save: 'saved', unsaved: 0 });
      expect(keys(shared, an).toSorted()).toEqual([id(100), id(30)].toSorted());
      expect(keys(shared, binh).toSorted()).toEqual([id(101), id(31)].toSorted());
    }
    for (const { personal, person } of back) expect(keys(personal, person)).toHaveLength(4);
  });

  it('renews its ticket before half its life and uses a fresh one after 4401', async () => {
    const one = device(an);
    await pass(500);
    const first = server.fetched;
    await pass(TICKET_LIFE / 2);
    expect(server.fetched).toBeGreaterThan(first);
    server.tickets.clear();
    server.drop();
    await pass(20_000);
    expect(one.shared.getSnapshot().connected).toBe(true);
  });

  it('never sends another client’s awareness on', async () => {
    const one = device(an);
    const two = device(binh);
    one.shared.presence.introduce('An', '#111');
    two.shared.presence.introduce('Bình', '#222');
    await pass(500);
    let frames = 0;
    for (const socket of server.sockets) {
      if (socket.room !== sharedRoom || socket.person !== binh) continue;
      const forward = socket.onsend;
      socket.onsend = (frame) => {
        if (frame[0] === 1) frames += 1;
        forward(frame);
      };
    }
    for (let n = 0; n < 50; n++) {
      one.shared.presence.point({ page: 0, x: n, y: n });
      await pass(20);
    }
    await pass(200);
    expect(two.shared.presence.getSnapshot()).toMatchObject([{ person: an, name: 'An', x: 49 }]);
    expect(frames).toBe(0);
  });

  it('says when this device cannot keep a copy, and works on', async () => {
    const disk = new FakeDisk();
    disk.broken = true;
    const one = device(an, disk);
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await pass(500);
    expect(one.shared.getSnapshot()).toMatchObject({ kept: false, connected: true, save: 'saved' });
  });
});

describe('a refusal', () => {
  it('moves what was not saved into the private layer, and the room goes on with a new client', async () => {
    const one = device(an);
    await pass(500);
    draw(one.shared, an, 1);
    await pass(500);
    const client = one.shared.getSnapshot().doc.clientID;
    server.refuse = (room) => (room === sharedRoom ? 'layerLocked' : undefined);
    draw(one.shared, an, 2);
    draw(one.shared, an, 3);
    await pass(5000);
    expect(one.notices).toEqual([{ kind: 'movedToPrivate', version, count: 2, code: 'layerLocked' }]);
    expect(keys(one.personal, an).toSorted()).toEqual([id(2), id(3)]);
    expect(keys(one.shared, an)).toEqual([id(1)]);
    expect(one.shared.getSnapshot().doc.clientID).not.toBe(client);
    expect(one.shared.getSnapshot()).toMatchObject({ connected: true, save: 'saved', refusedBy: null });
    expect([...server.room(`${sharedRoom}/p/${an}`).getMap(layerKey(an)).keys()].toSorted()).toEqual([
      id(2),
      id(3),
    ]);
    // The local copy holds nothing of the refused marks any more: the next start is not refused again.
    server.refuse = () => undefined;
    one.rooms.close();
    const again = device(an, one.disk);
    await pass(1000);
    expect(keys(again.shared, an)).toEqual([id(1)]);
  });

  it('finds marks that were drawn before a restart, without a network, in a layer that was locked meanwhile', async () => {
    const disk = new FakeDisk();
    const before = device(an, disk);
    await pass(500);
    draw(before.shared, an, 1);
    await pass(500);
    server.online = false;
    server.drop();
    draw(before.shared, an, 2);
    await pass(100);
    before.rooms.close();
    server.online = true;
    server.refuse = (room) => (room === sharedRoom ? 'meetingEnded' : undefined);
    const after = device(an, disk);
    await pass(10_000);
    expect(after.notices).toEqual([{ kind: 'movedToPrivate', version, count: 1, code: 'meetingEnded' }]);
    expect(keys(after.personal, an)).toEqual([id(2)]);
    expect(keys(after.shared, an)).toEqual([id(1)]);
  });

  it('of the whole room keeps the marks and stops asking', async () => {
    server.shut = (room) => (room === sharedRoom ? 'notAllowed' : undefined);
    const one = device(an);
    draw(one.shared, an, 1);
    await pass(20_000);
    expect(one.shared.getSnapshot()).toMatchObject({ refusedBy: 'notAllowed', connected: false });
    expect(keys(one.personal, an)).toEqual([id(1)]);
    const asked = server.fetched;
    await pass(60_000);
    expect(server.fetched).toBe(asked);
  });

  it('of the private layer leaves the marks on this device', async () => {
    server.refuse = (room) => (room === sharedRoom ? undefined : 'tooMany');
    const one = device(an);
    await pass(500);
    draw(one.personal, an, 1);
    await pass(60_000);
    expect(keys(one.personal, an)).toEqual([id(1)]);
    expect(one.personal.getSnapshot()).toMatchObject({ refusedBy: 'tooMany', save: 'onDevice' });
    one.rooms.close();
    const kept = new Y.Doc();
    for (const update of one.disk.files.get(`${sharedRoom}/p/${an}`) ?? []) Y.applyUpdate(kept, update);
    expect([...layerMap(kept, an).keys()]).toEqual([id(1)]);
  });
});

describe.each([1, 7, 42, 1234, 99_991])('three devices on a bad network, seed %i', (seed) => {
  it('end with equal documents and lose no mark', async () => {
    let state = seed;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    server.delay = () => 1 + Math.floor(random() * 400);
    const devices = people.map((person) => device(person));
    const drawn = people.map(() => 0);
    for (let step = 0; step < 120; step++) {
      const which = Math.floor(random() * devices.length);
      const at = devices[which];
      if (at === undefined) continue;
      const act = random();
      if (act < 0.55) {
        draw(at.shared, at.person, (which + 1) * 1000 + step);
        drawn[which] = (drawn[which] ?? 0) + 1;
      } else if (act < 0.75) {
        server.drop(({ person }) => person === at.person);
      } else if (act < 0.8) {
        server.online = !server.online;
        if (!server.online) server.drop();
      }
      await pass(Math.floor(random() * 600));
    }
    server.online = true;
    await pass(120_000);
    for (const at of devices) {
      expect(at.shared.getSnapshot(), `seed ${seed}`).toMatchObject({
        save: 'saved',
        unsaved: 0,
        connected: true,
      });
      people.forEach((person, n) =>
        expect(keys(at.shared, person), `seed ${seed}`).toHaveLength(drawn[n] ?? 0),
      );
    }
  });
});
