import { fromBase64, toBase64 } from 'lib0/buffer';
import { z } from 'zod';
import { QUOTE_CONTEXT } from '#protocol/annotation/mark';
import { MAX_COMMENT, MAX_COMMENT_QUOTE } from '#protocol/minutes/comments';
import type { MeetingId, PersonId } from '#protocol/wire/ids';

/** A passage that somebody comments on. */
export interface Passage {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly quote: string;
  /** What stood beside it. */
  readonly before: string;
  readonly after: string;
}

export interface CommentDraft extends Passage {
  readonly text: string;
}

const Bytes = z.base64().transform((text) => fromBase64(text));
const Text = z.string().max(MAX_COMMENT);
const Kept = z.object({
  from: Bytes,
  to: Bytes,
  quote: z.string().max(MAX_COMMENT_QUOTE),
  before: z.string().max(QUOTE_CONTEXT),
  after: z.string().max(QUOTE_CONTEXT),
  text: Text,
});

/**
 * What one person has begun to write about a meeting's minutes on this device and not sent: a comment, and texts by the
 * name of their field (a reply, another text for what they said).
 */
export class BegunComments {
  readonly #store: Storage;
  readonly #prefix: string;

  constructor(store: Storage, me: PersonId, meeting: MeetingId) {
    this.#store = store;
    this.#prefix = `bantron.minutes-comment ${me} ${meeting}`;
  }

  /** Null: none. */
  comment(): CommentDraft | null {
    return Kept.safeParse(this.#read(this.#prefix)).data ?? null;
  }

  /** Keeps it, or forgets it. */
  keepComment(draft: CommentDraft | null): void {
    const kept = draft === null ? null : { ...draft, from: toBase64(draft.from), to: toBase64(draft.to) };
    this.#write(this.#prefix, kept);
  }

  /** Null: none. */
  text(field: string): string | null {
    return Text.safeParse(this.#read(`${this.#prefix} ${field}`)).data ?? null;
  }

  /** Keeps it, or forgets it. */
  keepText(field: string, text: string | null): void {
    this.#write(`${this.#prefix} ${field}`, text);
  }

  /** Everything that was begun, to be read and copied. */
  all(): readonly string[] {
    const texts = this.#fields().map((field) => this.text(field) ?? '');
    return [this.comment()?.text ?? '', ...texts].filter((text) => text.trim() !== '');
  }

  forgetAll(): void {
    this.keepComment(null);
    for (const field of this.#fields()) this.keepText(field, null);
  }

  #fields(): string[] {
    const start = `${this.#prefix} `;
    return Array.from({ length: this.#store.length }, (_, index) => this.#store.key(index) ?? '')
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(start.length))
      .toSorted();
  }

  #read(key: string): unknown {
    try {
      return JSON.parse(this.#store.getItem(key) ?? 'null');
    } catch {
      return null;
    }
  }

  #write(key: string, value: unknown): void {
    try {
      if (value === null) this.#store.removeItem(key);
      else this.#store.setItem(key, JSON.stringify(value));
    } catch (error) {
      console.warn('a comment that was begun could not be kept', error);
    }
  }
}
