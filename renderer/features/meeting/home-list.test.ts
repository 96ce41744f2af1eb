import { expect, test } from 'vitest';
import type { MeetingSummary } from '#protocol/meeting/api';
import { MeetingId, PersonId } from '#protocol/wire/ids';
import { homeList, timingOf } from './home-list.ts';

const HOUR = 3_600_000;
const now = 1000 * HOUR;

function meeting(letter: string, status: MeetingSummary['status'], from: number): MeetingSummary {
  return {
    id: MeetingId.parse(letter.repeat(20)),
    title: letter,
    status,
    startsAt: now + from * HOUR,
    endsAt: now + (from + 2) * HOUR,
    place: '',
    mode: 'onSite',
    chair: PersonId.parse('c'.repeat(20)),
    role: 'delegate',
    participants: 1,
    awaitsMe: false,
    missing: 0,
  };
}

function shown(meetings: MeetingSummary[]): string {
  const { nearest, coming, ended } = homeList(meetings, now);
  const titles = (list: readonly MeetingSummary[]) => list.map((entry) => entry.title).join('');
  return `${nearest?.title ?? '-'}|${titles(coming)}|${titles(ended)}`;
}

test('a meeting in session comes first, however soon another starts', () => {
  expect(shown([meeting('b', 'sent', 1), meeting('a', 'inSession', -5), meeting('d', 'sent', 30)])).toBe(
    'a|bd|',
  );
});

test('one that should have started and is not over comes before the next', () => {
  expect(shown([meeting('b', 'sent', 1), meeting('a', 'sent', -1)])).toBe('a|b|');
});

test('one that was forgotten does not stand in the way; of those the latest first', () => {
  expect(shown([meeting('f', 'sent', -90), meeting('g', 'sent', -40), meeting('b', 'sent', 9)])).toBe(
    'b|gf|',
  );
  expect(shown([meeting('f', 'sent', -90)])).toBe('f||');
});

test('ended ones stand apart, newest first', () => {
  expect(shown([meeting('x', 'ended', -50), meeting('y', 'ended', -20)])).toBe('-||yx');
});

test('drafts that the chair has to approve stand apart, and come first only where there is nothing else', () => {
  const draft = (letter: string, from: number): MeetingSummary => ({
    ...meeting(letter, 'draft', from),
    role: 'chair',
  });
  const { nearest, toApprove, coming } = homeList(
    [draft('p', 1), meeting('b', 'sent', 5), meeting('d', 'draft', 9)],
    now,
  );
  expect(nearest?.title).toBe('b');
  expect(toApprove.map(({ title }) => title)).toEqual(['p']);
  // Somebody else's to approve: a draft as any other.
  expect(coming.map(({ title }) => title)).toEqual(['d']);
  expect(homeList([draft('p', 3), draft('q', 1)], now)).toMatchObject({
    nearest: { title: 'q' },
    toApprove: [{ title: 'p' }],
  });
});

test('archived ones stand apart from those that have ended', () => {
  const { ended, archived } = homeList([meeting('x', 'ended', -50), meeting('y', 'archived', -20)], now);
  expect(ended.map(({ title }) => title)).toEqual(['x']);
  expect(archived.map(({ title }) => title)).toEqual(['y']);
});

test.each([
  ['inSession', -1, 'now'],
  ['sent', 0.5, 'soon'],
  ['sent', 1, 'soon'],
  ['sent', 2, 'later'],
  ['sent', 0, 'overdue'],
  ['ended', -3, 'ended'],
] as const)('%s, %d hours from now: %s', (status, from, timing) => {
  expect(timingOf(meeting('a', status, from), now)).toBe(timing);
});
