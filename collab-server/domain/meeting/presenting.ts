import { versionOf } from '#protocol/documents/records';
import type { MeetingState, PresentedPage } from '#protocol/meeting/records';
import { mayRead, type Member } from '#protocol/meeting/rights';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Environment, Timer } from '../../environment.ts';
import type { Meetings } from './meetings.ts';

/** A page on which the presenter stayed for so long becomes an event, in milliseconds. */
export const PAGE_STOOD = 1000;

/** What the presenter shows right now: state of the channel, given to late joiners, never stored as it is. */
export interface Presenting {
  /** From a person's connection; ignored unless they are the presenter and may read it. True when it is to be passed on. */
  show(meeting: MeetingId, state: MeetingState, member: Member, page: PresentedPage): boolean;
  /** What this member may see of it. */
  current(meeting: MeetingId, state: MeetingState, member: Member): PresentedPage | null;
  /** The same whoever may read it: for what decides by itself what it lets through. */
  shown(meeting: MeetingId, state: MeetingState): PresentedPage | null;
  /** Called after each page that was passed on. */
  onShow(listener: (meeting: MeetingId) => void): void;
  close(): void;
}

interface Shown {
  readonly by: PersonId;
  readonly page: PresentedPage;
}

export function createPresenting(meetings: Meetings, env: Environment): Presenting {
  const shown = new Map<MeetingId, Shown>();
  const standing = new Map<MeetingId, Timer>();
  const listeners = new Set<(meeting: MeetingId) => void>();
  const latest = (meeting: MeetingId, state: MeetingState): PresentedPage | null => {
    if (state.presenter === null) return null;
    const now = shown.get(meeting);
    return now?.by === state.presenter ? now.page : state.page;
  };
  const stop = (meeting: MeetingId) => {
    standing.get(meeting)?.cancel();
    standing.delete(meeting);
  };
  meetings.onEvents((meeting, _events, { state }) => {
    if (shown.get(meeting)?.by === state?.presenter) return;
    shown.delete(meeting);
    stop(meeting);
  });
  const record = (meeting: MeetingId) => {
    standing.delete(meeting);
    const stood = shown.get(meeting);
    if (stood === undefined) return;
    meetings
      .executeForServer(meeting, { type: 'presenter.turn', ...stood })
      .catch((error: unknown) => env.log.error({ err: error, meeting }, 'a page turn could not be recorded'));
  };
  return {
    show(meeting, state, member, page) {
      if (state.presenter !== member.id || state.status !== 'inSession') return false;
      const paper = state.papers.find((entry) => entry.id === page.paper);
      if (paper === undefined || !mayRead(state, member, paper)) return false;
      // Also one that was replaced: whoever presents it may go on.
      const version = versionOf(paper, page.version);
      if (version === undefined || page.page >= version.pages) return false;
      const before = shown.get(meeting)?.page;
      shown.set(meeting, { by: member.id, page });
      if (before?.version !== page.version || before.page !== page.page) {
        stop(meeting);
        standing.set(
          meeting,
          env.after(PAGE_STOOD, () => record(meeting)),
        );
      }
      for (const listener of listeners) listener(meeting);
      return true;
    },
    shown: latest,
    onShow: (listener) => {
      listeners.add(listener);
    },
    current(meeting, state, member) {
      const page = latest(meeting, state);
      const paper = state.papers.find((entry) => entry.id === page?.paper);
      return page !== null && paper !== undefined && mayRead(state, member, paper) ? page : null;
    },
    close() {
      for (const timer of standing.values()) timer.cancel();
      standing.clear();
    },
  };
}
