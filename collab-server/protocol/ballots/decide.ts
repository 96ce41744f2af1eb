import { withDescendants } from '../agenda/tree.ts';
import { isPresent, quorumStanding } from '../meeting/attendance.ts';
import { one, type NewEvent } from '../meeting/new-event.ts';
import type { MeetingState } from '../meeting/records.ts';
import { isInWriting, isPastDeadline, mayRemindAt, missingAnswers } from '../meeting/in-writing.ts';
import { audienceOf, itemAudience, roleIn, type Member } from '../meeting/rights.ts';
import { versionOf } from '../documents/records.ts';
import { assertNever } from '../wire/assert-never.ts';
import type { RefusalCode } from '../wire/codes.ts';
import type { ItemId, PaperId, PersonId } from '../wire/ids.ts';
import type { Audience } from '../wire/stream.ts';
import { isChoice } from './choice.ts';
import type { BallotCommand } from './commands.ts';
import { addsUp } from './count.ts';
import { entitledSeats, hasVote, inForce } from './entitlement.ts';
import { ballotsKnown, openVotes, rollNow } from './standing.ts';
import { MAX_VOTES, type Ballot, type Vote, type VoteFields } from './records.ts';

type Decided = readonly NewEvent[] | RefusalCode;

/** What only the chair and the secretaries are told. */
const CONDUCTORS: Audience = { to: 'some', units: [], people: [] };

/** What a command about voting does in a meeting that isn't over. The right to give it has been looked at. */
export function decideBallots(
  state: MeetingState,
  command: BallotCommand,
  member: Member,
  now: number,
): Decided {
  switch (command.type) {
    case 'vote.setRules':
      return one({ type: 'vote.rulesSet', payload: { rules: command.rules } });
    case 'proxy.give':
      return proxyGiven(state, command, now);
    case 'proxy.recall':
      return state.voting.proxies.some(({ from }) => from === command.from)
        ? one({ type: 'proxy.recalled', payload: { from: command.from } })
        : 'notFound';
    case 'vote.prepare':
      return prepared(state, command);
    case 'vote.remind':
      return reminded(state, now);
    case 'vote.remove':
    case 'vote.open':
    case 'vote.cast':
    case 'vote.stop':
    case 'vote.enterCounts':
    case 'vote.publish':
    case 'vote.void': {
      const vote = state.voting.votes.find(({ id }) => id === command.id);
      return vote === undefined ? 'notFound' : decideVote(state, vote, command, member, now);
    }
    default:
      return assertNever(command);
  }
}

/** A command about a vote that there is. */
type VoteCommand = Exclude<
  BallotCommand,
  { type: 'vote.setRules' | 'vote.prepare' | 'vote.remind' | 'proxy.give' | 'proxy.recall' }
>;

function decideVote(
  state: MeetingState,
  vote: Vote,
  command: VoteCommand,
  member: Member,
  now: number,
): Decided {
  switch (command.type) {
    case 'vote.remove':
      if (vote.status !== 'draft') return 'voteBegun';
      return [{ event: { type: 'vote.removed', payload: { id: vote.id } }, audience: CONDUCTORS }];
    case 'vote.open':
      return opened(state, vote, now);
    case 'vote.cast':
      return cast(state, vote, command, member, now);
    case 'vote.stop':
      return stopped(state, vote, now);
    case 'vote.enterCounts': {
      if (vote.status !== 'stopped' || vote.fields.kind !== 'hands') return 'conflict';
      const { hands } = command;
      if (!addsUp(vote.fields.method, hands)) return 'countsDontAddUp';
      if (hands.cast > vote.roll.length) return 'countsDontAddUp';
      return counted(state, vote, [], hands);
    }
    case 'vote.publish': {
      const { count } = vote;
      if (vote.status !== 'counted' || count === null) return 'conflict';
      if (count.isPublished) return [];
      const { ballots, hands } = count;
      const payload = { id: vote.id, ballots, hands, isPublished: true };
      return [{ event: { type: 'vote.counted', payload }, audience: voteAudience(state, vote) }];
    }
    case 'vote.void': {
      if (vote.status === 'draft' || vote.status === 'void') return 'conflict';
      const payload = { id: vote.id, reason: command.reason, by: member.id };
      return [{ event: { type: 'vote.voided', payload }, audience: voteAudience(state, vote) }];
    }
    default:
      return assertNever(command);
  }
}

/** The secret ballots of a stopped vote, as the server opened them. Refused where they can't be those of its roll. */
export function decideSecretCount(state: MeetingState, vote: Vote, ballots: readonly Ballot[]): Decided {
  if (vote.status !== 'stopped' || vote.fields.kind !== 'secret') return 'conflict';
  const hasCast = vote.roll.filter(({ by }) => by !== null).length;
  if (ballots.length !== hasCast) return 'conflict';
  return counted(state, vote, ballots, null);
}

/** Who is told of a vote: who may know of its item. */
export function voteAudience(state: MeetingState, { fields }: Pick<Vote, 'fields'>): Audience {
  return fields.item === null ? { to: 'all' } : itemAudience(state, fields.item);
}

/** The vote that is open, if there is one; in writing the first of those that are. */
export function openVote(state: Pick<MeetingState, 'voting'>): Vote | undefined {
  return openVotes(state)[0];
}

/** Whether a vote has begun that isn't counted yet. */
export function hasUncounted({ voting }: Pick<MeetingState, 'voting'>): boolean {
  return voting.votes.some(({ status }) => status === 'open' || status === 'stopped');
}

/** Whether something that people voted on is an item, or stands under it. */
export function wasVotedOnItem(state: MeetingState, item: ItemId): boolean {
  const items = new Set(withDescendants(state.agenda, item).map(({ id }) => id));
  return state.voting.votes.some(
    ({ status, fields }) => status !== 'draft' && fields.item !== null && items.has(fields.item),
  );
}

/** Whether something that people voted on is in a paper. */
export function wasVotedOnPaper({ voting }: MeetingState, paper: PaperId): boolean {
  return voting.votes.some(({ status, fields }) => status !== 'draft' && fields.about?.paper === paper);
}

function prepared(state: MeetingState, command: Extract<BallotCommand, { type: 'vote.prepare' }>): Decided {
  const { id, repeats } = command;
  const fields = asHeld(state, command.fields);
  const { votes } = state.voting;
  const before = votes.find((vote) => vote.id === id);
  if (before !== undefined && before.status !== 'draft') return 'voteBegun';
  if (before === undefined && votes.length >= MAX_VOTES) return 'tooMany';
  if (repeats !== null && votes.find((vote) => vote.id === repeats)?.status !== 'void') return 'conflict';
  const fault = faultOf(state, fields);
  if (fault !== undefined) return fault;
  return [{ event: { type: 'vote.prepared', payload: { id, fields, repeats } }, audience: CONDUCTORS }];
}

/** In writing, an answer may be changed until the deadline. */
function asHeld(state: MeetingState, fields: VoteFields): VoteFields {
  return isInWriting(state.fields) ? { ...fields, mayChange: true } : fields;
}

/** What a vote names has to be there: its item, its page, and a paper that whoever votes may read. */
function faultOf(state: MeetingState, fields: VoteFields): RefusalCode | undefined {
  const { item, about, electorate, weights } = fields;
  // Nobody sees the other's hands.
  if (fields.kind === 'hands' && isInWriting(state.fields)) return 'heldInWriting';
  if (item !== null && !state.agenda.some(({ id }) => id === item)) return 'notFound';
  if (about !== null) {
    const paper = state.papers.find(({ id }) => id === about.paper);
    const version = paper === undefined ? undefined : versionOf(paper, about.version);
    if (paper === undefined || version === undefined) return 'notFound';
    if (about.page >= version.pages) return 'badRequest';
    if (audienceOf(state, paper).to === 'some') return 'votersCantRead';
  }
  const seats = new Set(state.participants.map(({ person }) => person));
  const people = [...(electorate ?? []), ...weights.map(({ person }) => person)];
  if (people.some((person) => !seats.has(person))) return 'notFound';
  const isTwice = (list: readonly PersonId[]) => new Set(list).size < list.length;
  if (isTwice(electorate ?? []) || isTwice(weights.map(({ person }) => person))) return 'conflict';
  return undefined;
}

function opened(state: MeetingState, vote: Vote, now: number): Decided {
  if (state.status !== 'inSession') return 'meetingNotOpen';
  if (vote.status === 'open') return [];
  if (vote.status !== 'draft') return 'voteBegun';
  if (isPastDeadline(state, now)) return 'deadlinePassed';
  if (openVote(state) !== undefined && !isInWriting(state.fields)) return 'voteOpen';
  const quorum = quorumStanding(state);
  if (quorum !== null && quorum.present < quorum.needed) return 'noQuorum';
  const begun = begin(state, vote, now);
  return typeof begun === 'string' ? begun : [begun];
}

function begin(state: MeetingState, vote: Vote, now: number): NewEvent | RefusalCode {
  const { id, repeats } = vote;
  const fields = asHeld(state, vote.fields);
  const fault = faultOf(state, fields);
  if (fault !== undefined) return fault;
  if (entitledSeats(state, fields, now).length === 0) return 'nobodyEntitled';
  return {
    event: { type: 'vote.opened', payload: { id, fields, repeats } },
    audience: voteAudience(state, vote),
  };
}

/** Sends the questions of a meeting that is held in writing: all that were prepared are open until the deadline. */
export function decideAsking(state: MeetingState, now: number): Decided {
  const drafts = state.voting.votes.filter(({ status }) => status === 'draft');
  if (drafts.length === 0) return 'nothingToAsk';
  if (isPastDeadline(state, now)) return 'deadlinePassed';
  const events: NewEvent[] = [];
  for (const vote of drafts) {
    const begun = begin(state, vote, now);
    if (typeof begun === 'string') return begun;
    events.push(begun);
  }
  return events;
}

function reminded(state: MeetingState, now: number): Decided {
  const people = missingAnswers(state, now);
  if (people.length === 0) return 'nobodyMissing';
  if (now < mayRemindAt(state)) return 'remindedJustNow';
  return one({ type: 'vote.reminded', payload: { people: [...people] } });
}

function cast(
  state: MeetingState,
  vote: Vote,
  command: Extract<BallotCommand, { type: 'vote.cast' }>,
  member: Member,
  now: number,
): Decided {
  const { id, fields } = vote;
  const { seat, choice, receipt, reason } = command;
  if (vote.status === 'draft') return 'notFound';
  if (vote.status !== 'open' || fields.kind === 'hands') return 'voteClosed';
  const entitled = entitledSeats(state, fields, now).find((entry) => entry.seat === seat);
  if (entitled?.voter !== member.id) return 'notEntitled';
  if (isPastDeadline(state, now)) return 'deadlinePassed';
  if (!isInWriting(state.fields) && !isPresent(state, member.id)) return 'personAbsent';
  if (!isChoice(fields.method, choice)) return 'badRequest';
  if ((receipt !== null) !== fields.receipts) return 'badRequest';
  if (reason !== '' && fields.kind !== 'named') return 'badRequest';
  if (!fields.mayChange && vote.casts.some((entry) => entry.seat === seat)) return 'alreadyVoted';
  const audience = voteAudience(state, vote);
  const told = (known: typeof choice | null, to: Audience): NewEvent => ({
    event: {
      type: 'vote.cast',
      payload: { id, seat, by: member.id, choice: known, reason: known === null ? '' : reason },
    },
    audience: to,
  });
  if (fields.kind === 'secret') return [told(null, audience)];
  if (fields.show === 'live') return [told(choice, audience)];
  return [told(null, audience), told(choice, { to: 'some', units: [], people: votersOf(seat, member.id) })];
}

/** Who knows what a ballot of a named vote says before the end, beside chair and secretaries. */
export function votersOf(seat: PersonId, by: PersonId): PersonId[] {
  return seat === by ? [seat] : [seat, by];
}

function stopped(state: MeetingState, vote: Vote, now: number): Decided {
  if (vote.status === 'stopped' || vote.status === 'counted') return [];
  if (vote.status !== 'open') return 'conflict';
  const roll = rollNow(state, vote, now);
  const { id, fields } = vote;
  const audience = voteAudience(state, vote);
  const stop: NewEvent = {
    event: {
      type: 'vote.stopped',
      payload: { id, roll, quorum: quorumStanding(state), chair: state.fields.chair },
    },
    audience,
  };
  if (fields.kind !== 'named') return [stop];
  const count = counted(state, vote, ballotsKnown(vote, roll), null);
  return typeof count === 'string' ? count : [stop, ...count];
}

function counted(
  state: MeetingState,
  vote: Vote,
  ballots: readonly Ballot[],
  hands: Extract<BallotCommand, { type: 'vote.enterCounts' }>['hands'] | null,
): Decided {
  const isPublished = vote.fields.show !== 'chair';
  const payload = { id: vote.id, ballots: [...ballots], hands, isPublished };
  const audience = isPublished ? voteAudience(state, vote) : CONDUCTORS;
  return [{ event: { type: 'vote.counted', payload }, audience }];
}

function proxyGiven(
  state: MeetingState,
  { from, to, until }: Extract<BallotCommand, { type: 'proxy.give' }>,
  now: number,
): Decided {
  const { rules, proxies } = state.voting;
  const giver = state.participants.find(({ person }) => person === from);
  const holder = state.participants.find(({ person }) => person === to);
  if (giver === undefined || holder === undefined) return 'notFound';
  if (from === to || !hasVote(giver) || !hasVote(holder)) return 'notEntitled';
  if (roleIn(state, from) === 'chair') return 'chairNeeded';
  if (giver.response.is === 'substituted' || giver.standsFor !== null) return 'hasSubstitute';
  if (holder.response.is === 'substituted') return 'hasSubstitute';
  if (until !== null && until <= now) return 'badRequest';
  const others = inForce(proxies, now).filter((proxy) => proxy.from !== from);
  // A proxy isn't passed on, neither by whoever holds one nor to whoever has given theirs.
  if (others.some((proxy) => proxy.to === from || proxy.from === to)) return 'proxyOfProxy';
  if (others.filter((proxy) => proxy.to === to).length >= rules.proxies) return 'tooManyProxies';
  return one({ type: 'proxy.given', payload: { from, to, until } });
}
