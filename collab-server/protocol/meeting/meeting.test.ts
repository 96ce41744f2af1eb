import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyCommand,
  anyServerCommand,
  createMeeting,
  MEETING,
  PEOPLE,
} from '../../testing/meeting-commands.ts';
import { Clients, decided, member, prepared, type Step, type Told } from '../../testing/meeting-steps.ts';
import { depthOf } from '../agenda/tree.ts';
import { versionOf } from '../documents/records.ts';
import { decide, decideForServer } from './decide.ts';
import { MEETING_EVENTS, parseMeetingEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { NewEvent } from './new-event.ts';
import { MeetingState, seat } from './records.ts';
import { isOver, mayRead, type Member } from './rights.ts';

const anyPerson = fc.nat(PEOPLE.length - 1);
/** Mostly by the chair or the secretary, whose commands do something. */
const anyBy = fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, anyPerson);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ by: anyBy, command: anyCommand }) },
  { weight: 2, arbitrary: anyServerCommand.map((server): Step => ({ server })) },
);
const opening: readonly Step[] = [{ by: 1, command: createMeeting }];
const steps = fc.oneof(
  fc.array(anyStep, { maxLength: 60, size: 'max' }).map((rest): Step[] => [...opening, ...rest]),
  fc
    .array(anyStep, { minLength: 20, maxLength: 60, size: 'max' })
    .map((rest): Step[] => [...prepared, ...rest]),
);

/** Runs the steps as the server does; `seen` gets the state and the events after each that wasn't refused. */
function run(
  list: readonly Step[],
  seen: (state: MeetingState, events: readonly NewEvent[], at: number) => void = () => undefined,
) {
  let state: MeetingState | undefined;
  const log: Told[] = [];
  let at = 0;
  for (const step of list) {
    at++;
    const frozen = structuredClone(state);
    const decision = decided(state, step, at);
    // Pure, whatever is decided.
    expect(state).toEqual(frozen);
    if (!decision.ok) continue;
    for (const { event, audience } of decision.events) {
      const before = structuredClone(state);
      const input = state;
      state = evolve(state, event, at);
      expect(input).toEqual(before);
      log.push({ event, audience, at });
    }
    if (state !== undefined && decision.events.length > 0) seen(state, decision.events, at);
  }
  return { state, log };
}

describe('deciding and evolving', () => {
  it('[MEET-4] keeps a meeting whole whatever is asked of it by whomever, in whatever order', () => {
    fc.assert(
      fc.property(steps, (list) => {
        run(list, (state) => {
          expect(MeetingState.parse(state)).toEqual(state);
          const people = state.participants.map(({ person }) => person);
          expect(new Set(people).size).toBe(people.length);
          const chairs = state.participants
            .filter(({ role }) => role === 'chair')
            .map(({ person }) => person);
          expect(chairs).toEqual([state.fields.chair]);
          const items = state.agenda.map(({ id }) => id);
          expect(new Set(items).size).toBe(items.length);
          for (const [index, { id, parent }] of state.agenda.entries()) {
            if (parent !== null) expect(items.slice(0, index)).toContain(parent);
            expect(depthOf(state.agenda, id)).toBeLessThanOrEqual(3);
          }
          if (state.currentItem !== null) expect(items).toContain(state.currentItem);
          for (const paper of state.papers) expect(items).toContain(paper.item);
          expect(new Set(state.papers.map(({ id }) => id)).size).toBe(state.papers.length);
          if (state.presenter === null) expect(state.page).toBeNull();
          else expect(people).toContain(state.presenter);
          if (state.presenter !== null) expect(state.status).toBe('inSession');
          const { page } = state;
          if (page !== null) {
            const paper = state.papers.find(({ id }) => id === page.paper);
            expect(paper && versionOf(paper, page.version)?.pages).toBeGreaterThan(page.page);
          }
          expect(state.moderation.hidden).not.toContain(state.fields.chair);
          const known = state.papers.map(({ id }) => id);
          for (const paper of state.moderation.locked) expect(known).toContain(paper);
          const requests = state.floor.requests.map(({ id }) => id);
          expect(new Set(requests).size).toBe(requests.length);
          for (const { person, about } of state.floor.requests) {
            expect(people).toContain(person);
            const paper = state.papers.find(({ id }) => id === about?.paper);
            if (about !== null) expect(paper && versionOf(paper, about.version)).toBeDefined();
          }
          if (state.status !== 'inSession') {
            expect(state.floor.requests).toEqual([]);
            expect(state.floor.speech).toBeNull();
          }
          for (const { id, progress, since } of state.agenda) {
            expect(progress === 'running' || progress === 'paused').toBe(id === state.currentItem);
            expect(since !== null).toBe(progress === 'running');
          }
          const { speech, interrupted, spoken } = state.floor;
          for (const entry of [speech, interrupted])
            if (entry !== null) expect(people).toContain(entry.person);
          if (speech !== null) expect(speech.since).not.toBeNull();
          if (interrupted !== null) {
            expect(speech?.person).not.toBe(interrupted.person);
            expect(speech).not.toBeNull();
            expect(interrupted.since).toBeNull();
          }
          expect(new Set(spoken.map(({ person }) => person)).size).toBe(spoken.length);
          expect(state.fields.deputy).not.toBe(state.fields.chair);
          for (const person of state.lobby.admitted) expect(people).toContain(person);
          for (const seated of state.seating?.seats ?? [])
            if (seated.person !== null) expect(people).toContain(seated.person);
          for (const { person, standsFor, response } of state.participants) {
            const substitutes = state.participants.filter((other) => other.standsFor === person);
            expect(substitutes.length).toBe(response.is === 'substituted' ? 1 : 0);
            // Nobody stands for a substitute, nor for the chair.
            if (substitutes.length > 0) expect(standsFor).toBeNull();
            if (person === state.fields.chair) expect(substitutes).toEqual([]);
          }
          const there = state.attendance.map(({ person }) => person);
          expect(new Set(there).size).toBe(there.length);
          for (const { is, joinedAt, leftAt } of state.attendance) {
            expect(joinedAt === null).toBe(is === 'absent');
            if (isOver(state)) expect(leftAt === null).toBe(is === 'absent');
            expect(leftAt ?? joinedAt ?? 0).toBeGreaterThanOrEqual(joinedAt ?? 0);
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  it('[STREAM-5] what a member may see is what the events of their audience give, but where their rights change', () => {
    let compared = 0;
    let restricted = 0;
    fc.assert(
      // Some commands are committed, and told, together.
      fc.property(steps, fc.integer({ min: 1, max: 4 }), (list, together) => {
        const clients = new Clients();
        let [untold, commits]: [Told[], number] = [[], 0];
        run(list, (state, events, at) => {
          untold.push(...events.map(({ event, audience }) => ({ event, audience, at })));
          if (++commits % together !== 0) return;
          const batch = untold;
          untold = [];
          for (const { expected, view } of clients.told(state, batch)) {
            compared++;
            if (expected !== undefined && expected.papers.length < state.papers.length) restricted++;
            expect(view).toEqual(expected);
          }
        });
      }),
      { numRuns: 200 },
    );
    // It would be true of empty meetings too.
    expect(compared).toBeGreaterThan(2000);
    expect(restricted).toBeGreaterThan(150);
  });

  it('[STREAM-3] a snapshot and the events after it give the same as the whole log, through JSON', () => {
    fc.assert(
      fc.property(steps, fc.nat(60), (list, cut) => {
        const { state, log } = run(list);
        const replay = (from: MeetingState | undefined, events: typeof log) =>
          events.reduce((current, { event, at }) => {
            const wire: unknown = JSON.parse(JSON.stringify(event.payload));
            const known = parseMeetingEvent(event.type, wire);
            if (known === undefined) throw new Error('unknown');
            return evolve(current, known, at);
          }, from);
        const half = replay(undefined, log.slice(0, cut));
        const snapshot =
          half === undefined ? undefined : MeetingState.parse(JSON.parse(JSON.stringify(half)));
        expect(replay(snapshot, log.slice(cut))).toEqual(state);
      }),
      { numRuns: 200 },
    );
  });

  it('[STREAM-3] an event of a type that a newer server wrote is told apart from a malformed one', () => {
    expect(parseMeetingEvent('vote.foretold', {})).toBeUndefined();
    expect(parseMeetingEvent('constructor', {})).toBeUndefined();
    expect(() => parseMeetingEvent('participant.removed', { person: 7 })).toThrow();
    expect(Object.keys(MEETING_EVENTS)).toHaveLength(68);
  });
});

describe('rules of a meeting', () => {
  const [chair, secretary, third] = [member(0), member(1), member(2)];
  const created = () => run(opening).state;
  const after = (...list: Step[]) => run([...opening, ...list]).state;

  it('[MEET-1] whoever creates it is a secretary of it, beside the one that is named', () => {
    const state = run([{ by: 2, command: createMeeting }]).state;
    expect(state?.id).toBe(MEETING);
    expect(state?.participants).toEqual([
      seat(chair.id, 'chair'),
      seat(secretary.id, 'secretary'),
      seat(third.id, 'secretary'),
    ]);
    expect(decide(state, createMeeting, secretary, 0)).toEqual({ ok: false, code: 'conflict' });
  });

  it('[MEET-5] who hands the chair over stays as a delegate, or goes back to the role they had', () => {
    const state = created();
    if (state === undefined) throw new Error('no meeting');
    const handed = after({
      by: 0,
      command: { type: 'meeting.change', fields: { ...state.fields, chair: third.id } },
    });
    const roles = (now: MeetingState | undefined) =>
      Object.fromEntries((now?.participants ?? []).map(({ person, role }) => [person, role]));
    expect(roles(handed)).toMatchObject({ [third.id]: 'chair', [chair.id]: 'delegate' });
    const change = (to: Member): Step => ({
      by: 1,
      command: { type: 'meeting.change', fields: { ...state.fields, chair: to.id } },
    });
    // A secretary who had the chair for a while is a secretary again, and has no vote of their own.
    const back = after(change(secretary), { ...change(chair), by: 1 });
    expect(roles(back)).toMatchObject({ [chair.id]: 'chair', [secretary.id]: 'secretary' });
  });

  it('[MEET-4] is opened once, closed once, and then nothing changes but the roll call, until it is archived', () => {
    const ended = after(
      { by: 0, command: { type: 'meeting.open' } },
      { by: 0, command: { type: 'meeting.close' } },
    );
    expect(ended?.status).toBe('ended');
    const archived = evolve(ended, { type: 'meeting.archived', payload: {} }, 9);
    expect(archived?.status).toBe('archived');
    fc.assert(
      fc.property(anyBy, anyCommand, anyServerCommand, (by, command, server) => {
        const corrects = command.type === 'attendance.mark' || command.type === 'meeting.archive';
        if (!corrects) expect(decide(ended, command, member(by), 0).ok).toBe(false);
        expect(decide(archived, command, member(by), 0).ok).toBe(false);
        expect(decideForServer(archived, server)).toEqual({ ok: false, code: 'meetingEnded' });
        expect(decideForServer(ended, server)).toEqual({ ok: false, code: 'meetingEnded' });
      }),
    );
  });

  it('[PAPER-8] changing a title keeps a paper’s place in the list and on the presenter’s screen', () => {
    fc.assert(
      fc.property(steps, fc.nat(10), (list, n) => {
        const { state } = run(list);
        const paper = state?.papers[n % Math.max(1, state.papers.length)];
        if (state === undefined || paper === undefined || isOver(state)) return;
        const { id, item, readers } = paper;
        const byChair = PEOPLE.find((who) => who.id === state.fields.chair) ?? chair;
        const command = { type: 'paper.change', id, item, title: 'Tên khác', number: '7', readers } as const;
        const decision = decide(state, command, byChair, 0);
        if (!decision.ok) throw new Error(decision.code);
        const changed = decision.events.reduce<MeetingState | undefined>(
          (now, { event }) => evolve(now, event, 0),
          state,
        );
        expect(changed?.papers.map((entry) => entry.id)).toEqual(state.papers.map((entry) => entry.id));
        expect(changed?.page).toEqual(state.page);
        expect(changed?.papers.find((entry) => entry.id === id)?.title).toBe('Tên khác');
      }),
    );
  });

  it('[PAPER-4] whoever reads a paper is of the meeting', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const { state } = run(list);
        for (const paper of state?.papers ?? []) {
          for (const who of PEOPLE) {
            if (state === undefined || !mayRead(state, who, paper)) continue;
            expect(state.participants.some(({ person }) => person === who.id)).toBe(true);
          }
        }
      }),
    );
  });
});
