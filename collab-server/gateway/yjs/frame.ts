/**
 * A message on its way to clients. The bytes of its WebSocket frame are made once and shared by all sockets: with a
 * hundred readers that, and not the document, is what an update costs.
 */
export class Frame {
  /** The message of the y-websocket protocol. */
  readonly message: Uint8Array;
  #wire: Buffer | undefined;

  constructor(message: Uint8Array) {
    this.message = message;
  }

  /** The message as one unmasked binary WebSocket frame. Must not be changed. */
  get wire(): Buffer {
    this.#wire ??= binaryFrame(this.message);
    return this.#wire;
  }
}

/** RFC 6455, 5.2: final fragment, opcode 2, the server's side (no mask). */
function binaryFrame(message: Uint8Array): Buffer {
  const { length } = message;
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafeSlow(header + length);
  frame[0] = 0x82;
  if (header === 2) {
    frame[1] = length;
  } else if (header === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(message, header);
  return frame;
}
