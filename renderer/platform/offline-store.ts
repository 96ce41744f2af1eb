import type { OfflineFiles } from './offline-files.ts';

/** Why the device could not keep something. */
export type OfflineStoreCode = 'disk_full' | 'key_unavailable' | 'io_failed';

/** Thrown by every method of the store. What had been kept before is still there. */
export class OfflineStoreError extends Error {
  readonly code: OfflineStoreCode;

  constructor(code: OfflineStoreCode, options?: { cause?: unknown }) {
    super(`offline store: ${code}`, options);
    this.name = 'OfflineStoreError';
    this.code = code;
  }
}

/** What this device keeps of one Yjs room: updates in the order in which they were appended. */
export interface OfflineRoom {
  /** All updates. To be called before anything is appended. */
  load(): Promise<Uint8Array[]>;
  /** Resolves when the update survives a crash of this program. */
  append(update: Uint8Array): Promise<void>;
  /** Replaces everything this room has loaded and appended by `state`, which must contain it; in one step. */
  compact(state: Uint8Array): Promise<void>;
  /** Removes the local copy. The room may be used again and is empty then. */
  destroy(): Promise<void>;
}

/**
 * Rooms and files kept on this device for one person on one server.
 *
 * This is a port of our own, and not y-indexeddb used directly, for four reasons. The desktop keeps rooms in encrypted
 * files, and the sync code must not care. y-indexeddb doesn't tell when an update is on the disk, so "on this device"
 * could not be shown truthfully. It makes a database per room, so that the rooms of one person could neither be listed
 * nor removed together at sign-out. And it merges what it finds into a document given at its start, while after a
 * refusal the same marks have to be read into another document.
 */
export interface OfflineStore {
  open(room: string): Promise<OfflineRoom>;
  /** The rooms of which something is kept, sorted. */
  names(): Promise<string[]>;
  /** Papers that were taken along. */
  readonly files: OfflineFiles;
  /** Removes all rooms and files: signing out. Check first that nothing is unsaved. */
  clearAll(): Promise<void>;
  /** Whether what is kept is encrypted with a key that the operating system protects. */
  isProtected(): Promise<boolean>;
  /** Calls back when a room's copy was found damaged; what could be read of it was loaded. Returns what stops it. */
  onDamage(callback: (room: string) => void): () => void;
  /** Frees what is open. Rooms that were opened can't be used any more. */
  close(): void;
}
