import type { Readable } from 'node:stream';
import type { Hash } from '#protocol/wire/ids';

/**
 * Immutable files named by the SHA-256 of their bytes. Knowing a hash is never a permission: whoever hands out bytes
 * has asked the meeting's state first. References are counted in the table `blob`, in the same unit as what refers.
 */
export interface Blobs {
  /** A growing file of an upload; it isn't a blob until {@link Blobs.seal}. Created when missing. */
  writePart(upload: string, offset: number, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<number>;
  /** Bytes that have arrived safely so far. */
  partSize(upload: string): Promise<number>;
  /** Path of the part, for whoever inspects the file before it is sealed. */
  partPath(upload: string): string;
  removePart(upload: string): Promise<void>;
  /** Hashes the part, moves it in place durably (fsync of file and folder), answers its name. */
  seal(upload: string): Promise<{ hash: Hash; bytes: number }>;
  /** Puts small bytes at once. */
  put(bytes: Uint8Array): Promise<{ hash: Hash; bytes: number }>;
  read(hash: Hash, range?: { start: number; end: number }): Readable;
  size(hash: Hash): Promise<number | undefined>;
  remove(hash: Hash): Promise<void>;
}
