import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { CODES, type RefusalCode } from '#protocol/wire/codes';
import type { PersonId } from '#protocol/wire/ids';
import type { Environment, Timer } from '../../environment.ts';
import type { Frame } from './frame.ts';
import { ROOM_LIMITS } from './limits.ts';
import { deniedFrame } from './messages.ts';
import type { RoomSocket } from './room-client.ts';
import type { RoomConnection, Rooms } from './rooms.ts';

const PREFIX = '/collab/';
/** A socket that answers no ping for so long has lost its network without a word. Milliseconds. */
const PING_PAUSE = 30_000;

/** Looks tickets up. `target` is `collab:<room>`. */
export interface CollabTickets {
  verify(ticket: string, target: string): { readonly person: PersonId } | { readonly code: RefusalCode };
}

export interface CollabOptions {
  readonly rooms: Rooms;
  readonly tickets: CollabTickets;
  /** Whether a page of this origin may connect; undefined is a program that isn't a browser. */
  readonly allowsOrigin: (origin: string | undefined, host: string | undefined) => boolean;
  readonly env: Environment;
  /** Most bytes of one message; longer ones close the socket with 1009 before they are read. */
  readonly maxMessage?: number;
}

/** The WebSocket endpoint `/collab/<room>?ticket=…`. */
export interface CollabEndpoint {
  /** Whether an upgrade request is for this endpoint. */
  handles(request: IncomingMessage): boolean;
  /**
   * Takes an upgrade request over. Access is refused after the upgrade, by close code: a refusal by HTTP status would
   * be retried by the provider for ever. Neither the ticket nor the rest of the query is ever logged. [ROOM-8]
   */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every connection that is left; the rooms are closed before it. Idempotent. */
  close(): void;
}

/** Makes the endpoint without a server, for one that shares its upgrades among several. */
export function createCollab(options: CollabOptions): CollabEndpoint {
  return new Endpoint(options);
}

/** Makes the endpoint on a server, whose other upgrade requests it leaves alone. */
export function attachCollab(server: Server, options: CollabOptions): CollabEndpoint {
  const endpoint = createCollab(options);
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (endpoint.handles(request)) endpoint.upgrade(request, socket, head);
  };
  server.on('upgrade', onUpgrade);
  return {
    handles: (request) => endpoint.handles(request),
    upgrade: (request, socket, head) => endpoint.upgrade(request, socket, head),
    close() {
      server.off('upgrade', onUpgrade);
      endpoint.close();
    },
  };
}

interface Live {
  readonly socket: WebSocket;
  heard: boolean;
}

class Endpoint implements CollabEndpoint {
  readonly #options: CollabOptions;
  readonly #server: WebSocketServer;
  readonly #live = new Set<Live>();
  #timer: Timer;

  constructor(options: CollabOptions) {
    this.#options = options;
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: options.maxMessage ?? ROOM_LIMITS.message,
    });
    this.#timer = this.#schedulePing();
  }

  handles(request: IncomingMessage): boolean {
    return request.url?.startsWith(PREFIX) === true;
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      const live = { socket, heard: true };
      this.#live.add(live);
      // Faults of the network and of the framing end in a close, which is handled; the event must have a listener.
      socket.on('error', () => undefined);
      socket.on('pong', () => (live.heard = true));
      const adapter = new SocketAdapter(socket, stream);
      const connection = this.#connect(request, adapter);
      socket.on('message', (data: Buffer, isBinary: boolean) => {
        live.heard = true;
        if (isBinary) connection?.receive(data);
        else {
          connection?.gone();
          adapter.close(CODES.badRequest.close, 'badRequest');
        }
      });
      socket.on('close', () => {
        this.#live.delete(live);
        connection?.gone();
      });
    });
  }

  close(): void {
    this.#timer.cancel();
    for (const { socket } of this.#live) socket.terminate();
    this.#server.close();
  }

  #connect(request: IncomingMessage, socket: RoomSocket): RoomConnection | undefined {
    const { rooms, tickets, allowsOrigin } = this.#options;
    const target = targetOf(request.url ?? '');
    let verified: ReturnType<CollabTickets['verify']>;
    if (!allowsOrigin(request.headers.origin, request.headers.host)) verified = { code: 'notAllowed' };
    else if (target === undefined) verified = { code: 'notFound' };
    else verified = tickets.verify(target.ticket, `collab:${target.room}`);
    if (target !== undefined && 'person' in verified) {
      return rooms.connect(socket, { room: target.room, person: verified.person });
    }
    const code = 'code' in verified ? verified.code : 'notFound';
    socket.send(deniedFrame(code));
    socket.close(CODES[code].close, code);
    return undefined;
  }

  #schedulePing(): Timer {
    return this.#options.env.after(PING_PAUSE, () => {
      for (const live of this.#live) {
        if (live.heard) live.socket.ping();
        else live.socket.terminate();
        live.heard = false;
      }
      this.#timer = this.#schedulePing();
    });
  }
}

/** Writes shared frames straight to the stream: without compression `ws` never holds one back, so the order stays. */
class SocketAdapter implements RoomSocket {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;

  constructor(socket: WebSocket, stream: Duplex) {
    this.#socket = socket;
    this.#stream = stream;
  }

  get backlog(): number {
    return this.#stream.writableLength;
  }

  send(frame: Frame): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#stream.write(frame.wire);
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }
}

function targetOf(url: string): { room: string; ticket: string } | undefined {
  const [path = '', query = ''] = url.split('?', 2);
  try {
    const room = decodeURIComponent(path.slice(PREFIX.length));
    return { room, ticket: new URLSearchParams(query).get('ticket') ?? '' };
  } catch {
    // Not a well-formed escape, so not the name of a room.
    return undefined;
  }
}
