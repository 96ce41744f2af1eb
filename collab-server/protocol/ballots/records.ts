import { z } from 'zod';
import { ItemId, lettersOf, PaperId, PersonId, VersionId, VoteId } from '../wire/ids.ts';
import { line, lines } from '../wire/text.ts';
import { Choice, MAX_OPTIONS } from './choice.ts';

const time = z.int().min(0).max(8.64e15);
const count = z.int().min(0);

/** The page of a paper that a motion is about. Pages are counted from 0. */
export const VoteTopic = z.object({ paper: PaperId, version: VersionId, page: z.int().min(0).max(20_000) });
export type VoteTopic = z.infer<typeof VoteTopic>;

const options = z
  .array(line(200))
  .min(2)
  .max(MAX_OPTIONS)
  .refine((labels) => new Set(labels).size === labels.length);

/**
 * What is put to the vote. `motion`: agree or disagree. `options`: up to `most` of several. `ranking`: several put in
 * order. `election`: up to `seats` of the candidates. A blank ballot (phiếu trắng) is a choice in all of them.
 */
export const VoteMethod = z
  .discriminatedUnion('is', [
    z.object({ is: z.literal('motion') }),
    z.object({ is: z.literal('options'), options, most: z.int().min(1).max(MAX_OPTIONS) }),
    z.object({ is: z.literal('ranking'), options }),
    z.object({ is: z.literal('election'), options, seats: z.int().min(1).max(MAX_OPTIONS) }),
  ])
  .refine((method) => method.is !== 'options' || method.most <= method.options.length)
  .refine((method) => method.is !== 'election' || method.seats <= method.options.length);
export type VoteMethod = z.infer<typeof VoteMethod>;

/**
 * What carries: a share of a base, at least it or more than it; null: the most votes (đa số tương đối). The bases: `cast`,
 * ballots cast, blank ones too; `valid`, those that say something; `present`, who is entitled and there; `entitled`, all
 * who are. A tie of a motion is lost, unless the side that the chair voted for decides.
 */
export const MajorityRule = z.object({
  base: z.enum(['cast', 'valid', 'present', 'entitled']),
  share: z
    .object({ of: z.tuple([z.int().min(1).max(100), z.int().min(1).max(100)]), isMoreThan: z.boolean() })
    .refine(({ of: [part, whole], isMoreThan }) => (isMoreThan ? part < whole : part <= whole))
    .nullable(),
  chairBreaksTie: z.boolean(),
});
export type MajorityRule = z.infer<typeof MajorityRule>;

/** More than half of the valid ballots. */
export const SIMPLE_MAJORITY: MajorityRule = {
  base: 'valid',
  share: { of: [1, 2], isMoreThan: true },
  chairBreaksTie: false,
};

export const MAX_WEIGHT = 1_000_000;
/** Entitled people of one vote. */
export const MAX_VOTERS = 2500;

/** How many parts of the whole somebody's ballot counts; whoever isn't named has one. */
export const VoteWeight = z.object({ person: PersonId, weight: z.int().min(1).max(MAX_WEIGHT) });

/**
 * What is fixed when a vote begins. `kind`: biểu quyết công khai (the log holds who chose what), bỏ phiếu kín (it holds who
 * has voted, never what), or giơ tay (hands are counted in the room, and the secretary enters the numbers). `show`: the
 * numbers are seen while they grow, at the end, or by the chair and the secretaries until they are published.
 */
export const VoteFields = z
  .object({
    motion: lines(2000, 1),
    item: ItemId.nullable(),
    about: VoteTopic.nullable(),
    method: VoteMethod,
    kind: z.enum(['named', 'secret', 'hands']),
    rule: MajorityRule,
    show: z.enum(['live', 'atEnd', 'chair']),
    /** A ballot may be cast again while the vote is open; the last one counts. */
    mayChange: z.boolean(),
    /** Whoever casts gives their password again. */
    needsPassword: z.boolean(),
    /** Of a secret vote: each device makes a receipt with which its ballot is found in the published list. */
    receipts: z.boolean(),
    /** Who is entitled; null: the chair and the delegates. */
    electorate: z.array(PersonId).min(1).max(MAX_VOTERS).nullable(),
    weights: z.array(VoteWeight).max(MAX_VOTERS),
  })
  .refine(({ kind, weights, rule, show, receipts }) => {
    if (kind === 'secret') return weights.length === 0 && !rule.chairBreaksTie && show !== 'live';
    return !receipts && (kind === 'named' || (weights.length === 0 && !rule.chairBreaksTie));
  })
  .refine(({ method, rule }) => method.is === 'motion' || !rule.chairBreaksTie)
  .refine(({ kind, method }) => kind !== 'hands' || method.is !== 'ranking');
export type VoteFields = z.infer<typeof VoteFields>;

/** 80 random bits that the voter's device chose. */
export const Receipt = z
  .string()
  .regex(/^[0-9a-hjkmnp-tv-z]{16}$/)
  .brand<'Receipt'>();
export type Receipt = z.infer<typeof Receipt>;

const RECEIPT_LENGTH = 16;

/** Random bytes (at least 16 of them) as a receipt. */
export function newReceipt(bytes: Uint8Array): Receipt {
  return Receipt.parse(lettersOf(bytes, RECEIPT_LENGTH));
}

export const MAX_REASON = 2000;

/** Why somebody chose as they did (ý kiến khác, lý do); empty where they said nothing, and in a secret vote. */
export const Reason = lines(MAX_REASON, 0);

/**
 * That a seat's ballot was cast, and by whom. `choice` is null where it isn't known to whoever looks, or to anybody; there
 * `reason` is empty.
 */
export const Cast = z.object({
  seat: PersonId,
  by: PersonId,
  at: time,
  choice: Choice.nullable(),
  reason: Reason.default(''),
});
export type Cast = z.infer<typeof Cast>;

/** An entitled seat when the vote was stopped. `by`: who cast its ballot; null: nobody did (không biểu quyết). */
export const RollSeat = z.object({
  seat: PersonId,
  by: PersonId.nullable(),
  isPresent: z.boolean(),
  weight: z.int().min(1).max(MAX_WEIGHT),
});
export type RollSeat = z.infer<typeof RollSeat>;

/** A counted ballot: of a named vote with its seat, of a secret one with its receipt, where there are receipts. */
export const Ballot = z.object({
  seat: PersonId.nullable(),
  receipt: Receipt.nullable(),
  choice: Choice,
  reason: Reason.default(''),
});
export type Ballot = z.infer<typeof Ballot>;

/** Hands or sheets as they were counted in the room: all of them, those for each option, blank, and unreadable ones. */
export const HandCount = z.object({
  cast: count.max(MAX_VOTERS),
  options: z.array(count.max(MAX_VOTERS)).min(2).max(MAX_OPTIONS),
  blank: count.max(MAX_VOTERS),
  invalid: count.max(MAX_VOTERS),
});
export type HandCount = z.infer<typeof HandCount>;

/** Túc số when the vote was stopped; null where the meeting has no rule. */
export const VoteQuorum = z.object({ present: count, of: count, needed: count });
export type VoteQuorum = z.infer<typeof VoteQuorum>;

/** The numbers of a vote, in votes: a seat with a weight has as many. Of a ranking `options` are points. */
export const VoteNumbers = z.object({
  entitled: count,
  present: count,
  cast: count,
  blank: count,
  invalid: count,
  options: z.array(count),
});
export type VoteNumbers = z.infer<typeof VoteNumbers>;

/** `carried` and `rejected` of a motion; `decided`: `chosen` are the options that won; `undecided`: none, or too few. */
export const VoteOutcome = z.object({
  is: z.enum(['carried', 'rejected', 'decided', 'undecided', 'noQuorum']),
  chosen: z.array(z.int().min(0)),
});
export type VoteOutcome = z.infer<typeof VoteOutcome>;

export const VoteCount = z.object({
  ballots: z.array(Ballot),
  hands: HandCount.nullable(),
  numbers: VoteNumbers,
  outcome: VoteOutcome,
  /** Seen by everyone who sees the vote. */
  isPublished: z.boolean(),
});
export type VoteCount = z.infer<typeof VoteCount>;

/**
 * A vote (cuộc biểu quyết): being prepared, open, stopped and not counted yet, counted, or void (hủy kết quả). `casts` while
 * it is open; from its stop on, `roll` says the same of everyone who was entitled then.
 */
export const Vote = z.object({
  id: VoteId,
  fields: VoteFields,
  status: z.enum(['draft', 'open', 'stopped', 'counted', 'void']),
  repeats: VoteId.nullable(),
  openedAt: time.nullable(),
  stoppedAt: time.nullable(),
  casts: z.array(Cast),
  roll: z.array(RollSeat),
  quorum: VoteQuorum.nullable(),
  /** Who had the chair when it was stopped: their side may decide a tie. */
  chair: PersonId.nullable(),
  count: VoteCount.nullable(),
  voided: z.object({ reason: line(300), by: PersonId, at: time }).nullable(),
});
export type Vote = z.infer<typeof Vote>;

/** Ủy quyền biểu quyết: `to` casts the ballot of `from` until then; null: until the meeting ends. */
export const Proxy = z.object({ from: PersonId, to: PersonId, until: time.nullable(), at: time });
export type Proxy = z.infer<typeof Proxy>;

/** `proxies`: for how many others one person may vote; 0: everyone votes for themselves. */
export const VotingRules = z.object({ proxies: z.int().min(0).max(20) });
export type VotingRules = z.infer<typeof VotingRules>;

export const MAX_VOTES = 200;

export const Voting = z.object({
  rules: VotingRules,
  votes: z.array(Vote).max(MAX_VOTES),
  proxies: z.array(Proxy),
  /** Held in writing: when those whose answer was missing were reminded last. */
  remindedAt: time.nullable().default(null),
});
export type Voting = z.infer<typeof Voting>;

/** A meeting in which nothing has been put to the vote. */
export const NO_VOTING: Voting = { rules: { proxies: 0 }, votes: [], proxies: [], remindedAt: null };

export function newVote(id: VoteId, fields: VoteFields, repeats: VoteId | null): Vote {
  return {
    id,
    fields,
    status: 'draft',
    repeats,
    openedAt: null,
    stoppedAt: null,
    casts: [],
    roll: [],
    quorum: null,
    chair: null,
    count: null,
    voided: null,
  };
}
