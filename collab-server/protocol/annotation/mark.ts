import { z } from 'zod';

/** Pages are counted from 0; geometry is in PDF user space: points, unrotated page, origin at the lower left. */
const page = z.int().min(0).max(20_000);
const coordinate = z.number().min(-20_000).max(20_000);

/** The pens' colours by name, so that each theme can show them well; a mark keeps the name. */
export const MARK_COLOURS = ['ink', 'blue', 'red', 'green', 'orange', 'purple', 'yellow', 'pink'] as const;
export const MarkColour = z.enum(MARK_COLOURS);
export type MarkColour = z.infer<typeof MarkColour>;

/** Most bytes of one stroke's packed points; a longer stroke is split by the pen. */
export const MAX_POINT_BYTES = 64 * 1024;
/** Most UTF-16 units of a note. */
export const MAX_NOTE = 4000;

/** A freehand stroke. `points` is packed by `ink.ts`. Width is in points. */
export const InkMark = z.object({
  kind: z.literal('ink'),
  tool: z.enum(['pen', 'highlighter']),
  page,
  colour: MarkColour,
  width: z.number().min(0.1).max(60),
  points: z.instanceof(Uint8Array).refine((bytes) => bytes.length > 0 && bytes.length <= MAX_POINT_BYTES),
  at: z.int(),
});
export type InkMark = z.infer<typeof InkMark>;

/** A note that stands at a point of the page. */
export const NoteMark = z.object({
  kind: z.literal('note'),
  page,
  colour: MarkColour,
  x: coordinate,
  y: coordinate,
  text: z.string().min(1).max(MAX_NOTE),
  at: z.int(),
});
export type NoteMark = z.infer<typeof NoteMark>;

/** One mark is one immutable value of its author's map: a change replaces it whole. `at` is the author's clock. */
export const Mark = z.discriminatedUnion('kind', [InkMark, NoteMark]);
export type Mark = z.infer<typeof Mark>;
