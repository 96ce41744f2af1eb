import { describe, expect, it } from 'vitest';
import type { MeetingState } from '#protocol/meeting/records';
import { evolve } from '#protocol/meeting/evolve';
import { MeetingId } from '#protocol/wire/ids';
import { NO_HASH } from '#protocol/wire/stream';
import { decided, member, prepared } from '../../testing/meeting-steps.ts';
import type { EventsListener } from '../meeting/meetings.ts';
import { createTrials } from './trials.ts';

const MEETING = MeetingId.parse('m'.repeat(18) + '00');
const [CHAIR, SECRETARY, DELEGATE, GUEST] = [0, 1, 2, 3] as const;

function inSession(): MeetingState {
  let state: MeetingState | undefined;
  for (const step of prepared) {
    const decision = decided(state, step, 1);
    if (!decision.ok) throw new Error(decision.code);
    for (const { event } of decision.events) state = evolve(state, event, 1);
  }
  if (state === undefined) throw new Error('no meeting');
  return state;
}

describe('a vote that is tried out', () => {
  const state = inSession();
  const start = () => {
    let listener: EventsListener = () => undefined;
    const trials = createTrials({ onEvents: (added) => (listener = added) });
    const ended: string[] = [];
    trials.onEnd((meeting) => ended.push(meeting));
    const ask = (by: number, request: Parameters<typeof trials.ask>[3]) =>
      trials.ask(MEETING, state, member(by).id, request, 1);
    const happens = (after: MeetingState) =>
      listener(MEETING, [], { state: after, head: { seq: 1, hash: NO_HASH } });
    return { trials, ask, happens, ended };
  };

  it('[VOTE-21] is begun and ended by chair and secretaries, and answered by whoever has a vote', () => {
    const { trials, ask } = start();
    expect(ask(DELEGATE, { do: 'open' })).toBe(false);
    expect(ask(DELEGATE, { do: 'answer', choice: [0] })).toBe(false);
    expect(ask(SECRETARY, { do: 'open' })).toBe(true);
    expect(ask(CHAIR, { do: 'open' })).toBe(false);
    expect(ask(GUEST, { do: 'answer', choice: [0] })).toBe(false);
    expect(ask(SECRETARY, { do: 'answer', choice: [0] })).toBe(false);
    expect(ask(DELEGATE, { do: 'answer', choice: [7] })).toBe(false);
    expect(ask(DELEGATE, { do: 'answer', choice: [0] })).toBe(true);
    expect(ask(DELEGATE, { do: 'answer', choice: [] })).toBe(true);
    expect(ask(CHAIR, { do: 'answer', choice: [1] })).toBe(true);
    expect(trials.current(MEETING)).toEqual({
      answered: [member(DELEGATE).id, member(CHAIR).id],
      agree: 0,
      disagree: 1,
      blank: 1,
    });
    expect(ask(DELEGATE, { do: 'close' })).toBe(false);
    expect(ask(CHAIR, { do: 'close' })).toBe(true);
    expect(trials.current(MEETING)).toBeNull();
  });

  it('[VOTE-21] ends when a vote begins or the meeting isn’t in session any more', () => {
    const { trials, ask, happens, ended } = start();
    ask(CHAIR, { do: 'open' });
    happens(state);
    expect(trials.current(MEETING)).not.toBeNull();
    happens({ ...state, status: 'ended' });
    expect(trials.current(MEETING)).toBeNull();
    expect(ended).toEqual([MEETING]);
    expect(trials.ask(MEETING, { ...state, status: 'ended' }, member(CHAIR).id, { do: 'open' }, 1)).toBe(
      false,
    );
  });
});
