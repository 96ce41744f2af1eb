import { isAsking, isInWriting, missingAnswers } from '#protocol/meeting/in-writing';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import type { Statement, Storage } from '../../storage/port.ts';
import type { MeetingProjection, MeetingStep } from '../meeting/projection.ts';

/** What a mail is about: the invitation or a change of it, or an answer in writing that is missing before or after its deadline. */
export type MailKind = 'invitation' | 'reminder' | 'overdue';

interface Due {
  readonly person: PersonId;
  readonly kind: MailKind;
  /** Of the event, so that it always grows. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** They knew of it before: its time or place is another. */
  readonly isChange: boolean;
}

/** How long before its deadline people are reminded of a question in writing, and how long after it was sent at the soonest. */
const BEFORE_DEADLINE = 24 * 3_600_000;
const AFTER_SENDING = 12 * 3_600_000;

/** Who is to be mailed about a meeting because of these events, and who isn't any more. */
function due(steps: readonly MeetingStep[]): {
  readonly mails: readonly Due[];
  readonly gone: ReadonlySet<PersonId>;
} {
  const mails = new Map<string, Due>();
  const gone = new Set<PersonId>();
  const keyOf = (kind: MailKind, person: PersonId) => `${kind} ${person}`;
  for (const step of steps) {
    const { before, after } = step;
    if (!isSent(after)) continue;
    const now = new Set(invitees(after));
    for (const person of now) gone.delete(person);
    for (const person of before !== undefined && isSent(before) ? invitees(before) : []) {
      if (now.has(person)) continue;
      for (const kind of KINDS) mails.delete(keyOf(kind, person));
      gone.add(person);
    }
    for (const mail of [...invitationsDue(step), ...remindersDue(step)])
      mails.set(keyOf(mail.kind, mail.person), mail);
  }
  return { mails: [...mails.values()], gone };
}

/** Everyone when the invitations are sent and when time or place change afterwards, and whoever is invited later. */
function invitationsDue({ event, before, after }: MeetingStep): Due[] {
  const known = new Set(before !== undefined && isSent(before) ? invitees(before) : []);
  const isChanged = before !== undefined && !isSamePlan(before, after);
  return invitees(after)
    .filter((person) => isChanged || !known.has(person))
    .map((person) => ({
      person,
      kind: 'invitation',
      sequence: event.seq,
      at: event.at,
      isChange: known.has(person),
    }));
}

/**
 * In writing: whoever's answer is missing from now on, shortly before the deadline and at it; all whose answer is missing
 * when the deadline is another, and at once when they are reminded.
 */
function remindersDue({ event, before, after }: MeetingStep): Due[] {
  if (!isAsking(after)) return [];
  const { seq: sequence, at, type } = event;
  const { endsAt } = after.fields;
  const isOtherDeadline = before?.fields.endsAt !== endsAt;
  const known = new Set(before === undefined || isOtherDeadline ? [] : missingAnswers(before, at));
  const remindAt = type === 'vote.reminded' ? at : endsAt - BEFORE_DEADLINE;
  return missingAnswers(after, at).flatMap((person): Due[] => {
    const mail = { person, sequence, isChange: false };
    const reminder: Due = { ...mail, kind: 'reminder', at: remindAt };
    if (type === 'vote.reminded') return [reminder];
    if (known.has(person) || endsAt <= at) return [];
    const overdue: Due = { ...mail, kind: 'overdue', at: endsAt };
    return remindAt >= at + AFTER_SENDING ? [reminder, overdue] : [overdue];
  });
}

const KINDS: readonly MailKind[] = ['invitation', 'reminder', 'overdue'];

/** Keeps the table of mails in step with the meetings; in the unit of the events, so that none is lost or doubled. */
export function mailProjection(storage: Storage): MeetingProjection {
  const { sql } = storage;
  return (steps) => {
    const meeting = steps.at(-1)?.after.id;
    if (meeting === undefined) return [];
    const { mails, gone } = due(steps);
    const statements: Statement[] = [];
    if (gone.size > 0) {
      const query = sql
        .deleteFrom('mail')
        .where('meeting', '=', meeting)
        .where('person', 'in', [...gone])
        .compile();
      statements.push({ query });
    }
    const rows = mails.map(({ person, kind, sequence, at, isChange }) => ({
      meeting,
      person,
      kind,
      sequence,
      is_change: isChange ? 1 : 0,
      state: 'waiting' as const,
      code: null,
      tries: 0,
      next_at: at,
      at,
    }));
    if (rows.length === 0) return statements;
    const query = sql
      .insertInto('mail')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['meeting', 'person', 'kind']).doUpdateSet((row) => ({
          sequence: row.ref('excluded.sequence'),
          is_change: row.ref('excluded.is_change'),
          state: 'waiting',
          code: null,
          tries: 0,
          next_at: row.ref('excluded.next_at'),
          at: row.ref('excluded.at'),
        })),
      )
      .compile();
    return [...statements, { query }];
  };
}

function isSent({ status }: MeetingState): boolean {
  return status === 'sent' || status === 'inSession';
}

/** Everyone but those whose seat somebody else has. */
function invitees({ participants }: MeetingState): PersonId[] {
  return participants.filter(({ response }) => response.is !== 'substituted').map(({ person }) => person);
}

/** In writing nobody has to be anywhere at a time: only the deadline counts. */
function isSamePlan({ fields: a }: MeetingState, { fields: b }: MeetingState): boolean {
  if (isInWriting(a) && isInWriting(b)) return a.endsAt === b.endsAt;
  return a.startsAt === b.startsAt && a.endsAt === b.endsAt && a.place === b.place && a.mode === b.mode;
}
