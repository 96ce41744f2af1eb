import type { Readable } from 'node:stream';
import type { Hash } from '#protocol/wire/ids';

/**
 * Immutable files named by the SHA-256 of their bytes. Knowing a hash is never a permission: whoever hands out bytes
 * has asked the meeting's state first. References are counted in the table `blob`, in the same unit as what refers.
 *
 * Writing rejects with {@link DiskFullError} when there is no room; what had arrived before is kept.
 */
export interface Blobs {
  /**
   * Writes to the growing file of an upload, created when missing; it isn't a blob until {@link Blobs.seal}. Answers
   * its size when all of `bytes` is on the disk. An offset below the size takes the file back to it; one above it is
   * `AppError('conflict')`, as is a write that was overtaken by a later one to the same upload. When the file would grow
   * beyond `limit` bytes, or `bytes` breaks off, it rejects (`tooLarge`, or what broke it off), and what came before
   * stays, to be continued.
   */
  writePart(upload: string, offset: number, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<number>;
  /** Bytes that have arrived so far, 0 when there is no such part. */
  partSize(upload: string): Promise<number>;
  /** Path of the part, for whoever inspects the file before it is sealed. */
  partPath(upload: string): string;
  removePart(upload: string): Promise<void>;
  /**
   * Hashes the part, moves it in place durably (fsync of file and folder), answers its name. `AppError('notFound')`
   * when there is no such part. Refer to the blob soon: {@link sweep} takes away what nobody refers to.
   */
  seal(upload: string): Promise<{ hash: Hash; bytes: number }>;
  /** Moves a finished file of the same file system in place, as durably: it is gone from `path`. */
  adopt(path: string): Promise<{ hash: Hash; bytes: number }>;
  /** Puts small bytes at once, as durably. */
  put(bytes: Uint8Array): Promise<{ hash: Hash; bytes: number }>;
  /** Places in `range` count from 0 and `end` is included, as in HTTP. A missing blob is an error of the stream. */
  read(hash: Hash, range?: { start: number; end: number }): Readable;
  size(hash: Hash): Promise<number | undefined>;
  /** Removes the blob, if it is there; with `before`, only if it was last put or sealed before that time. */
  remove(hash: Hash, before?: number): Promise<void>;
  /** Blobs last put or sealed before that time (milliseconds since 1970). */
  names(before: number): AsyncIterable<Hash>;
  /** Uploads whose part was last written before that time. Leftovers of {@link Blobs.put} of that age are removed. */
  parts(before: number): AsyncIterable<string>;
}
