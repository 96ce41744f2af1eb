import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { packInk } from '../../collab-server/protocol/annotation/ink.ts';
import type { InkMark } from '../../collab-server/protocol/annotation/mark.ts';
import { readAuthoredPen, writePen } from '../../collab-server/protocol/annotation/pen.ts';
import { annotationRoomName, layerMap } from '../../collab-server/protocol/annotation/ydoc.ts';
import { peopleApi } from '../../collab-server/protocol/people/api.ts';
import { COLLAB_MESSAGE, ticketApi } from '../../collab-server/protocol/wire/collab.ts';
import {
  ID_LENGTH,
  MarkId,
  newId,
  type PersonId,
  type VersionId,
} from '../../collab-server/protocol/wire/ids.ts';
import type { MeasuredProduct } from './measured-product.ts';
import { message } from './pen-bots.ts';

/** Somebody of the meeting with a session of their own. */
export interface Guest {
  readonly person: PersonId;
  readonly token: string;
}

/** Adds people to the organisation and to the meeting, each as a delegate. */
export async function inviteMany(product: MeasuredProduct, count: number): Promise<Guest[]> {
  const { sample, server } = product;
  const people = Array.from({ length: count }, (_, n) => ({
    name: `Đại biểu số ${n}`,
    title: '',
    unit: 'Văn phòng Bộ',
    rank: 900 + n,
    role: 'official' as const,
    email: `dai.bieu.${n}@example.gov.vn`,
  }));
  const admin = await product.token('Yến');
  const answer = await fetch(server.url + peopleApi.addMany.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
    body: JSON.stringify({ people }),
  });
  const { added } = peopleApi.addMany.response.parse(await answer.json());
  const guests: Guest[] = [];
  for (const { id } of added) {
    await sample.command({ type: 'participant.invite', person: id, role: 'delegate' });
    guests.push({ person: id, token: await tokenOf(product, id) });
  }
  return guests;
}

async function tokenOf({ sample, server }: MeasuredProduct, person: PersonId): Promise<string> {
  const link = peopleApi.sampleLink.response.parse(
    await sample.asChair('POST', peopleApi.sampleLink.path, { person }),
  );
  const answer = await fetch(server.url + peopleApi.useSampleLink.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: link.url.slice(link.url.indexOf('#') + 1) }),
  });
  const { token } = peopleApi.useSampleLink.response.parse(await answer.json());
  if (token === null) throw new Error('a sample link gives a token');
  return token;
}

/** An open socket of one person to the shared layer of a version. */
async function enter({ server }: MeasuredProduct, token: string, version: VersionId): Promise<WebSocket> {
  const room = annotationRoomName({ layer: 'shared', version });
  const answer = await fetch(server.url + ticketApi.ticket.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ target: `collab:${room}` }),
  });
  const { ticket } = ticketApi.ticket.response.parse(await answer.json());
  const socket = new WebSocket(
    `${server.url.replace('http', 'ws')}/collab/${room}?ticket=${encodeURIComponent(ticket)}`,
  );
  socket.binaryType = 'arraybuffer';
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/** Writes so many strokes of one person on the first page; resolves when they are durable. */
export async function writeMarks(
  product: MeasuredProduct,
  { person, token }: Guest,
  version: VersionId,
  count: number,
): Promise<void> {
  const socket = await enter(product, token, version);
  const doc = new Y.Doc();
  const layer = layerMap(doc, person);
  doc.transact(() => {
    for (let n = 0; n < count; n++) {
      const mark = newId(MarkId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
      layer.set(mark, strokeAt(30 + Math.random() * 440, 60 + Math.random() * 700));
    }
  });
  const saved = new Promise<void>((resolve, reject) => {
    socket.on('message', (data: ArrayBuffer) => {
      const decoder = decoding.createDecoder(new Uint8Array(data));
      if (decoding.readVarUint(decoder) === COLLAB_MESSAGE.saved) resolve();
    });
    socket.on('close', (code) => reject(new Error(`marks were refused with ${code}`)));
  });
  socket.send(
    message(COLLAB_MESSAGE.sync, (encoder) => {
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(doc));
    }),
  );
  socket.send(message(COLLAB_MESSAGE.saved, (encoder) => encoding.writeVarUint(encoder, 1)));
  await saved;
  socket.close();
  doc.destroy();
}

/** A word's worth of handwriting. */
function strokeAt(left: number, foot: number): InkMark {
  const points = Array.from({ length: 60 }, (_, n) => ({
    x: left + n * 0.9 + Math.cos(n / 3) * 4,
    y: foot + Math.sin(n / 3) * 6,
    pressure: 0.5,
  }));
  return {
    kind: 'ink',
    tool: 'pen',
    page: 0,
    colour: 'green',
    width: 1,
    points: packInk(points),
    at: Date.now(),
  };
}

/** Counts the pieces of these people's pens that reach one member of the room. */
export class PieceCounter {
  readonly #socket: WebSocket;
  #count = 0;

  private constructor(socket: WebSocket, authors: ReadonlySet<PersonId>) {
    this.#socket = socket;
    socket.on('message', (data: ArrayBuffer) => {
      const decoder = decoding.createDecoder(new Uint8Array(data));
      if (decoding.readVarUint(decoder) !== COLLAB_MESSAGE.pen) return;
      this.#count += readAuthoredPen(decoder).filter(({ author }) => authors.has(author)).length;
    });
    socket.send(message(COLLAB_MESSAGE.pen, (encoder) => writePen(encoder, [])));
  }

  /** Listens as somebody of the room. */
  static async start(
    product: MeasuredProduct,
    token: string,
    version: VersionId,
    authors: ReadonlySet<PersonId>,
  ): Promise<PieceCounter> {
    return new PieceCounter(await enter(product, token, version), authors);
  }

  get count(): number {
    return this.#count;
  }

  close(): void {
    this.#socket.close();
  }
}
