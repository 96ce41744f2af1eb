import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';
import type { Statement, Storage } from '../../storage/port.ts';
import type { MeetingProjection, MeetingStep } from '../meeting/projection.ts';

interface Due {
  readonly sequence: number;
  readonly at: number;
  /** They knew of it before: its time or place is another. */
  readonly isChange: boolean;
}

/**
 * Who is to be mailed about a meeting because of these events: everyone when the invitations are sent and when time or
 * place change afterwards, and whoever is invited later. `sequence` is the event's number, so that it always grows.
 */
function due(steps: readonly MeetingStep[]): {
  readonly people: ReadonlyMap<PersonId, Due>;
  readonly gone: ReadonlySet<PersonId>;
} {
  const people = new Map<PersonId, Due>();
  const gone = new Set<PersonId>();
  for (const { event, before, after } of steps) {
    if (!isSent(after)) continue;
    const now = new Set(invitees(after));
    const known = new Set(before !== undefined && isSent(before) ? invitees(before) : []);
    const isChanged = before !== undefined && !isSamePlan(before, after);
    for (const person of now) {
      gone.delete(person);
      const isChange = known.has(person);
      if (!isChange || isChanged) people.set(person, { sequence: event.seq, at: event.at, isChange });
    }
    for (const person of known) {
      if (now.has(person)) continue;
      people.delete(person);
      gone.add(person);
    }
  }
  return { people, gone };
}

/** Keeps the table of mails in step with the meetings; in the unit of the events, so that none is lost or doubled. */
export function mailProjection(storage: Storage): MeetingProjection {
  const { sql } = storage;
  return (steps) => {
    const meeting = steps.at(-1)?.after.id;
    if (meeting === undefined) return [];
    const { people, gone } = due(steps);
    const statements: Statement[] = [];
    if (gone.size > 0) {
      const query = sql
        .deleteFrom('mail')
        .where('meeting', '=', meeting)
        .where('person', 'in', [...gone])
        .compile();
      statements.push({ query });
    }
    const rows = [...people].map(([person, { sequence, at, isChange }]) => ({
      meeting,
      person,
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
        conflict.columns(['meeting', 'person']).doUpdateSet((row) => ({
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

function isSamePlan({ fields: a }: MeetingState, { fields: b }: MeetingState): boolean {
  return a.startsAt === b.startsAt && a.endsAt === b.endsAt && a.place === b.place && a.mode === b.mode;
}
