import { PASSWORD_MIN } from '#protocol/people/records';

/** How good a password is; `short` ones are refused, all others are accepted. */
export type Strength = 'none' | 'short' | 'fair' | 'good' | 'strong';

/**
 * Judges by length and by how many different characters there are: "aaaaaaaaaaaa" is long and still poor. Length is
 * the only rule that refuses, as on the server.
 */
export function passwordStrength(password: string): Strength {
  const length = password.normalize('NFC').length;
  if (length === 0) return 'none';
  if (length < PASSWORD_MIN) return 'short';
  const variety = new Set(password.toLowerCase()).size;
  if (variety < 6) return 'fair';
  if (length >= 18 && variety >= 9) return 'strong';
  return length >= 13 ? 'good' : 'fair';
}
