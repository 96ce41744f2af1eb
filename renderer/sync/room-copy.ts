import * as Y from 'yjs';

/** Where a room's updates are kept on this device. The platform has one for browsers and one for the desktop. */
export interface RoomStore {
  load(): Promise<readonly Uint8Array[]>;
  append(update: Uint8Array): Promise<unknown>;
  /** Replaces what was appended before by `state`. */
  compact(state: Uint8Array): Promise<unknown>;
  /** Removes the local copy. The store may be used again and is empty then. */
  destroy(): Promise<unknown>;
}

/** The origin of what comes from this device's copy into a document. */
export const FROM_COPY = Symbol('from this device');

/** Stored updates before they are replaced by one state. */
const COMPACT_AFTER = 400;

/**
 * This device's copy of a room. A device that can't keep one goes on without: {@link RoomCopy.isBroken} says so, and
 * nothing here rejects.
 */
export class RoomCopy {
  readonly #what: string;
  readonly #onChange: () => void;
  #store: RoomStore | undefined;
  #isBroken = false;
  #isClosed = false;
  #appended = 0;
  /** Writes that are on their way to the disk. */
  #writing = 0;
  #lastAppend: Promise<unknown> = Promise.resolve();

  /** `what` names what is kept, for the log. `onChange` is called when {@link isBroken} or {@link isWriting} has changed. */
  constructor(what: string, onChange: () => void) {
    this.#what = what;
    this.#onChange = onChange;
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Something that was kept would not survive this program yet. */
  get isWriting(): boolean {
    return this.#writing > 0;
  }

  /** Puts what was kept into the document, under the origin {@link FROM_COPY}. Whether there was something. */
  async loadInto(doc: Y.Doc, open: () => RoomStore | Promise<RoomStore>): Promise<boolean> {
    try {
      this.#store = await open();
      const updates = await this.#store.load();
      this.#appended = updates.length;
      if (this.#isClosed) return false;
      doc.transact(() => {
        for (const update of updates) Y.applyUpdate(doc, update, FROM_COPY);
      }, FROM_COPY);
      return updates.length > 0;
    } catch (error) {
      this.#break(error);
      return false;
    }
  }

  /** Keeps an update that the document has had. */
  keep(update: Uint8Array, doc: Y.Doc): void {
    const store = this.#store;
    if (store === undefined || this.#isBroken) return;
    this.#appended += 1;
    const isCompacting = this.#appended > COMPACT_AFTER;
    if (isCompacting) this.#appended = 0;
    this.#lastAppend = this.#write(
      isCompacting ? store.compact(Y.encodeStateAsUpdate(doc)) : store.append(update),
    );
  }

  /** Resolves when what was kept so far survives this program. */
  async settled(): Promise<void> {
    await this.#lastAppend;
  }

  /** Removes the copy. */
  async destroy(): Promise<void> {
    await this.#lastAppend;
    await this.#store?.destroy().catch((error: unknown) => this.#break(error));
  }

  /** Lets go of all that was kept, and keeps this document as it is then. */
  async replaceBy(doc: Y.Doc): Promise<void> {
    try {
      const store = this.#store;
      await this.#lastAppend;
      // What changes meanwhile is in the state that is written at the end.
      this.#store = undefined;
      await store?.destroy();
      if (this.#isClosed) return;
      this.#store = store;
      this.#appended = 1;
      if (store !== undefined) await this.#write(store.append(Y.encodeStateAsUpdate(doc)));
    } catch (error) {
      this.#break(error);
    }
  }

  /** Nothing is written any more that isn't on its way. */
  close(): void {
    this.#isClosed = true;
  }

  async #write(written: Promise<unknown>): Promise<void> {
    this.#writing += 1;
    try {
      await written;
    } catch (error) {
      this.#break(error);
    }
    this.#writing -= 1;
    if (this.#writing === 0) this.#onChange();
  }

  #break(error: unknown): void {
    console.warn(`${this.#what} cannot be kept on this device`, error);
    this.#isBroken = true;
    this.#onChange();
  }
}
