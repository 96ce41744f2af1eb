import * as encoding from 'lib0/encoding';
import { writePermissionDenied } from 'y-protocols/auth';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import { writePen, type AuthoredPenPiece } from '#protocol/annotation/pen';
import type { RefusalCode } from '#protocol/wire/codes';
import { COLLAB_MESSAGE } from '#protocol/wire/collab';
import { Frame } from './frame.ts';

/** What the server sends, as y-protocols and `wire/collab.ts` lay it out. */

function frame(type: number, write: (encoder: encoding.Encoder) => void): Frame {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return new Frame(encoding.toUint8Array(encoder));
}

function syncFrame(step: number, bytes: Uint8Array): Frame {
  return frame(COLLAB_MESSAGE.sync, (encoder) => {
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

/** Asks a client for what is missing here; `vector` is the state vector of what is here. */
export function askFrame(vector: Uint8Array): Frame {
  return syncFrame(messageYjsSyncStep1, vector);
}

/** Answers a client's question for what it is missing. */
export function missingFrame(update: Uint8Array): Frame {
  return syncFrame(messageYjsSyncStep2, update);
}

export function updateFrame(update: Uint8Array): Frame {
  return syncFrame(messageYjsUpdate, update);
}

export function deniedFrame(code: RefusalCode): Frame {
  return frame(COLLAB_MESSAGE.auth, (encoder) => writePermissionDenied(encoder, code));
}

export function savedFrame(counter: number): Frame {
  return frame(COLLAB_MESSAGE.saved, (encoder) => encoding.writeVarUint(encoder, counter));
}

export function penFrame(pieces: readonly AuthoredPenPiece[]): Frame {
  return frame(COLLAB_MESSAGE.pen, (encoder) => writePen(encoder, pieces));
}

/** One client's awareness: `state` is JSON, `null` when it is gone. A higher `clock` replaces a lower one. */
export interface AwarenessEntry {
  readonly client: number;
  readonly clock: number;
  readonly state: string;
}

export function awarenessFrame(entries: readonly AwarenessEntry[]): Frame {
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, entries.length);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(inner, client);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, state);
  }
  return frame(COLLAB_MESSAGE.awareness, (encoder) => {
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
  });
}
