/** Bytes of a chunk; the last one of a file is shorter. Small enough to be held many at a time, and to lose. */
export const FILE_CHUNK = 1024 * 1024;

/** What this device has of a file. */
export interface KeptFile {
  readonly name: string;
  /** Length of the whole file. */
  readonly bytes: number;
  /** How much of it is here. Equal to `bytes` when all is. */
  readonly have: number;
}

/**
 * Files kept on this device for one person on one server, in chunks of {@link FILE_CHUNK}: a file is never held in memory
 * as a whole, and one that was taken half-way is known to be half. A chunk is there as it was given or not at all.
 *
 * A name stands for a content that never changes, such as the version of a paper; nothing here compares contents.
 * Methods throw `OfflineStoreError`; what had been kept before is still there.
 */
export interface OfflineFiles {
  list(): Promise<KeptFile[]>;
  /**
   * Makes room for a file and answers which of its chunks are here already. What was kept under the name with another
   * length is another file, and is removed.
   */
  begin(name: string, bytes: number): Promise<ReadonlySet<number>>;
  /** Keeps one chunk, counted from 0. Refused with `io_failed` when the file was not begun or has been removed since. */
  write(name: string, chunk: number, content: Uint8Array): Promise<void>;
  /** The chunk; null when it isn't here, also because what there was of it turned out to be damaged. */
  read(name: string, chunk: number): Promise<Uint8Array | null>;
  remove(name: string): Promise<void>;
}
