import { z } from 'zod';
import { PersonId, VoteId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';
import { Choice } from './choice.ts';
import {
  Ballot,
  HandCount,
  MAX_VOTERS,
  Reason,
  RollSeat,
  VoteFields,
  VoteQuorum,
  VotingRules,
} from './records.ts';

const vote = { id: VoteId };

export const BALLOT_EVENTS = {
  'vote.rulesSet': z.object({ rules: VotingRules }),
  /** For the chair and the secretaries. */
  'vote.prepared': z.object({ ...vote, fields: VoteFields, repeats: VoteId.nullable() }),
  'vote.removed': z.object(vote),
  /** With all that is fixed, for those who didn't know of it before. */
  'vote.opened': z.object({ ...vote, fields: VoteFields, repeats: VoteId.nullable() }),
  /**
   * That a ballot was cast. `choice` is null in a secret vote, and in a named one for those who may not see it before the
   * end: who may is told in an event that follows.
   */
  'vote.cast': z.object({
    ...vote,
    seat: PersonId,
    by: PersonId,
    choice: Choice.nullable(),
    reason: Reason.default(''),
  }),
  'vote.stopped': z.object({
    ...vote,
    roll: z.array(RollSeat).max(MAX_VOTERS),
    quorum: VoteQuorum.nullable(),
    chair: PersonId,
  }),
  /**
   * The ballots: of a named vote in the order of its roll, of a secret one by receipt, or, where there are none, by choice.
   * Again when it is published for everyone.
   */
  'vote.counted': z.object({
    ...vote,
    ballots: z.array(Ballot).max(MAX_VOTERS),
    hands: HandCount.nullable(),
    isPublished: z.boolean(),
  }),
  'vote.voided': z.object({ ...vote, reason: line(300), by: PersonId }),
  /** To whom: those whose answer was missing. */
  'vote.reminded': z.object({ people: z.array(PersonId).max(MAX_VOTERS) }),
  'proxy.given': z.object({ from: PersonId, to: PersonId, until: z.int().nullable() }),
  'proxy.recalled': z.object({ from: PersonId }),
} as const;
