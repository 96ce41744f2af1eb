import { minutesRight } from '#protocol/minutes/rights';
import type { RefusalCode } from '#protocol/wire/codes';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Environment, Timer } from '../../environment.ts';
import type { Meetings } from '../meeting/meetings.ts';

/** `why` is what somebody who may only read is told when they write. */
export type MinutesAccess =
  | { readonly may: 'write' }
  | { readonly may: 'comment' }
  | { readonly may: 'read'; readonly why: RefusalCode }
  | { readonly code: RefusalCode };

export interface MinutesAccessParts {
  readonly meetings: Pick<Meetings, 'now'>;
  readonly isMember: (person: PersonId) => boolean;
  readonly env: Pick<Environment, 'now' | 'after'>;
  /** Called when the comment window of a meeting has closed by its time: whoever only commented has no right any more. */
  readonly onCommentsOver: (meeting: MeetingId) => void;
}

/** Most milliseconds that a timer waits. */
const LONGEST = 86_400_000;

/** Who may open the rooms of a meeting's minutes. Whoever may not know of the meeting hears that there is no such room. */
export interface MinutesDoor {
  readonly access: (person: PersonId, meeting: MeetingId) => Promise<MinutesAccess>;
  readonly close: () => void;
}

export function createMinutesDoor({
  meetings,
  isMember,
  env,
  onCommentsOver,
}: MinutesAccessParts): MinutesDoor {
  /** One for each meeting in whose window somebody was let in. */
  const ends = new Map<MeetingId, { at: number; timer: Timer }>();
  const watch = (meeting: MeetingId, at: number) => {
    const known = ends.get(meeting);
    if (known?.at === at) return;
    known?.timer.cancel();
    const wait = () => {
      const left = at - env.now();
      if (left > 0) {
        ends.set(meeting, { at, timer: env.after(Math.min(left, LONGEST), wait) });
        return;
      }
      ends.delete(meeting);
      onCommentsOver(meeting);
    };
    wait();
  };
  return {
    async access(person, meeting) {
      if (!isMember(person)) return { code: 'notAllowed' };
      const { state } = await meetings.now(meeting);
      const right = state === undefined ? 'unknown' : minutesRight(state, person, env.now());
      if (state === undefined || right === 'unknown') return { code: 'notFound' };
      if (right === 'none') return { code: 'notAllowed' };
      if (right === 'comment') watch(meeting, state.minutes.commentsUntil ?? 0);
      return right === 'read'
        ? { may: 'read', why: state.status === 'archived' ? 'meetingArchived' : 'minutesApproved' }
        : { may: right };
    },
    close() {
      for (const { timer } of ends.values()) timer.cancel();
      ends.clear();
    },
  };
}
