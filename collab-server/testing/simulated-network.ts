import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readAuthMessage } from 'y-protocols/auth';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { writePen, type PenPiece } from '#protocol/annotation/pen';
import { COLLAB_MESSAGE } from '#protocol/wire/collab';
import type { PersonId } from '#protocol/wire/ids';
import type { Frame } from '../gateway/yjs/frame.ts';
import type { RoomSocket } from '../gateway/yjs/room-client.ts';
import type { RoomConnection, Rooms } from '../gateway/yjs/rooms.ts';

/** Where an update came from, so that a client doesn't send back what it was sent. */
const NETWORK = Symbol('network');

/**
 * One connection between a client and the server. Each way keeps its order, as TCP does; how the two ways and several
 * links interleave is the test's to choose, message by message.
 */
export class SimulatedLink implements RoomSocket {
  readonly #client: SimulatedClient;
  readonly toServer: Uint8Array[] = [];
  readonly toClient: Uint8Array[] = [];
  /** Overrides how much waits, so that a test can have a client that doesn't read. */
  backlog = 0;
  closed: { readonly code: number; readonly reason: string } | undefined;
  #server: RoomConnection | undefined;

  constructor(client: SimulatedClient) {
    this.#client = client;
  }

  attach(server: RoomConnection): void {
    this.#server = server;
  }

  send({ message }: Frame): void {
    if (this.closed === undefined) this.toClient.push(message);
  }

  close(code: number, reason: string): void {
    this.closed ??= { code, reason };
  }

  /** Delivers the oldest message to the server; false when there is none. */
  deliverToServer(): boolean {
    const message = this.toServer.shift();
    if (message === undefined || this.closed !== undefined) return false;
    this.#server?.receive(message);
    return true;
  }

  /** Delivers the oldest message, or the close after the last one, to the client; false when there is nothing. */
  deliverToClient(): boolean {
    const message = this.toClient.shift();
    if (message !== undefined) this.#client.receive(message);
    else if (this.closed !== undefined && this.#client.link === this) this.#client.lost(this);
    else return false;
    return true;
  }

  /** The network is gone: all that was under way is lost, and both ends find out. */
  cut(): void {
    this.toServer.length = 0;
    this.toClient.length = 0;
    this.closed ??= { code: 1006, reason: '' };
    this.#server?.gone();
    this.#client.lost(this);
  }
}

/** A client that speaks the protocol as the stock provider does, with markers and pens as ours adds them. */
export class SimulatedClient {
  readonly person: PersonId;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  link: SimulatedLink | undefined;
  /** The reasons of auth messages. */
  readonly denied: string[] = [];
  /** How the last link was closed by the server. */
  lastClose: SimulatedLink['closed'];
  /** Messages of types that a stock client doesn't know, whole. */
  readonly extra: Uint8Array[] = [];
  /** The highest marker that the server has answered. */
  saved = 0;
  synced = false;
  #markers = 0;

  constructor(person: PersonId, doc = new Y.Doc()) {
    this.person = person;
    this.doc = doc;
    this.awareness = new Awareness(doc);
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== NETWORK) this.#sync((encoder) => writeUpdate(encoder, update));
    });
    this.awareness.on(
      'update',
      ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
        this.sendAwareness([...added, ...updated, ...removed]);
      },
    );
  }

  connect(rooms: Rooms, room: string): SimulatedLink {
    const link = new SimulatedLink(this);
    this.link = link;
    this.synced = false;
    link.attach(rooms.connect(link, { room, person: this.person }));
    this.#sync((encoder) => writeSyncStep1(encoder, this.doc));
    if (this.awareness.getLocalState() !== null) this.sendAwareness([this.doc.clientID]);
    return link;
  }

  /** Asks to be told when everything sent until now is durable; the number that {@link saved} will reach. */
  marker(): number {
    const counter = ++this.#markers;
    this.send(COLLAB_MESSAGE.saved, (encoder) => encoding.writeVarUint(encoder, counter));
    return counter;
  }

  announcePen(): void {
    this.pen([]);
  }

  pen(pieces: readonly PenPiece[]): void {
    this.send(COLLAB_MESSAGE.pen, (encoder) => writePen(encoder, pieces));
  }

  sendAwareness(clients: number[]): void {
    this.send(COLLAB_MESSAGE.awareness, (encoder) => {
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(this.awareness, clients));
    });
  }

  send(type: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    write(encoder);
    this.link?.toServer.push(encoding.toUint8Array(encoder));
  }

  receive(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message);
    const type = decoding.readVarUint(decoder);
    switch (type) {
      case COLLAB_MESSAGE.sync: {
        const encoder = encoding.createEncoder();
        encoding.writeVarUint(encoder, COLLAB_MESSAGE.sync);
        if (readSyncMessage(decoder, encoder, this.doc, NETWORK) === 1) this.synced = true;
        if (encoding.length(encoder) > 1) this.link?.toServer.push(encoding.toUint8Array(encoder));
        return;
      }
      case COLLAB_MESSAGE.awareness:
        applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), NETWORK);
        return;
      case COLLAB_MESSAGE.auth:
        readAuthMessage(decoder, this.doc, (_doc, reason) => this.denied.push(reason));
        return;
      case COLLAB_MESSAGE.saved:
        this.saved = Math.max(this.saved, decoding.readVarUint(decoder));
        return;
      default:
        this.extra.push(message);
    }
  }

  /** The link has closed. */
  lost(link: SimulatedLink): void {
    if (this.link !== link) return;
    this.link = undefined;
    this.lastClose = link.closed;
    this.synced = false;
  }

  close(): void {
    this.link?.cut();
    this.awareness.destroy();
    this.doc.destroy();
  }

  #sync(write: (encoder: encoding.Encoder) => void): void {
    this.send(COLLAB_MESSAGE.sync, write);
  }
}

/** One turn of the event loop, so that what waits for promises and immediates runs. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
