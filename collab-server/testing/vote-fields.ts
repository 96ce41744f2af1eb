import { SIMPLE_MAJORITY, type VoteFields } from '#protocol/ballots/records';

/** A named motion of chair and delegates, about nothing in particular, shown at the end. */
export const NAMED_VOTE: VoteFields = {
  motion: 'Nhất trí thông qua tờ trình?',
  item: null,
  about: null,
  method: { is: 'motion' },
  kind: 'named',
  rule: SIMPLE_MAJORITY,
  show: 'atEnd',
  mayChange: false,
  needsPassword: false,
  receipts: false,
  electorate: null,
  weights: [],
};

/** The same in secret, with receipts. */
export const SECRET_VOTE: VoteFields = { ...NAMED_VOTE, kind: 'secret', receipts: true };
