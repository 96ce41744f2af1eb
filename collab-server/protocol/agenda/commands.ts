import { z } from 'zod';
import { ItemId } from '../wire/ids.ts';
import { AgendaItemFields, AgendaPosition } from './records.ts';

/** What is asked of the agenda. */
export const AGENDA_COMMANDS = [
  z.object({
    type: z.literal('agenda.addItem'),
    id: ItemId,
    fields: AgendaItemFields,
    position: AgendaPosition,
  }),
  z.object({ type: z.literal('agenda.changeItem'), id: ItemId, fields: AgendaItemFields }),
  z.object({ type: z.literal('agenda.moveItem'), id: ItemId, position: AgendaPosition }),
  /** Refused while it or an item under it has papers or was started. */
  z.object({ type: z.literal('agenda.removeItem'), id: ItemId }),
  /** Starts, resumes or reopens an item; the one that was current is done. */
  z.object({ type: z.literal('agenda.startItem'), id: ItemId }),
  /** Stops the clock of the current item, which stays the current one. */
  z.object({ type: z.literal('agenda.pauseItem'), id: ItemId }),
  /** Puts an item off; it can be started later. */
  z.object({ type: z.literal('agenda.postponeItem'), id: ItemId }),
  /** Ends the current item; nothing is current until the next is started. */
  z.object({ type: z.literal('agenda.endItem'), id: ItemId }),
] as const;

export type AgendaCommand = z.infer<(typeof AGENDA_COMMANDS)[number]>;
