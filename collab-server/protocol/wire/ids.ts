import { z } from 'zod';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Length of every id: 20 characters of 5 bits, so that ids made on different devices don't meet. */
export const ID_LENGTH = 20;

const idText = z.string().regex(/^[0-9a-hjkmnp-tv-z]{20}$/);

export const PersonId = idText.brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;
export const MeetingId = idText.brand<'MeetingId'>();
export type MeetingId = z.infer<typeof MeetingId>;
export const ItemId = idText.brand<'ItemId'>();
export type ItemId = z.infer<typeof ItemId>;
export const PaperId = idText.brand<'PaperId'>();
export type PaperId = z.infer<typeof PaperId>;
export const VersionId = idText.brand<'VersionId'>();
export type VersionId = z.infer<typeof VersionId>;
export const UploadId = idText.brand<'UploadId'>();
export type UploadId = z.infer<typeof UploadId>;
/** One running client (a browser tab, a desktop window); made anew at each start of it. */
export const DeviceId = idText.brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;
/** The idempotency key of one command: a retry carries the same one. */
export const CommandKey = idText.brand<'CommandKey'>();
export type CommandKey = z.infer<typeof CommandKey>;
export const MarkId = idText.brand<'MarkId'>();
export type MarkId = z.infer<typeof MarkId>;
/** One request to speak. */
export const FloorRequestId = idText.brand<'FloorRequestId'>();
export type FloorRequestId = z.infer<typeof FloorRequestId>;
/** One question in advance about a paper. */
export const QuestionId = idText.brand<'QuestionId'>();
export type QuestionId = z.infer<typeof QuestionId>;
export const TemplateId = idText.brand<'TemplateId'>();
export type TemplateId = z.infer<typeof TemplateId>;
/** One phrase (câu mẫu) of the organisation. */
export const PhraseId = idText.brand<'PhraseId'>();
export type PhraseId = z.infer<typeof PhraseId>;
export const ServiceCallId = idText.brand<'ServiceCallId'>();
export type ServiceCallId = z.infer<typeof ServiceCallId>;
/** One vote (cuộc biểu quyết) of a meeting. */
export const VoteId = idText.brand<'VoteId'>();
export type VoteId = z.infer<typeof VoteId>;
/** One conclusion of a meeting, and the task that it becomes. */
export const TaskId = idText.brand<'TaskId'>();
export type TaskId = z.infer<typeof TaskId>;
/** One link to a room's screen. */
export const DisplayLinkId = idText.brand<'DisplayLinkId'>();
export type DisplayLinkId = z.infer<typeof DisplayLinkId>;

/** SHA-256 in lower-case hexadecimal. */
export const Hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Hash'>();
export type Hash = z.infer<typeof Hash>;

/** Writes random bytes (at least ID_LENGTH of them) as the text of an id; `newId(PersonId, bytes)` brands it. */
export function newId<T>(kind: { parse(text: string): T }, bytes: Uint8Array): T {
  if (bytes.length < ID_LENGTH) throw new RangeError(`an id needs ${ID_LENGTH} random bytes`);
  return kind.parse(lettersOf(bytes, ID_LENGTH));
}

/** The first bytes as letters of 5 bits, one for each. */
export function lettersOf(bytes: Uint8Array, count: number): string {
  return Array.from(bytes.subarray(0, count), (byte) => ALPHABET[byte & 31]).join('');
}
