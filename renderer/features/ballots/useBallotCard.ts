import { useState } from 'react';
import { openVote } from '#protocol/ballots/decide';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { Vote } from '#protocol/ballots/records';
import type { VoteId } from '#protocol/wire/ids';
import type { BallotUse } from './ballot-use.ts';
import { ReasonDrafts } from './reason-drafts.ts';
import { ReceiptBook } from './receipt-book.ts';
import { useCasting, type Casting } from './useCasting.ts';
import { ownSeats } from './vote-view.ts';

/** The card with which one votes: of which vote it is, whether it is folded, and the ballots that are on their way. */
export interface BallotCardControl {
  /** The open vote in which this person has a ballot; once it is stopped still it, until the card is closed. */
  readonly vote: Vote | undefined;
  readonly isFolded: boolean;
  readonly fold: (isFolded: boolean) => void;
  readonly close: () => void;
  readonly casting: Casting;
  readonly receipts: ReceiptBook;
  readonly reasons: ReasonDrafts;
}

export function useBallotCard({ state, me, now, command }: BallotUse): BallotCardControl {
  const [receipts] = useState(
    () => new ReceiptBook(localStorage, (bytes) => crypto.getRandomValues(bytes), me),
  );
  const [reasons] = useState(() => new ReasonDrafts(localStorage, me));
  const casting = useCasting(command, receipts);
  const [held, hold] = useState<{ readonly vote: VoteId | null; readonly isFolded: boolean }>({
    vote: null,
    isFolded: false,
  });
  // In writing the questions stand beside the paper, and wait.
  const open = isInWriting(state.fields) ? undefined : openVote(state);
  // Whoever has a ballot gets it at once, wherever they are in the room; what was folded was another vote.
  if (open !== undefined && open.id !== held.vote && ownSeats(state, open, me, now).length > 0)
    hold({ vote: open.id, isFolded: false });
  return {
    vote: state.voting.votes.find(({ id }) => id === held.vote),
    isFolded: held.isFolded,
    fold: (isFolded) => hold({ ...held, isFolded }),
    close: () => hold({ ...held, vote: null }),
    casting,
    receipts,
    reasons,
  };
}
