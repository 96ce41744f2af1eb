import { createHash } from 'node:crypto';
import type { Json } from '#protocol/wire/canonical-json';
import { firstFault as faultInChain, type StreamHead, type LinkedEvent } from '#protocol/wire/chain';
import { Hash } from '#protocol/wire/ids';
import {
  Actor,
  Audience,
  headBytes,
  payloadBytes,
  type DeliveredEvent,
  type EventHead,
} from '#protocol/wire/stream';
import type { Environment } from '../environment.ts';
import type { Statement, Storage } from '../storage/port.ts';

/** An event as it is kept. Salt and payload are null once erased; the hashes stay. */
export interface StoredEvent extends EventHead {
  readonly hash: Hash;
  readonly salt: string | null;
  readonly payload: Json | null;
}

export interface EventDraft {
  readonly at: number;
  readonly actor: Actor;
  readonly type: string;
  readonly audience: Audience;
  readonly payload: Json;
}

function sha256(bytes: Uint8Array | string): Hash {
  return Hash.parse(createHash('sha256').update(bytes).digest('hex'));
}

/** Chains drafts to the head of a stream: seq, salts and hashes. */
export function chained(
  env: Environment,
  stream: string,
  head: StreamHead,
  drafts: readonly EventDraft[],
): StoredEvent[] {
  let { seq, hash: prevHash } = head;
  return drafts.map((draft) => {
    const { at, actor, type, audience, payload } = draft;
    const salt = Buffer.from(env.randomBytes(16)).toString('base64url');
    const payloadHash = sha256(payloadBytes(salt, payload));
    const event: EventHead = { stream, seq: ++seq, at, actor, type, audience, payloadHash, prevHash };
    const hash = sha256(headBytes(event));
    prevHash = hash;
    return { ...event, hash, salt, payload };
  });
}

/**
 * The statements that append events after `head`. The unit fails with a ConflictError when the stream has moved on
 * meanwhile, so that two writers can't both append.
 */
export function appendStatements(
  storage: Storage,
  head: StreamHead,
  events: readonly StoredEvent[],
): Statement[] {
  const last = events.at(-1);
  if (last === undefined) return [];
  const { sql } = storage;
  const moveHead =
    head.seq === 0
      ? sql.insertInto('stream').values({ id: last.stream, seq: last.seq, hash: last.hash })
      : sql
          .updateTable('stream')
          .set({ seq: last.seq, hash: last.hash })
          .where('id', '=', last.stream)
          .where('seq', '=', head.seq)
          .where('hash', '=', head.hash);
  return [
    { query: moveHead.compile(), changes: 1 },
    ...events.map((event) => ({
      query: sql
        .insertInto('event')
        .values({
          stream: event.stream,
          seq: event.seq,
          at: event.at,
          actor: event.actor,
          type: event.type,
          audience: JSON.stringify(event.audience),
          payload_hash: event.payloadHash,
          prev_hash: event.prevHash,
          hash: event.hash,
          salt: event.salt,
          payload: JSON.stringify(event.payload),
        })
        .compile(),
    })),
  ];
}

/** Events of a stream after `since`, in order, at most `limit`. */
export async function readEvents(
  storage: Storage,
  stream: string,
  since: number,
  limit = 1_000_000,
): Promise<StoredEvent[]> {
  const rows = await storage.read(
    storage.sql
      .selectFrom('event')
      .selectAll()
      .where('stream', '=', stream)
      .where('seq', '>', since)
      .orderBy('seq')
      .limit(limit)
      .compile(),
  );
  return rows.map((row) => ({
    stream: row.stream,
    seq: row.seq,
    at: row.at,
    actor: Actor.parse(row.actor),
    type: row.type,
    audience: Audience.parse(JSON.parse(row.audience)),
    payloadHash: Hash.parse(row.payload_hash),
    prevHash: Hash.parse(row.prev_hash),
    hash: Hash.parse(row.hash),
    salt: row.salt,
    payload: row.payload === null ? null : (JSON.parse(row.payload) as Json),
  }));
}

/** The number of the first event that doesn't continue the stream as it was written; undefined when all hold. */
export function firstFault(
  stream: string,
  after: StreamHead,
  events: readonly StoredEvent[],
): number | undefined {
  const strange = events.find((event) => event.stream !== stream);
  const linked = events.map((event) => linkedEvent(event, true));
  return strange?.seq ?? faultInChain(stream, after, linked, sha256)?.seq;
}

/** A statement that makes its unit fail with a ConflictError unless the stream still ends there. */
export function stillEndsAt(storage: Storage, stream: string, head: StreamHead): Statement {
  const query = storage.sql
    .updateTable('stream')
    .set({ hash: head.hash })
    .where('id', '=', stream)
    .where('seq', '=', head.seq)
    .where('hash', '=', head.hash)
    .compile();
  return { query, changes: 1 };
}

/** The event for a receiver: whole for whoever is in its audience, otherwise only its place in the chain. */
export function delivered(event: StoredEvent, inAudience: boolean): DeliveredEvent {
  const { seq, at, actor, type, audience, salt, payload, prevHash, hash } = event;
  if (!inAudience || salt === null) return { seq, prevHash, hash, withheld: true };
  return { seq, at, actor, type, audience, salt, payload, prevHash, hash };
}

/** The same as it is taken out of the server, to be kept and verified elsewhere. */
export function linkedEvent(event: StoredEvent, inAudience: boolean): LinkedEvent {
  const { seq, at, actor, type, audience, salt, payload, payloadHash, prevHash, hash } = event;
  if (!inAudience) return { seq, prevHash, hash, withheld: true };
  const head = { seq, prevHash, hash, at, actor, type, audience, payloadHash };
  // Half of it erased is a fault, not an erasure.
  return salt === null && payload === null
    ? { ...head, erased: true }
    : { ...head, salt: salt ?? '', payload };
}
