import { z } from 'zod';
import { AgendaItem } from '../agenda/records.ts';
import { ReadingView } from '../documents/reading-view.ts';
import { Paper } from '../documents/records.ts';
import { MarkRef } from '../annotation/mark.ts';
import { NO_VOTING, Voting } from '../ballots/records.ts';
import { Floor, NO_FLOOR } from '../floor/records.ts';
import { MinutesRecord, NO_MINUTES } from '../minutes/records.ts';
import { ItemId, MeetingId, PaperId, PersonId, QuestionId, ServiceCallId, VersionId } from '../wire/ids.ts';
import { Seal } from '../wire/stream.ts';
import { line, lines } from '../wire/text.ts';

/** Trực tiếp, trực tuyến, kết hợp; or lấy ý kiến bằng văn bản: nobody meets, everyone answers until `endsAt`. */
export const MeetingMode = z.enum(['onSite', 'online', 'both', 'written']);
export type MeetingMode = z.infer<typeof MeetingMode>;

/** Nháp, đã duyệt, đã gửi (giấy mời), đang họp, kết thúc, lưu trữ; one leads to the next. */
export const MeetingStatus = z.enum(['draft', 'approved', 'sent', 'inSession', 'ended', 'archived']);
export type MeetingStatus = z.infer<typeof MeetingStatus>;

/** Role in the meeting: chủ trì, thư ký, đại biểu, khách mời, chuyên viên. Exactly one person has the chair. */
export const MeetingRole = z.enum(['chair', 'secretary', 'delegate', 'guest', 'staff']);
export type MeetingRole = z.infer<typeof MeetingRole>;

/** A role that an invitation can give. The chair is given with the meeting's fields. */
export const InvitedRole = MeetingRole.exclude(['chair']);

const time = z.int().min(0).max(8.64e15);

/**
 * Túc số: at least `percent` of a base has to be present. `all`: everyone with a seat. `entitled`: chair and delegates.
 * `presentEntitled`: the chair and delegates who have come at all, so that it tells when too many have left.
 */
export const QuorumRule = z.object({
  percent: z.int().min(1).max(100),
  base: z.enum(['all', 'entitled', 'presentEntitled']),
});
export type QuorumRule = z.infer<typeof QuorumRule>;

export const MeetingFields = z
  .object({
    title: line(200),
    chair: PersonId,
    /** Who may take the chair over when the chair's connection is lost, besides the secretaries. */
    deputy: PersonId.nullable().default(null),
    quorum: QuorumRule.nullable().default(null),
    startsAt: time,
    endsAt: time,
    place: line(200, 0),
    mode: MeetingMode,
  })
  .refine((fields) => fields.endsAt > fields.startsAt, { path: ['endsAt'] })
  // Where nobody is present there is no túc số: a majority of the entitled says the same.
  .refine((fields) => fields.mode !== 'written' || fields.quorum === null, { path: ['quorum'] });
export type MeetingFields = z.infer<typeof MeetingFields>;

/** What somebody has said to their invitation. `substituted`: another person comes for them. */
export const InvitationResponse = z.object({
  is: z.enum(['none', 'accepted', 'declined', 'substituted']),
  /** Of declining; for the chair, the secretaries and whoever declined. */
  reason: line(300, 0),
  at: time.nullable(),
});
export type InvitationResponse = z.infer<typeof InvitationResponse>;

export const NO_RESPONSE: InvitationResponse = { is: 'none', reason: '', at: null };

export const Participant = z.object({
  person: PersonId,
  role: MeetingRole,
  /** The role that whoever has the chair goes back to when they hand it over; null for a chair of the first hour. */
  formerRole: InvitedRole.nullable().default(null),
  response: InvitationResponse.default(NO_RESPONSE),
  /** Dự thay: the person whose seat and papers a substitute has. */
  standsFor: PersonId.nullable().default(null),
  /** The unit of that person: its papers are theirs as well. */
  lentUnit: z.string().max(200).default(''),
});
export type Participant = z.infer<typeof Participant>;

/** Part of a page in PDF user space, points. */
export const PageRect = z.object({
  x: z.number().min(-20_000).max(20_000),
  y: z.number().min(-20_000).max(20_000),
  width: z.number().min(0).max(40_000),
  height: z.number().min(0).max(40_000),
});
export type PageRect = z.infer<typeof PageRect>;

/** What the presenter shows. Pages are counted from 0. `rect` is what their screen shows of it. */
export const PresentedPage = z.object({
  paper: PaperId,
  version: VersionId,
  page: z.int().min(0).max(20_000),
  rect: PageRect.nullable(),
  /** A mark that the presenter points out. */
  mark: MarkRef.nullable().default(null),
  /** How their pages are laid out and turned, so that followers see the same beside the page too. */
  view: ReadingView.optional(),
});
export type PresentedPage = z.infer<typeof PresentedPage>;

/** Có mặt tại phòng, trực tuyến, vắng. */
export const AttendanceMark = z.enum(['inRoom', 'online', 'absent']);
export type AttendanceMark = z.infer<typeof AttendanceMark>;

/** A line of the roll call. Whoever has none is unmarked. */
export const Attendance = z.object({
  person: PersonId,
  is: AttendanceMark.default('online'),
  /** Vắng có lý do; `reason` may say which. */
  excused: z.boolean().default(false),
  reason: line(300, 0).default(''),
  /** The last arrival; null for whoever was absent. */
  joinedAt: time.nullable(),
  /** Once it is recorded. */
  leftAt: time.nullable(),
});
export type Attendance = z.infer<typeof Attendance>;

/** How many of the quorum's base were present from a time on. */
export const QuorumPoint = z.object({ at: time, present: z.int().min(0), of: z.int().min(0) });
export type QuorumPoint = z.infer<typeof QuorumPoint>;

/** A question in advance about a paper. For the chair, the secretaries and whoever asked. */
export const Question = z.object({
  id: QuestionId,
  person: PersonId,
  paper: PaperId,
  /** Counted from 0; null for the whole paper. */
  page: z.int().min(0).max(20_000).nullable(),
  text: lines(2000, 1),
  at: time,
  answer: z.object({ text: lines(4000, 1), by: PersonId, at: time }).nullable(),
});
export type Question = z.infer<typeof Question>;

export const MAX_QUESTIONS = 1000;
export const MAX_QUESTIONS_OF_PERSON = 50;

/** A seat on the plan of the room: a place on its grid, counted from the upper left, and who sits there. */
export const Seat = z.object({
  x: z.int().min(0).max(39),
  y: z.int().min(0).max(29),
  person: PersonId.nullable(),
});
export type Seat = z.infer<typeof Seat>;

/** Sơ đồ chỗ ngồi. At most one seat on a place, and one seat for a person. */
export const Seating = z.object({ seats: z.array(Seat).max(500) }).refine(({ seats }) => {
  const people = seats.flatMap(({ person }) => (person === null ? [] : [person]));
  const places = seats.map(({ x, y }) => x + 40 * y);
  return new Set(people).size === people.length && new Set(places).size === places.length;
});
export type Seating = z.infer<typeof Seating>;

/** A line from the chair or a secretary that everyone sees until it is taken away. */
export const Announcement = z.object({ text: line(300), by: PersonId, at: time });
export type Announcement = z.infer<typeof Announcement>;

/** A quiet call: nước uống, kỹ thuật, tài liệu, việc khác. For the chair, secretaries, staff and whoever calls. */
export const ServiceCall = z.object({
  id: ServiceCallId,
  person: PersonId,
  kind: z.enum(['water', 'technician', 'papers', 'other']),
  note: line(200, 0),
  at: time,
});
export type ServiceCall = z.infer<typeof ServiceCall>;

export const MAX_SERVICE_CALLS = 200;
export const MAX_SERVICE_CALLS_OF_PERSON = 5;

/** While it is on, a guest waits outside until somebody lets them in. */
export const Lobby = z.object({ isOn: z.boolean(), admitted: z.array(PersonId).max(2500) });
export type Lobby = z.infer<typeof Lobby>;

export const MAX_PARTICIPANTS = 2500;

/** What the chair keeps in order on the shared layers. */
export const Moderation = z.object({
  /** Papers on whose shared layer only the chair writes. */
  locked: z.array(PaperId),
  /** People whose marks on shared layers the others don't see. */
  hidden: z.array(PersonId),
});
export type Moderation = z.infer<typeof Moderation>;

export const MeetingState = z.object({
  id: MeetingId,
  fields: MeetingFields,
  status: MeetingStatus,
  openedAt: time.nullable(),
  endedAt: time.nullable(),
  participants: z.array(Participant).max(MAX_PARTICIPANTS),
  agenda: z.array(AgendaItem),
  currentItem: ItemId.nullable(),
  papers: z.array(Paper),
  presenter: PersonId.nullable(),
  /** The last page that this presenter stayed on for a second; null while nobody presents. */
  page: PresentedPage.nullable(),
  attendance: z.array(Attendance),
  moderation: Moderation,
  floor: Floor,
  voting: Voting.default(NO_VOTING),
  minutes: MinutesRecord.default(NO_MINUTES),
  lobby: Lobby,
  questions: z.array(Question).max(MAX_QUESTIONS),
  seating: Seating.nullable(),
  announcement: Announcement.nullable(),
  serviceCalls: z.array(ServiceCall).max(MAX_SERVICE_CALLS),
  /** The history of the quorum: a point for each minute in which it changed. */
  quorum: z.array(QuorumPoint),
  /** Of the log as it was when the meeting ended. */
  seal: Seal.nullable().default(null),
});
export type MeetingState = z.infer<typeof MeetingState>;

/** A meeting of which nothing is known but what it is called and who has the chair. */
export function blankMeeting(id: MeetingId, fields: MeetingFields): MeetingState {
  return {
    id,
    fields,
    status: 'draft',
    openedAt: null,
    endedAt: null,
    participants: [seat(fields.chair, 'chair')],
    agenda: [],
    currentItem: null,
    papers: [],
    presenter: null,
    page: null,
    attendance: [],
    moderation: { locked: [], hidden: [] },
    floor: NO_FLOOR,
    voting: NO_VOTING,
    minutes: NO_MINUTES,
    lobby: { isOn: false, admitted: [] },
    questions: [],
    seating: null,
    announcement: null,
    serviceCalls: [],
    quorum: [],
    seal: null,
  };
}

/** Somebody who has just been given a seat. */
export function seat(person: PersonId, role: MeetingRole): Participant {
  return { person, role, formerRole: null, response: NO_RESPONSE, standsFor: null, lentUnit: '' };
}
