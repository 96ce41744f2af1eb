import type { PersonId, VoteId } from '#protocol/wire/ids';

/**
 * Reasons (lý do, ý kiến khác) that somebody has begun to write and not sent, on this device alone: closing the window
 * loses none. The key names the person, so that signing out removes it. Of a secret vote there are none.
 */
export class ReasonDrafts {
  readonly #memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly #me: PersonId;

  constructor(memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, me: PersonId) {
    this.#memory = memory;
    this.#me = me;
  }

  /** What was written for a seat's ballot; undefined: nothing that wasn't sent. */
  of(vote: VoteId, seat: PersonId): string | undefined {
    try {
      return this.#memory.getItem(this.#key(vote, seat)) ?? undefined;
    } catch {
      return undefined;
    }
  }

  keep(vote: VoteId, seat: PersonId, text: string): void {
    try {
      this.#memory.setItem(this.#key(vote, seat), text);
    } catch {
      // A full or forbidden memory: it stands in the field for as long as the page is open.
    }
  }

  /** It was sent, or given up. */
  drop(vote: VoteId, seat: PersonId): void {
    try {
      this.#memory.removeItem(this.#key(vote, seat));
    } catch {
      // Nothing could be kept there either.
    }
  }

  #key(vote: VoteId, seat: PersonId): string {
    return `bantron.reason.${this.#me}.${vote}.${seat}`;
  }
}
