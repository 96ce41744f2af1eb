import { expect, test } from 'vitest';
import type { MeetingSummary } from '#protocol/meeting/api';
import { MeetingId, PersonId } from '#protocol/wire/ids';
import { answerStanding, homeList, isNear, minutesWait, timingOf } from './home-list.ts';

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
    answered: false,
    missing: 0,
    minutes: null,
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

/** What is asked in writing, with its deadline so many hours from now. */
function round(letter: string, until: number, about: Partial<MeetingSummary> = {}): MeetingSummary {
  const times = { startsAt: now - 48 * HOUR, endsAt: now + until * HOUR };
  return { ...meeting(letter, 'inSession', 0), mode: 'written', ...times, ...about };
}

const titles = (list: readonly MeetingSummary[]) => list.map((entry) => entry.title).join('');

test('what waits for my answer stands apart, by deadline; others in writing too; none is a meeting to go to', () => {
  const list = homeList(
    [
      round('a', 50, { awaitsMe: true }),
      round('b', 5, { awaitsMe: true }),
      round('c', 20),
      round('d', -3, { awaitsMe: true }),
      round('e', 30, { status: 'approved' }),
      round('p', 40, { status: 'draft', role: 'chair' }),
      meeting('s', 'sent', 90),
    ],
    now,
  );
  expect(titles(list.awaiting)).toBe('ba');
  // After its deadline nothing can be answered: it waits for nobody any more.
  expect(titles(list.rounds)).toBe('dce');
  expect(titles(list.toApprove)).toBe('p');
  expect([list.nearest?.title, titles(list.coming)]).toEqual(['s', '']);
  expect(homeList([round('a', 50)], now).nearest).toBeUndefined();
  expect(
    titles(homeList([round('x', -90, { status: 'ended' }), meeting('y', 'ended', -60)], now).ended),
  ).toBe('yx');
});

test('a sitting comes before what waits for an answer when it is on, or within a day', () => {
  expect(isNear(meeting('a', 'inSession', -90), now)).toBe(true);
  expect(isNear(meeting('a', 'sent', 20), now)).toBe(true);
  expect(isNear(meeting('a', 'sent', 30), now)).toBe(false);
  expect(isNear(meeting('a', 'sent', -30), now)).toBe(false);
});

test.each<[string, Partial<MeetingSummary>, number, unknown[]]>([
  ['waits for me', { awaitsMe: true, missing: 3 }, 5, [{ is: 'waits' }]],
  ['too late for me', { awaitsMe: true, missing: 3 }, -1, [{ is: 'missed' }]],
  ['answered', { answered: true, missing: 3 }, 5, [{ is: 'answered' }]],
  ['not asked', { role: 'guest', missing: 3 }, 5, [{ is: 'asking' }]],
  ['not asked, over', { role: 'guest', missing: 3 }, -1, [{ is: 'past' }]],
  ['runs it', { role: 'secretary', missing: 3 }, 5, [{ is: 'missing', count: 3 }]],
  ['runs it, over', { role: 'secretary', missing: 3 }, -1, [{ is: 'pastMissing', count: 3 }]],
  ['runs it, all there', { role: 'secretary' }, 5, [{ is: 'allAnswered' }]],
  ['runs it, only I am missing', { role: 'chair', awaitsMe: true, missing: 1 }, 5, [{ is: 'waits' }]],
  [
    'runs it and answers',
    { role: 'chair', awaitsMe: true, missing: 2 },
    5,
    [{ is: 'waits' }, { is: 'missing', count: 2 }],
  ],
  ['not sent', { status: 'approved' }, 5, []],
  ['ended', { status: 'ended' }, -5, []],
])('%s', (_, about, until, standing) => {
  expect(answerStanding(round('a', until, about), now)).toEqual(standing);
});

test('a sitting has no answers', () => {
  expect(answerStanding({ ...meeting('a', 'inSession', 0), missing: 4 }, now)).toEqual([]);
});

test('minutes wait for those who are asked to comment, to sign, or to issue them', () => {
  const waits = (minutes: MeetingSummary['minutes']) =>
    (['chair', 'secretary', 'delegate', 'staff'] as const).map((role) =>
      minutesWait({ ...meeting('a', 'ended', -5), role, minutes }, now),
    );
  const nobody = [null, null, null, null];
  expect(waits(null)).toEqual(nobody);
  expect(waits({ stage: 'commenting', commentsUntil: now + 1, next: null })).toEqual([
    null,
    null,
    'comment',
    null,
  ]);
  expect(waits({ stage: 'commenting', commentsUntil: now, next: null })).toEqual(nobody);
  const approved = { stage: 'approved', commentsUntil: null } as const;
  expect(waits({ ...approved, next: 'secretary' })).toEqual([null, 'sign', null, null]);
  expect(waits({ ...approved, next: 'chair' })).toEqual(['sign', null, null, null]);
  expect(waits({ ...approved, next: null })).toEqual([null, 'issue', null, null]);
  expect(waits({ ...approved, stage: 'issued', next: null })).toEqual(nobody);
});
