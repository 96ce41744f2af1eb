import { z } from 'zod';
import { ConclusionTask, MAX_CONCLUSIONS } from './conclusions.ts';
import { Hash, PersonId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';

const time = z.int().min(0).max(8.64e15);

/**
 * Dự thảo, lấy góp ý của thành phần dự họp, đã duyệt, đã ban hành. A draft may go out for comments and come back as often as
 * needed; approval fixes the text, and issuing ends it.
 */
export const MinutesStage = z.enum(['draft', 'commenting', 'approved', 'issued']);
export type MinutesStage = z.infer<typeof MinutesStage>;

/** What was approved: the SHA-256 of two files that the server keeps. */
export const FrozenMinutes = z.object({
  /** The document as canonical JSON. */
  snapshot: Hash,
  /** The same, laid out as PDF. */
  pdf: Hash,
});
export type FrozenMinutes = z.infer<typeof FrozenMinutes>;

/** What was concluded, as tasks to be. */
export const Concluded = z.object({ conclusions: z.array(ConclusionTask).max(MAX_CONCLUSIONS).default([]) });

/** As what somebody signs: the secretary first, then the chair. */
export const SignerRole = z.enum(['secretary', 'chair']);
export type SignerRole = z.infer<typeof SignerRole>;

/** An Ed25519 signature and the key that it is checked with: 64 and 32 bytes in base64url. */
export const PersonSignature = z.object({
  key: z.string().regex(/^[\w-]{43}$/),
  signature: z.string().regex(/^[\w-]{86}$/),
});

export const MinutesSignature = z.object({
  person: PersonId,
  as: SignerRole,
  at: time,
  ...PersonSignature.shape,
  /** The PDF with a signature in it, where the signer made one; null: none. */
  pdf: Hash.nullable(),
});
export type MinutesSignature = z.infer<typeof MinutesSignature>;

/** What became of the minutes (biên bản) of a meeting beside their text. */
export const MinutesRecord = z.object({
  stage: MinutesStage,
  /** When the comment window closes; while it is open. */
  commentsUntil: time.nullable(),
  approved: z.object({ by: PersonId, at: time, ...FrozenMinutes.shape, ...Concluded.shape }).nullable(),
  /** In the order in which they were given. */
  signatures: z.array(MinutesSignature).max(2),
  issued: z.object({ by: PersonId, at: time, number: line(80) }).nullable(),
});
export type MinutesRecord = z.infer<typeof MinutesRecord>;

/** Minutes of which there is at most a draft. */
export const NO_MINUTES: MinutesRecord = {
  stage: 'draft',
  commentsUntil: null,
  approved: null,
  signatures: [],
  issued: null,
};

/** Where the minutes of a meeting stand, for lists of meetings. `next`: as what the next one signs. */
export const MinutesStanding = MinutesRecord.pick({ stage: true, commentsUntil: true }).extend({
  next: SignerRole.nullable(),
});
export type MinutesStanding = z.infer<typeof MinutesStanding>;

/** Whether the text is fixed: approved or issued. */
export function isFrozen({ stage }: Pick<MinutesRecord, 'stage'>): boolean {
  return stage === 'approved' || stage === 'issued';
}
