import { z } from 'zod';
import { canonicalJson, type Json } from './canonical-json.ts';
import { Hash, PersonId } from './ids.ts';

/**
 * Who may see an event of a meeting beyond its chair and secretaries, who always may: everyone of the meeting; everyone
 * but guests, and these guests; or only the people of the named units and the named people.
 */
export const Audience = z.discriminatedUnion('to', [
  z.object({ to: z.literal('all') }),
  z.object({ to: z.literal('members'), guests: z.array(PersonId).max(2500) }),
  z.object({
    to: z.literal('some'),
    units: z.array(z.string().max(200)).max(200),
    people: z.array(PersonId).max(2500),
  }),
]);
export type Audience = z.infer<typeof Audience>;

/** Who did it: a person, or the server itself (an arrival, a departure). */
export const Actor = z.union([PersonId, z.literal('server')]);
export type Actor = z.infer<typeof Actor>;

/** The hashed part of an event. `at` is milliseconds since 1970, by the server's clock. */
export interface EventHead {
  readonly stream: string;
  readonly seq: number;
  readonly at: number;
  readonly actor: Actor;
  readonly type: string;
  readonly audience: Audience;
  readonly payloadHash: Hash;
  readonly prevHash: Hash;
}

/** What the first event of a stream has as `prevHash`. */
export const NO_HASH = Hash.parse('0'.repeat(64));

const encoder = new TextEncoder();

/** The bytes whose SHA-256 is an event's `payloadHash`: the salt, then the payload as canonical JSON. */
export function payloadBytes(salt: string, payload: Json): Uint8Array<ArrayBuffer> {
  return encoder.encode(salt + canonicalJson(payload));
}

/** The bytes whose SHA-256 is an event's `hash`. */
export function headBytes(head: EventHead): Uint8Array<ArrayBuffer> {
  const { stream, seq, at, actor, type, audience, payloadHash, prevHash } = head;
  return encoder.encode(canonicalJson({ stream, seq, at, actor, type, audience, payloadHash, prevHash }));
}

/** The bytes that a server signs to say that a stream ends, or ended then, with this event. */
export function sealBytes(stream: string, seq: number, hash: Hash): Uint8Array<ArrayBuffer> {
  return encoder.encode(canonicalJson({ bantron: 'log', stream, seq, hash }));
}

/** A server's signature (Ed25519) under the end of a stream. Key (32 bytes) and signature (64) in base64url. */
export const Seal = z.object({
  seq: z.int().min(1),
  hash: Hash,
  key: z.string().regex(/^[\w-]{43}$/),
  signature: z.string().regex(/^[\w-]{86}$/),
});
export type Seal = z.infer<typeof Seal>;

/**
 * An event as it is delivered. `withheld` stands for one that the receiver is not in the audience of, or whose payload
 * was erased: its hashes keep the chain whole, and nothing that runs on a client may need more of it.
 */
export const DeliveredEvent = z.union([
  z.object({
    seq: z.int().min(1),
    at: z.int(),
    actor: Actor,
    type: z.string().max(64),
    audience: Audience,
    salt: z.string().max(64),
    payload: z.unknown(),
    prevHash: Hash,
    hash: Hash,
  }),
  z.object({ seq: z.int().min(1), prevHash: Hash, hash: Hash, withheld: z.literal(true) }),
]);
export type DeliveredEvent = z.infer<typeof DeliveredEvent>;
