import type { Ballot, Vote } from '#protocol/ballots/records';
import { refuse, type Refusal } from '#protocol/wire/codes';
import { MeetingId, VoteId, type PersonId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Statement, Storage } from '../../storage/port.ts';
import type { StreamHead } from '#protocol/wire/chain';
import { streamOf } from '../meeting/meetings.ts';
import type { KeyFiles } from './key-files.ts';
import { createSealer, NONCE_BYTES, type Sealer } from './sealing.ts';

/** A secret vote as it is kept in memory: nothing of what a ballot says. */
interface OpenBox {
  readonly sealer: Sealer;
  /** The row whose ballot has the receipt, by the receipt's tag. */
  readonly rows: Map<string, string>;
  /** The other way round. */
  readonly tags: Map<string, string>;
}

/** The statement that puts a ballot into the box, or why it may not. To be called in the turn in which it is decided. */
export type PutIn = (seat: PersonId, ballot: Pick<Ballot, 'receipt' | 'choice'>) => Statement | Refusal;

/**
 * The secret votes that aren't counted yet. Each ballot is one row, sealed with the key of its vote; putting one in is a
 * statement of the unit that says that it was cast. A key that is lost, or that has seen a later database than this one,
 * opens nothing any more.
 */
export interface BallotBox {
  /** Makes the key of a vote that is about to begin; it is on the disk once this resolves. */
  prepare(meeting: MeetingId, vote: VoteId): Promise<void>;
  /** Refused with `ballotKeyLost`. */
  opening(meeting: MeetingId, vote: Pick<Vote, 'id' | 'fields'>): Promise<PutIn | Refusal>;
  /** The ballots of the roll, sorted so that they say nothing of who cast them or when. Refused with `ballotKeyLost`. */
  ballotsOf(meeting: MeetingId, vote: Vote): Promise<readonly Ballot[] | Refusal>;
  /** Takes all ballots of a vote out. */
  emptied(meeting: MeetingId, vote: VoteId): Statement;
  /** Votes that have a key or ballots. */
  kept(): Promise<readonly { readonly meeting: MeetingId; readonly vote: VoteId }[]>;
  /** Ballots that were put in and not committed are not there: memory is read again from what is on the disk. */
  lost(meeting: MeetingId): void;
  /** The log has got so far with this vote: whoever was answered relies on it. */
  acknowledged(meeting: MeetingId, vote: VoteId, head: StreamHead): void;
  destroyKey(meeting: MeetingId, vote: VoteId): Promise<void>;
  /** The same of what is left of a vote, unless it belongs to a later database than this one, which may be put back. */
  destroyLeftOver(meeting: MeetingId, vote: VoteId): Promise<void>;
}

export function createBallotBox(storage: Storage, env: Environment, keys: KeyFiles): BallotBox {
  const { sql } = storage;
  const boxes = new Map<string, Promise<OpenBox | undefined>>();
  const nameOf = (meeting: MeetingId, vote: VoteId) => `${meeting}/${vote}`;

  const rowsOf = (meeting: MeetingId, vote: VoteId) =>
    storage.read(
      sql
        .selectFrom('ballot')
        .select(['id', 'sealed'])
        .where('meeting', '=', meeting)
        .where('vote', '=', vote)
        .compile(),
    );
  /** Whether the database holds what the key has seen: a copy from before a ballot was acknowledged doesn't. */
  const holds = async (meeting: MeetingId, { seq, hash }: StreamHead): Promise<boolean> => {
    const query = sql
      .selectFrom('event')
      .select('hash')
      .where('stream', '=', streamOf(meeting))
      .where('seq', '=', seq)
      .compile();
    const [event] = await storage.read(query);
    return event?.hash === hash;
  };
  const lostKey = (meeting: MeetingId, vote: VoteId, why: string): undefined => {
    env.log.error({ meeting, vote }, `a secret vote can't be counted: ${why}`);
  };
  const read = async (meeting: MeetingId, vote: VoteId): Promise<OpenBox | undefined> => {
    const file = await keys.read(meeting, vote);
    if (file === undefined) return lostKey(meeting, vote, 'its key is gone');
    if (file.mark !== undefined && !(await holds(meeting, file.mark)))
      return lostKey(meeting, vote, 'the database is older than its key');
    const box: OpenBox = {
      sealer: createSealer(file.key, meeting, vote),
      rows: new Map(),
      tags: new Map(),
    };
    for (const { id, sealed } of await rowsOf(meeting, vote)) {
      const ballot = box.sealer.open(id, sealed);
      if (ballot === undefined) return lostKey(meeting, vote, 'a ballot is not as it was put in');
      if (ballot.receipt !== null) hold(box, textOf(id), box.sealer.tagOf(ballot.receipt));
    }
    return box;
  };
  const load = (meeting: MeetingId, vote: VoteId): Promise<OpenBox | undefined> => {
    const name = nameOf(meeting, vote);
    const known = boxes.get(name);
    if (known !== undefined) return known;
    const reading = read(meeting, vote);
    boxes.set(name, reading);
    const forget = () => boxes.get(name) === reading && boxes.delete(name);
    reading.then((box) => box ?? forget(), forget);
    return reading;
  };

  const destroyKey = (meeting: MeetingId, vote: VoteId) => {
    boxes.delete(nameOf(meeting, vote));
    return keys.destroy(meeting, vote);
  };

  return {
    prepare: (meeting, vote) => keys.ensure(meeting, vote),
    async opening(meeting, { id: vote, fields }) {
      const reading = load(meeting, vote);
      const box = await reading;
      if (box === undefined) return refuse('ballotKeyLost');
      return (seat, ballot) => {
        // Read again meanwhile: this one doesn't know what was put in since.
        if (boxes.get(nameOf(meeting, vote)) !== reading) return refuse('busy');
        const { sealer, rows } = box;
        const id = sealer.rowOf(seat);
        const { receipt } = ballot;
        if (receipt !== null) {
          const tag = sealer.tagOf(receipt);
          const holder = rows.get(tag);
          if (holder !== undefined && holder !== textOf(id)) return refuse('receiptTaken');
          hold(box, textOf(id), tag);
        }
        const sealed = sealer.seal(id, ballot, env.randomBytes(NONCE_BYTES));
        const insert = sql.insertInto('ballot').values({ meeting, vote, id, sealed });
        const put = fields.mayChange
          ? insert.onConflict((row) => row.columns(['meeting', 'vote', 'id']).doUpdateSet({ sealed }))
          : insert;
        return { query: put.compile(), changes: 1 };
      };
    },
    async ballotsOf(meeting, { id: vote, roll }) {
      const box = await load(meeting, vote);
      if (box === undefined) return refuse('ballotKeyLost');
      const sealed = new Map((await rowsOf(meeting, vote)).map((row) => [textOf(row.id), row.sealed]));
      const ballots: Ballot[] = [];
      for (const { seat, by } of roll) {
        if (by === null) continue;
        const id = box.sealer.rowOf(seat);
        const own = sealed.get(textOf(id));
        const ballot = own === undefined ? undefined : box.sealer.open(id, own);
        if (ballot === undefined) {
          lostKey(meeting, vote, 'a ballot is missing, or not as it was put in');
          return refuse('ballotKeyLost');
        }
        ballots.push({ seat: null, reason: '', ...ballot });
      }
      return ballots.toSorted(byReceiptOrChoice);
    },
    emptied: (meeting, vote) => ({
      query: sql.deleteFrom('ballot').where('meeting', '=', meeting).where('vote', '=', vote).compile(),
    }),
    async kept() {
      const rows = await storage.read(
        sql.selectFrom('ballot').select(['meeting', 'vote']).distinct().compile(),
      );
      const all = [...(await keys.list())];
      for (const row of rows) {
        const one = { meeting: MeetingId.parse(row.meeting), vote: VoteId.parse(row.vote) };
        if (!all.some(({ meeting, vote }) => meeting === one.meeting && vote === one.vote)) all.push(one);
      }
      return all;
    },
    lost(meeting) {
      for (const name of boxes.keys()) if (name.startsWith(`${meeting}/`)) boxes.delete(name);
    },
    acknowledged(meeting, vote, head) {
      try {
        keys.mark(meeting, vote, head);
      } catch (error) {
        env.log.warn({ err: error, meeting, vote }, 'how far a secret vote has got could not be noted');
      }
    },
    destroyKey,
    async destroyLeftOver(meeting, vote) {
      const file = await keys.read(meeting, vote);
      if (file?.mark === undefined || (await holds(meeting, file.mark))) await destroyKey(meeting, vote);
      else env.log.error({ meeting, vote }, 'the database is older than the key of a secret vote');
    },
  };
}

/** A row has one receipt: with a ballot that is changed the earlier one is free. */
function hold({ rows, tags }: OpenBox, row: string, tag: string): void {
  const before = tags.get(row);
  if (before !== undefined) rows.delete(before);
  rows.set(tag, row);
  tags.set(row, tag);
}

function textOf(row: Uint8Array): string {
  return Buffer.from(row).toString('base64');
}

function byReceiptOrChoice(one: Ballot, other: Ballot): number {
  if (one.receipt !== null && other.receipt !== null) return one.receipt < other.receipt ? -1 : 1;
  const places = Math.max(one.choice.length, other.choice.length);
  for (let n = 0; n < places; n++) {
    const difference = (one.choice[n] ?? -1) - (other.choice[n] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
