import { z } from 'zod';
import { newReceipt, Receipt } from '#protocol/ballots/records';
import { ID_LENGTH, PersonId, type VoteId } from '#protocol/wire/ids';

const Kept = z.record(PersonId, Receipt);

/** The part of the browser's small memory that is needed. */
export type ReceiptMemory = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * The receipts (mã phiếu) of somebody's secret ballots, on this device alone. A receipt is kept before its ballot is sent,
 * so that an answer that is lost loses none, and a ballot that is sent again has the same. The key names the person, so
 * that signing out removes it.
 */
export class ReceiptBook {
  readonly #memory: ReceiptMemory;
  readonly #random: (bytes: Uint8Array<ArrayBuffer>) => void;
  readonly #me: PersonId;
  /** What the device wouldn't keep: for as long as the page is open. */
  readonly #held = new Map<string, Record<PersonId, Receipt>>();

  constructor(memory: ReceiptMemory, random: (bytes: Uint8Array<ArrayBuffer>) => void, me: PersonId) {
    this.#memory = memory;
    this.#random = random;
    this.#me = me;
  }

  /** The receipt of a seat's ballot, made at the first call. */
  take(vote: VoteId, seat: PersonId): Receipt {
    return this.of(vote)[seat] ?? this.renew(vote, seat);
  }

  /** Another one, because another ballot has the first by chance. */
  renew(vote: VoteId, seat: PersonId): Receipt {
    const bytes = new Uint8Array(ID_LENGTH);
    this.#random(bytes);
    const receipt = newReceipt(bytes);
    const all = { ...this.of(vote), [seat]: receipt };
    this.#held.set(vote, all);
    try {
      this.#memory.setItem(this.#key(vote), JSON.stringify(all));
    } catch {
      // A full or forbidden memory: the receipt is on screen, and there is a button to copy it.
    }
    return receipt;
  }

  /** The receipts of a vote by seat. */
  of(vote: VoteId): Readonly<Record<PersonId, Receipt>> {
    const held = this.#held.get(vote);
    if (held !== undefined) return held;
    try {
      const found = this.#memory.getItem(this.#key(vote));
      return found === null ? {} : Kept.parse(JSON.parse(found));
    } catch {
      return {};
    }
  }

  #key(vote: VoteId): string {
    return `bantron.ballot.${this.#me}.${vote}`;
  }
}
