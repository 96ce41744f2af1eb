import { z } from 'zod';
import type { OrgRole } from '../people/records.ts';
import { endpoint } from '../wire/endpoint.ts';
import { line, lines } from '../wire/text.ts';

/** How much of what happened is written (mức độ ghi): everything, the main points, or what was decided. */
export const MINUTES_DEPTHS = ['full', 'points', 'results'] as const;
export type MinutesDepth = (typeof MINUTES_DEPTHS)[number];

/** Most parts of an outline. */
export const MAX_PARTS = 60;

/**
 * A part of the minutes as an organisation begins them: what the meeting fills (who came; each agenda item with what was
 * said and voted, and room to write; what belongs to no item), room for a conclusion, or words that always stand there.
 */
export const OutlinePart = z.discriminatedUnion('is', [
  z.object({ is: z.literal('attendance') }),
  z.object({ is: z.literal('items') }),
  z.object({ is: z.literal('besides') }),
  z.object({ is: z.literal('conclusion') }),
  z.object({ is: z.literal('heading'), text: line(200) }),
  z.object({ is: z.literal('sentence'), text: lines(2000, 1) }),
]);
export type OutlinePart = z.infer<typeof OutlinePart>;

/** How an organisation's minutes begin, and how much of them is written unless somebody chooses otherwise. */
export const Outline = z.object({
  depth: z.enum(MINUTES_DEPTHS),
  parts: z.array(OutlinePart).min(1).max(MAX_PARTS),
});
export type Outline = z.infer<typeof Outline>;

export const DEFAULT_OUTLINE: Outline = {
  depth: 'full',
  parts: [{ is: 'attendance' }, { is: 'items' }, { is: 'besides' }, { is: 'conclusion' }],
};

/** An outline as it was kept. Parts of a newer program are left out; what isn't one at all gives the default. */
export function readOutline(kept: unknown): Outline {
  const shape = z.object({ depth: z.unknown(), parts: z.array(z.unknown()) }).safeParse(kept);
  if (!shape.success) return DEFAULT_OUTLINE;
  const depth = Outline.shape.depth.safeParse(shape.data.depth);
  const parts = shape.data.parts.flatMap((part) => OutlinePart.safeParse(part).data ?? []);
  if (parts.length === 0) return DEFAULT_OUTLINE;
  return { depth: depth.data ?? DEFAULT_OUTLINE.depth, parts: parts.slice(0, MAX_PARTS) };
}

/** Who keeps it. An administrator changes no content. */
export const OUTLINE_KEEPERS: readonly OrgRole[] = ['secretary'];

const none = z.object({});

export const outlineApi = {
  get: endpoint({
    method: 'GET',
    path: '/api/minutes-outline',
    summary: 'How the minutes of this organisation begin',
    access: 'signedIn',
    params: none,
    query: none,
    body: z.undefined(),
    response: Outline,
  }),
  put: endpoint({
    method: 'PUT',
    path: '/api/minutes-outline',
    summary: 'Changes it for minutes that nobody has begun, by a secretary',
    access: 'signedIn',
    params: none,
    query: none,
    body: Outline,
    response: z.object({ ok: z.literal(true) }),
  }),
} as const;
