import { describe, expect, test } from 'vitest';
import { newItem, type AgendaItem } from '#protocol/agenda/records';
import { blankMeeting, type MeetingState } from '#protocol/meeting/records';
import { ItemId, MeetingId, PersonId } from '#protocol/wire/ids';
import { agendaOutline, itemSteps } from './agenda-outline.ts';

const id = (n: number) => ItemId.parse(String(n).repeat(20));
const item = (n: number, change: Partial<AgendaItem> = {}): AgendaItem => ({
  ...newItem(id(n), null, { title: `Mục ${n}`, presenter: null, minutes: 10, kind: 'public' }),
  ...change,
});
const blank = blankMeeting(MeetingId.parse('m'.repeat(20)), {
  title: 't',
  chair: PersonId.parse('c'.repeat(20)),
  deputy: null,
  quorum: null,
  startsAt: 0,
  endsAt: 1,
  place: '',
  mode: 'both',
});
const state: MeetingState = {
  ...blank,
  status: 'inSession',
  openedAt: 0,
  currentItem: id(2),
  agenda: [
    item(1, { progress: 'done', startedAt: 0, endedAt: 1, usedMs: 720_000 }),
    item(2, { progress: 'running', startedAt: 0, since: 0 }),
    item(3, { title: '', minutes: 0 }),
    item(4),
  ],
};

describe('the agenda in the room', () => {
  test('tells what was used of the planned time, and when what comes is likely to', () => {
    const shown = agendaOutline(state, 60_000);
    expect(shown.map(({ usedMs }) => usedMs)).toEqual([720_000, 60_000, 0, 0]);
    expect(shown.map(({ isOver }) => isOver)).toEqual([true, false, false, false]);
    expect(shown.map(({ likelyAt }) => likelyAt)).toEqual([null, null, 600_000, 600_000]);
    expect(shown.map(({ isCurrent }) => isCurrent)).toEqual([false, true, false, false]);
  });

  test('foretells nothing before the opening', () => {
    const sent = agendaOutline({ ...state, status: 'sent' }, 60_000);
    expect(sent.every(({ likelyAt }) => likelyAt === null)).toBe(true);
  });

  test('shows a guest that there is an item that they may not know', () => {
    expect(agendaOutline(state, 0).map(({ isHidden }) => isHidden)).toEqual([false, false, true, false]);
  });
});

test('each state of an item has its steps', () => {
  expect(itemSteps('running')).toEqual(['pause', 'postpone', 'end']);
  expect(itemSteps('done')).toEqual(['reopen']);
});
