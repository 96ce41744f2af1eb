import { speechTime } from '#protocol/floor/clock';
import type { Speech } from '#protocol/floor/records';
import type { SpeakingHistory } from '#protocol/meeting/api';
import type { MeetingState } from '#protocol/meeting/records';
import { seatOf, type Member } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import { PersonId, type MeetingId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Storage } from '../../storage/port.ts';
import type { Meetings } from '../meeting/meetings.ts';
import type { MeetingProjection } from '../meeting/projection.ts';

/** How far back speaking time is added up, in milliseconds. */
const A_YEAR = 366 * 24 * 3_600_000;
/** Meetings that are added up: the newest. */
const MOST_MEETINGS = 400;

const speeches = (state: MeetingState | undefined): Speech[] =>
  [state?.floor.speech, state?.floor.interrupted].filter((speech) => speech != null);

/** Keeps each speech that has ended, in the unit that appends the event which ended it: once, whatever is lost. */
export function speechProjection(storage: Storage): MeetingProjection {
  return (steps) => {
    const rows = steps.flatMap(({ event, before, after }) => {
      const going = new Set(speeches(after).map(({ person, startedAt }) => `${person} ${startedAt}`));
      const ended = speeches(before).filter(({ person, startedAt }) => !going.has(`${person} ${startedAt}`));
      return ended.map((speech, n) => ({
        meeting: after.id,
        seq: event.seq,
        n,
        person: speech.person,
        item: speech.item,
        kind: speech.kind,
        ms: speechTime(speech, event.at),
        at: event.at,
      }));
    });
    if (rows.length === 0) return [];
    return [{ query: storage.sql.insertInto('speech').values(rows).compile() }];
  };
}

/**
 * How long this meeting's people have spoken in the meetings of the last year that its chair had the chair of: for each
 * person and for each unit of the organisation. For the chair only; refusals are thrown as AppError.
 */
export async function speakingHistory(
  { storage, env, meetings }: { storage: Storage; env: Environment; meetings: Meetings },
  unitOf: (person: PersonId) => string,
  member: Member,
  meeting: MeetingId,
): Promise<SpeakingHistory> {
  const { state } = await meetings.now(meeting);
  const role = state === undefined ? undefined : seatOf(state, member.id);
  if (state === undefined || role === undefined) throw new AppError('notFound');
  if (role !== 'chair') throw new AppError('notAllowed');
  const { sql } = storage;
  const chaired = sql
    .selectFrom('meeting')
    .select('id')
    .where('chair', '=', member.id)
    .where('starts_at', '>', env.now() - A_YEAR)
    .orderBy('starts_at', 'desc')
    .limit(MOST_MEETINGS);
  const rows = await storage.read(
    sql
      .selectFrom('speech')
      .select(({ fn }) => [
        'person',
        'meeting',
        fn.countAll<number>().as('turns'),
        fn.sum<number>('ms').as('ms'),
      ])
      .where((where) => where.or([where('meeting', 'in', chaired), where('meeting', '=', meeting)]))
      .groupBy(['person', 'meeting'])
      .compile(),
  );
  const here = new Set<string>(state.participants.map(({ person }) => person));
  const counted = rows.filter(({ person }) => here.has(person));
  const sum = <Key extends string>(keyOf: (row: (typeof rows)[number]) => Key) =>
    [...Map.groupBy(counted, keyOf)].map(([key, own]) => ({
      key,
      turns: own.reduce((total, row) => total + row.turns, 0),
      ms: own.reduce((total, row) => total + row.ms, 0),
    }));
  const byTime = (a: { ms: number }, b: { ms: number }) => b.ms - a.ms;
  return {
    meetings: new Set(counted.map((row) => row.meeting)).size,
    people: sum(({ person }) => person)
      .map(({ key, ...time }) => ({ person: PersonId.parse(key), ...time }))
      .toSorted(byTime),
    units: sum(({ person }) => unitOf(PersonId.parse(person)))
      .map(({ key, ...time }) => ({ unit: key, ...time }))
      .toSorted(byTime),
  };
}
