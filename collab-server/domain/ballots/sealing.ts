import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { MAX_OPTIONS } from '#protocol/ballots/choice';
import { Receipt, type Ballot } from '#protocol/ballots/records';
import type { MeetingId, PersonId, VoteId } from '#protocol/wire/ids';

export const KEY_BYTES = 32;
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const RECEIPT_BYTES = 16;
/** The receipt, how many options, the options, and zeros to the end: as long whatever was chosen, in whatever vote. */
const BALLOT_BYTES = RECEIPT_BYTES + 1 + MAX_OPTIONS;

type SecretBallot = Pick<Ballot, 'receipt' | 'choice'>;

/** What is done with the key of one secret vote. */
export interface Sealer {
  /** The row of a seat's ballot. Without the key nobody can say of which seat it is. */
  rowOf(seat: PersonId): Uint8Array;
  /** By this a receipt is known again without being kept. */
  tagOf(receipt: Receipt): string;
  /** Encrypted, always the same number of bytes, for this row of this vote only. `nonce`: {@link NONCE_BYTES} random bytes. */
  seal(row: Uint8Array, ballot: SecretBallot, nonce: Uint8Array): Uint8Array;
  /** Undefined when it isn't what was sealed for this row of this vote with this key. */
  open(row: Uint8Array, sealed: Uint8Array): SecretBallot | undefined;
}

/** `key`: {@link KEY_BYTES} random bytes. */
export function createSealer(key: Uint8Array, meeting: MeetingId, vote: VoteId): Sealer {
  const about = `${meeting}/${vote}`;
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', key, about, purpose, KEY_BYTES));
  const names = derived('whose ballot');
  const contents = derived('what it says');
  const named = (kind: 'seat' | 'receipt', text: string) =>
    createHmac('sha256', names).update(`${kind} ${text}`).digest();
  const place = (row: Uint8Array) => Buffer.concat([Buffer.from(`${about}/`), row]);
  return {
    rowOf: (seat) => named('seat', seat),
    tagOf: (receipt) => named('receipt', receipt).toString('base64'),
    seal(row, { receipt, choice }, nonce) {
      const plain = Buffer.alloc(BALLOT_BYTES);
      if (receipt !== null) plain.write(receipt, 'latin1');
      plain[RECEIPT_BYTES] = choice.length;
      plain.set(choice, RECEIPT_BYTES + 1);
      const cipher = createCipheriv('aes-256-gcm', contents, nonce).setAAD(place(row));
      const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      plain.fill(0);
      return sealed;
    },
    open(row, sealed) {
      if (sealed.length !== NONCE_BYTES + BALLOT_BYTES + TAG_BYTES) return undefined;
      const cipher = createDecipheriv('aes-256-gcm', contents, sealed.subarray(0, NONCE_BYTES));
      cipher.setAAD(place(row)).setAuthTag(sealed.subarray(NONCE_BYTES + BALLOT_BYTES));
      const plain = cipher.update(sealed.subarray(NONCE_BYTES, NONCE_BYTES + BALLOT_BYTES));
      try {
        cipher.final();
      } catch {
        // Not written by us with this key, or for another row.
        return undefined;
      }
      const count = plain[RECEIPT_BYTES] ?? 0;
      const choice = [...plain.subarray(RECEIPT_BYTES + 1, RECEIPT_BYTES + 1 + count)];
      const receipt = plain[0] === 0 ? null : Receipt.parse(plain.toString('latin1', 0, RECEIPT_BYTES));
      plain.fill(0);
      return { receipt, choice };
    },
  };
}
