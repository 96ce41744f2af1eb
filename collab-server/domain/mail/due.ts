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

/**
 * Who is to be mailed about a meeting because of these events: everyone when the invitations are sent and when time or
 * place change afterwards, and whoever is invited later; in writing, whoever's answer may be missing when its deadline
 * is near and when it has passed, and when they are reminded.
 */
function due(steps: readonly MeetingStep[]): {
  readonly mails: readonly Due[];
  readonly gone: ReadonlySet<PersonId>;
} {
  const mails = new Map<string, Due>();
  const gone = new Set<PersonId>();
  const put = (mail: Due) => mails.set(`${mail.kind} ${mail.person}`, mail);
  for (const { event, before, after } of steps) {
    const { seq: sequence, at } = event;
    if (isSent(after)) {
      const now = new Set(invitees(after));
      const known = new Set(before !== undefined && isSent(before) ? invitees(before) : []);
      const isChanged = before !== undefined && !isSamePlan(before, after);
      for (const person of now) {
        gone.delete(person);
        const isChange = known.has(person);
        if (!isChange || isChanged) put({ person, kind: 'invitation', sequence, at, isChange });
      }
      for (const person of known) {
        if (now.has(person)) continue;
        for (const kind of KINDS) mails.delete(`${kind} ${person}`);
        gone.add(person);
      }
    }
    if (!isAsking(after)) continue;
    const isNew = before === undefined || asks(before) !== asks(after);
    if (isNew || before.fields.endsAt !== after.fields.endsAt) {
      const { endsAt } = after.fields;
      const remindAt = endsAt - BEFORE_DEADLINE;
      for (const person of missingAnswers(after, at)) {
        if (remindAt >= at + AFTER_SENDING)
          put({ person, kind: 'reminder', sequence, at: remindAt, isChange: false });
        put({ person, kind: 'overdue', sequence, at: endsAt, isChange: false });
      }
    }
    if (event.type === 'vote.reminded')
      for (const person of missingAnswers(after, at))
        put({ person, kind: 'reminder', sequence, at, isChange: false });
  }
  return { mails: [...mails.values()], gone };
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

/** How many questions are open. */
function asks(state: MeetingState): number {
  return isAsking(state) ? state.voting.votes.filter(({ status }) => status === 'open').length : 0;
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
