import type { MeetingSummary, OverdueAnswers } from '#protocol/meeting/api';
import { MeetingMode, MeetingStatus, type MeetingState } from '#protocol/meeting/records';
import { Participant } from '#protocol/meeting/records';
import { askedPeople, isAsking, missingAnswers } from '#protocol/meeting/in-writing';
import { isOver, knowsOf } from '#protocol/meeting/rights';
import { minutesStanding } from '#protocol/minutes/decide';
import { MinutesStanding } from '#protocol/minutes/records';
import { MeetingId, PersonId } from '#protocol/wire/ids';
import type { StoredEvent } from '../event-log.ts';
import type { Statement, Storage } from '../../storage/port.ts';

/** One event of a meeting as it is appended, with the meeting before and after it. */
export interface MeetingStep {
  readonly event: StoredEvent;
  readonly before: MeetingState | undefined;
  readonly after: MeetingState;
}

/** What else is kept of a meeting's events: statements of the unit that appends them. */
export type MeetingProjection = (steps: readonly MeetingStep[]) => readonly Statement[];

/** Keeps the row of a meeting in step with its stream; part of the unit that appends the events. */
export function projectMeeting(
  storage: Storage,
  before: MeetingState | undefined,
  state: MeetingState,
  at: number,
): Statement[] {
  const { fields } = state;
  // Most events change nothing of it, and a hall's participants are half a megabyte.
  const isSame =
    before?.fields === fields &&
    before.status === state.status &&
    before.participants === state.participants &&
    before.minutes === state.minutes &&
    (before.voting === state.voting || !isAsking(state));
  if (isSame) return [];
  const row = {
    title: fields.title,
    status: state.status,
    starts_at: fields.startsAt,
    ends_at: fields.endsAt,
    place: fields.place,
    mode: fields.mode,
    chair: fields.chair,
    deputy: fields.deputy,
    participants: JSON.stringify(state.participants),
    missing: JSON.stringify(missingAnswers(state, at)),
    asked: JSON.stringify(askedPeople(state, at)),
    minutes: JSON.stringify(minutesStanding(state)),
  };
  const query = storage.sql
    .insertInto('meeting')
    .values({ id: state.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .compile();
  return [{ query }];
}

/** Most ended meetings that the list gives. */
const MOST_ENDED = 200;

/** A person's meetings: in session first, coming ones by start, then ended ones, newest first. */
export async function meetingsOf(storage: Storage, person: PersonId): Promise<MeetingSummary[]> {
  const rows = await storage.read(
    storage.sql
      .selectFrom('meeting')
      .selectAll()
      .where('participants', 'like', `%${person}%`)
      .orderBy('starts_at')
      .compile(),
  );
  const summaries = rows.flatMap((row): MeetingSummary[] => {
    const participants = Participant.array().parse(JSON.parse(row.participants));
    const role = participants.find((entry) => entry.person === person)?.role;
    if (role === undefined || !knowsOf(MeetingStatus.parse(row.status), role, row.deputy === person))
      return [];
    const missing = idsOf(row.missing);
    return [
      {
        id: MeetingId.parse(row.id),
        title: row.title,
        status: MeetingStatus.parse(row.status),
        startsAt: row.starts_at,
        endsAt: row.ends_at,
        place: row.place,
        mode: MeetingMode.parse(row.mode),
        chair: PersonId.parse(row.chair),
        role,
        participants: participants.length,
        awaitsMe: missing.includes(person),
        answered: idsOf(row.asked).includes(person) && !missing.includes(person),
        missing: missing.length,
        // A guest is told of a draft only, which is nothing to be told of here.
        minutes: role === 'guest' ? null : MinutesStanding.nullable().parse(JSON.parse(row.minutes)),
      },
    ];
  });
  const ended = summaries.filter(isOver);
  return [
    ...summaries.filter((meeting) => meeting.status === 'inSession'),
    ...summaries.filter((meeting) => meeting.status !== 'inSession' && !isOver(meeting)),
    ...ended.toReversed().slice(0, MOST_ENDED),
  ];
}

/** Most meetings whose overdue answers are told. */
const MOST_OVERDUE = 100;

/** Answers in writing of a unit's people that are missing after their deadline. */
export async function overdueAnswers(
  storage: Storage,
  isOfUnit: (person: PersonId) => boolean,
  now: number,
): Promise<OverdueAnswers[]> {
  const rows = await storage.read(
    storage.sql
      .selectFrom('meeting')
      .select(['id', 'title', 'ends_at', 'missing'])
      .where('mode', '=', 'written')
      .where('status', '=', 'inSession')
      .where('ends_at', '<=', now)
      .orderBy('ends_at')
      .compile(),
  );
  return rows
    .map((row) => ({
      meeting: MeetingId.parse(row.id),
      title: row.title,
      endsAt: row.ends_at,
      people: idsOf(row.missing).filter(isOfUnit),
    }))
    .filter(({ people }) => people.length > 0)
    .slice(0, MOST_OVERDUE);
}

function idsOf(json: string): PersonId[] {
  return PersonId.array().parse(JSON.parse(json));
}

/** Ids of the meetings that were in session when the server stopped. */
export async function meetingsInSession(storage: Storage): Promise<MeetingId[]> {
  const rows = await storage.read(
    storage.sql.selectFrom('meeting').select('id').where('status', '=', 'inSession').compile(),
  );
  return rows.map((row) => MeetingId.parse(row.id));
}
