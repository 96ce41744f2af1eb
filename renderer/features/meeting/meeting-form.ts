import { isInWriting } from '#protocol/meeting/in-writing';
import { MeetingFields, type MeetingMode, type QuorumRule } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';

/**
 * What stands in the form, valid or not. Times are local wall time, `YYYY-MM-DDTHH:mm`. What the chosen mode has no use
 * for stays as it was typed.
 */
export interface MeetingForm {
  readonly title: string;
  readonly chair: PersonId | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  /** In writing, the only time that counts: until when answers are taken. */
  readonly deadline: string | null;
  readonly place: string;
  readonly mode: MeetingMode;
  readonly deputy: PersonId | null;
  readonly quorum: QuorumRule | null;
}

export type FormField = keyof MeetingForm;
/** What is wrong with a field; the dictionary has a sentence for each (`form.error.<code>`). */
export type FormFault =
  | 'titleMissing'
  | 'titleTooLong'
  | 'chairMissing'
  | 'startMissing'
  | 'endMissing'
  | 'endBeforeStart'
  | 'tooLong'
  | 'deadlineMissing'
  | 'deadlinePast'
  | 'deadlineTooFar'
  | 'placeMissing'
  | 'placeTooLong'
  | 'strangeText'
  | 'deputyIsChair';

/** A session that would last longer than this was mistyped. */
const LONGEST = 14 * 24 * 3_600_000;
/** And so was a deadline for answers in writing that is further away: drafts of laws are out for sixty days. */
const FURTHEST = 90 * 24 * 3_600_000;
/** Working days that an office gives for an answer when nothing else is said. */
const USUAL_DAYS = 5;

/** Local wall time of a moment. */
export function wallTime(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}

/** The moment of a local wall time. */
export function momentOf(wall: string): number {
  return new Date(wall).getTime();
}

/** An empty form: tomorrow at eight for two hours, when most meetings of an office are. */
export function emptyForm(now: number): MeetingForm {
  const start = new Date(now);
  start.setDate(start.getDate() + 1);
  start.setHours(8, 0, 0, 0);
  return {
    title: '',
    chair: null,
    startsAt: wallTime(start.getTime()),
    endsAt: wallTime(start.getTime() + 2 * 3_600_000),
    deadline: null,
    place: '',
    mode: 'both',
    deputy: null,
    quorum: null,
  };
}

export function formOf(fields: MeetingFields): MeetingForm {
  const [startsAt, endsAt] = [wallTime(fields.startsAt), wallTime(fields.endsAt)];
  return isInWriting(fields)
    ? { ...fields, startsAt, endsAt: null, deadline: endsAt }
    : { ...fields, startsAt, endsAt, deadline: null };
}

/** Another mode, with the times that it needs suggested where there are none, or none that is still to come. */
export function withMode(form: MeetingForm, mode: MeetingMode, now: number): MeetingForm {
  const next = { ...form, mode };
  if (isInWriting(next)) return { ...next, deadline: form.deadline ?? usualDeadline(now) };
  const hasTime = form.startsAt !== null && form.endsAt !== null;
  if (!isInWriting(form) || (hasTime && momentOf(form.startsAt) > now)) return next;
  const { startsAt, endsAt } = emptyForm(now);
  return { ...next, startsAt, endsAt };
}

function usualDeadline(now: number): string {
  const day = new Date(now);
  for (let days = 0; days < USUAL_DAYS; days += isWorkingDay(day) ? 1 : 0) day.setDate(day.getDate() + 1);
  day.setHours(17, 0, 0, 0);
  return wallTime(day.getTime());
}

/** So many days from now at the hour of another deadline, and on a working day. */
export function deadlineIn(days: number, like: number, now: number): string {
  const day = new Date(now);
  const hour = new Date(like);
  day.setDate(day.getDate() + days);
  while (!isWorkingDay(day)) day.setDate(day.getDate() + 1);
  day.setHours(hour.getHours(), hour.getMinutes(), 0, 0);
  return wallTime(day.getTime());
}

function isWorkingDay(day: Date): boolean {
  return day.getDay() !== 0 && day.getDay() !== 6;
}

/** Changing the start moves the end along, so that the length stays. */
export function withStart(form: MeetingForm, startsAt: string | null): MeetingForm {
  if (startsAt === null || form.startsAt === null || form.endsAt === null) return { ...form, startsAt };
  const length = momentOf(form.endsAt) - momentOf(form.startsAt);
  if (length <= 0) return { ...form, startsAt };
  return { ...form, startsAt, endsAt: wallTime(momentOf(startsAt) + length) };
}

export type CheckedForm =
  | { readonly ok: true; readonly fields: MeetingFields }
  | { readonly ok: false; readonly faults: Partial<Record<FormField, FormFault>> };

/**
 * The fields as the protocol wants them, or what is wrong, field by field. What is held in writing begins when its facts
 * are first written down: it has no other start.
 */
export function checkForm(form: MeetingForm, now: number): CheckedForm {
  const inWriting = isInWriting(form);
  const faults: Partial<Record<FormField, FormFault>> = {};
  const title = form.title.trim();
  if (title === '') faults.title = 'titleMissing';
  else if (title.length > 200) faults.title = 'titleTooLong';
  if (form.chair === null) faults.chair = 'chairMissing';
  else if (!inWriting && form.deputy === form.chair) faults.deputy = 'deputyIsChair';
  const start = form.startsAt === null ? Number.NaN : momentOf(form.startsAt);
  const startsAt = inWriting ? Math.min(now, Number.isNaN(start) ? now : start) : start;
  const end = inWriting ? form.deadline : form.endsAt;
  const endsAt = end === null ? Number.NaN : momentOf(end);
  if (inWriting) {
    if (end === null) faults.deadline = 'deadlineMissing';
    else if (endsAt <= startsAt) faults.deadline = 'deadlinePast';
    else if (endsAt - now > FURTHEST) faults.deadline = 'deadlineTooFar';
  } else {
    if (form.startsAt === null) faults.startsAt = 'startMissing';
    if (end === null) faults.endsAt = 'endMissing';
    else if (endsAt <= startsAt) faults.endsAt = 'endBeforeStart';
    else if (endsAt - startsAt > LONGEST) faults.endsAt = 'tooLong';
    if (form.place.trim() === '' && form.mode !== 'online') faults.place = 'placeMissing';
    else if (form.place.trim().length > 200) faults.place = 'placeTooLong';
  }
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  const noSitting = inWriting ? { place: '', deputy: null, quorum: null } : {};
  const parsed = MeetingFields.safeParse({ ...form, ...noSitting, startsAt, endsAt });
  if (parsed.success) return { ok: true, fields: parsed.data };
  for (const issue of parsed.error.issues) {
    const [field] = issue.path;
    if (field === 'title' || field === 'place') faults[field] = 'strangeText';
  }
  return { ok: false, faults: Object.keys(faults).length > 0 ? faults : { title: 'strangeText' } };
}
