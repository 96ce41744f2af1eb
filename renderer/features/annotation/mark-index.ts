import type * as Y from 'yjs';
import { isPageMark, type Mark, type PageMark } from '#protocol/annotation/mark';
import { layerAuthor, layerMap, readMark, type Layer } from '#protocol/annotation/ydoc';
import type { MarkId, PersonId } from '#protocol/wire/ids';

/** A value of somebody's layer with what is known about it besides itself. */
export interface Placed<M extends Mark> {
  readonly id: MarkId;
  readonly author: PersonId;
  readonly layer: Layer;
  readonly mark: M;
}

/** What is seen on a page. */
export type PlacedMark = Placed<PageMark>;

/** What is about marks: comments, resolutions, pictures, what was seen. */
export type AboutMark = Exclude<Mark, PageMark>;
export type PlacedRecord = Placed<AboutMark>;

/** What a transaction has changed. */
export interface IndexChange {
  readonly pages: ReadonlySet<number>;
  readonly records: boolean;
}

interface MutableChange {
  readonly pages: Set<number>;
  records: boolean;
}

/**
 * The marks of one document by page, and what is about them, kept in step with it. Values that aren't marks (another
 * program's) are left out. Tells what changed, once per transaction.
 */
export class MarkIndex {
  readonly #layer: Layer;
  readonly #changed: (change: IndexChange) => void;
  readonly #pages = new Map<number, Map<string, PlacedMark>>();
  /** By author and id: nobody can hide another's mark by using its id. */
  readonly #byKey = new Map<string, PlacedMark>();
  readonly #records = new Map<string, PlacedRecord>();
  readonly #known = new Set<PersonId>();
  #doc: Y.Doc | undefined;
  readonly #onTransaction = (transaction: Y.Transaction) => this.#update(transaction);

  constructor(layer: Layer, changed: (change: IndexChange) => void) {
    this.#layer = layer;
    this.#changed = changed;
  }

  /** Follows this document instead of the one before. */
  bind(doc: Y.Doc): void {
    if (doc === this.#doc) return;
    this.#doc?.off('afterTransaction', this.#onTransaction);
    const change = { pages: new Set(this.#pages.keys()), records: this.#records.size > 0 };
    this.#pages.clear();
    this.#byKey.clear();
    this.#records.clear();
    this.#known.clear();
    this.#doc = doc;
    this.#scanNewLayers(doc, change);
    doc.on('afterTransaction', this.#onTransaction);
    this.#tell(change);
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

  records(): Iterable<PlacedRecord> {
    return this.#records.values();
  }

  record(author: PersonId, id: MarkId): PlacedRecord | undefined {
    return this.#records.get(keyOf(author, id));
  }

  close(): void {
    this.#doc?.off('afterTransaction', this.#onTransaction);
    this.#doc = undefined;
  }

  #update(transaction: Y.Transaction): void {
    const { doc } = transaction;
    const change = { pages: new Set<number>(), records: false };
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
      for (const key of keys) if (key !== null) this.#set(author, key, map.get(key), change);
    }
    this.#scanNewLayers(doc, change);
    this.#tell(change);
  }

  #tell(change: IndexChange): void {
    if (change.pages.size > 0 || change.records) this.#changed(change);
  }

  #scanNewLayers(doc: Y.Doc, change: MutableChange): void {
    for (const key of doc.share.keys()) {
      const author = layerAuthor(key);
      if (author === undefined || this.#known.has(author)) continue;
      this.#known.add(author);
      for (const [id, value] of layerMap(doc, author)) this.#set(author, id, value, change);
    }
  }

  #set(author: PersonId, key: string, value: unknown, change: MutableChange): void {
    const own = keyOf(author, key);
    const before = this.#byKey.get(own);
    if (before !== undefined) {
      this.#byKey.delete(own);
      this.#pages.get(before.mark.page)?.delete(own);
      change.pages.add(before.mark.page);
    } else if (this.#records.delete(own)) change.records = true;
    const read = value === undefined ? undefined : readMark(key, value);
    if (read === undefined) return;
    const { id, mark } = read;
    const layer = this.#layer;
    if (!isPageMark(mark)) {
      this.#records.set(own, { id, author, layer, mark });
      change.records = true;
      return;
    }
    const placed: PlacedMark = { id, author, layer, mark };
    this.#byKey.set(own, placed);
    let page = this.#pages.get(mark.page);
    if (page === undefined) {
      page = new Map();
      this.#pages.set(mark.page, page);
    }
    page.set(own, placed);
    change.pages.add(mark.page);
  }
}

function keyOf(author: PersonId, id: string): string {
  return `${author} ${id}`;
}
