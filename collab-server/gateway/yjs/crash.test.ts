import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { z } from 'zod';
import { packInk } from '#protocol/annotation/ink';
import { annotationRoomName, layerMap } from '#protocol/annotation/ydoc';
import { COLLAB_MESSAGE } from '#protocol/wire/collab';
import { PersonId, VersionId } from '#protocol/wire/ids';
import { tempDataDir } from '../../testing/temp-storage.ts';

const KILLS = 10;
const UNDER_WAY = 30;
const alice = PersonId.parse('a'.repeat(20));
const ROOM = annotationRoomName({ layer: 'shared', version: VersionId.parse('v'.repeat(20)) });
const points = packInk([{ x: 1, y: 2, pressure: 0.5 }]);
const mark = { kind: 'ink', tool: 'pen', page: 0, colour: 'blue', width: 1, points, at: 1 };

/** The endpoint in a process that can be killed. */
async function startProcess(
  dataDir: string,
): Promise<{ port: number; kill(): Promise<void> } & AsyncDisposable> {
  const child = fork(new URL('../../testing/collab-process.ts', import.meta.url), [dataDir], {
    execArgv: [],
  });
  const [message]: unknown[] = await once(child, 'message');
  const { port } = z.object({ port: z.int() }).parse(message);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = (): Promise<void> => {
    child.kill('SIGKILL');
    return exited;
  };
  return { port, kill, [Symbol.asyncDispose]: kill };
}

/** Draws, with a marker after every stroke and always some strokes under way, until the connection is gone. */
function drawUntilGone(port: number, first: number, onSaved: (count: number) => void): Promise<number> {
  const doc = new Y.Doc();
  const socket = connect(port, doc);
  let drawn = 0;
  let confirmed = 0;
  let timer: NodeJS.Immediate | undefined;
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'network') send(socket, COLLAB_MESSAGE.sync, (encoder) => writeUpdate(encoder, update));
  });
  const drawOne = (): void => {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (drawn - confirmed < UNDER_WAY) {
      layerMap(doc, alice).set(markId(first + drawn++), mark);
      send(socket, COLLAB_MESSAGE.saved, (encoder) => encoding.writeVarUint(encoder, drawn));
    }
    timer = setImmediate(drawOne);
  };
  socket.on('open', drawOne);
  socket.on('message', (data: ArrayBuffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    if (decoding.readVarUint(decoder) !== COLLAB_MESSAGE.saved) return;
    confirmed = decoding.readVarUint(decoder);
    onSaved(confirmed);
  });
  return new Promise((resolve) => {
    socket.on('close', () => {
      clearImmediate(timer);
      resolve(drawn);
    });
  });
}

/** What somebody who comes afterwards finds. */
async function found(port: number): Promise<Set<string>> {
  const doc = new Y.Doc();
  const socket = connect(port, doc);
  await new Promise<void>((resolve) => {
    socket.on('message', (data: ArrayBuffer) => {
      const message = new Uint8Array(data);
      if (message[0] === COLLAB_MESSAGE.sync && message[1] === 1) resolve();
    });
  });
  socket.terminate();
  return new Set(layerMap(doc, alice).keys());
}

function connect(port: number, doc: Y.Doc): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/collab/${ROOM}?ticket=${alice}`);
  socket.binaryType = 'arraybuffer';
  socket.on('error', () => undefined);
  socket.on('open', () => send(socket, COLLAB_MESSAGE.sync, (encoder) => writeSyncStep1(encoder, doc)));
  socket.on('message', (data: ArrayBuffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    if (decoding.readVarUint(decoder) === COLLAB_MESSAGE.sync) {
      readSyncMessage(decoder, encoding.createEncoder(), doc, 'network');
    }
  });
  return socket;
}

function send(socket: WebSocket, type: number, write: (encoder: encoding.Encoder) => void): void {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  socket.send(encoding.toUint8Array(encoder));
}

function markId(n: number): string {
  return `m${String(n).padStart(19, '0')}`;
}

test(
  '[ROOM-2] after every kill -9 in the middle of writing, what was said to be saved is found',
  { timeout: 120_000 },
  async () => {
    await using folder = await tempDataDir();
    let first = 0;
    const saved: string[] = [];
    for (let n = 0; n < KILLS; n++) {
      await using server = await startProcess(folder.path);
      let confirmed = 0;
      const drawn = await drawUntilGone(server.port, first, (count) => {
        confirmed = count;
        // In the middle: some are saved, more are under way.
        if (count > 20 + n * 7) void server.kill();
      });
      expect(drawn).toBeGreaterThan(confirmed);
      for (let mine = 0; mine < confirmed; mine++) saved.push(markId(first + mine));
      first += drawn;
    }
    await using server = await startProcess(folder.path);
    const there = await found(server.port);
    expect(saved.length).toBeGreaterThan(KILLS * 20);
    expect(saved.filter((id) => !there.has(id))).toEqual([]);
  },
);
