import type { MeetingSummary } from '#protocol/meeting/api';
import { isInWriting } from '#protocol/meeting/in-writing';
import { isOver } from '#protocol/meeting/rights';
import { RUNNING_ROLES } from './roles.ts';

export interface HomeList {
  /** What is asked in writing and waits for this person's answer, the nearest deadline first. */
  readonly awaiting: readonly MeetingSummary[];
  /** The sitting that a person most likely came for: in session, or else the next. */
  readonly nearest: MeetingSummary | undefined;
  /** Drafts that the person has to approve as their chair, without the nearest, soonest first. */
  readonly toApprove: readonly MeetingSummary[];
  /** Others that are asked in writing, or will be, the nearest deadline first. */
  readonly rounds: readonly MeetingSummary[];
  /** Sittings in session or to come, without the nearest, soonest first. */
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

/** Whether this person is asked in writing, and can still answer. */
export function isAwaiting(
  { awaitsMe, endsAt }: Pick<MeetingSummary, 'awaitsMe' | 'endsAt'>,
  now: number,
): boolean {
  return awaitsMe && now < endsAt;
}

/** Sorts a person's meetings for the home page. */
export function homeList(meetings: readonly MeetingSummary[], now: number): HomeList {
  const inWriting = meetings
    .filter((meeting) => isInWriting(meeting) && !isOver(meeting))
    .toSorted((a, b) => a.endsAt - b.endsAt);
  const open = meetings
    .filter((meeting) => !isInWriting(meeting) && !isOver(meeting))
    .toSorted((a, b) => {
      const by = nearness(a, now) - nearness(b, now);
      if (by !== 0) return by;
      // Of those that were never opened the latest is the one that somebody may still be looking for.
      return nearness(a, now) === 2 ? b.startsAt - a.startsAt : a.startsAt - b.startsAt;
    });
  // A draft is nowhere to go to, unless there is nothing else.
  const nearest = open.find((meeting) => !isToApprove(meeting)) ?? open[0];
  const others = open.filter((meeting) => meeting !== nearest);
  const over = meetings.filter(isOver).toSorted((a, b) => dayOf(b) - dayOf(a));
  const written = (meeting: MeetingSummary) => !isAwaiting(meeting, now) && !isToApprove(meeting);
  return {
    awaiting: inWriting.filter((meeting) => isAwaiting(meeting, now)),
    nearest,
    toApprove: [...inWriting.filter(isToApprove), ...others.filter(isToApprove)],
    rounds: inWriting.filter(written),
    coming: others.filter((meeting) => !isToApprove(meeting)),
    ended: over.filter(({ status }) => status === 'ended'),
    archived: over.filter(({ status }) => status === 'archived'),
  };
}

/** What the minutes of a meeting wait for from this person: their comments, their signature, or to be issued. */
export type MinutesWait = 'comment' | 'sign' | 'issue';

export function minutesWait(
  { minutes, role, status }: Pick<MeetingSummary, 'minutes' | 'role' | 'status'>,
  now: number,
): MinutesWait | null {
  if (minutes === null || status === 'archived') return null;
  const { stage, commentsUntil, next } = minutes;
  // Its writers have the text before them anyhow.
  if (stage === 'commenting') return role === 'delegate' && now < (commentsUntil ?? 0) ? 'comment' : null;
  if (stage !== 'approved') return null;
  if (next === null) return role === 'secretary' ? 'issue' : null;
  return role === next ? 'sign' : null;
}

/** The day under which a meeting is listed: of its beginning, or of its deadline. */
export function dayOf(meeting: Pick<MeetingSummary, 'mode' | 'startsAt' | 'endsAt'>): number {
  return isInWriting(meeting) ? meeting.endsAt : meeting.startsAt;
}

/** Whether the sitting comes before what is asked in writing: it is on, or about to be within a day. */
export function isNear(meeting: Pick<MeetingSummary, 'status' | 'startsAt'>, now: number): boolean {
  return meeting.status === 'inSession' || Math.abs(meeting.startsAt - now) < DAY;
}

const DAY = 24 * 3_600_000;

/** How what is asked in writing stands for a person; of what isn't sent yet, and of what is over, its status says it. */
export type AnswerStanding =
  | { readonly is: 'waits' | 'missed' | 'answered' | 'past' | 'asking' | 'allAnswered' }
  | { readonly is: 'missing' | 'pastMissing'; readonly count: number };

/** For the person first; those who run it are told of the others. */
export function answerStanding(meeting: MeetingSummary, now: number): readonly AnswerStanding[] {
  if (!isInWriting(meeting) || meeting.status !== 'inSession') return [];
  const { awaitsMe, answered, missing, role, endsAt } = meeting;
  const isPast = endsAt <= now;
  const own: AnswerStanding[] = awaitsMe
    ? [{ is: isPast ? 'missed' : 'waits' }]
    : answered
      ? [{ is: 'answered' }]
      : [];
  if (!RUNNING_ROLES.includes(role)) return own.length > 0 ? own : [{ is: isPast ? 'past' : 'asking' }];
  const others = missing - (awaitsMe ? 1 : 0);
  if (missing === 0) return [{ is: 'allAnswered' }];
  if (others === 0) return own;
  return [...own, { is: isPast ? 'pastMissing' : 'missing', count: missing }];
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
