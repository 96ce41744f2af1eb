import { isChoice, type Choice } from '#protocol/ballots/choice';
import { openVote } from '#protocol/ballots/decide';
import { entitledSeats } from '#protocol/ballots/entitlement';
import type { Trial, TrialRequest } from '#protocol/ballots/trial';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { MeetingState } from '#protocol/meeting/records';
import { roleIn } from '#protocol/meeting/rights';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Meetings } from '../meeting/meetings.ts';

/** The votes with which meetings try whether everybody's device works. In memory, and nowhere else. */
export interface Trials {
  current(meeting: MeetingId): Trial | null;
  /** Does what is asked where the person may; otherwise nothing. Answers whether something has changed. */
  ask(meeting: MeetingId, state: MeetingState, person: PersonId, request: TrialRequest, now: number): boolean;
  /** Calls back when one has ended by itself: a vote has begun, or the meeting isn't in session any more. */
  onEnd(listener: (meeting: MeetingId) => void): void;
}

export function createTrials(meetings: Pick<Meetings, 'onEvents'>): Trials {
  const answers = new Map<MeetingId, Map<PersonId, Choice>>();
  const listeners = new Set<(meeting: MeetingId) => void>();
  meetings.onEvents((meeting, _events, { state }) => {
    const goesOn = state?.status === 'inSession' && openVote(state) === undefined;
    if (goesOn || !answers.delete(meeting)) return;
    for (const listener of listeners) listener(meeting);
  });
  return {
    current(meeting) {
      const given = answers.get(meeting);
      if (given === undefined) return null;
      const trial = { answered: [...given.keys()], agree: 0, disagree: 0, blank: 0 };
      for (const [option] of given.values())
        trial[option === undefined ? 'blank' : option === 0 ? 'agree' : 'disagree']++;
      return trial;
    },
    ask(meeting, state, person, request, now) {
      if (state.status !== 'inSession' || isInWriting(state.fields)) return false;
      const role = roleIn(state, person);
      const runs = role === 'chair' || role === 'secretary';
      const given = answers.get(meeting);
      switch (request.do) {
        case 'open':
          if (!runs || given !== undefined || openVote(state) !== undefined) return false;
          answers.set(meeting, new Map());
          return true;
        case 'close':
          return runs && answers.delete(meeting);
        case 'answer': {
          const seats = entitledSeats(state, { electorate: null }, now);
          if (given === undefined || !isChoice({ is: 'motion' }, request.choice)) return false;
          if (!seats.some(({ voter }) => voter === person)) return false;
          given.set(person, request.choice);
          return true;
        }
      }
    },
    onEnd: (listener) => {
      listeners.add(listener);
    },
  };
}
