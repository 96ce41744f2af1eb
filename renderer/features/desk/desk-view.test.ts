import { describe, expect, test } from 'vitest';
import { newItem } from '#protocol/agenda/records';
import { blankMeeting, seat, type MeetingState, type Participant } from '#protocol/meeting/records';
import { ItemId, MeetingId, PersonId } from '#protocol/wire/ids';
import {
  comingUp,
  currentItemView,
  lobbyView,
  mayTakeOver,
  possibleChairs,
  quorumPlot,
  quorumView,
} from './desk-view.ts';

const person = (letter: string) => PersonId.parse(letter.repeat(20));
const [chair, secretary, delegate, guest] = ['c', 's', 'd', 'g'].map(person) as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
];
const there = (who: PersonId) => ({
  person: who,
  is: 'online' as const,
  excused: false,
  reason: '',
  joinedAt: 0,
  leftAt: null,
});
const fields: MeetingState['fields'] = {
  title: 't',
  chair,
  deputy: null,
  quorum: { percent: 60, base: 'entitled' },
  startsAt: 0,
  endsAt: 1,
  place: '',
  mode: 'both',
};
const itemId = (n: number) => ItemId.parse(String(n).repeat(20));
const item = (n: number, minutes: number) =>
  newItem(itemId(n), null, { title: `Mục ${n}`, presenter: null, minutes, kind: 'public' });
const state: MeetingState = {
  ...blankMeeting(MeetingId.parse('m'.repeat(20)), fields),
  status: 'inSession',
  openedAt: 0,
  participants: [
    seat(chair, 'chair'),
    seat(secretary, 'secretary'),
    seat(delegate, 'delegate'),
    seat(guest, 'guest'),
  ],
  attendance: [there(chair), there(secretary)],
};

describe('the quorum', () => {
  test('says how many of whom, what is needed and whether it is there', () => {
    expect(quorumView(state)).toEqual({ present: 1, of: 2, needed: 2, isReached: false });
    const all = { ...state, attendance: [...state.attendance, there(delegate)] };
    expect(quorumView(all)).toMatchObject({ present: 2, isReached: true });
    const free = { ...state, fields: { ...fields, quorum: null } };
    expect(quorumView(free)).toMatchObject({ needed: null, isReached: true });
  });

  test('is drawn as steps from the opening until now, with what is needed', () => {
    const points = [
      { at: 0, present: 1, of: 4 },
      { at: 500, present: 3, of: 4 },
    ];
    expect(quorumPlot(points, { needed: 2, of: 4 }, 0, 1000)).toEqual({
      line: 'M0 75H50V25H100',
      needed: 50,
    });
    expect(quorumPlot(points, { needed: null, of: 4 }, 0, 1000)?.needed).toBeNull();
    expect(quorumPlot([], { needed: 2, of: 4 }, 0, 1000)).toBeUndefined();
    expect(quorumPlot(points, { needed: 2, of: 4 }, 1000, 1000)).toBeUndefined();
  });
});

describe('the agenda on the desk', () => {
  const running = { ...item(1, 5), progress: 'running' as const, startedAt: 0, since: 0 };
  const meeting: MeetingState = {
    ...state,
    agenda: [running, item(2, 10), item(3, 0)],
    currentItem: itemId(1),
  };

  test('tells what the current item has used of its time', () => {
    expect(currentItemView(meeting, 60_000)).toMatchObject({
      number: '1',
      usedMs: 60_000,
      plannedMs: 300_000,
      isOver: false,
    });
    expect(currentItemView(meeting, 301_000)?.isOver).toBe(true);
    expect(currentItemView(state, 0)).toBeUndefined();
  });

  test('tells what comes and when', () => {
    expect(comingUp(meeting, 60_000).map(({ number, at }) => [number, at])).toEqual([
      ['2', 300_000],
      ['3', 900_000],
    ]);
  });
});

test('guests wait until they are let in, and nobody waits without a lobby', () => {
  expect(lobbyView(state)).toEqual({ waiting: [], inside: [] });
  expect(lobbyView({ ...state, lobby: { isOn: true, admitted: [] } })).toEqual({
    waiting: [guest],
    inside: [],
  });
  expect(lobbyView({ ...state, lobby: { isOn: true, admitted: [guest] } })).toEqual({
    waiting: [],
    inside: [guest],
  });
});

describe('the chair', () => {
  const lent: Participant = { ...seat(delegate, 'delegate'), standsFor: person('z') };

  test('is handed over to somebody who is there and has a seat of their own', () => {
    expect(possibleChairs(state)).toEqual([secretary]);
    const full = { ...state, attendance: [...state.attendance, there(delegate)] };
    expect(possibleChairs(full)).toEqual([secretary, delegate]);
    const participants = full.participants.map((entry) => (entry.person === delegate ? lent : entry));
    expect(possibleChairs({ ...full, participants })).toEqual([secretary]);
  });

  test('is taken over by a secretary or the deputy, and only while the chair is away', () => {
    const away: MeetingState = { ...state, attendance: [there(secretary), there(delegate)] };
    expect(mayTakeOver(state, secretary)).toBe(false);
    expect(mayTakeOver(away, secretary)).toBe(true);
    expect(mayTakeOver(away, delegate)).toBe(false);
    expect(mayTakeOver({ ...away, fields: { ...fields, deputy: delegate } }, delegate)).toBe(true);
    expect(mayTakeOver({ ...away, status: 'ended' }, secretary)).toBe(false);
    expect(mayTakeOver(away, chair)).toBe(false);
  });
});
