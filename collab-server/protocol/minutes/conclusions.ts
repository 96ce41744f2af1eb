import { z } from 'zod';
import { PersonId, PaperId, VersionId, VoteId } from '../wire/ids.ts';
import { line, lines } from '../wire/text.ts';

/** One conclusion (kết luận) of a meeting: it keeps its id when it is moved and reworded. */
export const ConclusionId = z
  .string()
  .regex(/^[0-9a-hjkmnp-tv-z]{20}$/)
  .brand<'ConclusionId'>();
export type ConclusionId = z.infer<typeof ConclusionId>;

/** Most UTF-16 units of a unit's name, of what is to be done, of a quote, and of the words on each side of it. */
export const MAX_UNIT = 160;
export const MAX_WHAT = 4000;
export const MAX_EVIDENCE_QUOTE = 400;
const QUOTE_SIDE = 64;
/** Most who take part, and links, of one conclusion; most conclusions of a meeting. */
export const MAX_WITH = 20;
export const MAX_EVIDENCE = 12;
export const MAX_CONCLUSIONS = 100;

/** Who carries something out: a person of the meeting, or a unit by its name. */
export const Carrier = z.union([
  z.strictObject({ person: PersonId }),
  z.strictObject({ unit: line(MAX_UNIT) }),
]);
export type Carrier = z.infer<typeof Carrier>;

/** Words of a page, with some around them by which they are found again. */
export const EvidenceQuote = z.strictObject({
  text: z.string().min(1).max(MAX_EVIDENCE_QUOTE),
  before: z.string().max(QUOTE_SIDE),
  after: z.string().max(QUOTE_SIDE),
});
export type EvidenceQuote = z.infer<typeof EvidenceQuote>;

/** What a conclusion rests on (căn cứ). A page counts from 0; a speech is known by who spoke and when they began. */
export const Evidence = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('paper'),
    paper: PaperId,
    version: VersionId,
    page: z.int().min(0).max(20_000),
    quote: EvidenceQuote.nullable(),
  }),
  z.strictObject({ is: z.literal('speech'), person: PersonId, startedAt: z.int().min(0) }),
  z.strictObject({ is: z.literal('vote'), vote: VoteId }),
]);
export type Evidence = z.infer<typeof Evidence>;

/** A day of Vietnam's calendar: "2026-12-31". */
export const DueDay = z.iso.date();

/**
 * What the minutes ask somebody to do, once they are approved: what, who leads (chủ trì) and who takes part (phối hợp), by
 * the end of which day of Vietnam's calendar, and what it rests on.
 */
export const ConclusionTask = z.object({
  id: ConclusionId,
  what: lines(MAX_WHAT, 1),
  lead: Carrier.nullable(),
  with: z.array(Carrier).max(MAX_WITH),
  due: DueDay.nullable(),
  source: z.array(Evidence).max(MAX_EVIDENCE),
});
export type ConclusionTask = z.infer<typeof ConclusionTask>;

/** The conclusions of one meeting in the order of its minutes. */
export const ConclusionTasks = z.array(ConclusionTask).max(MAX_CONCLUSIONS);
