import { z } from 'zod';
import { PersonId, VoteId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';
import { Choice } from './choice.ts';
import { HandCount, Reason, Receipt, VoteFields, VotingRules } from './records.ts';

const vote = { id: VoteId };

/** What is asked about voting. */
export const BALLOT_COMMANDS = [
  z.object({ type: z.literal('vote.setRules'), rules: VotingRules }),
  /** Makes a vote, or changes one that hasn't begun. `repeats`: of one that is void. */
  z.object({
    type: z.literal('vote.prepare'),
    ...vote,
    fields: VoteFields,
    repeats: VoteId.nullable().default(null),
  }),
  z.object({ type: z.literal('vote.remove'), ...vote }),
  /** Bắt đầu biểu quyết. */
  z.object({ type: z.literal('vote.open'), ...vote }),
  /**
   * Casts the ballot of a seat: one's own, that of whom one stands for, or that of whoever gave one their proxy. `receipt`
   * of a secret vote that has them. Neither the choice of a secret vote nor the password is kept anywhere.
   */
  z.object({
    type: z.literal('vote.cast'),
    ...vote,
    seat: PersonId,
    choice: Choice,
    receipt: Receipt.nullable(),
    /** Of a named vote only. */
    reason: Reason.default(''),
    password: z.string().max(200).nullable().default(null),
  }),
  /** Kết thúc biểu quyết: who is entitled is fixed, and the ballots are counted. */
  z.object({ type: z.literal('vote.stop'), ...vote }),
  z.object({ type: z.literal('vote.enterCounts'), ...vote, hands: HandCount }),
  /** Công bố a result that only the chair and the secretaries see. */
  z.object({ type: z.literal('vote.publish'), ...vote }),
  /** Hủy: an open vote, or the result of a counted one. */
  z.object({ type: z.literal('vote.void'), ...vote, reason: line(300) }),
  /** Nhắc trả lời: whoever's answer is missing in a meeting that is held in writing. */
  z.object({ type: z.literal('vote.remind') }),
  /** One's own; or by the chair or a secretary, for whoever has authorised somebody on paper. */
  z.object({
    type: z.literal('proxy.give'),
    from: PersonId,
    to: PersonId,
    until: z.int().min(0).max(8.64e15).nullable(),
  }),
  z.object({ type: z.literal('proxy.recall'), from: PersonId }),
] as const;

export type BallotCommand = z.infer<(typeof BALLOT_COMMANDS)[number]>;
