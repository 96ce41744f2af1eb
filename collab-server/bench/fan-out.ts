import * as Y from 'yjs';
import { packInk } from '#protocol/annotation/ink';
import { layerMap } from '#protocol/annotation/ydoc';
import { PersonId } from '#protocol/wire/ids';
import { dialectOf } from './dialect.ts';
import { MeasuredServer, SERVERS, type ServerName } from './measured-server.ts';
import { RawSocket } from './raw-socket.ts';
import { fsyncMs, Histogram, median, round } from './statistics.ts';

const READERS = 100;
const WRITERS = 10;
/** Milliseconds between sendings: short, since people's strokes don't come in bursts together. */
const TICK = 1;
/** Every stroke's id says which one it is, so that a reader finds it in the bytes without decoding them. */
const MAGIC = Buffer.from('bench');
const DIGITS = 15;

export interface FanOutResult {
  readonly server: ServerName;
  readonly updatesPerSecond: number;
  readonly cpuMicrosecondsPerUpdate: number;
  readonly p50: number;
  readonly p99: number;
  /** Of what was published times readers, the share that arrived. */
  readonly delivered: number;
}

function writerId(writer: number): PersonId {
  return PersonId.parse(`w${String(writer).padStart(19, '0')}`);
}

/** Strokes as their pens would send them, made before anything is measured. */
function strokes(count: number): Uint8Array[] {
  const points = packInk(
    Array.from({ length: 30 }, (_, n) => ({
      x: 100 + n * 1.7,
      y: 200 + Math.sin(n) * 9,
      pressure: 0.4 + n / 100,
    })),
  );
  const updates: Uint8Array[] = [];
  const docs = Array.from({ length: WRITERS }, () => new Y.Doc());
  for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let n = 0; n < count; n++) {
    const doc = docs[n % WRITERS];
    if (doc === undefined) continue;
    layerMap(doc, writerId(n % WRITERS)).set(`bench${String(n).padStart(DIGITS, '0')}`, {
      kind: 'ink',
      tool: 'pen',
      page: 3,
      colour: 'blue',
      width: 1.5,
      points,
      at: 1_700_000_000_000,
    });
  }
  return updates;
}

/** Counts the strokes in one reader's bytes, wherever the pieces of the stream are cut. */
function reader(sentAt: Float64Array, times: Histogram): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (piece) => {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const now = performance.now();
    let at = 0;
    for (;;) {
      const found = bytes.indexOf(MAGIC, at);
      if (found < 0) {
        at = Math.max(at, bytes.length - MAGIC.length + 1);
        break;
      }
      if (found + MAGIC.length + DIGITS > bytes.length) {
        at = found;
        break;
      }
      at = found + MAGIC.length + DIGITS;
      const sent = sentAt[Number(bytes.toString('latin1', found + MAGIC.length, at))];
      if (sent !== undefined && sent > 0) times.add(now - sent);
    }
    rest = Buffer.from(bytes.subarray(at));
  };
}

async function oneRound(
  server: MeasuredServer,
  room: number,
  rate: number,
  seconds: number,
): Promise<Omit<FanOutResult, 'server' | 'updatesPerSecond'>> {
  const dialect = dialectOf(server.name, room);
  const warmUp = rate;
  const updates = strokes(warmUp + rate * seconds).map((update) => dialect.update(update));
  const sentAt = new Float64Array(updates.length);
  const times = new Histogram();
  const sockets: RawSocket[] = [];
  const enter = async (person: PersonId, onBytes: (bytes: Buffer) => void): Promise<RawSocket> => {
    const socket = await RawSocket.open(server.port, dialect.path(person), onBytes);
    sockets.push(socket);
    for (const hello of dialect.hello) socket.send(hello);
    return socket;
  };
  for (let n = 0; n < READERS; n++) {
    await enter(PersonId.parse(`r${String(n).padStart(19, '0')}`), reader(sentAt, times));
  }
  const writers: RawSocket[] = [];
  for (let n = 0; n < WRITERS; n++) writers.push(await enter(writerId(n), () => undefined));
  await pause(300);

  let next = 0;
  const publish = async (until: number, measured: boolean): Promise<void> => {
    const started = performance.now();
    const first = next;
    while (next < until) {
      const due = Math.min(until, first + Math.floor(((performance.now() - started) / 1000) * rate) + 1);
      for (; next < due; next++) {
        if (measured) sentAt[next] = performance.now();
        const update = updates[next];
        if (update !== undefined) writers[next % WRITERS]?.send(update);
      }
      await pause(TICK);
    }
  };
  await publish(warmUp, false);
  await pause(300);
  const before = await server.cpu();
  await publish(updates.length, true);
  const expected = rate * seconds * READERS;
  for (let waited = 0; times.total < expected && waited < 3000; waited += 50) await pause(50);
  const used = (await server.cpu()) - before;
  for (const socket of sockets) socket.close();
  await pause(200);
  return {
    cpuMicrosecondsPerUpdate: used / (rate * seconds),
    p50: times.quantile(0.5),
    p99: times.quantile(0.99),
    delivered: times.total / expected,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Strokes of ten people to a hundred readers on this machine: ours, with tickets, guard and the commit before the
 * relay, and two others in memory. The servers take turns within a round; each number is the median of the rounds.
 */
export async function fanOut({
  rates = [400, 800],
  rounds = 5,
  seconds = 4,
  servers = SERVERS,
}: {
  rates?: readonly number[];
  rounds?: number;
  seconds?: number;
  servers?: readonly ServerName[];
} = {}): Promise<{ fsyncMs: number; results: FanOutResult[] }> {
  const results: FanOutResult[] = [];
  await using stack = new AsyncDisposableStack();
  const started: MeasuredServer[] = [];
  for (const name of servers) started.push(stack.use(await MeasuredServer.start(name)));
  let room = 0;
  for (const rate of rates) {
    const samples = new Map(started.map((server) => [server, [] as Awaited<ReturnType<typeof oneRound>>[]]));
    for (let n = 0; n < rounds; n++) {
      for (const server of started) samples.get(server)?.push(await oneRound(server, ++room, rate, seconds));
    }
    for (const [{ name }, list] of samples) {
      results.push({
        server: name,
        updatesPerSecond: rate,
        cpuMicrosecondsPerUpdate: round(median(list.map((sample) => sample.cpuMicrosecondsPerUpdate)), 0),
        p50: median(list.map((sample) => sample.p50)),
        p99: median(list.map((sample) => sample.p99)),
        delivered: round(Math.min(...list.map((sample) => sample.delivered)), 4),
      });
    }
  }
  return { fsyncMs: round(fsyncMs()), results };
}
