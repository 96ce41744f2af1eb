import { z } from 'zod';
import { MarkId, PersonId, VersionId } from '../wire/ids.ts';

/** Pages are counted from 0; geometry is in PDF user space: points, unrotated page, origin at the lower left. */
const page = z.int().min(0).max(20_000);
const coordinate = z.number().min(-20_000).max(20_000);
const length = z.number().min(0).max(20_000);
/** The author's clock, in milliseconds. */
const at = z.int();

/** The pens' colours by name, so that each theme can show them well; a mark keeps the name. */
export const MARK_COLOURS = ['ink', 'blue', 'red', 'green', 'orange', 'purple', 'yellow', 'pink'] as const;
export const MarkColour = z.enum(MARK_COLOURS);
export type MarkColour = z.infer<typeof MarkColour>;

/** Most bytes of one stroke's packed points; a longer stroke is split by the pen. */
export const MAX_POINT_BYTES = 64 * 1024;
/** Most UTF-16 units of a note, a comment or a text box. */
export const MAX_NOTE = 4000;
/** Most UTF-16 units of a quote, and of the words kept on each side of it. */
export const MAX_QUOTE = 2000;
export const QUOTE_CONTEXT = 64;
/** Most bytes of a picture: it is made smaller before it becomes a mark. */
export const MAX_PICTURE_BYTES = 60 * 1024;
/** Most people that a comment calls upon. */
export const MAX_MENTIONS = 20;

/** A mark of somebody: ids are unique within one author's layer only. */
export const MarkRef = z.object({ author: PersonId, mark: MarkId });
export type MarkRef = z.infer<typeof MarkRef>;

/**
 * Words of a page, with enough around them to find them again in another version. All are NFC Unicode as
 * `documents/text` reads a page, whatever encoding the file's fonts pretend. `start` counts UTF-16 units of that text.
 */
export const Quote = z.object({
  text: z.string().min(1).max(MAX_QUOTE),
  before: z.string().max(QUOTE_CONTEXT),
  after: z.string().max(QUOTE_CONTEXT),
  start: z.int().min(0),
});
export type Quote = z.infer<typeof Quote>;

/**
 * Where a mark came from when its paper was revised. `confidence` (0 to 1) says how sure the new place is; its author
 * has `confirmed` it, or it was exact.
 */
export const Carried = z.object({
  version: VersionId,
  mark: MarkId,
  confidence: z.number().min(0).max(1),
  confirmed: z.boolean(),
});
export type Carried = z.infer<typeof Carried>;

const carried = Carried.optional();
const box = { x: coordinate, y: coordinate, width: length, height: length };

/** A freehand stroke. `points` is packed by `ink.ts`. Width is in points. */
export const InkMark = z.object({
  kind: z.literal('ink'),
  tool: z.enum(['pen', 'highlighter']),
  page,
  colour: MarkColour,
  width: z.number().min(0.1).max(60),
  points: z.instanceof(Uint8Array).refine((bytes) => bytes.length > 0 && bytes.length <= MAX_POINT_BYTES),
  at,
  carried,
});
export type InkMark = z.infer<typeof InkMark>;

/** A mark on words. `boxes` holds x, y, width, height of each line's part, one after the other. */
export const TextMark = z.object({
  kind: z.literal('text'),
  style: z.enum(['highlight', 'underline', 'strikeOut']),
  page,
  colour: MarkColour,
  boxes: z
    .array(coordinate)
    .min(4)
    .max(800)
    .refine((numbers) => numbers.length % 4 === 0),
  quote: Quote,
  at,
  carried,
});
export type TextMark = z.infer<typeof TextMark>;

/** From (x1, y1) to (x2, y2): a line, an arrow with its head at the end, or the corners of a box or an ellipse. */
export const ShapeMark = z.object({
  kind: z.literal('shape'),
  shape: z.enum(['line', 'arrow', 'box', 'ellipse']),
  page,
  colour: MarkColour,
  width: z.number().min(0.1).max(60),
  x1: coordinate,
  y1: coordinate,
  x2: coordinate,
  y2: coordinate,
  at,
  carried,
});
export type ShapeMark = z.infer<typeof ShapeMark>;

/** Typed text on the page, broken to the width of its box. `size` of the letters is in points. */
export const TextBoxMark = z.object({
  kind: z.literal('textBox'),
  page,
  colour: MarkColour,
  ...box,
  size: z.number().min(4).max(144),
  text: z.string().min(1).max(MAX_NOTE),
  at,
  carried,
});
export type TextBoxMark = z.infer<typeof TextBoxMark>;

/** A note that stands at a point of the page. A `question` is one that its author wants answered in the meeting. */
export const NoteMark = z.object({
  kind: z.literal('note'),
  page,
  colour: MarkColour,
  x: coordinate,
  y: coordinate,
  text: z.string().min(1).max(MAX_NOTE),
  question: z.literal(true).optional(),
  /** The words that it is about, when it was made from them. */
  quote: Quote.optional(),
  at,
  carried,
});
export type NoteMark = z.infer<typeof NoteMark>;

/** A stamp of words, as "ĐÃ DUYỆT". */
export const StampMark = z.object({
  kind: z.literal('stamp'),
  page,
  colour: MarkColour,
  ...box,
  text: z.string().min(1).max(80),
  at,
  carried,
});
export type StampMark = z.infer<typeof StampMark>;

/** An image, or a stamp of one's own. Its bytes are a {@link Picture} of the same layer. */
export const ImageMark = z.object({
  kind: z.literal('image'),
  page,
  ...box,
  picture: MarkId,
  at,
  carried,
});
export type ImageMark = z.infer<typeof ImageMark>;

/** What is seen on a page. */
export const PageMark = z.discriminatedUnion('kind', [
  InkMark,
  TextMark,
  ShapeMark,
  TextBoxMark,
  NoteMark,
  StampMark,
  ImageMark,
]);
export type PageMark = z.infer<typeof PageMark>;

/**
 * The bytes that image marks show, apart from them so that moving an image costs nothing. They are in the document and
 * not in the blob store: so they are there without a server, encrypted like the marks, and under the same rights.
 */
export const Picture = z.object({
  kind: z.literal('picture'),
  type: z.enum(['image/png', 'image/jpeg', 'image/webp']),
  bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length > 0 && bytes.length <= MAX_PICTURE_BYTES),
  at,
});
export type Picture = z.infer<typeof Picture>;

/** A word on a mark, anybody's: the mark and its comments in the order of `at` are a thread. */
export const Comment = z.object({
  kind: z.literal('comment'),
  on: MarkRef,
  text: z.string().min(1).max(MAX_NOTE),
  mentions: z.array(PersonId).max(MAX_MENTIONS),
  at,
  /** When its author changed it last. */
  edited: z.int().optional(),
});
export type Comment = z.infer<typeof Comment>;

/** Closes a thread or opens it again; the one with the latest `at` counts (at equal times the greater id). */
export const Resolution = z.object({ kind: z.literal('resolution'), on: MarkRef, resolved: z.boolean(), at });
export type Resolution = z.infer<typeof Resolution>;

/** In a private layer only: what its owner has seen. `marks` are ids of comments, notes and settled orphans. */
export const Seen = z.object({ kind: z.literal('seen'), marks: z.array(MarkId).min(1).max(500), at });
export type Seen = z.infer<typeof Seen>;

/** One mark is one immutable value of its author's map: a change replaces it whole. */
export const Mark = z.discriminatedUnion('kind', [...PageMark.options, Picture, Comment, Resolution, Seen]);
export type Mark = z.infer<typeof Mark>;

/** Whether a mark is seen on a page; the others are about marks. */
export function isPageMark(mark: Mark): mark is PageMark {
  return 'page' in mark;
}
