import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  DISPLAY_CHANNEL,
  DisplayHello,
  MAX_DISPLAY_FRAME,
  type DisplayMessage,
} from '#protocol/display/live';
import { CODES, type RefusalCode } from '#protocol/wire/codes';
import { OLDEST_CLIENT } from '#protocol/wire/version';
import type { Screens } from '../../domain/display/screens.ts';
import type { Environment } from '../../environment.ts';
import { codeOf } from '../code-of.ts';

/** A socket that hasn't shown its token by then is closed, in milliseconds. */
const HELLO_WITHIN = 10_000;
/** A screen that is so far behind, in bytes, is let go and comes back. */
const MAX_BUFFERED = 1024 * 1024;

/** The WebSocket endpoint of the rooms' screens. It takes one message, the token, and ends what sends a second. */
export interface DisplayEndpoint {
  handles(request: IncomingMessage): boolean;
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  /** Ends every connection. Idempotent. */
  close(): void;
}

export function createDisplayEndpoint(parts: {
  readonly screens: Screens;
  readonly env: Environment;
  readonly allowsOrigin: (origin: string | undefined, host: string | undefined) => boolean;
  /** Where people reach the server, for whoever came by this host and origin. */
  readonly publicOrigin: (request: IncomingMessage) => string;
}): DisplayEndpoint {
  const { screens, env } = parts;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_DISPLAY_FRAME });

  const opened = (socket: WebSocket, origin: string) => {
    let answered = true;
    let leave: (() => void) | 'waiting' | undefined;
    const close = (code: RefusalCode) => socket.close(CODES[code].close, code);
    const impatient = env.after(HELLO_WITHIN, () => close('badRequest'));
    const line = {
      origin,
      send(message: DisplayMessage) {
        if (socket.readyState !== socket.OPEN) return;
        if (socket.bufferedAmount > MAX_BUFFERED) close('slowDown');
        else socket.send(JSON.stringify(message));
      },
      close,
      stillThere() {
        const before = answered;
        answered = false;
        if (before) socket.ping();
        else socket.terminate();
        return before;
      },
    };
    const enter = async (token: string) => {
      try {
        const left = await screens.enter(token, line);
        // It may have gone meanwhile.
        if (socket.readyState === socket.OPEN) leave = left;
        else left();
      } catch (error) {
        const code = codeOf(error);
        if (code === 'broken') env.log.error({ err: error }, "a room's screen could not be opened");
        close(code === 'broken' ? 'busy' : code);
      }
    };
    socket.on('pong', () => {
      answered = true;
    });
    socket.on('message', (data, isBinary) => {
      const hello = isBinary || leave !== undefined || !Buffer.isBuffer(data) ? undefined : read(data);
      if (hello === undefined) return close('badRequest');
      if (hello.protocol < OLDEST_CLIENT) return close('tooOld');
      impatient.cancel();
      leave = 'waiting';
      void enter(hello.token);
    });
    socket.on('close', () => {
      impatient.cancel();
      if (typeof leave === 'function') leave();
    });
  };

  return {
    handles: (request) => request.url?.split('?', 1)[0] === DISPLAY_CHANNEL,
    upgrade(request, stream, head) {
      sockets.handleUpgrade(request, stream, head, (socket) => {
        socket.on('error', () => undefined);
        const { origin, host } = request.headers;
        if (parts.allowsOrigin(origin, host)) opened(socket, parts.publicOrigin(request));
        else socket.close(CODES.notAllowed.close, 'notAllowed');
      });
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function read(data: Buffer): DisplayHello | undefined {
  try {
    return DisplayHello.safeParse(JSON.parse(data.toString())).data;
  } catch {
    return undefined;
  }
}
