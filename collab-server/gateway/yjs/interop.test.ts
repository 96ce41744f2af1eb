import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { packInk } from '#protocol/annotation/ink';
import { annotationRoomName, layerMap } from '#protocol/annotation/ydoc';
import type { RefusalCode } from '#protocol/wire/codes';
import { PersonId, VersionId } from '#protocol/wire/ids';
import { startCollab, type RunningCollab } from '../../testing/running-collab.ts';
import { tempDataDir } from '../../testing/temp-storage.ts';
import type { RoomAccess } from './room-kind.ts';

const alice = PersonId.parse('a'.repeat(20));
const bob = PersonId.parse('b'.repeat(20));
const version = VersionId.parse('v'.repeat(20));
const ROOM = annotationRoomName({ layer: 'shared', version });
const markId = (n: number): string => `m${String(n).padStart(19, '0')}`;
const mark = {
  kind: 'ink',
  tool: 'pen',
  page: 0,
  colour: 'blue',
  width: 1,
  points: packInk([{ x: 1, y: 2, pressure: 0.5 }]),
  at: 1,
};

let stack: AsyncDisposableStack;
let collab: RunningCollab;
let refusedTicket: RefusalCode | undefined;
let rights: Map<PersonId, RoomAccess>;

beforeEach(async () => {
  stack = new AsyncDisposableStack();
  refusedTicket = undefined;
  rights = new Map();
  const folder = stack.use(await tempDataDir());
  collab = stack.use(
    await startCollab({
      dataDir: folder.path,
      ticket: () => refusedTicket,
      access: (person) => rights.get(person) ?? { may: 'write' },
    }),
  );
});

afterEach(() => stack.disposeAsync());

/** The provider as npm has it, with what the issue says how it is used and nothing more. */
function provider(person: PersonId, { doc = new Y.Doc(), room = ROOM } = {}): WebsocketProvider {
  const made = new WebsocketProvider(`ws://127.0.0.1:${collab.port}/collab`, room, doc, {
    params: { ticket: person },
    disableBc: true,
  });
  stack.defer(() => {
    made.destroy();
    doc.destroy();
  });
  return made;
}

const synced = (client: WebsocketProvider): Promise<void> =>
  new Promise((resolve) => {
    if (client.synced) resolve();
    else client.on('sync', (state: boolean) => state && resolve());
  });

const closedWith = (client: WebsocketProvider): Promise<{ code: number; reason: string }> =>
  new Promise((resolve) => client.on('closed', resolve));

const sees = (doc: Y.Doc, author: PersonId, n: number): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => void (layerMap(doc, author).has(markId(n)) && resolve());
    doc.on('update', look);
    look();
  });

const draw = ({ doc }: WebsocketProvider, author: PersonId, n: number): void =>
  void layerMap(doc, author).set(markId(n), mark);

/** A plain socket into the room; answers how it was closed. */
function closeOf(
  path: string,
  { origin, send }: { origin?: string; send?: Uint8Array | string } = {},
): Promise<number> {
  const socket = new WebSocket(
    `ws://127.0.0.1:${collab.port}${path}`,
    origin === undefined ? {} : { origin },
  );
  stack.defer(() => socket.terminate());
  if (send !== undefined) socket.on('open', () => socket.send(send));
  return new Promise((resolve, reject) => {
    socket.on('close', resolve);
    socket.on('error', reject);
  });
}

describe('the unmodified y-websocket provider', () => {
  test('[ROOM-8] two of them draw together and see each other', async () => {
    const [a, b] = [provider(alice), provider(bob)];
    await Promise.all([synced(a), synced(b)]);
    draw(a, alice, 1);
    draw(b, bob, 1);
    await Promise.all([sees(b.doc, alice, 1), sees(a.doc, bob, 1)]);
    a.awareness.setLocalState({ name: 'A' });
    await new Promise<void>((resolve) => {
      b.awareness.on('update', () => b.awareness.getStates().has(a.doc.clientID) && resolve());
    });
    expect(b.awareness.getStates().get(a.doc.clientID)).toEqual({ name: 'A', person: alice });
  });

  test('[ROOM-8] what was drawn without network arrives when it is back', async () => {
    const [a, b] = [provider(alice), provider(bob)];
    await Promise.all([synced(a), synced(b)]);
    a.disconnect();
    draw(a, alice, 1);
    draw(a, alice, 2);
    a.connect();
    await Promise.all([sees(b.doc, alice, 1), sees(b.doc, alice, 2)]);
  });

  test('[ROOM-8] an expired ticket closes it for good with 4401, and a fresh one lets it in again', async () => {
    refusedTicket = 'ticketExpired';
    const a = provider(alice);
    expect(await closedWith(a)).toEqual({ code: 4401, reason: 'ticketExpired' });
    expect(a.shouldConnect).toBe(false);
    refusedTicket = undefined;
    a.connect();
    await synced(a);
  });

  test('[ROOM-8] no right closes it for good with 4403 and no room with 4404', async () => {
    rights.set(bob, { code: 'notAllowed' });
    expect((await closedWith(provider(bob))).code).toBe(4403);
    expect((await closedWith(provider(alice, { room: 'annotation/nothing' }))).code).toBe(4404);
  });

  test('[ROOM-8] writing into another layer closes it with 4403, and the others go on', async () => {
    const [a, b] = [provider(alice), provider(bob)];
    await Promise.all([synced(a), synced(b)]);
    const closed = closedWith(b);
    draw(b, alice, 9);
    expect(await closed).toEqual({ code: 4403, reason: 'foreignLayer' });
    const again = provider(bob);
    draw(a, alice, 1);
    await sees(again.doc, alice, 1);
    expect(layerMap(again.doc, alice).has(markId(9))).toBe(false);
  });

  test('[ROOM-7] stays connected when nobody does anything for 70 s', { timeout: 90_000 }, async () => {
    const a = provider(alice);
    a.awareness.setLocalState(null);
    await synced(a);
    const lost: unknown[] = [];
    a.on('connection-close', (event) => lost.push(event));
    // The only real wait: the provider measures real time.
    await new Promise((resolve) => setTimeout(resolve, 70_000));
    expect(lost).toEqual([]);
    expect(a.wsconnected && a.synced).toBe(true);
  });
});

describe('what is no client of ours', () => {
  const path = `/collab/${ROOM}?ticket=${alice}`;

  test('[ROOM-4] garbage, text and oversized frames close their socket, and the others go on', async () => {
    const [a, b] = [provider(alice), provider(bob)];
    await Promise.all([synced(a), synced(b)]);
    expect(await closeOf(path, { send: Uint8Array.of(0, 2, 200, 1, 2, 3) })).toBe(4400);
    expect(await closeOf(path, { send: 'hello' })).toBe(4400);
    expect(await closeOf(path, { send: new Uint8Array(9 * 1024 * 1024) })).toBe(1009);
    draw(a, alice, 1);
    await sees(b.doc, alice, 1);
  });

  test('[ROOM-8] a page of another origin and a path that is no name are refused', async () => {
    expect(await closeOf(path, { origin: 'https://elsewhere.example' })).toBe(4403);
    expect(await closeOf('/collab/%')).toBe(4404);
  });
});
