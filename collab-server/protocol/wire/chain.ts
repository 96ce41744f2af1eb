import { z } from 'zod';
import type { Json } from './canonical-json.ts';
import { Hash } from './ids.ts';
import { Actor, Audience, headBytes, NO_HASH, payloadBytes, type EventHead } from './stream.ts';

/** SHA-256 of the bytes. */
export type Sha256 = (bytes: Uint8Array<ArrayBuffer>) => Hash;

const links = { seq: z.int().min(1), prevHash: Hash, hash: Hash };
const head = { at: z.int(), actor: Actor, type: z.string().max(64), audience: Audience, payloadHash: Hash };

/**
 * An event as it leaves the server to be kept and verified: whole; `erased`, of which the log keeps that it was; or
 * `withheld` from whoever took it out, of which only its place in the chain is known.
 */
export const LinkedEvent = z.union([
  // Most are whole: the first that fits is the first that is tried.
  z.object({ ...links, ...head, salt: z.string().max(64), payload: z.unknown() }),
  z.object({ ...links, ...head, erased: z.literal(true) }),
  z.object({ ...links, withheld: z.literal(true) }),
]);
export type LinkedEvent = z.infer<typeof LinkedEvent>;

/** What is wrong with an event: its number, its link to the one before, its own hash, or that of its payload. */
export type ChainFault = 'number' | 'link' | 'hash' | 'payload';

/** Where a stream ends: `seq` of its last event (0: none) and that event's hash. */
export interface StreamHead {
  readonly seq: number;
  readonly hash: Hash;
}

export const EMPTY_STREAM: StreamHead = { seq: 0, hash: NO_HASH };

/**
 * The first event that doesn't continue the stream as it was written: changed, left out, put in or moved. Undefined when
 * all hold. `after` is what they follow on. An erased payload is no fault, and of a withheld event only its place is looked
 * at.
 */
export function firstFault(
  stream: string,
  after: StreamHead,
  events: readonly LinkedEvent[],
  sha256: Sha256,
): { readonly seq: number; readonly is: ChainFault } | undefined {
  let { seq, hash } = after;
  for (const event of events) {
    seq++;
    const is = faultOf(stream, { seq, hash }, event, sha256);
    if (is !== undefined) return { seq, is };
    hash = event.hash;
  }
  return undefined;
}

function faultOf(
  stream: string,
  { seq, hash }: StreamHead,
  event: LinkedEvent,
  sha256: Sha256,
): ChainFault | undefined {
  if (event.seq !== seq) return 'number';
  if (event.prevHash !== hash) return 'link';
  if ('withheld' in event) return undefined;
  const { at, actor, type, audience, payloadHash, prevHash } = event;
  const hashed: EventHead = { stream, seq, at, actor, type, audience, payloadHash, prevHash };
  if (event.hash !== sha256(headBytes(hashed))) return 'hash';
  if ('erased' in event) return undefined;
  return payloadHash === sha256(payloadBytes(event.salt, event.payload as Json)) ? undefined : 'payload';
}
