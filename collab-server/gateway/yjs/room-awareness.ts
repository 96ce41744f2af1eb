import * as decoding from 'lib0/decoding';
import type { PersonId } from '#protocol/wire/ids';
import type { Environment, Timer } from '../../environment.ts';
import type { Frame } from './frame.ts';
import type { RoomLimits } from './limits.ts';
import { awarenessFrame, type AwarenessEntry } from './messages.ts';

/** Most entries in one message from a client: a stock provider repeats those of others. */
const MOST_ENTRIES = 2000;

/** Reads an awareness message. Throws on anything malformed or out of bounds. */
export function readAwareness(decoder: decoding.Decoder): AwarenessEntry[] {
  const inner = decoding.createDecoder(decoding.readVarUint8Array(decoder));
  const count = decoding.readVarUint(inner);
  if (count > MOST_ENTRIES) throw new RangeError('too many awareness entries');
  const entries: AwarenessEntry[] = [];
  for (let i = 0; i < count; i++) {
    const client = decoding.readVarUint(inner);
    const clock = decoding.readVarUint(inner);
    entries.push({ client, clock, state: decoding.readVarString(inner) });
  }
  return entries;
}

/**
 * Who is in the room and where their cursors are. Changes are gathered and relayed in one frame per pause, so that a
 * hundred moving cursors cost ten frames a second. Nothing of it is stored.
 */
export class RoomAwareness {
  readonly #env: Environment;
  readonly #limits: RoomLimits;
  readonly #relay: (frame: Frame) => void;
  readonly #entries = new Map<number, AwarenessEntry>();
  readonly #changed = new Set<number>();
  #timer: Timer | undefined;

  constructor(env: Environment, limits: RoomLimits, relay: (frame: Frame) => void) {
    this.#env = env;
    this.#limits = limits;
    this.#relay = relay;
  }

  /** Takes a state of a client id that belongs to `person`. Old, oversized and ill-formed ones are ignored. */
  set({ client, clock, state }: AwarenessEntry, person: PersonId): void {
    const known = this.#entries.get(client);
    const gone = state === 'null';
    // The same clock again with `null` is how Yjs says that a client has left.
    if (
      known !== undefined &&
      (clock < known.clock || (clock === known.clock && !(gone && known.state !== 'null')))
    ) {
      return;
    }
    const signed = gone ? state : this.#signed(state, person);
    if (signed === undefined) return;
    this.#entries.set(client, { client, clock, state: signed });
    this.#change(client);
  }

  /** The client's socket has closed. */
  remove(client: number): void {
    const known = this.#entries.get(client);
    if (known === undefined || known.state === 'null') return;
    this.#entries.set(client, { client, clock: known.clock + 1, state: 'null' });
    this.#change(client);
  }

  /** Everybody who is there, or undefined when nobody is. */
  all(): Frame | undefined {
    const present = [...this.#entries.values()].filter(({ state }) => state !== 'null');
    return present.length === 0 ? undefined : awarenessFrame(present);
  }

  close(): void {
    this.#timer?.cancel();
    this.#changed.clear();
  }

  #change(client: number): void {
    this.#changed.add(client);
    this.#timer ??= this.#env.after(this.#limits.awarenessPause, () => this.#flush());
  }

  #flush(): void {
    this.#timer = undefined;
    const entries: AwarenessEntry[] = [];
    for (const client of this.#changed) {
      const entry = this.#entries.get(client);
      if (entry === undefined) continue;
      entries.push(entry);
      if (entry.state === 'null') this.#entries.delete(client);
    }
    this.#changed.clear();
    if (entries.length > 0) this.#relay(awarenessFrame(entries));
  }

  /** The state with its author in it: who somebody is, the server says. */
  #signed(state: string, person: PersonId): string | undefined {
    if (state.length > this.#limits.awarenessBytes) return undefined;
    let value: unknown;
    try {
      value = JSON.parse(state);
    } catch {
      return undefined;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return JSON.stringify({ ...value, person });
  }
}
