import * as encoding from 'lib0/encoding';
import { RawSocket } from '../../collab-server/bench/raw-socket.ts';
import * as Y from 'yjs';
import { type InkPoint, packInk } from '../../collab-server/protocol/annotation/ink.ts';
import type { InkMark } from '../../collab-server/protocol/annotation/mark.ts';
import { writePen } from '../../collab-server/protocol/annotation/pen.ts';
import { annotationRoomName, layerMap } from '../../collab-server/protocol/annotation/ydoc.ts';
import { COLLAB_MESSAGE, ticketApi } from '../../collab-server/protocol/wire/collab.ts';
import {
  ID_LENGTH,
  MarkId,
  newId,
  type PersonId,
  type VersionId,
} from '../../collab-server/protocol/wire/ids.ts';

/** Strokes of bots: points a second, and how many points a stroke has. */
const INTERVAL = 1000 / 60;
const STROKE = 60;

/** Somebody who draws without a screen, one step at each call. */
interface Drawer {
  step(): void;
  close(): void;
}

/** Several who draw all the time, until they are closed. */
export class Bots implements Disposable {
  readonly #drawers: readonly Drawer[];
  #steps = 0;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(drawers: readonly Drawer[]) {
    this.#drawers = drawers;
    this.#timer = setInterval(() => {
      for (const drawer of drawers) drawer.step();
      this.#steps += 1;
    }, INTERVAL);
  }

  /** Pieces that all of them have sent. */
  get sent(): number {
    return this.#steps * this.#drawers.length;
  }

  /** Lets them all rest; what was sent may still be under way. */
  rest(): void {
    clearInterval(this.#timer);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    for (const drawer of this.#drawers) drawer.close();
  }
}

/** One message of the collaboration protocol. */
export function message(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

/**
 * Draws as the product's clients do, on the first page of a version, in lines at the page's foot: every stroke moves over the
 * pen channel, and becomes a mark of this person's when it is finished.
 */
export async function penDrawer(
  server: string,
  { person, token }: { readonly person: PersonId; readonly token: string },
  version: VersionId,
  line: number,
): Promise<Drawer> {
  const room = annotationRoomName({ layer: 'shared', version });
  const answer = await fetch(server + ticketApi.ticket.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ target: `collab:${room}` }),
  });
  const { ticket } = ticketApi.ticket.response.parse(await answer.json());
  const path = `/collab/${room}?ticket=${encodeURIComponent(ticket)}`;
  const socket = await RawSocket.open(Number(new URL(server).port), path, () => undefined);
  socket.send(message(COLLAB_MESSAGE.pen, (encoder) => writePen(encoder, [])));
  const doc = new Y.Doc();
  doc.on('update', (update: Uint8Array) => {
    socket.send(
      message(COLLAB_MESSAGE.sync, (encoder) => {
        encoding.writeVarUint(encoder, 2);
        encoding.writeVarUint8Array(encoder, update);
      }),
    );
  });
  const look = { page: 0, tool: 'pen', colour: 'blue', width: 1.5 } as const;
  let mark = newMark();
  let drawn: InkPoint[] = [];
  let piece = 0;
  return {
    step() {
      const fresh = [
        { x: 100 + piece * 5, y: 20 + line * 8, pressure: 0.5 },
        { x: 102.5 + piece * 5, y: 22 + line * 8, pressure: 0.5 },
      ];
      drawn.push(...fresh);
      const end = piece === STROKE - 1;
      const points = packInk(fresh);
      socket.send(
        message(COLLAB_MESSAGE.pen, (encoder) => writePen(encoder, [{ ...look, mark, piece, end, points }])),
      );
      piece += 1;
      if (!end) return;
      const ink: InkMark = { ...look, kind: 'ink', points: packInk(drawn), at: Date.now() };
      layerMap(doc, person).set(mark, ink);
      mark = newMark();
      drawn = [];
      piece = 0;
    },
    close() {
      socket.close();
      doc.destroy();
    },
  };
}

function newMark(): MarkId {
  return newId(MarkId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
}
