import { ID_LENGTH, MarkId, newId, type VersionId } from '#protocol/wire/ids';

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * The id that a mark has in the version it is carried to. It follows from both alone, so that two devices that carry the
 * same mark write one and the same; different marks never get the same id in a version.
 */
export function carriedId(version: VersionId, mark: MarkId): MarkId {
  const digit = (text: string, at: number): number => DIGITS.indexOf(text.charAt(at));
  return newId(
    MarkId,
    Uint8Array.from({ length: ID_LENGTH }, (_, at) => (digit(version, at) + digit(mark, at)) % 32),
  );
}
