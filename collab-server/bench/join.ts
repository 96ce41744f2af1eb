import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { packInk } from '#protocol/annotation/ink';
import { layerMap } from '#protocol/annotation/ydoc';
import { PersonId } from '#protocol/wire/ids';
import { dialectOf } from './dialect.ts';
import { MeasuredServer } from './measured-server.ts';
import { median, round } from './statistics.ts';

const STROKES = 10_000;
const author = PersonId.parse('a'.repeat(20));

function points(n: number): Uint8Array {
  return packInk(
    Array.from({ length: 30 }, (_, i) => ({ x: 50 + i * 1.3, y: (n % 700) + i, pressure: 0.5 })),
  );
}

/** One mark is one value, as ours are. */
function flat(doc: Y.Doc): void {
  const layer = layerMap(doc, author);
  for (let n = 0; n < STROKES; n++) layer.set(`m${String(n).padStart(19, '0')}`, fieldsOf(n));
}

/** One mark is a map of its own: the usual way to hold editable objects. */
function nested(doc: Y.Doc): void {
  const marks = doc.getMap('marks');
  for (let n = 0; n < STROKES; n++) {
    marks.set(`m${String(n).padStart(19, '0')}`, new Y.Map<unknown>(Object.entries(fieldsOf(n))));
  }
}

function fieldsOf(n: number): Record<string, unknown> {
  return {
    kind: 'ink',
    tool: 'pen',
    page: n % 40,
    colour: 'blue',
    width: 1.5,
    points: points(n),
    at: 1_700_000_000_000 + n,
  };
}

/** Connects, syncs, and answers how long it took until the document was there. */
async function join(
  url: string,
  doc: Y.Doc,
  isThere: () => boolean,
): Promise<{ ms: number; socket: WebSocket }> {
  const started = performance.now();
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.binaryType = 'arraybuffer';
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  socket.on('open', () => send(socket, (encoder) => writeSyncStep1(encoder, doc)));
  socket.on('error', reject);
  socket.on('close', (code: number) => reject(new Error(`closed with ${code}`)));
  socket.on('message', (data: ArrayBuffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    if (decoding.readVarUint(decoder) !== 0) return;
    const answer = encoding.createEncoder();
    encoding.writeVarUint(answer, 0);
    readSyncMessage(decoder, answer, doc, 'network');
    if (encoding.length(answer) > 1) socket.send(encoding.toUint8Array(answer));
    if (isThere()) resolve(performance.now() - started);
  });
  return { ms: await promise, socket };
}

function send(socket: WebSocket, write: (encoder: encoding.Encoder) => void): void {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  write(encoder);
  socket.send(encoding.toUint8Array(encoder));
}

export interface JoinResult {
  readonly server: 'ours' | 'y-websocket';
  readonly ms: number;
}

/** How long it takes to have a document of 10,000 strokes, from connecting to the last stroke in the client's memory. */
export async function joinLarge({ rounds = 9 } = {}): Promise<JoinResult[]> {
  const cases = [
    { name: 'ours', fill: flat, count: (doc: Y.Doc) => layerMap(doc, author).size },
    { name: 'y-websocket', fill: nested, count: (doc: Y.Doc) => doc.getMap('marks').size },
  ] as const;
  await using stack = new AsyncDisposableStack();
  const ready = [];
  for (const { name, fill, count } of cases) {
    const server = stack.use(await MeasuredServer.start(name));
    const url = `ws://127.0.0.1:${server.port}${dialectOf(name, 1).path(author)}`;
    const doc = new Y.Doc();
    const { socket } = await join(url, doc, () => true);
    stack.defer(() => socket.terminate());
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    doc.transact(() => fill(doc));
    for (const update of updates) send(socket, (encoder) => writeUpdate(encoder, update));
    ready.push({ name, url, count, times: [] as number[] });
    // Until another client sees all of it, it isn't there to be joined.
    const other = new Y.Doc();
    (await join(url, other, () => count(other) === STROKES)).socket.terminate();
  }
  for (let n = 0; n < rounds; n++) {
    for (const { url, count, times } of ready) {
      const doc = new Y.Doc();
      const { ms, socket } = await join(url, doc, () => count(doc) === STROKES);
      socket.terminate();
      times.push(ms);
    }
  }
  return ready.map(({ name, times }) => ({ server: name, ms: round(median(times), 1) }));
}
