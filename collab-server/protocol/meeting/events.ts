import { z } from 'zod';
import { AgendaItemFields, AgendaPosition } from '../agenda/records.ts';
import { Paper } from '../documents/records.ts';
import { FloorTopic } from '../floor/records.ts';
import { FloorRequestId, ItemId, MeetingId, PaperId, PersonId } from '../wire/ids.ts';
import { MeetingFields, MeetingRole, PresentedPage } from './records.ts';

const time = z.int().min(0);

/** Payload of every event type of the stream `meeting/<id>`. People appear as ids only. */
export const MEETING_EVENTS = {
  /** `secretaries` are the named secretary and, when somebody else, whoever created the meeting. */
  'meeting.created': z.object({
    id: MeetingId,
    fields: MeetingFields,
    secretaries: z.array(PersonId).max(2),
  }),
  'meeting.changed': z.object({ fields: MeetingFields }),
  'meeting.opened': z.object({}),
  'meeting.closed': z.object({}),
  'participant.invited': z.object({ person: PersonId, role: MeetingRole }),
  'participant.removed': z.object({ person: PersonId }),
  'agenda.itemAdded': z.object({ id: ItemId, fields: AgendaItemFields, position: AgendaPosition }),
  'agenda.itemChanged': z.object({ id: ItemId, fields: AgendaItemFields }),
  'agenda.itemMoved': z.object({ id: ItemId, position: AgendaPosition }),
  'agenda.itemRemoved': z.object({ id: ItemId }),
  'agenda.itemStarted': z.object({ id: ItemId }),
  /** The whole paper, for those who may read it; also when it was changed or somebody may read it from now on. */
  'paper.attached': z.object({ paper: Paper }),
  /** For everyone: forget this paper. What may still be read follows as `paper.attached`. */
  'paper.withdrawn': z.object({ id: PaperId }),
  'presenter.changed': z.object({ person: PersonId.nullable() }),
  /** Null: the presenter is in a paper that not everyone may read; who may is told in the event that follows. */
  'page.turned': z.object({ page: PresentedPage.nullable() }),
  'person.joined': z.object({ person: PersonId }),
  /** `leftAt` is when the last connection went; the event comes 60 s later. */
  'person.left': z.object({ person: PersonId, leftAt: time }),
  'marks.locked': z.object({ paper: PaperId, locked: z.boolean() }),
  'marks.hidden': z.object({ person: PersonId, hidden: z.boolean() }),
  /** `about` is null for those who may not read the paper: they are told in an event of their own. */
  'floor.asked': z.object({ id: FloorRequestId, person: PersonId, about: FloorTopic.nullable() }),
  'floor.withdrawn': z.object({ id: FloorRequestId }),
} as const;

export type MeetingEventType = keyof typeof MEETING_EVENTS;

export type MeetingEvent = {
  [Type in MeetingEventType]: {
    readonly type: Type;
    readonly payload: z.infer<(typeof MEETING_EVENTS)[Type]>;
  };
}[MeetingEventType];

/** Parses what came from the log or the wire; undefined when the type is unknown (a newer server wrote it). */
export function parseMeetingEvent(type: string, payload: unknown): MeetingEvent | undefined {
  if (!Object.hasOwn(MEETING_EVENTS, type)) return undefined;
  const known = type as MeetingEventType;
  return { type: known, payload: MEETING_EVENTS[known].parse(payload) } as MeetingEvent;
}
