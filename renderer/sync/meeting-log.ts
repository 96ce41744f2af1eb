import { evolve } from '#protocol/meeting/evolve';
import { parseMeetingEvent } from '#protocol/meeting/events';
import type { MeetingState } from '#protocol/meeting/records';
import type { Json } from '#protocol/wire/canonical-json';
import { NO_HASH, headBytes, payloadBytes, type DeliveredEvent } from '#protocol/wire/stream';
import { Hash, type MeetingId } from '#protocol/wire/ids';

/** SHA-256 of the bytes; null where the browser has no WebCrypto (plain http beyond this machine). */
export type Digest = (bytes: Uint8Array<ArrayBuffer>) => Promise<Hash>;

/** `gap`: an event is missing before what came. `broken`: what came is not the continuation of what is held. */
export type Received = 'ok' | 'gap' | 'broken';

/** The most events that are kept while an earlier one is missing. */
const MAX_EARLY = 500;

/**
 * What this client holds of a meeting's log: the evolved state, the last sequence number and its hash. Events may come
 * twice or early. Their order and links are checked at once, their hashes as soon as WebCrypto has computed them.
 */
export class MeetingLog {
  readonly #stream: string;
  readonly #digest: Digest | null;
  readonly #onForged: (seq: number) => void;
  #state: MeetingState | undefined;
  #seq = 0;
  #head: Hash = NO_HASH;
  #early = new Map<number, DeliveredEvent>();
  #checks: Promise<void> = Promise.resolve();
  /** Raised whenever everything is replaced, so that a check of what was thrown away reports nothing. */
  #era = 0;

  /** `onForged` is told the first event whose content doesn't have the hash that the chain says. */
  constructor(meeting: MeetingId, digest: Digest | null, onForged: (seq: number) => void) {
    this.#stream = `meeting/${meeting}`;
    this.#digest = digest;
    this.#onForged = onForged;
  }

  get state(): MeetingState | undefined {
    return this.#state;
  }

  get seq(): number {
    return this.#seq;
  }

  get head(): Hash {
    return this.#head;
  }

  /** Whether an event has come whose predecessor has not. */
  get hasGap(): boolean {
    return this.#early.size > 0;
  }

  /** Replaces everything by a snapshot of the server. Events that came before it are taken up where they follow. */
  replace(seq: number, head: Hash, state: MeetingState): Received {
    this.#era++;
    this.#state = state;
    this.#seq = seq;
    this.#head = head;
    for (const early of this.#early.keys()) if (early <= seq) this.#early.delete(early);
    return this.#takeEarly() ? (this.hasGap ? 'gap' : 'ok') : 'broken';
  }

  /** Throws everything away: the next connection starts from a snapshot. */
  forget(): void {
    this.#era++;
    this.#state = undefined;
    this.#seq = 0;
    this.#head = NO_HASH;
    this.#early.clear();
  }

  receive(events: readonly DeliveredEvent[]): Received {
    for (const event of events) {
      if (event.seq === this.#seq + 1) {
        if (!this.#append(event) || !this.#takeEarly()) return 'broken';
      } else if (event.seq > this.#seq && this.#early.size < MAX_EARLY) this.#early.set(event.seq, event);
    }
    return this.hasGap ? 'gap' : 'ok';
  }

  /** Resolves when the hashes of everything received so far are checked. */
  async checked(): Promise<void> {
    await this.#checks;
  }

  #takeEarly(): boolean {
    for (;;) {
      const event = this.#early.get(this.#seq + 1);
      if (event === undefined) return true;
      this.#early.delete(event.seq);
      if (!this.#append(event)) return false;
    }
  }

  #append(event: DeliveredEvent): boolean {
    if (event.prevHash !== this.#head) return false;
    if (!('withheld' in event)) {
      try {
        // A type that this version doesn't know was written by a newer server and changes nothing here.
        const parsed = parseMeetingEvent(event.type, event.payload);
        if (parsed !== undefined) this.#state = evolve(this.#state, parsed, event.at);
      } catch {
        return false;
      }
      this.#check(event);
    }
    this.#seq = event.seq;
    this.#head = event.hash;
    return true;
  }

  #check(event: Exclude<DeliveredEvent, { withheld: true }>): void {
    const digest = this.#digest;
    if (digest === null) return;
    const era = this.#era;
    this.#checks = this.#checks.then(async () => {
      const good = await isGenuine(this.#stream, event, digest);
      if (!good && era === this.#era) this.#onForged(event.seq);
    });
  }
}

async function isGenuine(
  stream: string,
  event: Exclude<DeliveredEvent, { withheld: true }>,
  digest: Digest,
): Promise<boolean> {
  const { seq, at, actor, type, audience, salt, payload, prevHash, hash } = event;
  // JSON.parse made the payload, so it is Json by construction; canonicalJson throws on anything else.
  const payloadHash = await digest(payloadBytes(salt, payload as Json));
  return (
    (await digest(headBytes({ stream, seq, at, actor, type, audience, payloadHash, prevHash }))) === hash
  );
}

/** The browser's SHA-256, or null where the page may not use it. */
export function webDigest(): Digest | null {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return null;
  return async (bytes) => {
    const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
    return Hash.parse(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
  };
}
