import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { writePermissionDenied } from 'y-protocols/auth';
import {
  messageYjsSyncStep1,
  messageYjsSyncStep2,
  writeSyncStep1,
  writeSyncStep2,
  writeUpdate,
} from 'y-protocols/sync';
import * as Y from 'yjs';
import { type AuthoredPenPiece, readPen, writePen } from '#protocol/annotation/pen';
import { CODES, type RefusalCode } from '#protocol/wire/codes';
import { COLLAB_MESSAGE } from '#protocol/wire/collab';
import type { PersonId } from '#protocol/wire/ids';

/**
 * The server's side of a room for tests, without a network: sockets that deliver after a delay, drop on request, lose
 * what was in flight, and a room that refuses updates when told to. What it has acknowledged it keeps.
 */
export class FakeCollabServer {
  readonly rooms = new Map<string, Y.Doc>();
  readonly sockets = new Set<FakeSocket>();
  /** Tickets that still open something; each is `person room number`. */
  readonly tickets = new Map<string, { person: PersonId; room: string }>();
  /** Refuses updates of a person in a room, if it returns a code. */
  refuse: (room: string, person: PersonId) => RefusalCode | undefined = () => undefined;
  /** Refuses to open a room at all. */
  shut: (room: string) => RefusalCode | undefined = () => undefined;
  online = true;
  /** Delivery time of a frame, in milliseconds. */
  delay: () => number = () => 5;
  fetched = 0;

  ticketFor(person: PersonId): (room: string) => Promise<string> {
    return async (room) => {
      if (!this.online) throw new TypeError('network is down');
      this.fetched += 1;
      const ticket = `${person}-${this.fetched}`;
      this.tickets.set(ticket, { person, room });
      return ticket;
    };
  }

  /** A `WebSocket` class whose instances end here. */
  get WebSocket(): typeof WebSocket {
    const connect = (socket: FakeSocket) => this.#connect(socket);
    class Socket extends FakeSocket {
      constructor(url: string | URL) {
        super(String(url));
        connect(this);
      }
    }
    return Socket as typeof FakeSocket & typeof WebSocket;
  }

  room(name: string): Y.Doc {
    let doc = this.rooms.get(name);
    if (doc === undefined) {
      doc = new Y.Doc();
      this.rooms.set(name, doc);
    }
    return doc;
  }

  /** Cuts connections as a network does; frames in flight are lost. */
  drop(which: (socket: FakeSocket) => boolean = () => true): void {
    for (const socket of this.sockets) if (which(socket)) socket.end(1006, '');
  }

  #connect(socket: FakeSocket): void {
    this.sockets.add(socket);
    const url = new URL(socket.url);
    const grant = this.tickets.get(url.searchParams.get('ticket') ?? '');
    const room = url.pathname.replace('/collab/', '');
    socket.room = room;
    setTimeout(() => {
      if (socket.readyState !== 0) return;
      if (!this.online) return socket.end(1006, '');
      socket.open();
      const shut = this.shut(room);
      if (grant === undefined || grant.room !== room)
        return socket.end(CODES.ticketExpired.close, 'ticketExpired');
      if (shut !== undefined) return socket.end(CODES[shut].close, shut);
      socket.person = grant.person;
      socket.onsend = (frame) => this.#receive(socket, grant.person, room, frame);
      socket.onended = () => this.sockets.delete(socket);
      this.#reply(socket, COLLAB_MESSAGE.sync, (encoder) => writeSyncStep1(encoder, this.room(room)));
    }, this.delay());
  }

  #reply(socket: FakeSocket, type: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    write(encoder);
    socket.deliver(encoding.toUint8Array(encoder), this.delay());
  }

  #receive(socket: FakeSocket, person: PersonId, room: string, frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    const doc = this.room(room);
    if (type === COLLAB_MESSAGE.saved) {
      const counter = decoding.readVarUint(decoder);
      this.#reply(socket, type, (encoder) => encoding.writeVarUint(encoder, counter));
    } else if (type === COLLAB_MESSAGE.pen) {
      const pieces: AuthoredPenPiece[] = readPen(decoder).map((piece) => ({ ...piece, author: person }));
      if (pieces.length === 0) return;
      for (const other of this.#others(socket))
        this.#reply(other, type, (encoder) => writePen(encoder, pieces));
    } else if (type === COLLAB_MESSAGE.awareness) {
      const update = decoding.readVarUint8Array(decoder);
      for (const other of this.#others(socket)) {
        this.#reply(other, type, (encoder) => encoding.writeVarUint8Array(encoder, update));
      }
    } else if (type === COLLAB_MESSAGE.sync) {
      const step = decoding.readVarUint(decoder);
      const body = decoding.readVarUint8Array(decoder);
      if (step === messageYjsSyncStep1) {
        this.#reply(socket, type, (encoder) => writeSyncStep2(encoder, doc, body));
        return;
      }
      const { structs } = Y.decodeUpdate(body);
      const code = structs.length > 0 ? this.refuse(room, person) : undefined;
      if (code !== undefined) {
        this.#reply(socket, COLLAB_MESSAGE.auth, (encoder) => writePermissionDenied(encoder, code));
        socket.onsend = () => undefined;
        setTimeout(() => socket.end(CODES[code].close, ''), this.delay() + 10);
        return;
      }
      Y.applyUpdate(doc, body);
      if (step === messageYjsSyncStep2 && structs.length === 0) return;
      for (const other of this.#others(socket))
        this.#reply(other, type, (encoder) => writeUpdate(encoder, body));
    }
  }

  #others(socket: FakeSocket): FakeSocket[] {
    return [...this.sockets].filter(
      (other) => other !== socket && other.room === socket.room && other.readyState === 1,
    );
  }
}

/** The part of a `WebSocket` that y-websocket uses. Frames arrive in order. */
export class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readonly OPEN = 1;
  readonly url: string;
  room = '';
  person: PersonId | undefined;
  binaryType = 'arraybuffer';
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  onsend: (frame: Uint8Array) => void = () => undefined;
  onended: () => void = () => undefined;
  #last = 0;
  #lastOut = 0;

  constructor(url: string) {
    this.url = url;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  send(frame: Uint8Array): void {
    const at = Math.max(this.#lastOut, Date.now() + 5);
    this.#lastOut = at;
    setTimeout(() => this.readyState === 1 && this.onsend(frame.slice()), at - Date.now());
  }

  deliver(frame: Uint8Array, delay: number): void {
    const at = Math.max(this.#last, Date.now() + delay);
    this.#last = at;
    setTimeout(() => {
      if (this.readyState === 1) this.onmessage?.({ data: frame.slice().buffer });
    }, at - Date.now());
  }

  close(): void {
    this.end(1000, '');
  }

  end(code: number, reason: string): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onended();
    this.onclose?.({ code, reason });
  }
}

/** A device's disk: what was appended survives the room objects. */
export class FakeDisk {
  readonly files = new Map<string, Uint8Array[]>();
  broken = false;

  readonly openStore = (room: string) => ({
    load: async () => this.#file(room).slice(),
    append: async (update: Uint8Array) => {
      this.#file(room).push(update);
    },
    compact: async (state: Uint8Array) => {
      this.files.set(room, [state]);
    },
    destroy: async () => {
      this.files.delete(room);
    },
  });

  #file(room: string): Uint8Array[] {
    if (this.broken) throw new Error('disk is broken');
    let file = this.files.get(room);
    if (file === undefined) {
      file = [];
      this.files.set(room, file);
    }
    return file;
  }
}
