import { z } from 'zod';
import { AGENDA_EVENTS } from '../agenda/events.ts';
import { BALLOT_EVENTS } from '../ballots/events.ts';
import { Paper } from '../documents/records.ts';
import { FLOOR_EVENTS } from '../floor/events.ts';
import { MINUTES_EVENTS } from '../minutes/events.ts';
import { MeetingId, PaperId, PersonId, QuestionId, ServiceCallId } from '../wire/ids.ts';
import { Seal } from '../wire/stream.ts';
import { line, lines } from '../wire/text.ts';
import { RollCallEntry } from './commands.ts';
import { MeetingFields, MeetingRole, PresentedPage, Seating, ServiceCall } from './records.ts';

const time = z.int().min(0);
const nothing = z.object({});
const person = z.object({ person: PersonId });

/** Payload of every event type of the stream `meeting/<id>`. People appear as ids only. */
export const MEETING_EVENTS = {
  /** `secretaries` are the named secretary and, when somebody else, whoever created the meeting. */
  'meeting.created': z.object({
    id: MeetingId,
    fields: MeetingFields,
    secretaries: z.array(PersonId).max(2),
  }),
  'meeting.changed': z.object({ fields: MeetingFields }),
  'meeting.approved': nothing,
  'meeting.returned': nothing,
  'meeting.sent': nothing,
  'meeting.opened': nothing,
  'meeting.closed': nothing,
  'meeting.archived': nothing,
  /** `how`: handed over by the chair, or taken over because the chair wasn't there. */
  'chair.changed': z.object({ to: PersonId, how: z.enum(['handedOver', 'takenOver']) }),
  'participant.invited': z.object({ person: PersonId, role: MeetingRole }),
  'participant.removed': person,
  /** `reason` is empty for those who may not know it: they are told in an event of their own. */
  'invitation.answered': z.object({
    person: PersonId,
    answer: z.enum(['accepted', 'declined']),
    reason: line(300, 0),
  }),
  /** `unit`: of the person, for whose papers their substitute comes. */
  'invitation.substituted': z.object({
    person: PersonId,
    substitute: PersonId,
    unit: z.string().max(200).default(''),
  }),
  'invitation.substituteRecalled': z.object({ person: PersonId, substitute: PersonId }),
  /** `proof`: by the secretary's roll call, by oneself, or by oneself with the code on the room's screen. */
  'attendance.marked': z.object({
    entries: z.array(RollCallEntry),
    proof: z.enum(['roll', 'self', 'code']),
  }),
  'lobby.set': z.object({ isOn: z.boolean() }),
  'lobby.admitted': person,
  'lobby.sentOut': person,
  ...AGENDA_EVENTS,
  /** The whole paper, for those who may read it; also when it was changed or somebody may read it from now on. */
  'paper.attached': z.object({ paper: Paper }),
  /** For everyone: forget this paper. What may still be read follows as `paper.attached`. */
  'paper.withdrawn': z.object({ id: PaperId }),
  'presenter.changed': z.object({ person: PersonId.nullable() }),
  /** Null: the presenter is in a paper that not everyone may read; who may is told in the event that follows. */
  'page.turned': z.object({ page: PresentedPage.nullable() }),
  'person.joined': person,
  /** `leftAt` is when the last connection went; the event comes 60 s later. */
  'person.left': z.object({ person: PersonId, leftAt: time }),
  'marks.locked': z.object({ paper: PaperId, locked: z.boolean() }),
  'marks.hidden': z.object({ person: PersonId, hidden: z.boolean() }),
  ...FLOOR_EVENTS,
  ...BALLOT_EVENTS,
  ...MINUTES_EVENTS,
  'question.asked': z.object({
    id: QuestionId,
    person: PersonId,
    paper: PaperId,
    page: z.int().min(0).max(20_000).nullable(),
    text: lines(2000, 1),
  }),
  'question.withdrawn': z.object({ id: QuestionId }),
  'question.answered': z.object({ id: QuestionId, text: lines(4000, 1), by: PersonId }),
  'seating.set': z.object({ seating: Seating.nullable() }),
  'announcement.made': z.object({ text: line(300), by: PersonId }),
  'announcement.cleared': nothing,
  'service.called': z.object({
    id: ServiceCallId,
    person: PersonId,
    kind: ServiceCall.shape.kind,
    note: line(200, 0),
  }),
  'service.finished': z.object({ id: ServiceCallId }),
  'media.allMuted': nothing,
  /** Niêm phong nhật ký: in one unit with the closing, whose event is the one that is signed. */
  'log.sealed': z.object({ seal: Seal }),
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
