import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { packInk } from '#protocol/annotation/ink';
import { readAuthoredPen, type PenPiece } from '#protocol/annotation/pen';
import { annotationRoomName, layerMap } from '#protocol/annotation/ydoc';
import { CODES, type RefusalCode } from '#protocol/wire/codes';
import { COLLAB_MESSAGE } from '#protocol/wire/collab';
import { MarkId, PersonId, VersionId } from '#protocol/wire/ids';
import { fakeEnvironment, type FakeEnvironment } from '../../testing/fake-environment.ts';
import { SimulatedClient, turn } from '../../testing/simulated-network.ts';
import { SimulatedStorage } from '../../testing/simulated-storage.ts';
import type { RoomLimits } from './limits.ts';
import { annotationRooms, type RoomAccess } from './room-kind.ts';
import { createRooms, type Rooms } from './rooms.ts';

const alice = PersonId.parse('a'.repeat(20));
const bob = PersonId.parse('b'.repeat(20));
const carol = PersonId.parse('c'.repeat(20));
const version = VersionId.parse('v'.repeat(20));
const ROOM = annotationRoomName({ layer: 'shared', version });
const markId = (n: number | string): string => `m${String(n).padStart(19, '0')}`;
const mark = (page = 0): object => ({
  kind: 'ink',
  tool: 'pen',
  page,
  colour: 'red',
  width: 1,
  points: packInk([{ x: 1, y: 2, pressure: 0.5 }]),
  at: 1,
});
const piece = (n: number, end = false): PenPiece => ({
  mark: MarkId.parse(markId(n)),
  piece: n,
  page: 0,
  tool: 'pen',
  colour: 'red',
  width: 1,
  end,
  points: packInk([{ x: n, y: 2, pressure: 0.5 }]),
});

let env: FakeEnvironment;
let storage: SimulatedStorage;
let rooms: Rooms;
let rights: Map<PersonId, RoomAccess>;
let clients: SimulatedClient[];

function open(limits: Partial<RoomLimits> = {}): void {
  const access = (person: PersonId): Promise<RoomAccess> =>
    Promise.resolve(rights.get(person) ?? { may: 'write' });
  rooms = createRooms({ storage, env, kinds: [annotationRooms(access)], limits, clock: () => env.now() });
}

beforeEach(() => {
  env = fakeEnvironment();
  storage = new SimulatedStorage();
  rights = new Map();
  clients = [];
  open();
});

afterEach(async () => {
  for (const client of clients) client.close();
  await closeRooms();
  expect(env.timers).toBe(0);
  await storage.close();
});

async function closeRooms(): Promise<void> {
  let closed = false;
  const closing = rooms.close().then(() => (closed = true));
  while (!closed) {
    storage.step();
    await turn();
  }
  await closing;
}

/** Lets the network run, and the disk and the clock unless they are said to stand still, until nothing moves. */
async function settle({ disk = true, time = true } = {}): Promise<void> {
  for (let quiet = 0; quiet < 4; quiet++) {
    if (time) env.advance(2);
    for (const { link } of clients) {
      while (link?.deliverToServer() === true) quiet = 0;
      while (link?.deliverToClient() === true) quiet = 0;
    }
    while (disk && storage.step()) quiet = 0;
    await turn();
  }
}

async function join(person: PersonId, { room = ROOM, doc = new Y.Doc() } = {}): Promise<SimulatedClient> {
  const client = new SimulatedClient(person, doc);
  clients.push(client);
  client.connect(rooms, room);
  await settle();
  return client;
}

const draw = (client: SimulatedClient, n: number | string, value: unknown = mark()): void =>
  void layerMap(client.doc, client.person).set(markId(n), value);
const sees = (client: SimulatedClient, author: PersonId, n: number | string): boolean =>
  layerMap(client.doc, author).has(markId(n));
const closeOf = (code: RefusalCode): object => ({ code: CODES[code].close, reason: code });
const messagesOf = (client: SimulatedClient, type: number): Uint8Array[] =>
  client.extra.filter((message) => message[0] === type);

const answersUnderWay = ({ link }: SimulatedClient): number =>
  link?.toClient.filter((message) => message[0] === COLLAB_MESSAGE.saved).length ?? 0;

describe('durable before relay', () => {
  test('[ROOM-1] a mark reaches nobody before it is stored', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    draw(a, 1);
    await settle({ disk: false });
    expect(storage.waiting).toBe(1);
    expect(sees(b, alice, 1)).toBe(false);
    await settle();
    expect(sees(b, alice, 1)).toBe(true);
  });

  test('[ROOM-1] somebody who joins gets nothing that is not stored', async () => {
    const a = await join(alice);
    draw(a, 1);
    await settle({ disk: false });
    const b = new SimulatedClient(bob);
    clients.push(b);
    b.connect(rooms, ROOM);
    await settle({ disk: false });
    expect(b.synced).toBe(false);
    await settle();
    expect(sees(b, alice, 1)).toBe(true);
  });

  test('[ROOM-2] a marker is answered when everything before it is stored, and only to who asked', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    const first = a.marker();
    await settle({ disk: false });
    expect(a.saved).toBe(first);
    draw(a, 1);
    const second = a.marker();
    await settle({ disk: false });
    draw(a, 2);
    const third = a.marker();
    await settle({ disk: false });
    expect(a.saved).toBe(first);
    storage.step();
    await settle({ disk: false });
    expect(a.saved).toBe(second);
    await settle();
    expect(a.saved).toBe(third);
    expect(b.saved).toBe(0);
    expect(messagesOf(b, COLLAB_MESSAGE.saved)).toEqual([]);
  });

  test('[ROOM-3] when the disk is full sockets are closed to try again, and nothing is lost', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    storage.fillDisk(1);
    draw(a, 1);
    const marker = a.marker();
    await settle();
    expect(a.lastClose).toEqual(closeOf('diskFull'));
    expect(b.lastClose).toEqual(closeOf('diskFull'));
    expect(a.saved).toBeLessThan(marker);
    expect(sees(b, alice, 1)).toBe(false);
    a.connect(rooms, ROOM);
    b.connect(rooms, ROOM);
    await settle();
    expect(sees(b, alice, 1)).toBe(true);
  });

  test('[ROOM-1] what waits while one commit runs is relayed together in one frame', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    draw(a, 1);
    await settle({ disk: false });
    for (let n = 2; n < 10; n++) draw(n % 2 === 0 ? a : b, n);
    await settle({ disk: false });
    const before = rooms.stats().relays;
    await settle();
    expect(rooms.stats().relays - before).toBe(2);
    expect(layerMap(b.doc, alice).size + layerMap(b.doc, bob).size).toBe(9);
    expect(layerMap(a.doc, alice).size + layerMap(a.doc, bob).size).toBe(9);
  });

  test('[ROOM-3] closing stores what was accepted and tells those who asked', async () => {
    const a = await join(alice);
    draw(a, 1);
    const marker = a.marker();
    await settle({ disk: false });
    await closeRooms();
    await settle();
    expect(a.saved).toBe(marker);
    expect(a.lastClose).toEqual(closeOf('busy'));
    open();
    expect(sees(await join(bob), alice, 1)).toBe(true);
  });
});

describe('refusals', () => {
  test('[ROOM-4] a refused update is told in an auth message, closes the socket and touches nobody', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    draw(a, 1);
    await settle();
    layerMap(b.doc, alice).delete(markId(1));
    await settle();
    expect(b.denied).toEqual(['foreignLayer']);
    expect(b.lastClose).toEqual(closeOf('foreignLayer'));
    expect(sees(a, alice, 1)).toBe(true);
    const again = await join(bob);
    expect(sees(again, alice, 1)).toBe(true);
  });

  test('[ROOM-4] no room, no right and an ill-formed name are refused by code', async () => {
    rights.set(bob, { code: 'notAllowed' });
    expect((await join(bob)).lastClose).toEqual(closeOf('notAllowed'));
    expect((await join(alice, { room: 'minutes/1' })).lastClose).toEqual(closeOf('notFound'));
    expect((await join(alice, { room: 'annotation/x' })).lastClose).toEqual(closeOf('notFound'));
    expect(rooms.stats()).toMatchObject({ refusedConnections: 3, openSockets: 0 });
  });

  test('[ROOM-5] who may only read gets everything and is refused with the reason when writing', async () => {
    rights.set(bob, { may: 'read', why: 'meetingEnded' });
    const [a, b] = [await join(alice), await join(bob)];
    draw(a, 1);
    await settle();
    expect(sees(b, alice, 1)).toBe(true);
    draw(b, 1);
    await settle();
    expect(b.denied).toEqual(['meetingEnded']);
    expect(sees(a, bob, 1)).toBe(false);
  });

  test('[ROOM-5] a change of rights closes the sockets that it is about, and no others', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    rights.set(bob, { code: 'notAllowed' });
    await rooms.reviewAccess({ person: alice });
    await rooms.reviewAccess({ version: VersionId.parse('w'.repeat(20)) });
    await settle();
    expect(b.link).toBeDefined();
    await rooms.reviewAccess({ version });
    await settle();
    expect(b.lastClose).toEqual(closeOf('notAllowed'));
    expect(a.link).toBeDefined();
  });

  test('[ROOM-5] what is sent while rights are looked up is judged by the new ones', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    rights.set(bob, { may: 'read', why: 'layerLocked' });
    const review = rooms.reviewAccess({ person: bob });
    draw(b, 1);
    b.link?.deliverToServer();
    await review;
    await settle();
    expect(b.lastClose).toEqual(closeOf('busy'));
    expect(sees(a, bob, 1)).toBe(false);
    b.connect(rooms, ROOM);
    await settle();
    expect(b.denied).toEqual(['layerLocked']);
    expect(sees(b, bob, 1)).toBe(true);
  });

  test('[ROOM-4] a message that cannot be read closes its socket only', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    b.link?.toServer.push(Uint8Array.of(0, 2, 255, 255, 255));
    await settle();
    expect(b.lastClose).toEqual(closeOf('badRequest'));
    const c = await join(carol);
    c.link?.toServer.push(new Uint8Array(9 * 1024 * 1024));
    await settle();
    expect(c.lastClose).toEqual(closeOf('tooLarge'));
    c.connect(rooms, ROOM);
    c.link?.toServer.push(Uint8Array.of(77, 1, 2, 3));
    await settle();
    expect(c.link).toBeDefined();
    draw(a, 1);
    await settle();
    expect(sees(c, alice, 1)).toBe(true);
  });
});

describe('what arrives before its time', () => {
  test('[ROOM-7] messages that come before the room is loaded are kept, up to a limit', async () => {
    const a = new SimulatedClient(alice);
    clients.push(a);
    a.connect(rooms, ROOM);
    draw(a, 1);
    while (a.link?.deliverToServer() === true);
    await settle();
    expect(sees(await join(bob), alice, 1)).toBe(true);
    const c = new SimulatedClient(carol);
    clients.push(c);
    c.connect(rooms, annotationRoomName({ layer: 'private', version, owner: carol }));
    for (let n = 0; n < 400; n++) c.marker();
    while (c.link?.deliverToServer() === true);
    await settle();
    expect(c.lastClose).toEqual(closeOf('slowDown'));
  });

  test('[ROOM-9] a stroke that overtakes what was drawn without network is asked for again, not refused', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    a.link?.cut();
    draw(a, 1);
    a.connect(rooms, ROOM);
    draw(a, 2);
    const marker = a.marker();
    while (a.link?.deliverToServer() === true);
    while (storage.step());
    await turn();
    await turn();
    expect(answersUnderWay(a)).toBe(0);
    await settle();
    // The question that was under way is enough.
    expect(rooms.stats().resyncs).toBe(0);
    expect(a.denied).toEqual([]);
    expect(a.saved).toBe(marker);
    expect(sees(b, alice, 1) && sees(b, alice, 2)).toBe(true);
  });

  test('[ROOM-9] a gap after the answer makes the server ask again, and saved waits for it', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    draw(a, 1);
    a.link?.toServer.pop();
    draw(a, 2);
    const marker = a.marker();
    while (a.link?.deliverToServer() === true);
    while (storage.step());
    await turn();
    expect(answersUnderWay(a)).toBe(0);
    await settle();
    expect(rooms.stats().resyncs).toBe(1);
    expect(a.saved).toBe(marker);
    expect(sees(b, alice, 1) && sees(b, alice, 2)).toBe(true);
  });
});

describe('client ids and awareness', () => {
  test('[ROOM-6] a client id seen in awareness is stored as its person’s before it is relayed', async () => {
    const a = await join(alice);
    a.link?.cut();
    const fresh = new SimulatedClient(alice);
    clients.push(fresh);
    const b = await join(bob);
    fresh.connect(rooms, ROOM);
    fresh.awareness.setLocalState({ name: 'A' });
    await settle({ disk: false });
    env.advance(200);
    await settle({ disk: false });
    expect(b.awareness.getStates().has(fresh.doc.clientID)).toBe(false);
    await settle();
    env.advance(200);
    await settle();
    expect(b.awareness.getStates().get(fresh.doc.clientID)).toMatchObject({ name: 'A' });
    const owner = storage.sql
      .selectFrom('room_client')
      .select('person')
      .where('client', '=', fresh.doc.clientID);
    expect(storage.committed(owner.compile())).toEqual([{ person: alice }]);
  });

  test('[ROOM-6] after a restart a client id still belongs to whom it belonged', async () => {
    const a = await join(alice);
    draw(a, 1);
    await settle();
    await closeRooms();
    open();
    const thief = await join(bob);
    thief.doc.clientID = a.doc.clientID;
    draw(thief, 1);
    await settle();
    expect(thief.denied).toEqual(['foreignClient']);
  });

  test('[ROOM-6] a state carries its author by the server’s word, and nobody speaks for another', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    a.awareness.setLocalState({ name: 'A', person: bob });
    await settle();
    env.advance(100);
    await settle();
    expect(b.awareness.getStates().get(a.doc.clientID)).toEqual({ name: 'A', person: alice });
    const clock = b.awareness.meta.get(a.doc.clientID)?.clock ?? 0;
    b.awareness.states.set(a.doc.clientID, { name: 'forged' });
    b.awareness.meta.set(a.doc.clientID, { clock: clock + 5, lastUpdated: 0 });
    b.sendAwareness([a.doc.clientID]);
    await settle();
    env.advance(100);
    await settle();
    const c = await join(carol);
    expect(c.awareness.getStates().get(a.doc.clientID)).toEqual({ name: 'A', person: alice });
  });

  test('[ROOM-6] one socket takes one client id by awareness: it does not take over what it repeats', async () => {
    const b = await join(bob);
    const other = new SimulatedClient(carol);
    other.awareness.setLocalState({ name: 'C' });
    b.awareness.setLocalState({ name: 'B' });
    await settle();
    b.awareness.states.set(other.doc.clientID, { name: 'C' });
    b.awareness.meta.set(other.doc.clientID, { clock: 1, lastUpdated: 0 });
    b.sendAwareness([other.doc.clientID]);
    await settle();
    clients.push(other);
    other.connect(rooms, ROOM);
    draw(other, 1);
    await settle();
    expect(other.denied).toEqual([]);
    expect(sees(b, carol, 1)).toBe(true);
  });

  test('[ROOM-6] changes are relayed at most ten times a second, and who leaves is gone', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    await settle();
    env.advance(100);
    await settle();
    const before = rooms.stats().awarenessFrames;
    for (let n = 0; n < 50; n++) {
      a.awareness.setLocalState({ x: n });
      await settle({ time: false });
      env.advance(10);
    }
    await settle();
    expect(rooms.stats().awarenessFrames - before).toBe(5);
    a.link?.cut();
    env.advance(100);
    await settle();
    expect(b.awareness.getStates().has(a.doc.clientID)).toBe(false);
  });

  test('[ROOM-6] a state that is too large or no object is not relayed', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    const seen = (): unknown => b.awareness.getStates().get(a.doc.clientID);
    a.awareness.setLocalState({ name: 'A' });
    await settle();
    env.advance(100);
    await settle();
    a.awareness.setLocalState({ name: 'x'.repeat(5000) });
    await settle();
    env.advance(100);
    await settle();
    expect(seen()).toMatchObject({ name: 'A' });
  });
});

describe('the pen in motion', () => {
  const penOf = (client: SimulatedClient): { author: PersonId; piece: number }[] =>
    messagesOf(client, COLLAB_MESSAGE.pen).flatMap((message) => {
      const decoder = decoding.createDecoder(message);
      decoding.readVarUint(decoder);
      return readAuthoredPen(decoder).map(({ author, piece: number }) => ({ author, piece: number }));
    });

  test('[PEN-1] a lone stroke is passed on at once, with its author, to those who announced it', async () => {
    const [a, b, c] = [await join(alice), await join(bob), await join(carol)];
    b.announcePen();
    await settle();
    a.pen([piece(1)]);
    a.link?.deliverToServer();
    b.link?.deliverToClient();
    expect(penOf(b)).toEqual([{ author: alice, piece: 1 }]);
    await settle();
    expect(penOf(c)).toEqual([]);
    expect(penOf(a)).toEqual([]);
    expect(storage.waiting).toBe(0);
  });

  test('[PEN-1] a lone pen waits for no display frame, however long it draws', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    b.announcePen();
    await settle();
    for (let n = 1; n <= 20; n++) {
      a.pen([piece(n)]);
      await settle({ time: false });
      expect(penOf(b)).toHaveLength(n);
      env.advance(7);
    }
    a.pen([piece(21)]);
    a.pen([piece(22)]);
    await settle({ time: false });
    expect(messagesOf(b, COLLAB_MESSAGE.pen)).toHaveLength(21);
    env.advance(4);
    await settle({ time: false });
    expect(penOf(b)).toHaveLength(22);
  });

  test('[PEN-2] when many draw, one frame per display frame holds all of it', async () => {
    const [a, b, c] = [await join(alice), await join(bob), await join(carol)];
    const drawing = [a, b, await join(alice), await join(bob)];
    c.announcePen();
    await settle();
    for (const each of drawing) each.pen([piece(0)]);
    await settle();
    env.advance(16);
    c.extra.length = 0;
    for (let n = 1; n <= 20; n++) {
      drawing[n % 4]?.pen([piece(n)]);
      await settle({ time: false });
    }
    expect(messagesOf(c, COLLAB_MESSAGE.pen).length).toBe(1);
    env.advance(15);
    await settle({ time: false });
    expect(messagesOf(c, COLLAB_MESSAGE.pen).length).toBe(1);
    env.advance(1);
    await settle({ time: false });
    expect(messagesOf(c, COLLAB_MESSAGE.pen).length).toBe(2);
    expect(penOf(c).map(({ piece: n }) => n)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  test('[PEN-3] who may only read moves no pen, and a malformed piece closes the socket', async () => {
    rights.set(bob, { may: 'read' });
    const [a, b, c] = [await join(alice), await join(bob), await join(carol)];
    c.announcePen();
    await settle();
    b.pen([piece(1)]);
    b.pen([{ ...piece(2), tool: 'laser' }]);
    await settle();
    expect(penOf(c)).toEqual([]);
    a.pen([{ ...piece(3), tool: 'laser' }]);
    await settle();
    expect(penOf(c)).toEqual([{ author: alice, piece: 3 }]);
    a.pen(Array.from({ length: 9 }, (_, n) => piece(n)));
    await settle();
    expect(a.lastClose).toEqual(closeOf('badRequest'));
  });
});

describe('what a room costs', () => {
  test('[ROOM-7] every connection gets a message at least every 20 s', async () => {
    const a = await join(alice);
    for (let n = 0; n < 5; n++) {
      env.advance(20_000);
      expect(a.link?.toClient.length).toBeGreaterThan(0);
      await settle();
    }
  });

  test('[ROOM-7] who sends too much is told to slow down, over all their sockets', async () => {
    await closeRooms();
    open({ messagesPerSecond: 50, burstSeconds: 2, waitingMessages: 1000 });
    const one = await join(alice, { room: annotationRoomName({ layer: 'private', version, owner: alice }) });
    const two = new SimulatedClient(alice);
    clients.push(two);
    two.connect(rooms, ROOM);
    for (let n = 0; n < 110; n++) two.marker();
    await settle();
    expect(two.lastClose ?? one.lastClose).toEqual(closeOf('slowDown'));
    expect((await join(bob)).link).toBeDefined();
  });

  test('[ROOM-7] a socket that does not read is closed and catches up when it is back', async () => {
    const [a, b] = [await join(alice), await join(bob)];
    b.link!.backlog = 100 * 1024 * 1024;
    draw(a, 1);
    await settle();
    expect(b.lastClose).toEqual(closeOf('busy'));
    expect(rooms.stats().slowSockets).toBe(1);
    b.connect(rooms, ROOM);
    await settle();
    expect(sees(b, alice, 1)).toBe(true);
  });

  test('[ROOM-7] a person has at most so many sockets and so many bytes in a room', async () => {
    await closeRooms();
    open({ socketsPerPerson: 1, bytesPerPerson: 200 });
    const a = await join(alice);
    const second = await join(alice);
    expect(second.lastClose).toEqual(closeOf('slowDown'));
    draw(a, 1);
    await settle();
    expect(a.link).toBeDefined();
    draw(a, 2);
    await settle();
    expect(a.denied).toEqual(['tooMany']);
  });

  test('[ROOM-7] a room is forgotten when nobody has been there for a while, and is there again', async () => {
    const a = await join(alice);
    draw(a, 1);
    await settle();
    a.link?.cut();
    expect(rooms.stats().loadedRooms).toBe(1);
    env.advance(60_000);
    await settle();
    expect(rooms.stats().loadedRooms).toBe(0);
    expect(sees(await join(bob), alice, 1)).toBe(true);
  });

  test('[ROOM-7] of many rooms without people the longest unused is forgotten first', async () => {
    await closeRooms();
    open({ idleRooms: 2 });
    for (const person of [alice, bob, carol]) {
      const client = await join(person, {
        room: annotationRoomName({ layer: 'private', version, owner: person }),
      });
      client.link?.cut();
      await settle();
    }
    expect(rooms.stats().loadedRooms).toBe(2);
  });

  test('[ROOM-10] a snapshot shortens the next loading, and the rows stay', async () => {
    await closeRooms();
    open({ snapshotUpdates: 8 });
    const a = await join(alice);
    for (let n = 0; n < 20; n++) {
      draw(a, n % 5, mark(n));
      await settle();
    }
    const { sql } = storage;
    const count = sql.selectFrom('room_update').select(sql.fn.countAll<number>().as('n')).compile();
    expect(storage.committed(count)).toEqual([{ n: 20 }]);
    const [snapshot] = storage.committed(sql.selectFrom('room_snapshot').selectAll().compile());
    expect(snapshot?.n).toBe(16);
    await closeRooms();
    open({ snapshotUpdates: 8 });
    const b = await join(bob);
    expect(layerMap(b.doc, alice).toJSON()).toEqual(layerMap(a.doc, alice).toJSON());
    draw(b, 1);
    await settle();
    expect(storage.committed(count)).toEqual([{ n: 21 }]);
  });

  test('[ROOM-10] those who join while others draw share one encoded state', async () => {
    const a = await join(alice);
    for (let n = 0; n < 50; n++) draw(a, n);
    await settle();
    const b = await join(bob);
    draw(a, 51);
    draw(b, 1);
    await settle();
    const c = new SimulatedClient(carol);
    clients.push(c);
    const link = c.connect(rooms, ROOM);
    while (link.deliverToServer());
    await turn();
    await turn();
    while (link.deliverToServer());
    // The state that bob was sent, and only what came after it.
    const sizes = link.toClient
      .filter((message) => message[0] === COLLAB_MESSAGE.sync)
      .map(({ length }) => length);
    expect(sizes.length).toBe(3);
    expect(sizes[2]).toBeLessThan((sizes[1] ?? 0) / 8);
    await settle();
    expect(layerMap(c.doc, alice).size).toBe(51);
    expect(sees(c, bob, 1)).toBe(true);
  });

  test('[ROOM-4] a room that is closed closes its sockets with the reason', async () => {
    const a = await join(alice);
    await rooms.closeRoom(ROOM, 'notFound');
    await settle();
    expect(a.lastClose).toEqual(closeOf('notFound'));
    expect(rooms.stats().loadedRooms).toBe(0);
  });
});

test('[ROOM-2] a stock client, which sends no marker, gets none, nor pens', async () => {
  const [a, b] = [await join(alice), await join(bob)];
  a.announcePen();
  a.pen([piece(1)]);
  draw(a, 1);
  a.send(COLLAB_MESSAGE.queryAwareness, () => undefined);
  a.send(COLLAB_MESSAGE.auth, (encoder) => encoding.writeVarUint(encoder, 0));
  await settle();
  expect(b.extra).toEqual([]);
});
