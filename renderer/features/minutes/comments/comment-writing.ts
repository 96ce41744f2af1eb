import type * as Y from 'yjs';
import { layerMap } from '#protocol/annotation/ydoc';
import {
  readEntry,
  type CommentEntry,
  type CommentThread,
  type ThreadRef,
  type ThreadReply,
} from '#protocol/minutes/comments';
import { ID_LENGTH, MarkId, newId, type PersonId } from '#protocol/wire/ids';
import type { Passage } from './comment-draft.ts';

/** Writes comments of one person. Texts are not empty; the time is milliseconds since 1970. */
export class CommentWriting {
  readonly #doc: Y.Doc;
  readonly #me: PersonId;
  readonly #now: () => number;

  constructor(doc: Y.Doc, me: PersonId, now: () => number = Date.now) {
    this.#doc = doc;
    this.#me = me;
    this.#now = now;
  }

  /** Answers the thread that begins with it. */
  comment(passage: Passage, text: string): ThreadRef {
    const id = this.#put({ kind: 'comment', ...passage, text, at: this.#now(), edited: false });
    return { author: this.#me, id };
  }

  reply(thread: ThreadRef, text: string): void {
    this.#put({ kind: 'reply', thread, text, at: this.#now(), edited: false });
  }

  /** Settled, or open again. It counts after what was said before, whatever the clocks of those devices. */
  settle({ author, id, settledAt }: CommentThread, settled: boolean): void {
    const at = Math.max(this.#now(), (settledAt ?? -1) + 1);
    this.#put({ kind: 'settle', thread: { author, id }, settled, at });
  }

  /** Another text for one's own comment or reply. */
  edit(id: MarkId, text: string): void {
    const layer = layerMap(this.#doc, this.#me);
    const entry = readEntry(id, layer.get(id))?.entry;
    if (entry === undefined || entry.kind === 'settle') return;
    layer.set(id, { ...entry, text, edited: true });
  }

  /**
   * Takes one's own comment or reply away. A comment takes its thread with it: replies to nothing aren't shown. Returns
   * what puts it back.
   */
  remove(id: MarkId): () => void {
    const layer = layerMap(this.#doc, this.#me);
    const before = layer.get(id);
    layer.delete(id);
    return () => layer.set(id, before);
  }

  #put(entry: CommentEntry): MarkId {
    const id = newId(MarkId, crypto.getRandomValues(new Uint8Array(ID_LENGTH)));
    layerMap(this.#doc, this.#me).set(id, entry);
    return id;
  }
}

/** By which a thread or a reply is told from others. */
export function threadKey({ author, id }: Pick<ThreadReply | CommentThread, 'author' | 'id'>): string {
  return `${author} ${id}`;
}
