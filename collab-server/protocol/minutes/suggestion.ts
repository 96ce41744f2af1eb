import { z } from 'zod';
import { PersonId, SuggestionId } from '../wire/ids.ts';

/** The kinds of formatting that are suggestions (đề xuất sửa): text that is to come in, and text that is to go. */
export const SUGGESTION_FORMATS = ['insertion', 'deletion'] as const;
export type SuggestionFormat = (typeof SUGGESTION_FORMATS)[number];

/** What such formatting says: which suggestion the text belongs to, who made it, and when they began it. */
export const Suggestion = z.strictObject({
  id: SuggestionId,
  person: PersonId,
  /** By the clock of whoever made it, milliseconds: to be read by people, nothing is decided by it. */
  at: z.int().min(0).max(8.64e15),
});
export type Suggestion = z.infer<typeof Suggestion>;

export function isSuggestionFormat(name: string): name is SuggestionFormat {
  return name === 'insertion' || name === 'deletion';
}

/** The same text for the same suggestion. All three belong to it: nobody makes another's theirs by repeating its id. */
export function suggestionKey({ id, person, at }: Suggestion): string {
  return `${id} ${person} ${at}`;
}
