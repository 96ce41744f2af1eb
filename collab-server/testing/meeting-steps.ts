import { decide, decideForServer } from '#protocol/meeting/decide';
import type { MeetingCommand, ServerCommand } from '#protocol/meeting/commands';
import type { MeetingEvent } from '#protocol/meeting/events';
import { evolve } from '#protocol/meeting/evolve';
import type { NewEvent } from '#protocol/meeting/new-event';
import type { MeetingState } from '#protocol/meeting/records';
import { sees, type Member } from '#protocol/meeting/rights';
import { changesRights, visibleTo } from '#protocol/meeting/visible';
import { PEOPLE, preparation, preparedPaper } from './meeting-commands.ts';

/** A command by one of the {@link PEOPLE}, by its number, or of the server itself. */
export type Step =
  | { readonly by: number; readonly command: MeetingCommand }
  | { readonly server: ServerCommand };

export function member(n: number): Member {
  const found = PEOPLE[n];
  if (found === undefined) throw new Error('nobody');
  return found;
}

/** The steps of {@link preparation}, with its paper. */
export const prepared: readonly Step[] = [
  ...preparation.map((command): Step => ({ by: command.type === 'meeting.approve' ? 0 : 1, command })),
  { server: preparedPaper },
];

/** What a step would do, at a time. */
export function decided(state: MeetingState | undefined, step: Step, at: number) {
  return 'server' in step
    ? decideForServer(state, step.server)
    : decide(state, step.command, member(step.by), at);
}

/** A meeting that steps are given to, one after the other; each takes a millisecond. */
export class MeetingRun {
  state: MeetingState | undefined;
  at = 0;
  readonly log: MeetingEvent[] = [];

  /** 'ok', or why it was refused. */
  step(step: Step): string {
    this.at++;
    const decision = decided(this.state, step, this.at);
    if (!decision.ok) return decision.code;
    for (const { event } of decision.events) {
      this.state = evolve(this.state, event, this.at);
      this.log.push(event);
    }
    this.happened(decision.events);
    return 'ok';
  }

  /** For what has to hold after each step. */
  protected happened(_events: readonly NewEvent[]): void {}

  try(by: number, command: MeetingCommand): string {
    return this.step({ by, command });
  }

  /** Throws where it is refused. */
  give(by: number, command: MeetingCommand): this {
    const answer = this.try(by, command);
    if (answer !== 'ok') throw new Error(`${command.type}: ${answer}`);
    return this;
  }
}

/** What a member sees, and what the events that they were sent gave. */
export interface ComparedView {
  readonly state: MeetingState;
  readonly expected: MeetingState | undefined;
  readonly view: MeetingState | undefined;
}

/** An event, and when it happened. */
export interface Told {
  readonly event: MeetingEvent;
  readonly audience: NewEvent['audience'];
  readonly at: number;
}

/**
 * Keeps for each of the {@link PEOPLE} what a client of theirs holds, that evolves the events of their audience and is given
 * the state anew where their rights change.
 */
export class Clients {
  readonly #views = new Map<string, MeetingState | undefined>();

  told(state: MeetingState, events: readonly Told[]): ComparedView[] {
    const others = changesRights(
      state,
      events.map(({ event }) => event),
    );
    const compared: ComparedView[] = [];
    for (const who of PEOPLE) {
      const expected = visibleTo(state, who);
      let view = this.#views.get(who.id);
      if (view === undefined || others === 'all' || others.has(who.id)) view = expected;
      else {
        for (const { event, audience, at } of events)
          if (sees(state, who, audience)) view = evolve(view, event, at);
        compared.push({ state, expected, view });
      }
      this.#views.set(who.id, view);
    }
    return compared;
  }
}
