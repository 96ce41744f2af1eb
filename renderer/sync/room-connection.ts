import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readAuthMessage } from 'y-protocols/auth';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { type AuthoredPenPiece, type PenPiece, readAuthoredPen, writePen } from '#protocol/annotation/pen';
import { AppError, CODES, REFUSAL_CODES, type RefusalCode } from '#protocol/wire/codes';
import { COLLAB_MESSAGE, TICKET_LIFE } from '#protocol/wire/collab';

/** What a connection needs from outside; tests bring their own. */
export interface ConnectionPorts {
  /** `ws(s)://host/collab`, without a slash at its end. */
  readonly url: string;
  /** A ticket for the room. Throws {@link AppError} with the server's refusal, or any error when out of reach. */
  readonly fetchTicket: (room: string) => Promise<string>;
  readonly WebSocket?: typeof WebSocket;
  /** From 0 to 1; spreads reconnections after a server has been restarted. */
  readonly random?: () => number;
}

/** What happens on a connection. Called outside of Yjs transactions. */
export interface ConnectionEvents {
  readonly status: (connected: boolean) => void;
  /** The server's state is in the document, and ours has been sent. Once per connection. */
  readonly synced: () => void;
  /** Everything sent before the marker with this counter is durable. */
  readonly saved: (counter: number) => void;
  readonly pen: (pieces: readonly AuthoredPenPiece[]) => void;
  /** The server will not have this document as it is. The connection has ended for good. */
  readonly denied: (code: RefusalCode) => void;
}

/** First and longest wait before trying again, in milliseconds. */
const FIRST_WAIT = 300;
const LONGEST_WAIT = 10_000;
/** A new ticket is fetched when this share of a ticket's life has passed. */
const RENEW_AT = 0.45;

/**
 * One document's connection to its room, over the stock y-websocket provider: tickets and their renewal, reconnection
 * with jitter, the saved marker and the pen. Ends only by `close()` or by being denied.
 */
export class RoomConnection {
  readonly awareness: Awareness;
  readonly #room: string;
  readonly #ports: ConnectionPorts;
  readonly #events: ConnectionEvents;
  readonly #provider: WebsocketProvider;
  #closed = false;
  #deniedBy: RefusalCode | undefined;
  #ticketAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  readonly #online = () => this.#connectSoon(0);

  constructor(room: string, doc: Y.Doc, ports: ConnectionPorts, events: ConnectionEvents) {
    this.#room = room;
    this.#ports = ports;
    this.#events = events;
    this.awareness = new Awareness(doc);
    this.#provider = new WebsocketProvider(ports.url, room, doc, {
      connect: false,
      disableBc: true,
      awareness: this.awareness,
      // Every close comes to us: the stock back-off has no jitter, and 4401 wants a fresh ticket first.
      shouldReconnect: () => false,
      ...(ports.WebSocket === undefined ? {} : { WebSocketPolyfill: ports.WebSocket }),
    });
    this.#handleMessages();
    this.#keepAwarenessOwn();
    this.#provider.on('status', ({ status }) => this.#onStatus(status));
    this.#provider.on('sync', (isSynced) => {
      if (!isSynced || this.#closed) return;
      this.#failures = 0;
      this.#events.synced();
    });
    this.#provider.on('closed', ({ code, reason }) => this.#onClosed(code, reason));
    globalThis.addEventListener?.('online', this.#online);
  }

  /** Connects, and stays connected as far as the network lets it. */
  connect(): void {
    this.#connectSoon(0);
  }

  /** Asks to be told when everything sent so far is durable. False when there is no connection. */
  askSaved(counter: number): boolean {
    return this.#send(COLLAB_MESSAGE.saved, (encoder) => encoding.writeVarUint(encoder, counter));
  }

  /** Sends strokes in motion. False when there is no connection: they are worthless later. */
  sendPen(pieces: readonly PenPiece[]): boolean {
    return this.#send(COLLAB_MESSAGE.pen, (encoder) => writePen(encoder, pieces));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#retry);
    clearTimeout(this.#renewal);
    globalThis.removeEventListener?.('online', this.#online);
    this.#provider.destroy();
    this.awareness.destroy();
  }

  #send(type: number, write: (encoder: encoding.Encoder) => void): boolean {
    const socket = this.#provider.ws;
    if (this.#closed || !this.#provider.wsconnected || socket === null || socket.readyState !== 1)
      return false;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, type);
    write(encoder);
    socket.send(encoding.toUint8Array(encoder));
    return true;
  }

  #handleMessages(): void {
    const handlers = this.#provider.messageHandlers;
    handlers[COLLAB_MESSAGE.auth] = (_encoder, decoder, { doc }) =>
      readAuthMessage(decoder, doc, (_doc, reason) => {
        this.#deniedBy = refusalCode(reason);
      });
    // The stock answer holds everybody's states; the server has those already.
    handlers[COLLAB_MESSAGE.queryAwareness] = (encoder) => {
      encoding.writeVarUint(encoder, COLLAB_MESSAGE.awareness);
      encoding.writeVarUint8Array(
        encoder,
        encodeAwarenessUpdate(
          this.awareness,
          this.awareness.getLocalState() === null ? [] : [this.awareness.clientID],
        ),
      );
    };
    handlers[COLLAB_MESSAGE.saved] = (_encoder, decoder) => this.#events.saved(decoding.readVarUint(decoder));
    handlers[COLLAB_MESSAGE.pen] = (_encoder, decoder) => this.#events.pen(readAuthoredPen(decoder));
  }

  /** The stock provider sends every change on, foreign ones too; with sixty people that is a storm. */
  #keepAwarenessOwn(): void {
    this.awareness.off('update', this.#provider._awarenessUpdateHandler);
    this.awareness.on('update', (change: { added: number[]; updated: number[]; removed: number[] }) => {
      const own = this.awareness.clientID;
      if (![...change.added, ...change.updated, ...change.removed].includes(own)) return;
      this.#send(COLLAB_MESSAGE.awareness, (encoder) =>
        encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(this.awareness, [own])),
      );
    });
  }

  #onStatus(status: 'connected' | 'disconnected' | 'connecting'): void {
    if (this.#closed || status === 'connecting') return;
    if (status === 'connected') this.sendPen([]);
    this.#events.status(status === 'connected');
  }

  #onClosed(code: number, reason: string): void {
    if (this.#closed) return;
    if (code === CODES.ticketExpired.close) {
      this.#ticketAt = Number.NEGATIVE_INFINITY;
      this.#connectSoon(this.#nextWait());
      return;
    }
    if (code >= 4400 && code < 4500) {
      this.#deny(this.#deniedBy ?? refusalCode(reason) ?? codeOfClose(code));
      return;
    }
    this.#connectSoon(this.#nextWait());
  }

  #deny(code: RefusalCode): void {
    this.close();
    this.#events.denied(code);
  }

  /** The first wait after a good connection is short; a server that refuses is asked less and less often. */
  #nextWait(): number {
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures);
    this.#failures += 1;
    return wait * (0.5 + (this.#ports.random ?? Math.random)());
  }

  #connectSoon(wait: number): void {
    if (this.#closed) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connectNow(), wait);
  }

  async #connectNow(): Promise<void> {
    if (this.#closed || this.#provider.wsconnected || this.#provider.wsconnecting) return;
    if (Date.now() - this.#ticketAt > TICKET_LIFE * RENEW_AT && !(await this.#renewTicket())) return;
    if (!this.#closed) this.#provider.connect();
  }

  /** Puts a fresh ticket where the next connection takes it from. False when there is none now. */
  async #renewTicket(): Promise<boolean> {
    try {
      const ticket = await this.#ports.fetchTicket(this.#room);
      if (this.#closed) return false;
      this.#provider.params = { ticket };
      this.#ticketAt = Date.now();
      clearTimeout(this.#renewal);
      this.#renewal = setTimeout(() => void this.#renewTicket(), TICKET_LIFE * RENEW_AT);
      return true;
    } catch (error) {
      if (this.#closed) return false;
      if (error instanceof AppError && CODES[error.code].http < 429 && error.code !== 'signInNeeded') {
        if (!this.#provider.wsconnected) this.#deny(error.code);
        return false;
      }
      if (this.#provider.wsconnected) {
        clearTimeout(this.#renewal);
        this.#renewal = setTimeout(() => void this.#renewTicket(), this.#nextWait());
      } else {
        this.#connectSoon(this.#nextWait());
      }
      return false;
    }
  }
}

function refusalCode(text: string): RefusalCode | undefined {
  return REFUSAL_CODES.find((code) => code === text);
}

function codeOfClose(close: number): RefusalCode {
  if (close === CODES.notFound.close) return 'notFound';
  if (close === CODES.tooOld.close) return 'tooOld';
  if (close === CODES.tooLarge.close) return 'tooLarge';
  return 'notAllowed';
}
