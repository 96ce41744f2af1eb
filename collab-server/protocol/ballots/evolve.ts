import type { MeetingEvent } from '../meeting/events.ts';
import type { Participant } from '../meeting/records.ts';
import { assertNever } from '../wire/assert-never.ts';
import type { ItemId, PersonId, VoteId } from '../wire/ids.ts';
import { numbersOf, numbersOfHands, outcomeOf } from './count.ts';
import { comesToVote } from './entitlement.ts';
import type { BALLOT_EVENTS } from './events.ts';
import { newVote, type Vote, type VoteCount, type Voting } from './records.ts';

export type BallotEvent = Extract<MeetingEvent, { type: keyof typeof BALLOT_EVENTS }>;

/** The voting of a meeting after an event about it. */
export function evolveBallots(voting: Voting, event: BallotEvent, at: number): Voting {
  switch (event.type) {
    case 'vote.rulesSet':
      return { ...voting, rules: event.payload.rules };
    case 'vote.prepared': {
      const { id, fields, repeats } = event.payload;
      return withVote(voting, newVote(id, fields, repeats));
    }
    case 'vote.removed':
      return { ...voting, votes: voting.votes.filter(({ id }) => id !== event.payload.id) };
    case 'vote.opened': {
      const { id, fields, repeats } = event.payload;
      const open: Vote = { ...newVote(id, fields, repeats), status: 'open', openedAt: at };
      // In the order of their beginning, which is all that those know who didn't prepare them.
      return { ...voting, votes: [...voting.votes.filter((vote) => vote.id !== id), open] };
    }
    case 'vote.cast': {
      const { id, seat, by, choice, reason } = event.payload;
      return changed(voting, id, (vote) => {
        const casts = [...vote.casts];
        const known = casts.findIndex((entry) => entry.seat === seat);
        casts[known < 0 ? casts.length : known] = { seat, by, at, choice, reason };
        return { ...vote, casts };
      });
    }
    case 'vote.stopped': {
      const { id, ...fixed } = event.payload;
      const stop = { status: 'stopped', stoppedAt: at, ...fixed } as const;
      return changed(voting, id, (vote) => ({ ...vote, ...stop, casts: [] }));
    }
    case 'vote.counted': {
      const { id, ...payload } = event.payload;
      return changed(voting, id, (vote) => ({
        ...vote,
        status: 'counted',
        count: countOf(vote, payload),
      }));
    }
    case 'vote.voided': {
      const { id, reason, by } = event.payload;
      return changed(voting, id, (vote) => ({
        ...vote,
        status: 'void',
        casts: [],
        voided: { reason, by, at },
      }));
    }
    case 'vote.reminded':
      return { ...voting, remindedAt: at };
    case 'proxy.given': {
      const { from, to, until } = event.payload;
      return { ...voting, proxies: [...without(voting, from), { from, to, until, at }] };
    }
    case 'proxy.recalled':
      return { ...voting, proxies: without(voting, event.payload.from) };
    default:
      return assertNever(event);
  }
}

/** What a vote has decided: computed, so that whoever has its ballots comes to the same. */
export function countOf(
  { fields, roll, quorum, chair }: Pick<Vote, 'fields' | 'roll' | 'quorum' | 'chair'>,
  payload: Pick<VoteCount, 'ballots' | 'hands' | 'isPublished'>,
): VoteCount {
  const { ballots, hands } = payload;
  const numbers = hands === null ? numbersOf(fields.method, roll, ballots) : numbersOfHands(roll, hands);
  const ofChair = ballots.find(({ seat }) => seat === chair)?.choice ?? null;
  return { ...payload, numbers, outcome: outcomeOf(fields, numbers, quorum, ofChair) };
}

function without({ proxies }: Voting, person: PersonId): Voting['proxies'] {
  return proxies.filter(({ from }) => from !== person);
}

function withVote(voting: Voting, vote: Vote): Voting {
  const isKnown = voting.votes.some(({ id }) => id === vote.id);
  const votes = isKnown
    ? voting.votes.map((entry) => (entry.id === vote.id ? vote : entry))
    : [...voting.votes, vote];
  return { ...voting, votes };
}

function changed(voting: Voting, id: VoteId, change: (vote: Vote) => Vote): Voting {
  return { ...voting, votes: voting.votes.map((vote) => (vote.id === id ? change(vote) : vote)) };
}

/** The voting when items are gone: what was prepared for them is about no item. */
export function withoutItems(voting: Voting, items: ReadonlySet<ItemId>): Voting {
  const isAbout = ({ fields: { item } }: Vote) => item !== null && items.has(item);
  if (!voting.votes.some(isAbout)) return voting;
  const votes = voting.votes.map((vote) =>
    isAbout(vote) ? { ...vote, fields: { ...vote.fields, item: null } } : vote,
  );
  return { ...voting, votes };
}

/** The voting after somebody's seat has changed: a proxy holds as long as both have a vote, and neither sends a substitute. */
export function withSoundProxies(voting: Voting, participants: readonly Participant[]): Voting {
  if (voting.proxies.length === 0) return voting;
  const able = new Set(participants.filter(comesToVote).map(({ person }) => person));
  return { ...voting, proxies: voting.proxies.filter(({ from, to }) => able.has(from) && able.has(to)) };
}
