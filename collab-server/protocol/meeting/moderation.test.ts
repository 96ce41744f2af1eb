import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  PEOPLE,
  anyCommand,
  anyServerCommand,
  preparation,
  preparedPaper,
} from '../../testing/meeting-commands.ts';
import { MAX_REQUESTS_OF_PERSON, type FloorTopic } from '../floor/records.ts';
import { FloorRequestId, MarkId, newId, type PersonId } from '../wire/ids.ts';
import type { MeetingCommand } from './commands.ts';
import type { MeetingEvent } from './events.ts';
import { decide, decideForServer } from './decide.ts';
import type { NewEvent } from './new-event.ts';
import { visibleTo } from './visible.ts';
import { evolve } from './evolve.ts';
import type { MeetingState } from './records.ts';
import { roleIn, sees, sharedLockFor, type Member } from './rights.ts';

const [chair, secretary, delegate, guest, staff] = PEOPLE as readonly [
  Member,
  Member,
  Member,
  Member,
  Member,
];
const request = (n: number) => newId(FloorRequestId, new Uint8Array(20).fill(n));

/** The state after the events, which happen at `at`. */
function evolved(state: MeetingState | undefined, events: readonly NewEvent[], at = 1) {
  return events.reduce((now, { event }) => evolve(now, event, at), state);
}

function events(state: MeetingState | undefined, command: MeetingCommand, by: Member): readonly NewEvent[] {
  const decision = decide(state, command, by, 0);
  if (!decision.ok) throw new Error(decision.code);
  return decision.events;
}

function after(state: MeetingState | undefined, command: MeetingCommand, by: Member): MeetingState {
  const next = evolved(state, events(state, command, by));
  if (next === undefined) throw new Error('no meeting');
  return next;
}

function refusal(state: MeetingState, command: MeetingCommand, by: Member): string {
  const decision = decide(state, command, by, 0);
  return decision.ok ? 'ok' : decision.code;
}

/** In session, with a paper that everyone may read. */
function session(): MeetingState {
  let state: MeetingState | undefined;
  for (const command of preparation)
    state = after(state, command, command.type === 'meeting.approve' ? chair : secretary);
  const attached = decideForServer(state, preparedPaper);
  state = attached.ok ? evolved(state, attached.events) : undefined;
  if (state === undefined) throw new Error('no meeting');
  return state;
}

const inSession = session();
const [paper] = inSession.papers;
if (paper?.version == null) throw new Error('no paper');
const about: FloorTopic = {
  paper: paper.id,
  version: paper.version.id,
  page: 1,
  mark: { author: delegate.id, mark: newId(MarkId, new Uint8Array(20).fill(9)) },
};
const only = (people: PersonId[]): MeetingCommand => ({
  type: 'paper.change',
  id: paper.id,
  item: paper.item,
  title: paper.title,
  number: paper.number,
  readers: { to: 'some', units: [], people },
});
const lock: MeetingCommand = { type: 'marks.lock', paper: paper.id, locked: true };

/** What becomes of a meeting when anything is asked of it. */
const anything = fc.array(
  fc.oneof(
    fc.record({ by: fc.constantFrom(...PEOPLE), command: anyCommand }),
    anyServerCommand.map((server) => ({ server })),
  ),
  { maxLength: 30 },
);

function run(
  from: MeetingState,
  list: readonly (
    | { by: Member; command: MeetingCommand }
    | { server: Parameters<typeof decideForServer>[1] }
  )[],
) {
  let state: MeetingState | undefined = from;
  for (const step of list) {
    const decision =
      'server' in step ? decideForServer(state, step.server) : decide(state, step.command, step.by, 0);
    if (decision.ok) state = evolved(state, decision.events);
  }
  return state ?? from;
}

describe('the shared layer of a paper', () => {
  it('[MARKS-1] while it is locked the chair writes there and nobody else, whatever else happens', () => {
    expect(sharedLockFor(inSession, delegate.id, paper.id)).toBeNull();
    const locked = after(inSession, lock, chair);
    fc.assert(
      fc.property(anything, (list) => {
        const state = run(locked, list);
        for (const { id } of state.papers) {
          const isLocked = state.moderation.locked.includes(id);
          for (const who of PEOPLE) {
            const mayWrite = sharedLockFor(state, who.id, id) === null;
            if (state.status === 'ended' || roleIn(state, who.id) === undefined) expect(mayWrite).toBe(false);
            else if (isLocked) expect(mayWrite).toBe(roleIn(state, who.id) === 'chair');
          }
        }
      }),
    );
    expect(sharedLockFor(locked, chair.id, paper.id)).toBeNull();
    for (const who of [secretary, delegate, staff])
      expect(sharedLockFor(locked, who.id, paper.id)).toBe('chair');
    const again = after(locked, { ...lock, locked: false }, chair);
    expect(sharedLockFor(again, delegate.id, paper.id)).toBeNull();
  });

  it('[MARKS-1] the chair locks, nobody else; twice is once; a paper that isn’t there can’t be', () => {
    for (const who of [secretary, delegate, guest, staff])
      expect(refusal(inSession, lock, who)).toBe('notAllowed');
    const locked = after(inSession, lock, chair);
    expect(events(locked, lock, chair)).toEqual([]);
    expect(refusal(after(inSession, { type: 'paper.remove', id: paper.id }, chair), lock, chair)).toBe(
      'notFound',
    );
  });

  it('[MARKS-1] a lock is known to those who may read the paper, also when they may only later; it ends with the paper', () => {
    const closed = after(inSession, only([]), chair);
    const told = events(closed, lock, chair);
    expect(told.every(({ audience }) => !sees(closed, delegate, audience))).toBe(true);
    const locked = evolved(closed, told);
    if (locked === undefined) throw new Error('no meeting');
    expect(visibleTo(locked, delegate)?.moderation.locked).toEqual([]);
    const opening = events(locked, only([delegate.id]), chair);
    const opened = evolved(locked, opening);
    const view = opening.reduce(
      (now, { event, audience }) => (sees(locked, delegate, audience) ? evolve(now, event, 1) : now),
      visibleTo(locked, delegate),
    );
    expect(view?.moderation.locked).toEqual([paper.id]);
    expect(after(opened, { type: 'paper.remove', id: paper.id }, chair).moderation.locked).toEqual([]);
  });

  it('[MARKS-2] the chair hides a person’s marks and shows them again, and is never hidden', () => {
    const hide = (person: PersonId, hidden = true): MeetingCommand => ({
      type: 'marks.hide',
      person,
      hidden,
    });
    for (const who of [secretary, delegate, guest, staff])
      expect(refusal(inSession, hide(delegate.id), who)).toBe('notAllowed');
    expect(refusal(inSession, hide(chair.id), chair)).toBe('conflict');
    expect(refusal(inSession, hide(PEOPLE.at(-1)?.id ?? chair.id), chair)).toBe('conflict');
    const hidden = after(inSession, hide(delegate.id), chair);
    expect(hidden.moderation.hidden).toEqual([delegate.id]);
    // Everyone hears of it, and the marks themselves are nobody's business here.
    expect(events(inSession, hide(delegate.id), chair)).toEqual([
      {
        event: { type: 'marks.hidden', payload: { person: delegate.id, hidden: true } },
        audience: { to: 'all' },
      },
    ]);
    const handed: MeetingEvent = { type: 'chair.changed', payload: { to: delegate.id, how: 'handedOver' } };
    expect(evolve(hidden, handed, 9)?.moderation.hidden).toEqual([]);
    expect(after(hidden, hide(delegate.id, false), chair).moderation.hidden).toEqual([]);
  });
});

describe('asking to speak', () => {
  const ask = (n: number, topic: FloorTopic | null = null): MeetingCommand => ({
    type: 'floor.ask',
    id: request(n),
    kind: 'speech',
    about: topic,
  });

  it('[FLOOR-1] anybody of the meeting asks while it is in session, in the order of asking, a few times', () => {
    let state = inSession;
    for (const [n, who] of [delegate, guest, staff, secretary, chair].entries()) {
      const next = evolved(state, events(state, ask(n), who), 10 + n);
      if (next === undefined) throw new Error('no meeting');
      state = next;
    }
    expect(state.floor.requests.map(({ person, at }) => [person, at])).toEqual(
      [delegate, guest, staff, secretary, chair].map(({ id }, n) => [id, 10 + n]),
    );
    expect(refusal(state, ask(0), delegate)).toBe('conflict');
    for (let n = 10; n < 9 + MAX_REQUESTS_OF_PERSON; n++) state = after(state, ask(n), delegate);
    expect(refusal(state, ask(31), delegate)).toBe('tooMany');
    expect(refusal(state, ask(31), guest)).toBe('ok');
    const planned = { ...inSession, status: 'sent' } as const;
    expect(refusal(planned, ask(1), delegate)).toBe('meetingNotOpen');
    expect(refusal(inSession, ask(1), PEOPLE[6] ?? staff)).toBe('notFound');
  });

  it('[FLOOR-2] what somebody wants to speak about is told to those who may read it, and that they ask to all', () => {
    const asked = after(inSession, ask(1, about), delegate);
    expect(asked.floor.requests[0]).toMatchObject({ person: delegate.id, about });
    const closed = after(inSession, only([delegate.id]), chair);
    expect(refusal(closed, ask(1, about), staff)).toBe('notFound');
    expect(refusal(closed, ask(1, { ...about, page: 3 }), delegate)).toBe('badRequest');
    const told = events(closed, ask(1, about), delegate);
    const view = (who: Member) =>
      told.reduce(
        (now, { event, audience }) => (sees(closed, who, audience) ? evolve(now, event, 5) : now),
        visibleTo(closed, who),
      );
    expect(view(chair)?.floor.requests).toMatchObject([{ person: delegate.id, about, at: 5 }]);
    expect(view(staff)?.floor.requests).toMatchObject([{ person: delegate.id, about: null, at: 5 }]);
    expect(JSON.stringify(view(staff))).not.toContain(paper.id);
    // Taken off the agenda, the request stands and its topic is gone.
    expect(after(asked, { type: 'paper.remove', id: paper.id }, chair).floor.requests).toMatchObject([
      { about: null },
    ]);
  });

  it('[FLOOR-3] a request is taken back by who made it, or by chair and secretary; it ends with the seat and the meeting', () => {
    const asked = after(inSession, ask(1), delegate);
    const withdraw: MeetingCommand = { type: 'floor.withdraw', id: request(1) };
    for (const who of [guest, staff]) expect(refusal(asked, withdraw, who)).toBe('notAllowed');
    for (const who of [delegate, chair, secretary])
      expect(after(asked, withdraw, who).floor.requests).toEqual([]);
    expect(refusal(inSession, withdraw, chair)).toBe('notFound');
    expect(after(asked, { type: 'participant.remove', person: delegate.id }, chair).floor.requests).toEqual(
      [],
    );
    expect(after(asked, { type: 'meeting.close' }, chair).floor.requests).toEqual([]);
  });
});
