import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { RefusalCode } from '#protocol/wire/codes';
import type { RoomPorts, SaveState } from './annotation-room.ts';
import { RoomConnection } from './room-connection.ts';
import { FROM_COPY, RoomCopy } from './room-copy.ts';

export interface MinutesRoomSnapshot {
  /** What this device has kept has been loaded; the server's text is there once `isCompared`. */
  readonly isReady: boolean;
  readonly isConnected: boolean;
  /** The text has been compared with the server's since it was opened: from then on it isn't empty. */
  readonly isCompared: boolean;
  readonly save: SaveState;
  /** Why the server doesn't take this text, if so. It stays in the document, to be read and copied. */
  readonly refusedBy: RefusalCode | null;
  /** False when this device can't keep a copy: what isn't saved lives as long as this window. */
  readonly isKept: boolean;
  /** This device's copy is being written: what isn't saved would not survive this window yet. */
  readonly isKeeping: boolean;
}

/** Between two markers, in milliseconds. */
const MARKER_INTERVAL = 100;

/**
 * The minutes of one meeting, or the comments on them: loaded from this device first, then kept in step with the server. What is typed without a
 * network is kept here and sent later. A refusal ends the connection for good, and takes nothing away: see
 * {@link MinutesRoom.startOver}.
 */
export class MinutesRoom {
  readonly name: string;
  readonly doc = new Y.Doc();
  readonly #ports: RoomPorts;
  readonly #listeners = new Set<() => void>();
  readonly #connection: RoomConnection;
  readonly #copy = new RoomCopy('the minutes', () => this.#publish());
  #isReady = false;
  #isConnected = false;
  #isSynced = false;
  #isCompared = false;
  #refusedBy: RefusalCode | null = null;
  /** Counts changes made here; those up to `#durable` are on the server's disk. */
  #changes = 0;
  #durable = 0;
  #marker = 0;
  /** Marker → the changes that it covers, on the present connection. */
  readonly #covered = new Map<number, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #markedAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;
  #snapshot: MinutesRoomSnapshot;

  /** `name`: of the room of a text, or of the comments on one. */
  constructor(name: string, ports: RoomPorts) {
    this.name = name;
    this.#ports = ports;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== FROM_COPY) this.#copy.keep(update, this.doc);
    });
    this.doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (!transaction.local || transaction.origin === FROM_COPY || transaction.changed.size === 0) return;
      this.#changes += 1;
      this.#markLater();
      this.#publish();
    });
    this.#connection = new RoomConnection(this.name, this.doc, ports, {
      status: (isConnected) => this.#onStatus(isConnected),
      synced: () => this.#onSynced(),
      saved: (marker) => this.#onSaved(marker),
      pen: () => {},
      denied: (code) => {
        this.#isConnected = false;
        this.#isSynced = false;
        this.#refusedBy = code;
        this.#publish();
      },
    });
    this.#snapshot = this.#makeSnapshot();
    void this.#open();
  }

  /** Who else writes, and where. */
  get awareness(): Awareness {
    return this.#connection.awareness;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): MinutesRoomSnapshot => this.#snapshot;

  /** After a refusal: removes this device's copy, so that the next room begins with the server's text. */
  async startOver(): Promise<void> {
    await this.#copy.destroy();
    this.close();
  }

  /**
   * Closes the room once what was typed is on the server's disk, or can't get there now: then this device keeps it, and it
   * is sent when the minutes are opened again.
   */
  closeOnceSaved(): void {
    const isDone = () => !this.#isConnected || this.#refusedBy !== null || this.#snapshot.save !== 'onDevice';
    if (isDone()) {
      this.close();
      return;
    }
    this.subscribe(() => {
      if (isDone()) this.close();
    });
  }

  /** Closes the room. The local copy stays, with whatever is not saved yet. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#copy.close();
    this.#connection.close();
    this.doc.destroy();
    this.#listeners.clear();
  }

  async #open(): Promise<void> {
    const hasKept = await this.#copy.loadInto(this.doc, () => this.#ports.openStore(this.name));
    // Some of it may not have reached the server yet: the first answer to a marker says that it has.
    if (hasKept) this.#changes += 1;
    if (this.#isClosed) return;
    this.#isReady = true;
    this.#publish();
    this.#connection.connect();
  }

  #onStatus(isConnected: boolean): void {
    this.#isConnected = isConnected;
    if (!isConnected) {
      this.#isSynced = false;
      // Answers of a connection that died may never have been durable.
      this.#covered.clear();
    }
    this.#publish();
  }

  #onSynced(): void {
    this.#isSynced = true;
    this.#isCompared = true;
    this.#refusedBy = null;
    this.#markNow();
    this.#publish();
  }

  #onSaved(marker: number): void {
    const covered = this.#covered.get(marker);
    if (covered === undefined) return;
    for (const sent of this.#covered.keys()) if (sent <= marker) this.#covered.delete(sent);
    this.#durable = Math.max(this.#durable, covered);
    this.#publish();
  }

  #markLater(): void {
    if (!this.#isSynced || this.#timer !== undefined) return;
    const wait = Math.max(0, this.#markedAt + MARKER_INTERVAL - Date.now());
    this.#timer = setTimeout(() => this.#markNow(), wait);
  }

  #markNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isSynced || this.#isClosed) return;
    this.#markedAt = Date.now();
    this.#marker += 1;
    this.#covered.set(this.#marker, this.#changes);
    this.#connection.askSaved(this.#marker);
  }

  #makeSnapshot(): MinutesRoomSnapshot {
    return {
      isReady: this.#isReady,
      isConnected: this.#isConnected,
      isCompared: this.#isCompared,
      save: !this.#isCompared ? 'notCompared' : this.#durable < this.#changes ? 'onDevice' : 'saved',
      refusedBy: this.#refusedBy,
      isKept: !this.#copy.isBroken,
      isKeeping: this.#copy.isWriting,
    };
  }

  #publish(): void {
    if (this.#isClosed) return;
    this.#snapshot = this.#makeSnapshot();
    for (const listener of this.#listeners) listener();
  }
}
