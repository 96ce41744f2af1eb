import { z } from 'zod';

/** Most words of one page. */
export const MAX_PAGE_WORDS = 5000;

/**
 * A word that was recognised on a scanned page: text (NFC), then x and y of the lower left corner, width and height in
 * points of the unrotated page, as marks are measured.
 */
export const RecognisedWord = z.tuple([
  z.string().min(1).max(200),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
]);
export type RecognisedWord = z.infer<typeof RecognisedWord>;

/** A scanned page's words in reading order. Width and height are the unrotated page's, in points. */
export const RecognisedPage = z.object({
  width: z.number(),
  height: z.number(),
  words: z.array(RecognisedWord).max(MAX_PAGE_WORDS),
});
export type RecognisedPage = z.infer<typeof RecognisedPage>;

/**
 * How far the recognition of a paper is. `unavailable`: this server has no program for it. `page` of `pages` is how many
 * are done; 0 while it waits for its turn.
 */
export const Recognition = z.object({
  state: z.enum(['unavailable', 'none', 'running', 'done', 'failed']),
  page: z.int().optional(),
  pages: z.int().optional(),
});
export type Recognition = z.infer<typeof Recognition>;

/** Most pages of a paper whose words can be recognised. */
export const MAX_RECOGNISED_PAGES = 2000;
