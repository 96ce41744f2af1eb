import type { PersonId } from '../wire/ids.ts';
import type { RollCallEntry } from './commands.ts';
import type { Attendance, MeetingState, Participant, QuorumPoint, QuorumRule } from './records.ts';

/** Whether somebody is there now, in the room or online. */
export function isPresent(state: Pick<MeetingState, 'attendance'>, person: PersonId): boolean {
  const entry = state.attendance.find((other) => other.person === person);
  return entry !== undefined && isThere(entry);
}

/** Everyone who is there now, for whoever asks about many. */
export function presentPeople({ attendance }: Pick<MeetingState, 'attendance'>): ReadonlySet<PersonId> {
  return new Set(attendance.filter(isThere).map(({ person }) => person));
}

function isThere({ is, joinedAt, leftAt }: Attendance): boolean {
  return is !== 'absent' && joinedAt !== null && leftAt === null;
}

/** The roll with one line more, or another one for the same person. */
export function withLine(roll: readonly Attendance[], line: Attendance): Attendance[] {
  return [...roll.filter((entry) => entry.person !== line.person), line];
}

/** The roll after a connection came: whoever is in the room already stays there. */
export function arrived(roll: readonly Attendance[], person: PersonId, at: number): Attendance[] {
  return withLine(roll, { person, is: 'online', excused: false, reason: '', joinedAt: at, leftAt: null });
}

/** The roll after somebody has left at `leftAt`. */
export function departed(roll: readonly Attendance[], person: PersonId, leftAt: number): Attendance[] {
  const before = roll.find((entry) => entry.person === person);
  return before === undefined ? [...roll] : withLine(roll, { ...before, leftAt });
}

/**
 * The roll after a roll call at `at`. In a meeting that is over who is marked as present was there from its opening to
 * its end.
 */
export function marked(
  state: Pick<MeetingState, 'attendance' | 'openedAt' | 'endedAt'>,
  entries: readonly RollCallEntry[],
  at: number,
): Attendance[] {
  const { openedAt, endedAt } = state;
  let roll = [...state.attendance];
  for (const { person, is, excused, reason } of entries) {
    const before = roll.find((entry) => entry.person === person);
    if (is === 'unmarked') roll = roll.filter((entry) => entry.person !== person);
    else if (is === 'left') {
      if (before !== undefined && isThere(before)) roll = departed(roll, person, at);
    } else if (is === 'absent')
      roll = withLine(roll, {
        person,
        is,
        excused,
        reason: excused ? reason : '',
        joinedAt: null,
        leftAt: null,
      });
    else {
      // A correction of how somebody was there leaves the times as they are.
      const known = before?.joinedAt != null && (isThere(before) || endedAt !== null) ? before : undefined;
      const joinedAt = known?.joinedAt ?? (endedAt === null ? at : (openedAt ?? at));
      const leftAt = known === undefined ? endedAt : known.leftAt;
      roll = withLine(roll, { person, is, excused: false, reason: '', joinedAt, leftAt });
    }
  }
  return roll;
}

/** Whether a participant has a seat that counts: whoever sends a substitute has lent theirs. Guests and staff attend. */
function hasSeat({ role, response }: Participant): boolean {
  return response.is !== 'substituted' && role !== 'guest' && role !== 'staff';
}

/** Whether a participant has a say in what is decided: the chair and the delegates, or their substitutes. */
export function isEntitled(participant: Participant): boolean {
  return hasSeat(participant) && participant.role !== 'secretary';
}

/** The quorum of this moment: how many of the base are present. Without a rule the base is everyone with a seat. */
export function quorumNow(state: MeetingState): Omit<QuorumPoint, 'at'> {
  const base: QuorumRule['base'] = state.fields.quorum?.base ?? 'all';
  // Looked up by person: it is computed at each arrival of some hundred people, by everyone.
  const roll = new Map(state.attendance.map((line) => [line.person, line]));
  let [present, of] = [0, 0];
  for (const participant of state.participants) {
    if (!(base === 'all' ? hasSeat(participant) : isEntitled(participant))) continue;
    const line = roll.get(participant.person);
    if (base === 'presentEntitled' && (line === undefined || line.joinedAt === null)) continue;
    of++;
    if (line !== undefined && isThere(line)) present++;
  }
  return { present, of };
}

/** How many have to be present of a base of `of`; never nobody. */
export function quorumNeeded(rule: QuorumRule, of: number): number {
  return Math.max(1, Math.ceil((rule.percent * of) / 100));
}

/** The quorum of this moment with what is needed for it; null where the meeting has no rule. */
export function quorumStanding(
  state: MeetingState,
): { readonly present: number; readonly of: number; readonly needed: number } | null {
  const rule = state.fields.quorum;
  if (rule === null) return null;
  const { present, of } = quorumNow(state);
  return { present, of, needed: quorumNeeded(rule, of) };
}

/** Minutes of history that are kept: a day. */
const MOST_POINTS = 1440;

/** The history with the quorum of this moment: one point a minute, and only where it has changed. */
export function withQuorum(state: MeetingState, at: number): QuorumPoint[] {
  const now = quorumNow(state);
  const minute = (time: number) => Math.floor(time / 60_000);
  const last = state.quorum.at(-1);
  if (last !== undefined && last.present === now.present && last.of === now.of) return state.quorum;
  const rest =
    last !== undefined && minute(last.at) === minute(at) ? state.quorum.slice(0, -1) : state.quorum;
  return [...rest, { at, ...now }].slice(-MOST_POINTS);
}
