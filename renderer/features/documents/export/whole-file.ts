import type { VersionId } from '#protocol/wire/ids';

/** Bytes that are fetched at a time: what a bad line loses is little. */
const PIECE = 1024 * 1024;

/** What fetches a part of a file; rejects when it can't be had. */
export type RangeReader = (
  version: VersionId,
  begin: number,
  end: number,
  signal: AbortSignal,
) => Promise<Uint8Array>;

/** All bytes of a version, piece by piece. `progress` gets the share that has come. */
export async function wholeFile(
  version: VersionId,
  length: number,
  read: RangeReader,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let begin = 0; begin < length; begin += PIECE) {
    signal.throwIfAborted();
    const end = Math.min(length, begin + PIECE);
    bytes.set(await read(version, begin, end, signal), begin);
    progress(end / length);
  }
  return bytes;
}
