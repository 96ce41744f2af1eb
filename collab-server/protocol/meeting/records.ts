import { z } from 'zod';
import { AgendaItem } from '../agenda/records.ts';
import { ReadingView } from '../documents/reading-view.ts';
import { Paper } from '../documents/records.ts';
import { MarkRef } from '../annotation/mark.ts';
import { FloorRequest } from '../floor/records.ts';
import { ItemId, MeetingId, PaperId, PersonId, VersionId } from '../wire/ids.ts';
import { line } from '../wire/text.ts';

/** Trực tiếp, trực tuyến, kết hợp. */
export const MeetingMode = z.enum(['onSite', 'online', 'both']);
export type MeetingMode = z.infer<typeof MeetingMode>;

export const MeetingStatus = z.enum(['planned', 'inSession', 'ended']);
export type MeetingStatus = z.infer<typeof MeetingStatus>;

/** Role in the meeting: chủ trì, thư ký, đại biểu, khách mời, chuyên viên. Exactly one person has the chair. */
export const MeetingRole = z.enum(['chair', 'secretary', 'delegate', 'guest', 'staff']);
export type MeetingRole = z.infer<typeof MeetingRole>;

/** A role that an invitation can give. The chair is given with the meeting's fields. */
export const InvitedRole = MeetingRole.exclude(['chair']);

const time = z.int().min(0).max(8.64e15);

export const MeetingFields = z
  .object({
    title: line(200),
    chair: PersonId,
    startsAt: time,
    endsAt: time,
    place: line(200, 0),
    mode: MeetingMode,
  })
  .refine((fields) => fields.endsAt > fields.startsAt, { path: ['endsAt'] });
export type MeetingFields = z.infer<typeof MeetingFields>;

export const Participant = z.object({ person: PersonId, role: MeetingRole });
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

/** Presence during the session: the last arrival and, once recorded, the time of leaving. */
export const Attendance = z.object({ person: PersonId, joinedAt: time, leftAt: time.nullable() });
export type Attendance = z.infer<typeof Attendance>;

export const MAX_PARTICIPANTS = 500;

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
  moderation: Moderation.default({ locked: [], hidden: [] }),
  /** Requests to speak in the order of asking. */
  floor: z.array(FloorRequest).default([]),
});
export type MeetingState = z.infer<typeof MeetingState>;
