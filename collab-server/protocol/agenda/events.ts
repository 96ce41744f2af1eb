import { z } from 'zod';
import { ItemId } from '../wire/ids.ts';
import { AgendaItemFields, AgendaPosition } from './records.ts';

const item = z.object({ id: ItemId });

/** What happens to the agenda. What an item is about is told to those who may know it. */
export const AGENDA_EVENTS = {
  'agenda.itemAdded': z.object({ id: ItemId, fields: AgendaItemFields, position: AgendaPosition }),
  'agenda.itemChanged': z.object({ id: ItemId, fields: AgendaItemFields }),
  'agenda.itemMoved': z.object({ id: ItemId, position: AgendaPosition }),
  'agenda.itemRemoved': item,
  'agenda.itemStarted': item,
  'agenda.itemPaused': item,
  'agenda.itemPostponed': item,
  'agenda.itemEnded': item,
} as const;
