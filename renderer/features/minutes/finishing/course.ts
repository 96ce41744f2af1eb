import { nextSigner, maySignAs } from '#protocol/minutes/decide';
import type { MinutesStage } from '#protocol/minutes/records';
import { isOver, roleIn } from '#protocol/meeting/rights';
import type { MeetingState } from '#protocol/meeting/records';
import type { PersonId } from '#protocol/wire/ids';

/** The way of the minutes as it is shown: comments are asked for, or not; what was approved is then signed. */
export const MINUTES_STEPS = ['draft', 'commenting', 'approved', 'signed', 'issued'] as const;
export type MinutesStep = (typeof MINUTES_STEPS)[number];

/** Where the minutes stand. What has all its signatures waits to be issued. */
export function minutesStep(state: MeetingState): MinutesStep {
  const { stage }: { stage: MinutesStage } = state.minutes;
  return stage === 'approved' && nextSigner(state) === null ? 'signed' : stage;
}

export type MinutesAction = 'openComments' | 'closeComments' | 'approve' | 'sign' | 'issue' | 'reopen';

/** What this person can do next, the most likely first. */
export function minutesActions(state: MeetingState, me: PersonId): readonly MinutesAction[] {
  const role = roleIn(state, me);
  if ((role !== 'chair' && role !== 'secretary') || state.status === 'archived') return [];
  const isChair = role === 'chair';
  switch (state.minutes.stage) {
    case 'draft':
      return isChair && isOver(state) ? ['approve', 'openComments'] : ['openComments'];
    case 'commenting':
      return isChair && isOver(state) ? ['approve', 'closeComments'] : ['closeComments'];
    case 'approved': {
      const next = nextSigner(state);
      const last: readonly MinutesAction[] = isChair ? ['reopen'] : [];
      if (next === null) return ['issue', ...last];
      return maySignAs(state, me, next) ? ['sign', ...last] : last;
    }
    case 'issued':
      return [];
  }
}
