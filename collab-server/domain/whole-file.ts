import { AppError } from '#protocol/wire/codes';

/** All bytes of a small file. Rejects with `AppError('tooLarge')` as soon as there are more than `limit`. */
export async function wholeFile(bytes: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > limit) throw new AppError('tooLarge');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
