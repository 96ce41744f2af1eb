import { z } from 'zod';

/** One line of the table: what was measured, ours and a peer's in the same run, and what we aim at. */
export const Finding = z.object({
  what: z.string(),
  unit: z.string(),
  ours: z.number(),
  /** Null where nothing comparable exists. */
  peer: z.string().nullable(),
  theirs: z.number().nullable(),
  /** In words; null where only the number is wanted. */
  aim: z.string().nullable(),
  isMet: z.boolean().nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** What a measuring process tells its parent for each measurement, when it is done. */
export const Report = z.object({
  name: z.string(),
  findings: z.array(Finding),
  /** Whatever else was seen, for the JSON. */
  details: z.unknown(),
});
export type Report = z.infer<typeof Report>;
