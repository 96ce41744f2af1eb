import { useState } from 'react';
import type { Choice } from '#protocol/ballots/choice';
import type { Vote } from '#protocol/ballots/records';
import type { RefusalCode } from '#protocol/wire/codes';
import type { PersonId } from '#protocol/wire/ids';
import type { BallotUse } from './ballot-use.ts';
import type { ReceiptBook } from './receipt-book.ts';

/**
 * What became of a ballot on its way. `sending`: the server hasn't answered; nothing is cast yet as far as anybody knows.
 * `unanswered`: it was given up on; what the meeting shows next tells.
 */
export type Sending =
  | { readonly is: 'sending'; readonly choice: Choice }
  | { readonly is: 'refused'; readonly code: RefusalCode }
  | { readonly is: 'unanswered' };

/** What somebody writes on a ballot. */
export interface Filled {
  readonly choice: Choice;
  /** Only of a named vote; empty where nothing is said. */
  readonly reason: string;
  /** Where the vote asks for it. */
  readonly password: string | null;
}

export interface Casting {
  readonly of: (vote: Vote, seat: PersonId) => Sending | undefined;
  /** Sends a ballot; one at a time for each seat. Whether the server took it. */
  readonly send: (vote: Vote, seat: PersonId, filled: Filled) => Promise<boolean>;
}

/** Casts ballots over the meeting's channel, which sends them again after a lost connection with the same key. */
export function useCasting(command: BallotUse['command'], receipts: ReceiptBook): Casting {
  const [sent, setSent] = useState<ReadonlyMap<string, Sending>>(new Map());
  const note = (key: string, sending: Sending | undefined) =>
    setSent((before) => {
      const next = new Map(before);
      if (sending === undefined) next.delete(key);
      else next.set(key, sending);
      return next;
    });
  return {
    of: ({ id }, seat) => sent.get(`${id} ${seat}`),
    async send({ id, fields }, seat, { choice, reason, password }) {
      const key = `${id} ${seat}`;
      if (sent.get(key)?.is === 'sending') return false;
      note(key, { is: 'sending', choice });
      // The receipt is kept here before anybody else can know of the ballot.
      const receipt = fields.receipts ? receipts.take(id, seat) : null;
      const result = await command({
        type: 'vote.cast',
        id,
        seat,
        choice: [...choice],
        receipt,
        reason,
        password,
      });
      if (result.ok) note(key, undefined);
      else if (result.code === 'unanswered') note(key, { is: 'unanswered' });
      else {
        if (result.code === 'receiptTaken') receipts.renew(id, seat);
        note(key, { is: 'refused', code: result.code });
      }
      return result.ok;
    },
  };
}
