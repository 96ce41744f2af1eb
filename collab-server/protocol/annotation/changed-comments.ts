import * as Y from 'yjs';
import type { MarkId, PersonId } from '../wire/ids.ts';
import type { Comment } from './mark.ts';
import { layerAuthor, layerMap, readMark } from './ydoc.ts';

/** A comment as a transaction left it; without `comment`: what is under this key now is none. */
export interface ChangedKey {
  readonly author: PersonId;
  readonly id: string;
  readonly comment: (Comment & { readonly id: MarkId }) | undefined;
}

const NOTHING: readonly ChangedKey[] = [];

/**
 * What transactions of one document changed, told as far as comments are concerned. Strokes, which are nearly everything,
 * cost a look at their kind.
 */
export class ChangedComments {
  readonly #authors = new WeakMap<object, PersonId>();

  /** `wasComment` says whether something is known to have been a comment: other keys without one are left out. */
  in(
    { doc, changed }: Y.Transaction,
    wasComment: (author: PersonId, id: string) => boolean,
  ): readonly ChangedKey[] {
    let found: ChangedKey[] | undefined;
    for (const [type, keys] of changed) {
      const author = this.#authorOf(doc, type);
      if (author === undefined) continue;
      const map = type instanceof Y.Map ? type : layerMap(doc, author);
      for (const id of keys) {
        if (id === null) continue;
        const comment = commentAt(map, id);
        if (comment !== undefined || wasComment(author, id)) (found ??= []).push({ author, id, comment });
      }
    }
    return found ?? NOTHING;
  }

  /** All comments that are in a document. */
  all(doc: Y.Doc): ChangedKey[] {
    const found: ChangedKey[] = [];
    for (const key of doc.share.keys()) {
      const author = layerAuthor(key);
      if (author === undefined) continue;
      const map = layerMap(doc, author);
      for (const id of map.keys()) {
        const comment = commentAt(map, id);
        if (comment !== undefined) found.push({ author, id, comment });
      }
    }
    return found;
  }

  #authorOf(doc: Y.Doc, type: object): PersonId | undefined {
    let author = this.#authors.get(type);
    if (author !== undefined) return author;
    for (const [key, root] of doc.share) {
      if (root !== type) continue;
      author = layerAuthor(key);
      if (author !== undefined) this.#authors.set(type, author);
      return author;
    }
    return undefined;
  }
}

function commentAt(map: Y.Map<unknown>, id: string): ChangedKey['comment'] {
  const value = map.get(id);
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'comment') {
    return undefined;
  }
  const read = readMark(id, value);
  return read?.mark.kind === 'comment' ? { ...read.mark, id: read.id } : undefined;
}
