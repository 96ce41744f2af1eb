import { mostOf } from '#protocol/ballots/choice';
import { addsUp, baseOf, notCast, votesNeeded } from '#protocol/ballots/count';
import { entitledSeats, comesToVote, inForce } from '#protocol/ballots/entitlement';
import type {
  Ballot,
  Cast,
  HandCount,
  MajorityRule,
  Proxy,
  Receipt,
  Vote,
  VoteNumbers,
  VoteOutcome,
} from '#protocol/ballots/records';
import { openVotes } from '#protocol/ballots/standing';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId, VoteId } from '#protocol/wire/ids';

/** A ballot that somebody casts, and what was cast with it. */
export interface OwnSeat {
  readonly seat: PersonId;
  /** Why it is theirs. */
  readonly why: 'own' | 'substitute' | 'proxy';
  readonly cast: Cast | undefined;
}

/** The ballots that `me` casts in an open vote, the own one first. */
export function ownSeats(state: MeetingState, vote: Vote, me: PersonId, now: number): readonly OwnSeat[] {
  const lent = state.participants.find(({ person }) => person === me)?.standsFor ?? null;
  return entitledSeats(state, vote.fields, now)
    .filter(({ voter }) => voter === me)
    .map(({ seat }): OwnSeat => {
      const why = seat === me ? 'own' : seat === lent ? 'substitute' : 'proxy';
      return { seat, why, cast: vote.casts.find((entry) => entry.seat === seat) };
    })
    .toSorted((a, b) => Number(b.why !== 'proxy') - Number(a.why !== 'proxy'));
}

/** Whether the numbers are shown to somebody while the vote is open. */
export function showsNumbers({ fields, status }: Vote, runs: boolean): boolean {
  if (status !== 'open' || fields.kind !== 'named') return false;
  return fields.show === 'live' || (fields.show === 'chair' && runs);
}

/** One bar of a result. */
export interface ResultRow {
  readonly is: 'option' | 'blank' | 'invalid' | 'notCast';
  /** Place of the option; -1 of the other rows. */
  readonly option: number;
  readonly votes: number;
  /** Part of the rule's base, 0 to 1; null where it isn't in it. */
  readonly share: number | null;
  /** Length, 0 to 1. */
  readonly bar: number;
  readonly isChosen: boolean;
}

export interface ResultView {
  readonly rows: readonly ResultRow[];
  readonly base: number;
  /** The fewest votes that carry; null where it is the most of all. */
  readonly needed: number | null;
  /** Where the needed votes are on a bar, 0 to 1; null where no bar says it. */
  readonly mark: number | null;
}

/** A result, or the numbers of an open vote, as bars. */
export function resultView(
  { method, rule }: Pick<Vote['fields'], 'method' | 'rule'>,
  numbers: VoteNumbers,
  outcome: VoteOutcome | null,
): ResultView {
  const isRanking = method.is === 'ranking';
  const base = baseOf(rule, numbers);
  const whole = Math.max(1, isRanking ? Math.max(...numbers.options) : numbers.entitled);
  const share = (votes: number, isIn: boolean) => (isIn && base > 0 ? votes / base : null);
  const rows: ResultRow[] = numbers.options.map((votes, option) => ({
    is: 'option',
    option,
    votes,
    share: share(votes, !isRanking),
    bar: Math.min(1, votes / whole),
    isChosen: outcome?.chosen.includes(option) ?? false,
  }));
  const others: readonly (readonly [ResultRow['is'], number, readonly MajorityRule['base'][]])[] = [
    ['blank', numbers.blank, ['cast', 'present', 'entitled']],
    ['invalid', numbers.invalid, ['cast', 'present', 'entitled']],
    ['notCast', notCast(numbers), ['entitled']],
  ];
  for (const [is, votes, bases] of others) {
    if (is === 'invalid' && votes === 0) continue;
    const isIn = !isRanking && bases.includes(rule.base);
    const bar = isRanking ? 0 : Math.min(1, votes / whole);
    rows.push({ is, option: -1, votes, share: share(votes, isIn), bar, isChosen: false });
  }
  const needed = isRanking ? null : votesNeeded(rule, base);
  // While the vote is open its base still grows: what is needed would move.
  const isOver = outcome !== null;
  return { rows, base, needed, mark: needed === null || !isOver ? null : Math.min(1, needed / whole) };
}

/** The votes of a meeting by where they stand. What is over has the latest first. */
export interface VoteList {
  readonly drafts: readonly Vote[];
  /** In a sitting one at most; in writing all that are asked. */
  readonly open: readonly Vote[];
  /** Stopped, but not counted or not published. */
  readonly waiting: readonly Vote[];
  readonly over: readonly Vote[];
}

export function voteList(state: MeetingState): VoteList {
  const { votes } = state.voting;
  const isWaiting = ({ status, count }: Vote) =>
    status === 'stopped' || (status === 'counted' && count?.isPublished === false);
  return {
    drafts: votes.filter(({ status }) => status === 'draft'),
    open: openVotes(state),
    waiting: votes.filter(isWaiting),
    over: votes
      .filter((vote) => (vote.status === 'counted' && !isWaiting(vote)) || vote.status === 'void')
      .toReversed(),
  };
}

/** What is wrong with a count of hands that is being entered; null: it adds up. */
export function handFault(vote: Vote, hands: HandCount): 'empty' | 'tooMany' | 'sum' | null {
  if (hands.cast === 0) return 'empty';
  if (hands.cast > vote.roll.length) return 'tooMany';
  return addsUp(vote.fields.method, hands) ? null : 'sum';
}

/** A count of hands; where one ballot chooses one option, how many there were follows from the rest. */
export function handCount(
  { fields }: Pick<Vote, 'fields'>,
  { options, blank, invalid, cast }: HandCount,
): HandCount {
  const sum = options.reduce((all, votes) => all + votes, 0) + blank + invalid;
  return { options, blank, invalid, cast: mostOf(fields.method) === 1 ? sum : cast };
}

/** The published ballots of a secret vote, with those that are known to be one's own. */
export function publishedBallots(
  ballots: readonly Ballot[],
  own: ReadonlySet<Receipt>,
): readonly (Ballot & { readonly isOwn: boolean })[] {
  return ballots.map((ballot) => ({ ...ballot, isOwn: ballot.receipt !== null && own.has(ballot.receipt) }));
}

/** A receipt as it is read aloud and compared: in fours. */
export function receiptText(receipt: Receipt): string {
  return receipt.toUpperCase().replace(/(.{4})(?=.)/gu, '$1-');
}

/** People between whom a proxy can be given: chair and delegates who come themselves. The chair gives none. */
export function proxyPeople({ participants }: Pick<MeetingState, 'participants'>): {
  readonly givers: readonly PersonId[];
  readonly holders: readonly PersonId[];
} {
  const able = participants.filter(comesToVote);
  return {
    givers: able
      .filter(({ role, standsFor }) => role !== 'chair' && standsFor === null)
      .map(({ person }) => person),
    holders: able.map(({ person }) => person),
  };
}

/** The proxies that hold now, and the one that somebody has given. */
export function proxiesNow(
  { voting }: Pick<MeetingState, 'voting'>,
  me: PersonId,
  now: number,
): { readonly all: readonly Proxy[]; readonly own: Proxy | undefined; readonly held: readonly Proxy[] } {
  const all = inForce(voting.proxies, now);
  return {
    all,
    own: all.find(({ from }) => from === me),
    held: all.filter(({ to }) => to === me),
  };
}

/** Something about votes that a screen reader is told while it happens. */
export type Saying =
  | { readonly what: 'opened' | 'yours'; readonly vote: Vote }
  | { readonly what: 'stopped' | 'result' | 'void'; readonly vote: Vote };

/** What changed between two states of a meeting, worth saying aloud. */
export function sayings(before: MeetingState, after: MeetingState, me: PersonId, now: number): Saying[] {
  if (before.voting === after.voting) return [];
  const known = new Map<VoteId, Vote>(before.voting.votes.map((vote) => [vote.id, vote]));
  const said: Saying[] = [];
  for (const vote of after.voting.votes) {
    const was = known.get(vote.id);
    if (was === vote) continue;
    const isPublished = ({ count }: Vote) => count?.isPublished === true;
    if (vote.status === 'open' && was?.status !== 'open')
      said.push({ what: ownSeats(after, vote, me, now).length > 0 ? 'yours' : 'opened', vote });
    else if (vote.status === 'void' && was !== undefined && was.status !== 'void')
      said.push({ what: 'void', vote });
    else if (isPublished(vote) && was !== undefined && !isPublished(was)) said.push({ what: 'result', vote });
    else if (vote.status !== 'open' && was?.status === 'open') said.push({ what: 'stopped', vote });
  }
  return said;
}
