import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { MAX_LIVE_FRAME } from '#protocol/meeting/live';
import { CODES, type RefusalCode } from '#protocol/wire/codes';
import { MeetingId } from '#protocol/wire/ids';
import type { Tickets } from '../tickets.ts';
import type { Channels } from './channel.ts';
import { liveConnection } from './connection.ts';

const PREFIX = '/live/';

/** The WebSocket endpoint `/live/<meeting>?ticket=…`. */
export interface LiveEndpoint {
  handles(request: IncomingMessage): boolean;
  /** A refusal comes after the upgrade as a close code: a browser can't tell a script why a handshake failed. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  /** Ends every connection. Idempotent. */
  close(): void;
}

export function createLive(parts: {
  readonly channels: Channels;
  readonly tickets: Tickets;
  readonly allowsOrigin: (origin: string | undefined, host: string | undefined) => boolean;
}): LiveEndpoint {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_LIVE_FRAME,
    perMessageDeflate: { threshold: 4096, concurrencyLimit: 2 },
  });
  return {
    handles: (request) => request.url?.startsWith(PREFIX) === true,
    upgrade(request, stream, head) {
      const url = URL.parse(request.url ?? '', 'http://server');
      const meeting = MeetingId.safeParse(url?.pathname.slice(PREFIX.length));
      sockets.handleUpgrade(request, stream, head, (socket) => {
        // A broken frame ends in `close` as well, with its code; without a listener it would end the process.
        socket.on('error', () => undefined);
        const refuse = (code: RefusalCode) => socket.close(CODES[code].close, code);
        if (!parts.allowsOrigin(request.headers.origin, request.headers.host)) return refuse('notAllowed');
        if (!meeting.success) return refuse('notFound');
        const ticket = parts.tickets.verify(url?.searchParams.get('ticket'), `live:${meeting.data}`);
        if ('code' in ticket) return refuse(ticket.code);
        const { person, session } = ticket;
        liveConnection(socket, { meeting: meeting.data, person, session }, parts.channels);
      });
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
