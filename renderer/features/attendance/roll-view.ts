import { isPresent } from '#protocol/meeting/attendance';
import type { MeetingState } from '#protocol/meeting/records';
import type { Colleague } from '#protocol/people/records';
import type { PersonId } from '#protocol/wire/ids';
import { matches } from '../../ui/index.ts';

/** Somebody's line of the roll as it is shown. */
export type RollLine =
  | { readonly is: 'unmarked' }
  | {
      readonly is: 'inRoom' | 'online';
      /** When they came, if that was after the opening; milliseconds. */
      readonly lateAt: number | null;
    }
  | {
      readonly is: 'left';
      readonly at: number;
      /** How they were there until then, and when they came, as above. */
      readonly was: 'inRoom' | 'online';
      readonly lateAt: number | null;
    }
  | { readonly is: 'absent'; readonly excused: boolean; readonly reason: string };

type Roll = Pick<MeetingState, 'attendance' | 'openedAt' | 'endedAt'>;

/** Whoever comes within this time after the opening, in milliseconds, isn't late. */
const GRACE = 60_000;

export function rollLine({ attendance, openedAt, endedAt }: Roll, person: PersonId): RollLine {
  const line = attendance.find((entry) => entry.person === person);
  if (line === undefined) return { is: 'unmarked' };
  const { is, excused, reason, joinedAt, leftAt } = line;
  if (is === 'absent') return { is, excused, reason };
  const isLate = joinedAt !== null && openedAt !== null && joinedAt - openedAt > GRACE;
  const lateAt = isLate ? joinedAt : null;
  // The end of the meeting is nobody's leaving.
  if (leftAt !== null && (endedAt === null || leftAt < endedAt))
    return { is: 'left', at: leftAt, was: is, lateAt };
  return { is, lateAt };
}

/** By what the roll is filtered. */
export const ROLL_MARKS = ['unmarked', 'inRoom', 'online', 'left', 'excused', 'unexcused'] as const;
export type RollMark = (typeof ROLL_MARKS)[number];

export function rollMark(line: RollLine): RollMark {
  if (line.is !== 'absent') return line.is;
  return line.excused ? 'excused' : 'unexcused';
}

/** Somebody on the roll. */
export interface RollPerson {
  readonly id: PersonId;
  /** Undefined for an account that was suspended after the invitation. */
  readonly person: Colleague | undefined;
}

export interface RollFilter {
  readonly query: string;
  /** Null: any. */
  readonly unit: string | null;
  readonly mark: RollMark | null;
}

/** Those of the list whom the filter lets through, in its order. */
export function filteredRoll<P extends RollPerson>(
  list: readonly P[],
  state: Roll,
  { query, unit, mark }: RollFilter,
): P[] {
  return list.filter(
    ({ id, person }) =>
      (unit === null || person?.unit === unit) &&
      (mark === null || rollMark(rollLine(state, id)) === mark) &&
      matches(`${person?.name ?? ''} ${person?.title ?? ''} ${person?.unit ?? ''}`, query),
  );
}

/** How many have each mark. */
export function rollCounts(state: Roll, people: readonly PersonId[]): Record<RollMark, number> {
  const counts = { unmarked: 0, inRoom: 0, online: 0, left: 0, excused: 0, unexcused: 0 };
  for (const person of people) counts[rollMark(rollLine(state, person))]++;
  return counts;
}

/** What somebody may say about themselves: that they are in the room, or that they leave it; null: nothing now. */
export function ownCheckIn(state: MeetingState, me: PersonId): 'in' | 'out' | null {
  const { status, fields, attendance } = state;
  if (fields.mode === 'online' || (status !== 'sent' && status !== 'inSession')) return null;
  const line = attendance.find(({ person }) => person === me);
  return line?.is === 'inRoom' && isPresent(state, me) ? 'out' : 'in';
}
