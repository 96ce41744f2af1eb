import * as Y from 'yjs';
import {
  type AnnotationRoom as RoomAddress,
  annotationRoomName,
  layerAuthor,
  layerMap,
  readMark,
} from '#protocol/annotation/ydoc';
import type { Mark } from '#protocol/annotation/mark';
import type { RefusalCode } from '#protocol/wire/codes';
import type { MarkId, PersonId } from '#protocol/wire/ids';
import { LiveStrokes, PenOutbox } from './live-strokes.ts';
import { type ConnectionPorts, RoomConnection } from './room-connection.ts';
import { FROM_COPY, RoomCopy, type RoomStore } from './room-copy.ts';
import { RoomPresence } from './room-presence.ts';
import { SavedMarks } from './saved-marks.ts';

/**
 * `notCompared`: marks are from this device and the server has not been asked yet. `onDevice`: some of one's own marks
 * are not durable on the server. `saved`: all of them are.
 */
export type SaveState = 'notCompared' | 'onDevice' | 'saved';

export interface RoomSnapshot {
  /** The document as it is now; another one after a refusal. */
  readonly doc: Y.Doc;
  /** Marks kept on this device have been loaded. */
  readonly ready: boolean;
  readonly connected: boolean;
  readonly save: SaveState;
  readonly unsaved: number;
  /** Those marks. */
  readonly unsavedMarks: ReadonlySet<MarkId>;
  /** Why the server does not open this room for us, if so. */
  readonly refusedBy: RefusalCode | null;
  /** False when this device can't keep a copy: marks not yet saved live as long as this window. */
  readonly kept: boolean;
  /** This device's copy is being written: what isn't saved would not survive this window yet. */
  readonly keeping: boolean;
}

export interface KeptMark {
  readonly id: MarkId;
  readonly mark: Mark;
}

export interface RoomPorts extends ConnectionPorts {
  readonly openStore: (room: string) => RoomStore | Promise<RoomStore>;
}

export interface RoomOptions {
  readonly address: RoomAddress;
  readonly me: PersonId;
  readonly ports: RoomPorts;
  /** One's own marks that were not saved when this program last ended. */
  readonly unsaved?: readonly MarkId[];
  /**
   * Takes one's own marks that the server refused; resolves when they are safe elsewhere. Without it there is no
   * elsewhere (the private layer): they are tried once more under a new client id, and then stay on this device.
   */
  readonly onRefused?: (marks: readonly KeptMark[], code: RefusalCode) => Promise<void>;
}

/** Between two markers, in milliseconds. */
const MARKER_INTERVAL = 100;

/**
 * One layer of one document version: loaded from this device first, then kept in step with the server. Survives
 * refusals by starting over with a new document; see {@link RoomSnapshot.doc}.
 */
export class AnnotationRoom {
  readonly name: string;
  readonly live = new LiveStrokes();
  readonly pen = new PenOutbox(
    (pieces) => this.#connection?.sendPen(pieces),
    () => this.live.isBusy,
  );
  readonly presence: RoomPresence;
  readonly #options: RoomOptions;
  readonly #listeners = new Set<() => void>();
  #doc = new Y.Doc();
  #connection: RoomConnection | undefined;
  #saved: SavedMarks;
  readonly #copy = new RoomCopy('marks', () => this.#publish());
  #ready = false;
  #connected = false;
  #synced = false;
  #refusedBy: RefusalCode | null = null;
  /** Refusals since everything was last saved: the second one in a row is final. */
  #denials = 0;
  /** Own marks that a refusal left over, until they are known to be elsewhere. */
  #refused: { marks: readonly KeptMark[]; code: RefusalCode } | undefined;
  #marker: ReturnType<typeof setTimeout> | undefined;
  #markedAt = Number.NEGATIVE_INFINITY;
  #closed = false;
  #snapshot: RoomSnapshot;

  constructor(options: RoomOptions) {
    this.#options = options;
    this.name = annotationRoomName(options.address);
    this.presence = new RoomPresence(options.me);
    this.#saved = new SavedMarks(options.unsaved);
    this.#watch(this.#doc);
    this.#snapshot = this.#makeSnapshot();
    void this.#open();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): RoomSnapshot => this.#snapshot;

  /** Puts marks into one's own layer unless they are there; resolves when this device keeps them. */
  async adopt(marks: readonly KeptMark[]): Promise<void> {
    await this.#opened;
    const layer = layerMap(this.#doc, this.#options.me);
    this.#doc.transact(() => {
      for (const { id, mark } of marks) if (!layer.has(id)) layer.set(id, mark);
    });
    await this.#copy.settled();
  }

  /** Closes the room. The local copy stays, with whatever is not saved yet. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#marker);
    this.#copy.close();
    this.pen.close();
    this.live.close();
    this.presence.detach();
    this.#connection?.close();
    this.#doc.destroy();
    this.#listeners.clear();
  }

  readonly #openedResolvers = Promise.withResolvers<void>();
  readonly #opened = this.#openedResolvers.promise;

  async #open(): Promise<void> {
    await this.#copy.loadInto(this.#doc, () => this.#options.ports.openStore(this.name));
    this.#openedResolvers.resolve();
    if (this.#closed) return;
    this.#ready = true;
    this.#publish();
    this.#connect();
  }

  #connect(): void {
    const connection = new RoomConnection(this.name, this.#doc, this.#options.ports, {
      status: (connected) => this.#onStatus(connected),
      synced: () => this.#onSynced(),
      saved: (counter) => {
        this.#saved.confirmed(counter);
        if (this.#saved.compared && this.#saved.unsaved.size === 0) this.#denials = 0;
        this.#publish();
      },
      pen: (pieces) => this.live.receive(pieces.filter(({ author }) => author !== this.#options.me)),
      denied: (code) => void this.#onDenied(code),
    });
    this.#connection = connection;
    this.presence.attach(connection.awareness);
    connection.connect();
  }

  #watch(doc: Y.Doc): void {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== FROM_COPY) this.#copy.keep(update, doc);
    });
    doc.on('afterTransaction', (transaction: Y.Transaction) => this.#onTransaction(transaction));
  }

  #onTransaction(transaction: Y.Transaction): void {
    let changed = false;
    for (const [type, keys] of transaction.changed) {
      const author = layerAuthor(rootKey(transaction.doc, type) ?? '');
      if (author === undefined) continue;
      for (const key of keys) {
        const mark = key === null ? undefined : readMark(key, layerMap(transaction.doc, author).get(key));
        if (mark !== undefined) this.live.arrived(author, mark.id);
        if (!transaction.local || author !== this.#options.me || key === null) continue;
        this.#saved.changed(key as MarkId);
        changed = true;
      }
    }
    if (!changed) return;
    this.#markLater();
    this.#publish();
  }

  #onStatus(connected: boolean): void {
    this.#connected = connected;
    if (!connected) {
      this.#synced = false;
      this.#saved.connectionLost();
      this.live.clear();
    }
    this.#publish();
  }

  #onSynced(): void {
    this.#synced = true;
    this.#refusedBy = null;
    this.#markNow();
    if (this.#refused !== undefined) void this.#moveRefused();
  }

  #markLater(): void {
    if (!this.#synced || this.#marker !== undefined) return;
    this.#marker = setTimeout(
      () => this.#markNow(),
      Math.max(0, this.#markedAt + MARKER_INTERVAL - Date.now()),
    );
  }

  #markNow(): void {
    clearTimeout(this.#marker);
    this.#marker = undefined;
    if (!this.#synced || this.#closed) return;
    this.#markedAt = Date.now();
    this.#connection?.askSaved(this.#saved.nextMarker());
  }

  /**
   * The server will never take this document, and a refused struct would block every later one of its client for
   * ever: start over with an empty document, and keep apart what only we have.
   */
  async #onDenied(code: RefusalCode): Promise<void> {
    if (this.#closed) return;
    this.#denials += 1;
    this.#connection = undefined;
    this.#connected = false;
    this.#synced = false;
    this.#refusedBy = code;
    this.live.clear();
    this.presence.detach();
    const isFinal = this.#denials > 1;
    if (isFinal && this.#options.onRefused === undefined) {
      this.#publish();
      return;
    }
    this.#setAside(code);
    this.#doc.destroy();
    this.#doc = new Y.Doc();
    this.#watch(this.#doc);
    this.#publish();
    if (isFinal) await this.#moveRefused();
    else this.#connect();
  }

  /** Remembers the marks that may be on this device only. */
  #setAside(code: RefusalCode): void {
    const { unsaved, compared } = this.#saved;
    const marks = new Map((this.#refused?.marks ?? []).map((kept) => [kept.id, kept]));
    for (const kept of this.#ownMarks()) if (!compared || unsaved.has(kept.id)) marks.set(kept.id, kept);
    this.#refused = { marks: [...marks.values()], code };
    this.#saved = new SavedMarks();
  }

  /** Hands over what the server doesn't have, and only then lets go of the local copy that still holds it. */
  async #moveRefused(): Promise<void> {
    const refused = this.#refused;
    if (refused === undefined) return;
    this.#refused = undefined;
    const layer = layerMap(this.#doc, this.#options.me);
    const missing = refused.marks.filter(({ id }) => !layer.has(id));
    if (missing.length > 0) await (this.#options.onRefused?.(missing, refused.code) ?? this.adopt(missing));
    await this.#copy.replaceBy(this.#doc);
  }

  #ownMarks(): KeptMark[] {
    const marks: KeptMark[] = [];
    for (const [id, value] of layerMap(this.#doc, this.#options.me)) {
      const read = readMark(id, value);
      if (read !== undefined) marks.push(read);
    }
    return marks;
  }

  #makeSnapshot(): RoomSnapshot {
    const unsavedMarks = this.#saved.unsaved;
    const unsaved = unsavedMarks.size;
    return {
      doc: this.#doc,
      ready: this.#ready,
      connected: this.#connected,
      save: unsaved > 0 ? 'onDevice' : this.#saved.compared ? 'saved' : 'notCompared',
      unsaved,
      unsavedMarks,
      refusedBy: this.#refusedBy,
      kept: !this.#copy.isBroken,
      keeping: this.#copy.isWriting,
    };
  }

  #publish(): void {
    if (this.#closed) return;
    this.#snapshot = this.#makeSnapshot();
    for (const listener of this.#listeners) listener();
  }
}

function rootKey(doc: Y.Doc, type: unknown): string | undefined {
  for (const [key, value] of doc.share) if (value === type) return key;
  return undefined;
}
