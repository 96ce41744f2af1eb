import { z } from 'zod';

/** How long a code is shown, in milliseconds. It is good for as long again, for whoever has just read it. */
export const CHECK_IN_SLOT = 2 * 60_000;

/** Letters and figures that nobody takes for one another across a room: no 0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B, U and V. */
const SIGNS = 'ACDEFGHJKMNPQRTWXY34679';

const LENGTH = 6;

/** The code on the room's screen, also as somebody types it: in small letters, with spaces. */
export const CheckInCode = z
  .string()
  .max(40)
  .transform((text) => text.replaceAll(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(new RegExp(`^[${SIGNS}]{${LENGTH}}$`)))
  .brand<'CheckInCode'>();
export type CheckInCode = z.infer<typeof CheckInCode>;

/** Writes secret bytes (at least 24 of them) as a code. */
export function codeOfBytes(bytes: Uint8Array): CheckInCode {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  // Of 32 bits, so that no sign is likelier than another by more than a hundred millionth.
  for (let at = 0; at < LENGTH; at++) text += SIGNS[words.getUint32(4 * at) % SIGNS.length];
  return CheckInCode.parse(text);
}

/** The slot that a moment lies in: a number that is one more every {@link CHECK_IN_SLOT}. */
export function checkInSlot(now: number): number {
  return Math.floor(now / CHECK_IN_SLOT);
}
