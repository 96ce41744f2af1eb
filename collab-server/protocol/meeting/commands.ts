import { z } from 'zod';
import { AgendaItemFields, AgendaPosition } from '../agenda/records.ts';
import { Paper, PaperVersion, Readers, Secrecy } from '../documents/records.ts';
import { FloorTopic } from '../floor/records.ts';
import { FloorRequestId, ItemId, MeetingId, PaperId, PersonId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';
import { InvitedRole, MeetingFields, PresentedPage } from './records.ts';

/** What a person may ask of a meeting. The first one, `meeting.create`, makes its stream. */
export const MeetingCommand = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('meeting.create'),
    id: MeetingId,
    fields: MeetingFields,
    secretary: PersonId,
  }),
  z.object({ type: z.literal('meeting.change'), fields: MeetingFields }),
  z.object({ type: z.literal('meeting.open') }),
  z.object({ type: z.literal('meeting.close') }),
  /** Invites, or gives another role to somebody who is invited already. */
  z.object({ type: z.literal('participant.invite'), person: PersonId, role: InvitedRole }),
  z.object({ type: z.literal('participant.remove'), person: PersonId }),
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
  /** Starts an item; the one that was running ends. */
  z.object({ type: z.literal('agenda.startItem'), id: ItemId }),
  /** A paper that is handed out in print because of its secrecy: number and title only. */
  z.object({
    type: z.literal('paper.announcePrinted'),
    id: PaperId,
    item: ItemId,
    title: line(300),
    number: line(80, 0),
    secrecy: Secrecy.exclude(['normal']),
  }),
  z.object({
    type: z.literal('paper.change'),
    id: PaperId,
    item: ItemId,
    title: line(300),
    number: line(80, 0),
    readers: Readers,
  }),
  z.object({ type: z.literal('paper.remove'), id: PaperId }),
  /** Oneself, by the chair or a secretary; or another person, by the chair or a secretary; null: nobody presents. */
  z.object({ type: z.literal('presenter.set'), person: PersonId.nullable() }),
  /** Locked: only the chair writes on this paper's shared layer. */
  z.object({ type: z.literal('marks.lock'), paper: PaperId, locked: z.boolean() }),
  /** Takes a person's shared marks off the others' screens, or puts them back. Nothing is deleted. */
  z.object({ type: z.literal('marks.hide'), person: PersonId, hidden: z.boolean() }),
  /** Asks to speak, oneself. */
  z.object({ type: z.literal('floor.ask'), id: FloorRequestId, about: FloorTopic.nullable() }),
  /** Takes a request back: one's own, or anybody's by the chair or a secretary. */
  z.object({ type: z.literal('floor.withdraw'), id: FloorRequestId }),
]);
export type MeetingCommand = z.infer<typeof MeetingCommand>;

/** What only the server itself asks of a meeting. */
export type ServerCommand =
  | {
      readonly type: 'paper.revise';
      readonly paper: PaperId;
      readonly version: PaperVersion;
      readonly by: PersonId;
    }
  | { readonly type: 'paper.attach'; readonly paper: Paper; readonly by: PersonId }
  | { readonly type: 'presenter.turn'; readonly page: PresentedPage; readonly by: PersonId }
  | { readonly type: 'person.arrive'; readonly person: PersonId }
  | { readonly type: 'person.depart'; readonly person: PersonId; readonly leftAt: number };
