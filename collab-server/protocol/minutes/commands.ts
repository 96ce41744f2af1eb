import { z } from 'zod';
import { Hash } from '../wire/ids.ts';
import { line } from '../wire/text.ts';
import { Concluded, FrozenMinutes, PersonSignature } from './records.ts';

const time = z.int().min(0).max(8.64e15);

/** What is asked about the minutes as a whole. */
export const MINUTES_COMMANDS = [
  /** Lấy góp ý: participants read the draft and comment until then; again, to put the end off. */
  z.object({ type: z.literal('minutes.openComments'), until: time }),
  /** Before its time. */
  z.object({ type: z.literal('minutes.closeComments') }),
  /** Duyệt; by the chair, of a meeting that has ended. The files are on the server already. */
  z.object({ type: z.literal('minutes.approve'), ...FrozenMinutes.shape, ...Concluded.shape }),
  /** Trả lại để sửa: the text is a draft again, and signatures under it are void. */
  z.object({ type: z.literal('minutes.reopen'), reason: line(300) }),
  /** Ký, oneself. */
  z.object({ type: z.literal('minutes.sign'), ...PersonSignature.shape, pdf: Hash.nullable().default(null) }),
  /** Ban hành under a number; everyone who took part but guests may read them from now on. */
  z.object({ type: z.literal('minutes.issue'), number: line(80) }),
] as const;
