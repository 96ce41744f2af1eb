import { z } from 'zod';
import type { Ballot, Vote } from '../ballots/records.ts';
import { EMPTY_STREAM, firstFault, LinkedEvent, type ChainFault, type Sha256 } from '../wire/chain.ts';
import { PersonId } from '../wire/ids.ts';
import { Seal, sealBytes } from '../wire/stream.ts';
import { parseMeetingEvent, type MeetingEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { MeetingState } from './records.ts';

/**
 * A meeting's log as it is taken out of the server, for whoever took it out: what they may see, and the place of the rest.
 * `seal` is under its last event. Names are only for reading: the log names people by their ids.
 */
export const LogFile = z.object({
  format: z.literal('bantron-log'),
  version: z.literal(1),
  stream: z.string().max(100),
  takenAt: z.int(),
  names: z.array(z.object({ person: PersonId, name: z.string() })),
  events: z.array(LinkedEvent),
  seal: Seal,
});
export type LogFile = z.infer<typeof LogFile>;

/**
 * What a log that was changed has wrong. Of the chain see {@link ChainFault}; `end`: events are missing at the end, or are
 * too many; `signature`: it wasn't this server that signed the end; `closing`: the log isn't the one that was signed when
 * the meeting ended; `unreadable`: an event isn't what its type says.
 */
export interface LogFault {
  readonly is: ChainFault | 'end' | 'signature' | 'closing' | 'unreadable' | BallotFault;
  /** The event; null for the whole. */
  readonly seq: number | null;
}

/**
 * What a count has wrong: ballots that weren't cast, are missing, were cast otherwise, or stand twice; a roll that isn't
 * that of the ballots cast; another count after it was published.
 */
export type BallotFault = 'roll' | 'ballots' | 'recount';

export interface LogReport {
  readonly faults: readonly LogFault[];
  /** With their numbers and outcomes as they follow from the ballots. */
  readonly votes: readonly Vote[];
  readonly withheld: number;
  readonly erased: number;
  readonly state: MeetingState | undefined;
}

export interface Verifying {
  readonly sha256: Sha256;
  /** Whether an Ed25519 signature holds; key and signature in base64url. */
  readonly isSignedBy: (bytes: Uint8Array<ArrayBuffer>, signature: string, key: string) => boolean;
}

/** Verifies a log with nothing but itself: its chain, its seals and the counts of its votes. */
export function verifyLog(file: LogFile, { sha256, isSignedBy }: Verifying): LogReport {
  const faults: LogFault[] = [];
  const { stream, events, seal } = file;
  const broken = firstFault(stream, EMPTY_STREAM, events, sha256);
  if (broken !== undefined) faults.push(broken);
  const isSeal = (one: Seal) =>
    one.key === seal.key && isSignedBy(sealBytes(stream, one.seq, one.hash), one.signature, one.key);
  const last = events.at(-1);
  if (last?.seq !== seal.seq || last.hash !== seal.hash) faults.push({ is: 'end', seq: seal.seq });
  if (!isSeal(seal)) faults.push({ is: 'signature', seq: null });

  const recount = new Recount();
  let state: MeetingState | undefined;
  let [withheld, erased] = [0, 0];
  for (const event of events) {
    if ('withheld' in event) withheld++;
    else if ('erased' in event) {
      erased++;
      if (event.type.startsWith('vote.')) recount.isWhole = false;
    } else {
      const known = parsed(event.type, event.payload);
      if (known === 'unreadable') {
        faults.push({ is: 'unreadable', seq: event.seq });
        continue;
      }
      if (known === undefined) continue;
      for (const is of recount.faultsOf(state, known)) faults.push({ is, seq: event.seq });
      state = evolve(state, known, event.at);
      if (known.type === 'log.sealed') {
        const { seal: atEnd } = known.payload;
        if (events[atEnd.seq - 1]?.hash !== atEnd.hash || !isSeal(atEnd))
          faults.push({ is: 'closing', seq: event.seq });
      }
    }
  }
  // An ended meeting without the seal of its end isn't the one that ended.
  if (state !== undefined && state.endedAt !== null && state.seal === null)
    faults.push({ is: 'closing', seq: null });
  const votes = state?.voting.votes ?? [];
  return { faults, votes, withheld, erased, state };
}

function parsed(type: string, payload: unknown): MeetingEvent | 'unreadable' | undefined {
  try {
    return parseMeetingEvent(type, payload);
  } catch {
    return 'unreadable';
  }
}

/** Follows the ballots of each vote by itself, and compares the counts with them. */
class Recount {
  isWhole = true;
  /** Who cast for which seat, and what, as far as it is known. */
  readonly #cast = new Map<string, Map<PersonId, string | null>>();
  readonly #counted = new Map<string, string>();

  faultsOf(state: MeetingState | undefined, event: MeetingEvent): BallotFault[] {
    if (event.type === 'vote.cast') {
      const { id, seat, choice, reason } = event.payload;
      const casts = this.#cast.get(id) ?? new Map<PersonId, string | null>();
      // A second event about a ballot says what it holds, to those who may know.
      casts.set(seat, choice === null ? null : said(choice, reason));
      this.#cast.set(id, casts);
      return [];
    }
    if (!this.isWhole) return [];
    if (event.type === 'vote.stopped') {
      const casts = this.#cast.get(event.payload.id);
      const isSame = event.payload.roll.every(
        ({ seat, by }) => (by !== null) === (casts?.has(seat) ?? false),
      );
      return isSame ? [] : ['roll'];
    }
    if (event.type !== 'vote.counted') return [];
    const { id, ballots, hands } = event.payload;
    const vote = state?.voting.votes.find((entry) => entry.id === id);
    if (vote === undefined) return [];
    const now = JSON.stringify([ballots, hands]);
    const before = this.#counted.get(id);
    this.#counted.set(id, now);
    if (before !== undefined) return before === now ? [] : ['recount'];
    return vote.fields.kind === 'hands' || this.#areThose(vote, ballots) ? [] : ['ballots'];
  }

  #areThose({ id, fields, roll }: Vote, ballots: readonly Ballot[]): boolean {
    const voted = roll.filter(({ by }) => by !== null);
    if (ballots.length !== voted.length) return false;
    if (fields.kind === 'secret') {
      const receipts = ballots.flatMap(({ receipt }) => receipt ?? []);
      const isAnonymous = ballots.every(({ seat }) => seat === null);
      return isAnonymous && new Set(receipts).size === (fields.receipts ? ballots.length : 0);
    }
    const casts = this.#cast.get(id);
    const seats = new Set(voted.map(({ seat }) => seat));
    return ballots.every(({ seat, choice, reason }) => {
      if (seat === null || !seats.delete(seat)) return false;
      const known = casts?.get(seat) ?? null;
      return known === null || known === said(choice, reason);
    });
  }
}

function said(choice: readonly number[], reason: string): string {
  return JSON.stringify([choice, reason]);
}
