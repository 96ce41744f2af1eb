import type { WebSocket } from 'ws';
import { LiveFromClient, MAX_LIVE_FRAME, type LiveFromServer } from '#protocol/meeting/live';
import { CODES, type RefusalCode } from '#protocol/wire/codes';
import type { DeviceId, MeetingId, PersonId } from '#protocol/wire/ids';
import type { MediaPeer } from '../../domain/media/seats.ts';

/** A client that is so far behind, in bytes, is let go: it comes back and gets the rest in one piece. */
const MAX_BUFFERED = 8 * 1024 * 1024;

/** One client's socket on a meeting channel: frames in and out, nothing of what they mean. */
export interface LiveConnection {
  readonly meeting: MeetingId;
  readonly person: PersonId;
  readonly session: string;
  /** Known after `hello`. */
  device: DeviceId | undefined;
  media: MediaPeer | undefined;
  /** Of whose presence it was told last; undefined: of nobody's yet. */
  toldOf: 'nobody' | 'inside' | 'everyone' | undefined;
  send(message: LiveFromServer): void;
  /** Sends a frame that was written once for many. */
  sendText(text: string): void;
  close(code: RefusalCode): void;
  /** False from the moment in which either side began to close. */
  readonly open: boolean;
  /** Whether the client answered since the last call. */
  alive(): boolean;
  ping(): void;
  terminate(): void;
}

export interface LiveHandlers {
  opened(connection: LiveConnection): void;
  message(connection: LiveConnection, message: LiveFromClient): void;
  closed(connection: LiveConnection): void;
}

export function liveConnection(
  socket: WebSocket,
  who: { meeting: MeetingId; person: PersonId; session: string },
  handlers: LiveHandlers,
): LiveConnection {
  let answered = true;
  const connection: LiveConnection = {
    ...who,
    device: undefined,
    media: undefined,
    toldOf: undefined,
    send: (message) => connection.sendText(JSON.stringify(message)),
    sendText(text) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > MAX_BUFFERED) connection.close('slowDown');
      else socket.send(text);
    },
    get open() {
      return socket.readyState === socket.OPEN;
    },
    close: (code) => socket.close(CODES[code].close, code),
    alive() {
      const before = answered;
      answered = false;
      return before;
    },
    ping: () => socket.ping(),
    terminate: () => socket.terminate(),
  };
  socket.on('pong', () => {
    answered = true;
  });
  socket.on('message', (data, isBinary) => {
    answered = true;
    const text =
      isBinary || !Buffer.isBuffer(data) || data.length > MAX_LIVE_FRAME ? undefined : data.toString();
    const message = text === undefined ? undefined : parsed(text);
    if (message === undefined) connection.close('badRequest');
    else if (message !== 'unknown') handlers.message(connection, message);
  });
  socket.on('close', () => handlers.closed(connection));
  handlers.opened(connection);
  return connection;
}

const TYPES = new Set(LiveFromClient.options.map((option) => option.shape.type.value as string));

/** A message; 'unknown' for a type that this version doesn't know (ignored); undefined for anything malformed. */
function parsed(text: string): LiveFromClient | 'unknown' | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = LiveFromClient.safeParse(value);
  if (result.success) return result.data;
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  return typeof type === 'string' && !TYPES.has(type) ? 'unknown' : undefined;
}
