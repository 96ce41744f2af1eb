import { MeetingFields, type MeetingMode, type QuorumRule } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';

/** What stands in the form, valid or not. Times are local wall time, `YYYY-MM-DDTHH:mm`. */
export interface MeetingForm {
  readonly title: string;
  readonly chair: PersonId | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
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
  | 'placeMissing'
  | 'placeTooLong'
  | 'strangeText'
  | 'deputyIsChair';

/** A session that would last longer than this was mistyped. */
const LONGEST = 14 * 24 * 3_600_000;

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
    place: '',
    mode: 'both',
    deputy: null,
    quorum: null,
  };
}

export function formOf(fields: MeetingFields): MeetingForm {
  return { ...fields, startsAt: wallTime(fields.startsAt), endsAt: wallTime(fields.endsAt) };
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

/** The fields as the protocol wants them, or what is wrong, field by field. */
export function checkForm(form: MeetingForm): CheckedForm {
  const faults: Partial<Record<FormField, FormFault>> = {};
  const title = form.title.trim();
  if (title === '') faults.title = 'titleMissing';
  else if (title.length > 200) faults.title = 'titleTooLong';
  if (form.chair === null) faults.chair = 'chairMissing';
  else if (form.deputy === form.chair) faults.deputy = 'deputyIsChair';
  if (form.startsAt === null) faults.startsAt = 'startMissing';
  const start = form.startsAt === null ? Number.NaN : momentOf(form.startsAt);
  const end = form.endsAt === null ? Number.NaN : momentOf(form.endsAt);
  if (form.endsAt === null) faults.endsAt = 'endMissing';
  else if (end <= start) faults.endsAt = 'endBeforeStart';
  else if (end - start > LONGEST) faults.endsAt = 'tooLong';
  if (form.place.trim() === '' && form.mode !== 'online') faults.place = 'placeMissing';
  else if (form.place.trim().length > 200) faults.place = 'placeTooLong';
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  const parsed = MeetingFields.safeParse({ ...form, startsAt: start, endsAt: end });
  if (parsed.success) return { ok: true, fields: parsed.data };
  for (const issue of parsed.error.issues) {
    const [field] = issue.path;
    if (field === 'title' || field === 'place') faults[field] = 'strangeText';
  }
  return { ok: false, faults: Object.keys(faults).length > 0 ? faults : { title: 'strangeText' } };
}
