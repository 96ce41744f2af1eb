import * as decoding from 'lib0/decoding';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import { readPen } from '#protocol/annotation/pen';
import { CODES, type RefusalCode } from '#protocol/wire/codes';
import { COLLAB_MESSAGE } from '#protocol/wire/collab';
import type { PersonId } from '#protocol/wire/ids';
import type { Frame } from './frame.ts';
import type { RoomLimits } from './limits.ts';
import { askFrame, deniedFrame, savedFrame } from './messages.ts';
import type { Rate } from './rate.ts';
import { readAwareness } from './room-awareness.ts';
import type { RoomAccess } from './room-kind.ts';
import type { Room, RoomMember } from './room.ts';
import type { RoomStats } from './stats.ts';

/** One WebSocket, or what stands for it in a test. */
export interface RoomSocket {
  /** Hands a frame over; frames arrive in order or the socket is gone. */
  send(frame: Frame): void;
  /** Bytes handed over that the network hasn't taken yet. */
  readonly backlog: number;
  /** Idempotent. Nothing is sent or received after it. */
  close(code: number, reason: string): void;
}

export interface RoomClientParts {
  readonly socket: RoomSocket;
  readonly person: PersonId;
  readonly limits: RoomLimits;
  readonly stats: RoomStats;
  readonly rate: Rate;
  /** Called once, when the client has left or has been closed. */
  readonly onGone: (client: RoomClient) => void;
}

/** How many plain messages the work for a state question is worth. */
const QUESTION_WEIGHT = 20;

/** The server's end of one socket: parses, in order, and hands on to the room. */
export class RoomClient implements RoomMember {
  readonly person: PersonId;
  readonly #parts: RoomClientParts;
  #room: Room | undefined;
  #access: RoomAccess = { may: 'read' };
  #held: Uint8Array[] | undefined = [];
  #heldBytes = 0;
  #gone = false;
  #wantsPen = false;
  /** The client id that this socket's awareness is under: a socket has one document. [ROOM-6] */
  #awarenessClient: number | undefined;
  /** Our questions for what is missing here that the client hasn't answered. */
  #questions = 0;
  /** Markers that wait for the answer, because something before them was not accepted. */
  #markers: number[] | undefined;

  constructor(parts: RoomClientParts) {
    this.#parts = parts;
    this.person = parts.person;
  }

  get wantsPen(): boolean {
    return this.#wantsPen;
  }

  get access(): RoomAccess {
    return this.#access;
  }

  get isGone(): boolean {
    return this.#gone;
  }

  get room(): Room | undefined {
    return this.#room;
  }

  /** Lets the client into its room. Until then its messages are held. */
  enter(room: Room, access: RoomAccess): void {
    if (this.#gone) return;
    this.#room = room;
    this.#access = access;
    room.members.add(this);
    this.#ask(room);
    const present = room.awareness.all();
    if (present !== undefined) this.send(present);
    this.resume();
  }

  /** Holds what arrives, while it isn't known whether the client may still send it. */
  pause(): void {
    this.#held ??= [];
  }

  resume(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#heldBytes = 0;
    for (const message of held) this.#handle(message);
  }

  /** A message from the client. `message` must not be changed afterwards. */
  receive(message: Uint8Array): void {
    if (this.#gone) return;
    const { limits, stats, rate } = this.#parts;
    stats.messages++;
    if (message.length > limits.message) return this.refuse('tooLarge');
    if (!rate.take(message.length)) return this.close('slowDown');
    if (this.#held === undefined) return this.#handle(message);
    this.#heldBytes += message.length;
    if (this.#held.length >= limits.waitingMessages || this.#heldBytes > limits.waitingBytes) {
      return this.close('slowDown');
    }
    this.#held.push(message);
  }

  send(frame: Frame): void {
    if (this.#gone) return;
    const { socket, limits, stats } = this.#parts;
    if (socket.backlog > limits.backlog) {
      // It will ask for what it has missed when it is back; until then it mustn't fill our memory.
      stats.slowSockets++;
      this.close('busy');
      return;
    }
    socket.send(frame);
  }

  /** Tells the client why, in the protocol's own words, and closes. */
  refuse(code: RefusalCode): void {
    if (this.#gone) return;
    this.#parts.socket.send(deniedFrame(code));
    this.close(code);
  }

  close(code: RefusalCode): void {
    if (this.#gone) return;
    this.#parts.socket.close(CODES[code].close, code);
    this.gone();
  }

  /** The socket has closed. Idempotent. */
  gone(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#held = undefined;
    this.#room?.members.delete(this);
    if (this.#awarenessClient !== undefined) this.#room?.awareness.remove(this.#awarenessClient);
    this.#parts.onGone(this);
  }

  #handle(message: Uint8Array): void {
    const room = this.#room;
    if (this.#gone || room === undefined) return;
    try {
      this.#dispatch(decoding.createDecoder(message), room);
    } catch {
      // The decoders throw on whatever is malformed; nothing of such a message has been used.
      this.refuse('badRequest');
    }
  }

  #dispatch(decoder: decoding.Decoder, room: Room): void {
    const type = decoding.readVarUint(decoder);
    switch (type) {
      case COLLAB_MESSAGE.sync:
        return this.#sync(decoder, room);
      case COLLAB_MESSAGE.awareness:
        return this.#awareness(decoder, room);
      case COLLAB_MESSAGE.queryAwareness: {
        const present = room.awareness.all();
        if (present !== undefined) this.send(present);
        return;
      }
      case COLLAB_MESSAGE.saved:
        return this.#marker(decoding.readVarUint(decoder), room);
      case COLLAB_MESSAGE.pen: {
        const pieces = readPen(decoder);
        if (pieces.length === 0) this.#wantsPen = true;
        else if (this.#readOnly() === undefined) {
          room.pen.add(
            this,
            pieces.map((piece) => ({ ...piece, author: this.person })),
          );
        }
        return;
      }
      default:
      // A type of a later version; and auth, which is the server's to send.
    }
  }

  #sync(decoder: decoding.Decoder, room: Room): void {
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    switch (step) {
      case messageYjsSyncStep1: {
        if (!this.#parts.rate.take(0, QUESTION_WEIGHT)) return this.close('slowDown');
        const frames = room.missing(bytes);
        room.whenDurable(() => {
          for (const frame of frames) this.send(frame);
        });
        return;
      }
      case messageYjsSyncStep2:
        this.#questions = Math.max(0, this.#questions - 1);
        this.#update(bytes, 'missing', room);
        if (this.#questions === 0) this.#releaseMarkers(room);
        return;
      case messageYjsUpdate:
        return this.#update(bytes, 'update', room);
      default:
        throw new RangeError('unknown sync step');
    }
  }

  #update(bytes: Uint8Array, message: 'update' | 'missing', room: Room): void {
    const verdict = room.receive(bytes, this, { message, readOnly: this.#readOnly() });
    switch (verdict.kind) {
      case 'apply':
      case 'nothing':
        return;
      case 'resync':
        // It will be part of the answer to our question: a client answers with all that is missing here.
        this.#markers ??= [];
        if (this.#questions === 0) {
          if (!this.#parts.rate.take(0, QUESTION_WEIGHT)) return this.close('slowDown');
          this.#parts.stats.resyncs++;
          this.#ask(room);
        }
        return;
      case 'refuse':
        this.#parts.stats.refusedUpdates++;
        return this.refuse(verdict.code);
    }
  }

  #ask(room: Room): void {
    this.#questions++;
    this.send(askFrame(room.stateVector()));
  }

  #marker(counter: number, room: Room): void {
    if (this.#markers === undefined) room.whenDurable(() => this.send(savedFrame(counter)));
    // Only the latest counts: it says all that the ones before it say.
    else this.#markers = [counter];
  }

  #releaseMarkers(room: Room): void {
    const markers = this.#markers ?? [];
    this.#markers = undefined;
    for (const counter of markers) this.#marker(counter, room);
  }

  #awareness(decoder: decoding.Decoder, room: Room): void {
    for (const entry of readAwareness(decoder)) {
      const owner = room.ownerOf(entry.client);
      if (owner === undefined && this.#awarenessClient === undefined) {
        if (!room.claim(entry.client, this.person)) return this.refuse('tooMany');
        this.#awarenessClient = entry.client;
      } else if (owner === this.person) {
        this.#awarenessClient ??= entry.client;
      }
      // A stock provider repeats what it hears from others: theirs is theirs to say.
      if (entry.client !== this.#awarenessClient) continue;
      room.whenDurable(() => {
        if (!this.#gone) room.awareness.set(entry, this.person);
      });
    }
  }

  /** Why this client may not write at the moment. */
  #readOnly(): RefusalCode | undefined {
    const access = this.#access;
    if ('code' in access) return access.code;
    return access.may === 'write' ? undefined : (access.why ?? 'notAllowed');
  }
}
