import { z } from 'zod';
import type { OrgRole } from '../people/records.ts';
import { endpoint } from '../wire/endpoint.ts';
import { PersonId, PhraseId } from '../wire/ids.ts';
import { folded, lines } from '../wire/text.ts';

/** Most phrases that an organisation keeps. */
export const MAX_PHRASES = 500;
export const MAX_PHRASE = 2000;

/** Who keeps them. An administrator changes no content. */
export const PHRASE_KEEPERS: readonly OrgRole[] = ['secretary'];

/** What stands after the slash, as it is compared: 2 to 30 letters and figures without diacritics, spaces or case. */
export const PhraseWord = z
  .string()
  .max(120)
  .transform((word) => folded(word).replace(/\s+/gu, ''))
  .pipe(z.string().regex(/^[a-z0-9]{2,30}$/));

/** A sentence or some that writers of minutes insert by a word (câu mẫu). */
export const PhraseFields = z.object({ word: PhraseWord, text: lines(MAX_PHRASE, 1) });
export type PhraseFields = z.infer<typeof PhraseFields>;

/** `by` wrote it last. */
export const Phrase = z.object({ id: PhraseId, by: PersonId, at: z.int(), ...PhraseFields.shape });
export type Phrase = z.infer<typeof Phrase>;

const none = z.object({});
const id = z.object({ phrase: PhraseId });
const done = z.object({ ok: z.literal(true) });

export const phraseApi = {
  list: endpoint({
    method: 'GET',
    path: '/api/phrases',
    summary: 'The phrases that the organisation keeps for its minutes, by word',
    access: 'signedIn',
    params: none,
    query: none,
    body: z.undefined(),
    response: z.object({ phrases: z.array(Phrase) }),
  }),
  put: endpoint({
    method: 'PUT',
    path: '/api/phrases/:phrase',
    summary:
      'Makes a phrase under an id that the caller chose, or changes it; by a secretary. A word that another has is `conflict`',
    access: 'signedIn',
    params: id,
    query: none,
    body: PhraseFields,
    response: done,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/phrases/:phrase',
    summary: 'Takes away a phrase; by a secretary',
    access: 'signedIn',
    params: id,
    query: none,
    body: z.undefined(),
    response: done,
  }),
} as const;
