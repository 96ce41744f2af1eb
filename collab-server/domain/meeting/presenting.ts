import { mayRead } from '#protocol/meeting/decide';
import type { MeetingState, PresentedPage } from '#protocol/meeting/records';
import type { Member } from '#protocol/meeting/rights';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Environment, Timer } from '../../environment.ts';
import type { Meetings } from './meetings.ts';

/** A page on which the presenter stayed for so long becomes an event, in milliseconds. */
export const PAGE_STOOD = 1000;

/** What the presenter shows right now: state of the channel, given to late joiners, never stored as it is. */
export interface Presenting {
  /** From a person's connection; ignored unless they are the presenter and may read it. True when it is to be passed on. */
  show(meeting: MeetingId, state: MeetingState, person: PersonId, page: PresentedPage): boolean;
  /** What this member may see of it. */
  current(meeting: MeetingId, state: MeetingState, member: Member): PresentedPage | null;
  close(): void;
}

export function createPresenting(meetings: Meetings, env: Environment): Presenting {
  const shown = new Map<MeetingId, PresentedPage>();
  const standing = new Map<MeetingId, Timer>();
  const stop = (meeting: MeetingId) => {
    standing.get(meeting)?.cancel();
    standing.delete(meeting);
  };
  meetings.onEvents((meeting, events, { state }) => {
    if (events.some((event) => event.type === 'presenter.changed') || state?.status === 'ended') {
      shown.delete(meeting);
      stop(meeting);
    }
  });
  return {
    show(meeting, state, person, page) {
      const paper = state.papers.find((entry) => entry.id === page.paper);
      if (state.presenter !== person || state.status !== 'inSession') return false;
      if (paper?.version?.id !== page.version || page.page >= paper.version.pages) return false;
      const before = shown.get(meeting);
      shown.set(meeting, page);
      if (before?.version !== page.version || before.page !== page.page) {
        stop(meeting);
        standing.set(
          meeting,
          env.after(PAGE_STOOD, () => {
            standing.delete(meeting);
            const stood = shown.get(meeting);
            if (stood === undefined) return;
            meetings
              .executeForServer(meeting, { type: 'presenter.turn', page: stood, by: person })
              .catch((error: unknown) =>
                env.log.error({ err: error, meeting }, 'a page turn could not be recorded'),
              );
          }),
        );
      }
      return true;
    },
    current(meeting, state, member) {
      const page = state.presenter === null ? undefined : (shown.get(meeting) ?? state.page ?? undefined);
      const paper = state.papers.find((entry) => entry.id === page?.paper);
      return page !== undefined && paper !== undefined && mayRead(state, member, paper) ? page : null;
    },
    close() {
      for (const meeting of [...standing.keys()]) stop(meeting);
    },
  };
}
