import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * A WebSocket client that costs next to nothing, so that what is measured is the server: it writes whole frames and
 * hands over the bytes it reads as they come.
 */
export class RawSocket {
  readonly #socket: Socket;

  static async open(port: number, path: string, onBytes: (bytes: Buffer) => void): Promise<RawSocket> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    const { promise, resolve } = Promise.withResolvers<void>();
    let head = '';
    const onHead = (bytes: Buffer): void => {
      head += bytes.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      socket.off('data', onHead);
      socket.on('data', onBytes);
      if (head.length > end + 4) onBytes(Buffer.from(head.slice(end + 4), 'latin1'));
      resolve();
    };
    socket.on('data', onHead);
    socket.on('error', () => socket.destroy());
    await promise;
    if (!head.startsWith('HTTP/1.1 101')) throw new Error(`not upgraded: ${head.split('\r\n', 1)[0] ?? ''}`);
    return new RawSocket(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Sends one binary message. The mask is zero, which is allowed and saves the work. */
  send(message: Uint8Array): void {
    const { length } = message;
    const header = length < 126 ? 6 : length < 65_536 ? 8 : 14;
    const frame = Buffer.alloc(header + length);
    frame[0] = 0x82;
    if (header === 6) frame[1] = 0x80 | length;
    else if (header === 8) {
      frame[1] = 0x80 | 126;
      frame.writeUInt16BE(length, 2);
    } else {
      frame[1] = 0x80 | 127;
      frame.writeBigUInt64BE(BigInt(length), 2);
    }
    frame.set(message, header);
    this.#socket.write(frame);
  }

  close(): void {
    this.#socket.destroy();
  }
}
