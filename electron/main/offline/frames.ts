import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/*
 * One file holds one room. It begins with a header of 24 bytes,
 *
 *     "BTOFF" 0x01 0x00 0x00 | 16 random bytes
 *
 * and goes on with frames:
 *
 *     length of the body, u32 | the same, inverted, u32 | body: nonce (12), ciphertext, tag (16)
 *
 * The key of a file comes from the store's key and the random bytes, by HKDF, so a frame can't be moved to another
 * file. The position of a frame is authenticated with it, so frames can't be repeated, dropped or swapped within a
 * file. Removing whole frames from the end can't be noticed by any log that is its own witness; the server is the
 * other one. Nonces are random, not counted: after a torn frame the same position is written again with other bytes.
 */

/** Bytes of the header. */
export const HEADER_BYTES = 24;
/** Bytes that a frame has more than its content. */
export const FRAME_OVERHEAD = 36;
const MAGIC = Buffer.from([0x42, 0x54, 0x4f, 0x46, 0x46, 0x01, 0x00, 0x00]);
const PREFIX_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Starts a file: its header, and the key to seal its frames with. */
export function newHeader(storeKey: Uint8Array): { header: Buffer; fileKey: Buffer } {
  const header = Buffer.concat([MAGIC, randomBytes(HEADER_BYTES - MAGIC.length)]);
  return { header, fileKey: deriveKey(storeKey, header) };
}

function deriveKey(storeKey: Uint8Array, header: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', storeKey, header.subarray(MAGIC.length), 'bantron offline room', 32));
}

/** Seals one frame. `position` counts frames from 0. */
export function sealFrame(fileKey: Uint8Array, position: number, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', fileKey, nonce);
  cipher.setAAD(positionBytes(position));
  const body = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32LE(body.length, 0);
  prefix.writeUInt32LE(~body.length >>> 0, 4);
  return Buffer.concat([prefix, body]);
}

/** What could be read of a file. */
export interface ReadFrames {
  /** Null when even the header can't be used; nothing was read then. */
  readonly fileKey: Buffer | null;
  /** Plain contents by position. A frame that doesn't authenticate is left out. */
  readonly frames: readonly { position: number; plain: Buffer }[];
  /** Where the next frame is to be written, and its position. */
  readonly end: number;
  readonly nextPosition: number;
  /**
   * True when something is wrong that a crash while writing can't explain: bytes were changed, or the key is
   * another. A frame that was cut off at the end was never acknowledged, and is no damage.
   */
  readonly damaged: boolean;
}

/** Reads all frames that can be read. Yjs updates commute, so frames after a bad one are still worth having. */
export function readFrames(storeKey: Uint8Array, file: Buffer): ReadFrames {
  if (file.length < HEADER_BYTES)
    return { fileKey: null, frames: [], end: 0, nextPosition: 0, damaged: !isPrefixOfHeader(file) };
  if (!file.subarray(0, MAGIC.length).equals(MAGIC))
    return { fileKey: null, frames: [], end: 0, nextPosition: 0, damaged: true };

  const fileKey = deriveKey(storeKey, file.subarray(0, HEADER_BYTES));
  const frames: { position: number; plain: Buffer }[] = [];
  let damaged = false;
  let at = HEADER_BYTES;
  let position = 0;
  while (at + PREFIX_BYTES <= file.length) {
    const length = file.readUInt32LE(at);
    const inverted = file.readUInt32LE(at + 4);
    if (inverted !== ~length >>> 0 || length < NONCE_BYTES + TAG_BYTES) {
      damaged = true; // the lengths are gone, and with them the way to the next frame
      break;
    }
    const bodyAt = at + PREFIX_BYTES;
    if (bodyAt + length > file.length) break; // torn
    const plain = openBody(fileKey, position, file.subarray(bodyAt, bodyAt + length));
    if (plain === null) damaged = true;
    else frames.push({ position, plain });
    at = bodyAt + length;
    position += 1;
  }
  return { fileKey, frames, end: at, nextPosition: position, damaged };
}

/** Opens a frame that stands alone. Null when it is not whole, not authentic, or from another position or file. */
export function openFrame(fileKey: Uint8Array, position: number, frame: Buffer): Buffer | null {
  const body = frame.subarray(PREFIX_BYTES);
  const isWhole = body.length >= NONCE_BYTES + TAG_BYTES && frame.readUInt32LE(0) === body.length;
  return isWhole ? openBody(fileKey, position, body) : null;
}

function openBody(fileKey: Uint8Array, position: number, body: Buffer): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', fileKey, body.subarray(0, NONCE_BYTES));
  decipher.setAAD(positionBytes(position));
  decipher.setAuthTag(body.subarray(body.length - TAG_BYTES));
  const plain = decipher.update(body.subarray(NONCE_BYTES, body.length - TAG_BYTES));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    return null; // not authentic: changed bytes, another position or another key
  }
}

/** A file shorter than its header is a crash at its making, when what there is looks like the beginning of one. */
function isPrefixOfHeader(file: Buffer): boolean {
  const compared = Math.min(file.length, MAGIC.length);
  return file.subarray(0, compared).equals(MAGIC.subarray(0, compared));
}

function positionBytes(position: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(position));
  return bytes;
}
