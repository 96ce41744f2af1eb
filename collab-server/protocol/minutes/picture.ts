import { z } from 'zod';
import { Hash } from '../wire/ids.ts';

/** Most bytes of a picture in the minutes, and the longest side that writers make it, in pixels. */
export const MAX_PICTURE_FILE = 1_500_000;
export const MAX_PICTURE_SIDE = 2000;
/** Most pictures of one meeting's minutes, those included that were taken out of the text again. */
export const MAX_PICTURES = 300;
/** Most letters of what a picture shows, in words. */
export const MAX_ALT = 300;

/** A picture in the text: the document keeps which it is and how large; its bytes are a file of the server. */
export const MinutesPicture = z.object({
  hash: Hash,
  /** Pixels. */
  width: z.int().min(1).max(20_000),
  height: z.int().min(1).max(20_000),
  /** What it shows, in words. */
  alt: z.string().max(MAX_ALT).catch(''),
});
export type MinutesPicture = z.infer<typeof MinutesPicture>;

/** What a picture's first bytes say that it is: only what Word and PDF can hold too. Undefined: something else. */
export function pictureKind(bytes: Uint8Array): 'png' | 'jpeg' | undefined {
  const begins = (...signs: readonly number[]) => signs.every((sign, n) => bytes[n] === sign);
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  return begins(0xff, 0xd8, 0xff) ? 'jpeg' : undefined;
}
