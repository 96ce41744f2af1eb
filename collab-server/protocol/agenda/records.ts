import { z } from 'zod';
import { ItemId, PersonId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';

/** What a secretary writes about an agenda item. `minutes` is the planned time; 0 when none is planned. */
export const AgendaItemFields = z.object({
  title: line(300),
  presenter: PersonId.nullable(),
  minutes: z.int().min(0).max(1440),
});
export type AgendaItemFields = z.infer<typeof AgendaItemFields>;

/** The items of a meeting stand in one list in reading order; `parent` makes the tree. Times in milliseconds. */
export const AgendaItem = AgendaItemFields.extend({
  id: ItemId,
  parent: ItemId.nullable(),
  startedAt: z.int().nullable(),
  endedAt: z.int().nullable(),
});
export type AgendaItem = z.infer<typeof AgendaItem>;

/** Where an item goes: under `parent` (null: at the top), before a sibling or as the last. */
export const AgendaPosition = z.object({ parent: ItemId.nullable(), before: ItemId.nullable() });
export type AgendaPosition = z.infer<typeof AgendaPosition>;

export const MAX_AGENDA_ITEMS = 500;
/** Levels of nesting: 1, 1.1, 1.1.1. */
export const MAX_AGENDA_DEPTH = 3;
