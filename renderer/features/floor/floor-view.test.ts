import { describe, expect, test } from 'vitest';
import { NO_FLOOR, type Floor, type FloorRequest, type Speech } from '#protocol/floor/records';
import { FloorRequestId, PersonId } from '#protocol/wire/ids';
import {
  canMove,
  droppedBefore,
  nextSpeaker,
  offeredMinutes,
  placeOf,
  speechClock,
  speechCue,
  spokenTimes,
  steppedBefore,
} from './floor-view.ts';

const person = (letter: string) => PersonId.parse(letter.repeat(20));
const id = (letter: string) => FloorRequestId.parse(letter.repeat(20));
const request = (letter: string, kind: FloorRequest['kind'] = 'speech'): FloorRequest => ({
  id: id(letter),
  person: person(letter),
  kind,
  item: null,
  about: null,
  at: 0,
});
const speech = (change: Partial<Speech> = {}): Speech => ({
  person: person('a'),
  kind: 'speech',
  item: null,
  startedAt: 0,
  since: 0,
  usedMs: 0,
  minutes: 5,
  ...change,
});
const there = (letter: string) => ({
  person: person(letter),
  is: 'online' as const,
  excused: false,
  reason: '',
  joinedAt: 0,
  leftAt: null,
});

describe('the clock of a speech', () => {
  test.each([
    ['calm at first', 5, 0, 'calm', 300_000],
    ['late in the last minute', 3, 120_000, 'late', 60_000],
    ['late in the last fifth of a long one', 10, 480_000, 'late', 120_000],
    ['calm before it', 10, 479_000, 'calm', 121_000],
    ['late only in the last fifth of a single minute', 1, 47_000, 'calm', 13_000],
    ['and then late', 1, 48_000, 'late', 12_000],
    ['at zero not over yet', 1, 60_000, 'late', 0],
    ['over by so much', 1, 75_000, 'over', 15_000],
    ['without a limit counts up', 0, 75_000, 'free', 75_000],
  ] as const)('%s', (_what, minutes, now, tone, ms) => {
    expect(speechClock(speech({ minutes }), now)).toMatchObject({ tone, ms });
  });

  test('stands still while it is interrupted', () => {
    expect(speechClock(speech({ since: null, usedMs: 60_000 }), 900_000).ms).toBe(240_000);
  });
});

describe('what is heard of it', () => {
  const cue = (change: Partial<Speech>, from: number, to: number) =>
    speechCue({ speech: speech(change), now: from }, { speech: speech(change), now: to });

  test('a minute left and the end, each once', () => {
    expect(cue({}, 239_500, 240_500)).toBe('minute');
    expect(cue({}, 240_500, 241_500)).toBeNull();
    expect(cue({}, 299_500, 300_500)).toBe('end');
    expect(cue({}, 300_500, 301_500)).toBeNull();
  });

  test('only the end, where both passed unseen', () => {
    expect(cue({}, 200_000, 400_000)).toBe('end');
  });

  test('nothing of a single minute before its end, of no limit, or of another speech', () => {
    expect(cue({ minutes: 1 }, 0, 1000)).toBeNull();
    expect(cue({ minutes: 0 }, 0, 9_000_000)).toBeNull();
    const [before, after] = [speech({ minutes: 1 }), speech({ minutes: 1, person: person('b') })];
    expect(speechCue({ speech: before, now: 59_000 }, { speech: after, now: 61_000 })).toBeNull();
    expect(speechCue({ speech: null, now: 0 }, { speech: before, now: 61_000 })).toBeNull();
  });
});

describe('the queue', () => {
  const requests = [request('p', 'pointOfOrder'), request('a'), request('b'), request('c')];
  const floor: Floor = { ...NO_FLOOR, requests };

  test('calls the first who is there', () => {
    expect(nextSpeaker({ floor, attendance: [there('b'), there('c')] })?.id).toBe(id('b'));
    expect(nextSpeaker({ floor, attendance: [] })).toBeUndefined();
  });

  test('tells everyone their place', () => {
    expect(placeOf(floor, person('b'))).toBe(3);
    expect(placeOf(floor, person('z'))).toBeNull();
  });

  test('moves one step among its kind', () => {
    expect(steppedBefore(requests, id('b'), 'up')).toBe(id('a'));
    expect(steppedBefore(requests, id('b'), 'down')).toBeNull();
    expect(steppedBefore(requests, id('a'), 'down')).toBe(id('c'));
    // A point of order stands before it, and stays there.
    expect(steppedBefore(requests, id('a'), 'up')).toBeUndefined();
    expect(steppedBefore(requests, id('c'), 'down')).toBeUndefined();
    expect(steppedBefore(requests, id('z'), 'down')).toBeUndefined();
  });

  test('moves to where it is dropped, unless it is there or of another kind', () => {
    expect(droppedBefore(requests, id('c'), id('a'), 'before')).toBe(id('a'));
    expect(droppedBefore(requests, id('a'), id('c'), 'after')).toBeNull();
    expect(droppedBefore(requests, id('a'), id('b'), 'before')).toBeUndefined();
    expect(droppedBefore(requests, id('b'), id('a'), 'after')).toBeUndefined();
    expect(droppedBefore(requests, id('a'), id('p'), 'before')).toBeUndefined();
  });

  test('the fair order decides about speeches itself', () => {
    const fair: Floor = { ...floor, rules: { ...floor.rules, order: 'fair' } };
    expect(canMove(fair, request('a'))).toBe(false);
    expect(canMove(fair, request('p', 'pointOfOrder'))).toBe(true);
    expect(canMove(floor, request('a'))).toBe(true);
  });
});

test('time spoken counts the speech that runs, and the one that it interrupts', () => {
  const floor: Floor = {
    ...NO_FLOOR,
    spoken: [{ person: person('a'), turns: 2, ms: 90_000 }],
    speech: speech({ person: person('b'), kind: 'pointOfOrder' }),
    interrupted: speech({ since: null, usedMs: 30_000 }),
  };
  expect(spokenTimes(floor, 10_000)).toEqual([
    { person: person('a'), turns: 3, ms: 120_000 },
    { person: person('b'), turns: 1, ms: 10_000 },
  ]);
});

test('the usual minutes are offered first, and none twice', () => {
  expect(offeredMinutes(5)).toEqual([5, 1, 3, 10, 0]);
  expect(offeredMinutes(0)).toEqual([0, 1, 3, 5, 10]);
});
