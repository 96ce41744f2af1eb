import type { MeetingSummary } from '#protocol/meeting/api';
import { isOver } from '#protocol/meeting/rights';

export interface HomeList {
  /** The one that a person most likely came for: in session, or else the next. */
  readonly nearest: MeetingSummary | undefined;
  /** Drafts that the person has to approve as their chair, without the nearest, soonest first. */
  readonly toApprove: readonly MeetingSummary[];
  /** In session or to come, without the nearest, soonest first. */
  readonly coming: readonly MeetingSummary[];
  /** Newest first. */
  readonly ended: readonly MeetingSummary[];
  /** Newest first. */
  readonly archived: readonly MeetingSummary[];
}

/** How near a meeting is: in session, to come or just overdue, long overdue and never opened. */
function nearness(meeting: MeetingSummary, now: number): number {
  if (meeting.status === 'inSession') return 0;
  return meeting.endsAt > now ? 1 : 2;
}

/** Whether a meeting waits for this person's approval. */
export function isToApprove({ status, role }: Pick<MeetingSummary, 'status' | 'role'>): boolean {
  return status === 'draft' && role === 'chair';
}

/** Sorts a person's meetings for the home page. */
export function homeList(meetings: readonly MeetingSummary[], now: number): HomeList {
  const open = meetings
    .filter((meeting) => !isOver(meeting))
    .toSorted((a, b) => {
      const by = nearness(a, now) - nearness(b, now);
      if (by !== 0) return by;
      // Of those that were never opened the latest is the one that somebody may still be looking for.
      return nearness(a, now) === 2 ? b.startsAt - a.startsAt : a.startsAt - b.startsAt;
    });
  // A draft is nowhere to go to, unless there is nothing else.
  const nearest = open.find((meeting) => !isToApprove(meeting)) ?? open[0];
  const others = open.filter((meeting) => meeting !== nearest);
  const over = meetings.filter(isOver).toSorted((a, b) => b.startsAt - a.startsAt);
  return {
    nearest,
    toApprove: others.filter(isToApprove),
    coming: others.filter((meeting) => !isToApprove(meeting)),
    ended: over.filter(({ status }) => status === 'ended'),
    archived: over.filter(({ status }) => status === 'archived'),
  };
}

/** How a meeting stands to the clock. */
export type Timing = 'now' | 'soon' | 'later' | 'overdue' | 'ended';

/** Milliseconds before the start from which a meeting counts as about to start. */
const SOON = 60 * 60_000;

export function timingOf(meeting: Pick<MeetingSummary, 'status' | 'startsAt'>, now: number): Timing {
  if (isOver(meeting)) return 'ended';
  if (meeting.status === 'inSession') return 'now';
  if (meeting.startsAt <= now) return 'overdue';
  return meeting.startsAt - now <= SOON ? 'soon' : 'later';
}
