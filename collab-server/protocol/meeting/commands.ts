import { z } from 'zod';
import { AGENDA_COMMANDS } from '../agenda/commands.ts';
import { AgendaItemFields, MAX_AGENDA_ITEMS } from '../agenda/records.ts';
import { BALLOT_COMMANDS } from '../ballots/commands.ts';
import type { Ballot } from '../ballots/records.ts';
import { Paper, PaperVersion, Readers, Secrecy } from '../documents/records.ts';
import { FLOOR_COMMANDS } from '../floor/commands.ts';
import { MINUTES_COMMANDS } from '../minutes/commands.ts';
import { ItemId, MeetingId, PaperId, PersonId, QuestionId, ServiceCallId, type VoteId } from '../wire/ids.ts';
import { line, lines } from '../wire/text.ts';
import {
  AttendanceMark,
  InvitedRole,
  MAX_PARTICIPANTS,
  MeetingFields,
  PresentedPage,
  Seating,
  ServiceCall,
} from './records.ts';

/** A line of a roll call. `left`: was there and has gone; `unmarked`: takes back what was marked. */
export const RollCallEntry = z.object({
  person: PersonId,
  is: z.enum([...AttendanceMark.options, 'left', 'unmarked']),
  excused: z.boolean().default(false),
  reason: line(300, 0).default(''),
});
export type RollCallEntry = z.infer<typeof RollCallEntry>;

/** What a person may ask of a meeting. The first one, `meeting.create`, makes its stream. */
export const MeetingCommand = z.discriminatedUnion('type', [
  /** With people and an agenda where it begins as the copy of another meeting or of a template; all or nothing. */
  z.object({
    type: z.literal('meeting.create'),
    id: MeetingId,
    fields: MeetingFields,
    secretary: PersonId,
    participants: z
      .array(z.object({ person: PersonId, role: InvitedRole }))
      .max(MAX_PARTICIPANTS)
      .exactOptional(),
    agenda: z
      .array(z.object({ id: ItemId, parent: ItemId.nullable(), fields: AgendaItemFields }))
      .max(MAX_AGENDA_ITEMS)
      .exactOptional(),
  }),
  z.object({ type: z.literal('meeting.change'), fields: MeetingFields }),
  /** Duyệt; by the chair. */
  z.object({ type: z.literal('meeting.approve') }),
  /** Trả lại: an approved meeting is a draft again. */
  z.object({ type: z.literal('meeting.return') }),
  /** Gửi giấy mời: from now on delegates and guests know of the meeting. */
  z.object({ type: z.literal('meeting.send') }),
  /** Opened by the chair, a draft is approved and sent with it. */
  z.object({ type: z.literal('meeting.open') }),
  z.object({ type: z.literal('meeting.close') }),
  z.object({ type: z.literal('meeting.archive') }),
  /** Bàn giao quyền chủ trì while the meeting is in session; before it the fields say who has the chair. */
  z.object({ type: z.literal('chair.handOver'), to: PersonId }),
  /** By the deputy or a secretary, when the chair isn't there. */
  z.object({ type: z.literal('chair.takeOver') }),
  /** Invites, or gives another role to somebody who is invited already. */
  z.object({ type: z.literal('participant.invite'), person: PersonId, role: InvitedRole }),
  z.object({ type: z.literal('participant.remove'), person: PersonId }),
  /** One's own answer. */
  z.object({
    type: z.literal('invitation.answer'),
    answer: z.enum(['accepted', 'declined']),
    reason: line(300, 0).default(''),
  }),
  /** Cử người dự thay: for oneself, or by the chair or a secretary for somebody. */
  z.object({
    type: z.literal('invitation.substitute'),
    person: PersonId,
    substitute: PersonId,
    /** Of the person. The server says what it is, whatever was sent. */
    unit: z.string().max(200).exactOptional(),
  }),
  z.object({ type: z.literal('invitation.recallSubstitute'), person: PersonId }),
  /** Tự điểm danh. */
  z.object({ type: z.literal('attendance.checkIn'), is: AttendanceMark.exclude(['absent']) }),
  z.object({ type: z.literal('attendance.checkOut') }),
  /** Điểm danh, by the chair or a secretary; also to correct it once the meeting has ended. */
  z.object({
    type: z.literal('attendance.mark'),
    entries: z.array(RollCallEntry).min(1).max(MAX_PARTICIPANTS),
  }),
  z.object({ type: z.literal('lobby.set'), isOn: z.boolean() }),
  z.object({ type: z.literal('lobby.admit'), person: PersonId }),
  /** Back to the lobby. */
  z.object({ type: z.literal('lobby.sendOut'), person: PersonId }),
  ...AGENDA_COMMANDS,
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
  ...FLOOR_COMMANDS,
  ...BALLOT_COMMANDS,
  ...MINUTES_COMMANDS,
  /** A question in advance, about a paper that one may read. */
  z.object({
    type: z.literal('question.ask'),
    id: QuestionId,
    paper: PaperId,
    page: z.int().min(0).max(20_000).nullable(),
    text: lines(2000, 1),
  }),
  z.object({ type: z.literal('question.withdraw'), id: QuestionId }),
  z.object({ type: z.literal('question.answer'), id: QuestionId, text: lines(4000, 1) }),
  /** The whole plan of the room; null: none. */
  z.object({ type: z.literal('seating.set'), seating: Seating.nullable() }),
  z.object({ type: z.literal('announcement.make'), text: line(300) }),
  z.object({ type: z.literal('announcement.clear') }),
  z.object({
    type: z.literal('service.call'),
    id: ServiceCallId,
    kind: ServiceCall.shape.kind,
    note: line(200, 0),
  }),
  /** It is done, or whoever called doesn't need it any more. */
  z.object({ type: z.literal('service.finish'), id: ServiceCallId }),
  /** Switches every microphone off but the chair's and that of whoever has the floor. People may switch theirs on again. */
  z.object({ type: z.literal('media.muteAll') }),
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
  | { readonly type: 'person.depart'; readonly person: PersonId; readonly leftAt: number }
  /** In the room, with the code that its screen shows: the server has compared it. */
  | { readonly type: 'person.checkIn'; readonly person: PersonId }
  /** The ballots of a secret vote that was stopped. */
  | { readonly type: 'vote.count'; readonly vote: VoteId; readonly ballots: readonly Ballot[] };
