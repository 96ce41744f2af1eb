import { z } from 'zod';
import { PersonId } from '../wire/ids.ts';
import { Choice } from './choice.ts';
import { MAX_VOTERS } from './records.ts';

/**
 * Biểu quyết thử: one question by which everybody sees that their device works before it counts. It is kept nowhere: no
 * event, no row, no log; it is gone with the server.
 */
export const Trial = z.object({
  /** Whose ballot has come. What it says is told to nobody. */
  answered: z.array(PersonId).max(MAX_VOTERS),
  agree: z.int().min(0),
  disagree: z.int().min(0),
  blank: z.int().min(0),
});
export type Trial = z.infer<typeof Trial>;

export const TrialRequest = z.discriminatedUnion('do', [
  /** By the chair or a secretary, in session, while no vote is open. */
  z.object({ do: z.literal('open') }),
  z.object({ do: z.literal('close') }),
  /** By whoever has a vote; again as often as they like, the last one counts. */
  z.object({ do: z.literal('answer'), choice: Choice.max(1) }),
]);
export type TrialRequest = z.infer<typeof TrialRequest>;
