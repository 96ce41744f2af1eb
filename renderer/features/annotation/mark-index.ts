import type * as Y from 'yjs';
import type { Mark } from '#protocol/annotation/mark';
import { layerAuthor, layerMap, readMark } from '#protocol/annotation/ydoc';
import type { MarkId, PersonId } from '#protocol/wire/ids';

export type Layer = 'shared' | 'private';

/** A mark with what is known about it besides its own value. */
export interface PlacedMark {
  readonly id: MarkId;
  readonly author: PersonId;
  readonly layer: Layer;
  readonly mark: Mark;
}

/**
 * The marks of one document by page, kept in step with it. Values that aren't marks (another program's) are left out.
 * Tells which pages changed, once per transaction.
 */
export class MarkIndex {
  readonly #layer: Layer;
  readonly #changed: (pages: ReadonlySet<number>) => void;
  readonly #pages = new Map<number, Map<string, PlacedMark>>();
  /** By author and id: nobody can hide another's mark by using its id. */
  readonly #byKey = new Map<string, PlacedMark>();
  readonly #known = new Set<PersonId>();
  #doc: Y.Doc | undefined;
  readonly #onTransaction = (transaction: Y.Transaction) => this.#update(transaction);

  constructor(layer: Layer, changed: (pages: ReadonlySet<number>) => void) {
    this.#layer = layer;
    this.#changed = changed;
  }

  /** Follows this document instead of the one before. */
  bind(doc: Y.Doc): void {
    if (doc === this.#doc) return;
    this.#doc?.off('afterTransaction', this.#onTransaction);
    const pages = new Set(this.#pages.keys());
    this.#pages.clear();
    this.#byKey.clear();
    this.#known.clear();
    this.#doc = doc;
    this.#scanNewLayers(doc, pages);
    doc.on('afterTransaction', this.#onTransaction);
    if (pages.size > 0) this.#changed(pages);
  }

  on(page: number): Iterable<PlacedMark> {
    return this.#pages.get(page)?.values() ?? [];
  }

  get(author: PersonId, id: MarkId): PlacedMark | undefined {
    return this.#byKey.get(keyOf(author, id));
  }

  all(): Iterable<PlacedMark> {
    return this.#byKey.values();
  }

  close(): void {
    this.#doc?.off('afterTransaction', this.#onTransaction);
    this.#doc = undefined;
  }

  #update(transaction: Y.Transaction): void {
    const { doc } = transaction;
    const pages = new Set<number>();
    // Layers of authors seen for the first time are read whole: their root is not a map yet in this transaction.
    const authors = new Map<unknown, PersonId>();
    for (const [key, type] of doc.share) {
      const author = layerAuthor(key);
      if (author !== undefined && this.#known.has(author)) authors.set(type, author);
    }
    for (const [type, keys] of transaction.changed) {
      const author = authors.get(type);
      if (author === undefined) continue;
      const map = layerMap(doc, author);
      for (const key of keys) if (key !== null) this.#set(author, key, map.get(key), pages);
    }
    this.#scanNewLayers(doc, pages);
    if (pages.size > 0) this.#changed(pages);
  }

  #scanNewLayers(doc: Y.Doc, pages: Set<number>): void {
    for (const key of doc.share.keys()) {
      const author = layerAuthor(key);
      if (author === undefined || this.#known.has(author)) continue;
      this.#known.add(author);
      for (const [id, value] of layerMap(doc, author)) this.#set(author, id, value, pages);
    }
  }

  #set(author: PersonId, key: string, value: unknown, pages: Set<number>): void {
    const own = keyOf(author, key);
    const before = this.#byKey.get(own);
    if (before !== undefined) {
      this.#byKey.delete(own);
      this.#pages.get(before.mark.page)?.delete(own);
      pages.add(before.mark.page);
    }
    const read = value === undefined ? undefined : readMark(key, value);
    if (read === undefined) return;
    const placed: PlacedMark = { id: read.id, author, layer: this.#layer, mark: read.mark };
    this.#byKey.set(own, placed);
    let page = this.#pages.get(read.mark.page);
    if (page === undefined) {
      page = new Map();
      this.#pages.set(read.mark.page, page);
    }
    page.set(own, placed);
    pages.add(read.mark.page);
  }
}

function keyOf(author: PersonId, id: string): string {
  return `${author} ${id}`;
}
