import { z } from 'zod';
import { ItemId, PersonId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';

/**
 * Who may know what an item is about. `public` (công khai): everyone, guests and the room's screen too. `internal` (nội
 * bộ): not the guests, but those who present it or what it stands under. `closed` (họp kín): no guest at all. What stands
 * under an item is never more open than the item.
 */
export const ItemKind = z.enum(['public', 'internal', 'closed']);
export type ItemKind = z.infer<typeof ItemKind>;

/** What a secretary writes about an agenda item. `minutes` is the planned time; 0 when none is planned. */
export const AgendaItemFields = z.object({
  title: line(300),
  presenter: PersonId.nullable(),
  minutes: z.int().min(0).max(1440),
  kind: ItemKind.default('public'),
});
export type AgendaItemFields = z.infer<typeof AgendaItemFields>;

/** Chưa tới, đang thảo luận, tạm dừng, hoãn, đã xong. At most one item runs or is paused: the current one. */
export const ItemProgress = z.enum(['waiting', 'running', 'paused', 'postponed', 'done']);
export type ItemProgress = z.infer<typeof ItemProgress>;

const time = z.int().nullable();

/** The items of a meeting stand in one list in reading order; `parent` makes the tree. Times in milliseconds. */
export const AgendaItem = AgendaItemFields.extend({
  /** Empty for a guest who may not know what the item is about; they see that there is one. */
  title: line(300, 0),
  id: ItemId,
  parent: ItemId.nullable(),
  progress: ItemProgress.default('waiting'),
  /** When it was started for the first time. */
  startedAt: time,
  /** When it was last ended or postponed; null while it is current or waiting. */
  endedAt: time,
  /** Since when it runs; null unless it does. */
  since: time.default(null),
  /** Time used before `since`, in milliseconds. */
  usedMs: z.int().min(0).default(0),
});
export type AgendaItem = z.infer<typeof AgendaItem>;

/** Where an item goes: under `parent` (null: at the top), before a sibling or as the last. */
export const AgendaPosition = z.object({ parent: ItemId.nullable(), before: ItemId.nullable() });
export type AgendaPosition = z.infer<typeof AgendaPosition>;

export const MAX_AGENDA_ITEMS = 500;
/** Levels of nesting: 1, 1.1, 1.1.1. */
export const MAX_AGENDA_DEPTH = 3;

/** An item that nothing has happened to yet. */
export function newItem(id: ItemId, parent: ItemId | null, fields: AgendaItemFields): AgendaItem {
  return {
    ...fields,
    id,
    parent,
    progress: 'waiting',
    startedAt: null,
    endedAt: null,
    since: null,
    usedMs: 0,
  };
}
