import { beforeEach, expect, it } from 'vitest';
import { NO_FLOOR } from '#protocol/floor/records';
import { blankMeeting, seat, type MeetingState } from '#protocol/meeting/records';
import { MeetingId, newId, PersonId } from '#protocol/wire/ids';
import { EMPTY_STREAM } from '#protocol/wire/chain';
import { NO_HASH } from '#protocol/wire/stream';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { chained } from '../event-log.ts';
import type { EventsListener } from '../meeting/meetings.ts';
import { createMicrophones } from './microphones.ts';

const env = fakeEnvironment();
const person = () => newId(PersonId, env.randomBytes(20));
const [chair, an, binh] = [person(), person(), person()];
const NAMES = new Map([
  [chair, 'chair'],
  [an, 'an'],
  [binh, 'binh'],
]);
const meeting = newId(MeetingId, env.randomBytes(20));
const fields = {
  title: 'Họp',
  chair,
  deputy: null,
  quorum: null,
  startsAt: 1,
  endsAt: 2,
  place: '',
  mode: 'both',
} as const;
const chaired = { ...NO_FLOOR.rules, mode: 'chaired' } as const;
const inSession: MeetingState = {
  ...blankMeeting(meeting, fields),
  status: 'inSession',
  participants: [seat(chair, 'chair'), seat(an, 'delegate'), seat(binh, 'delegate')],
  floor: { ...NO_FLOOR, rules: chaired },
};
const givenTo = (who: PersonId): MeetingState => ({
  ...inSession,
  floor: {
    ...inSession.floor,
    speech: { person: who, kind: 'speech', item: null, startedAt: 1, since: 1, usedMs: 0, minutes: 5 },
  },
});

let told: string[];
let happens: (state: MeetingState, ...types: string[]) => void;
let follow: (state: MeetingState) => void;
beforeEach(() => {
  told = [];
  let listener: EventsListener | undefined;
  const microphones = createMicrophones(
    { onEvents: (added) => (listener = added) },
    {
      hold: (_meeting, who, held) => void told.push(`${NAMES.get(who)} ${held ? 'held' : 'free'}`),
      mute: (_meeting, who) => void told.push(`${NAMES.get(who)} muted`),
    },
  );
  happens = (state, ...types) => {
    const drafts = types.map((type) => ({
      at: 1,
      actor: chair,
      type,
      audience: { to: 'all' } as const,
      payload: {},
    }));
    const events = chained(fakeEnvironment(), 'meeting', EMPTY_STREAM, drafts);
    listener?.(meeting, events, { state, head: { seq: 1, hash: NO_HASH } });
  };
  follow = (state) => microphones.follow(meeting, state);
});

it('[FLOOR-7] holds the microphones of all but the chair and whoever has the floor, and tells media what changed only', () => {
  happens(inSession);
  expect(told.splice(0)).toEqual(['an held', 'binh held']);
  happens(givenTo(an));
  expect(told.splice(0)).toEqual(['an free']);
  // Whoever had it is silenced before the next is heard.
  happens(givenTo(binh));
  expect(told.splice(0)).toEqual(['an held', 'binh free']);
  happens(givenTo(binh));
  expect(told.splice(0)).toEqual([]);
});

it('[FLOOR-7] frees everybody when the floor is opened, the meeting ends, or somebody is out of it', () => {
  happens(inSession);
  told = [];
  happens({ ...inSession, participants: inSession.participants.slice(0, 2) });
  expect(told.splice(0)).toEqual(['binh free']);
  happens({ ...inSession, floor: NO_FLOOR });
  expect(told.splice(0)).toEqual(['an free']);
  happens(inSession);
  told = [];
  happens({ ...inSession, status: 'ended' });
  expect(told.splice(0)).toEqual(['an free', 'binh free']);
});

it('[FLOOR-7] the chair that is handed over takes its microphone along', () => {
  happens(inSession);
  told = [];
  happens({ ...inSession, fields: { ...fields, chair: an } });
  expect(told).toEqual(['chair held', 'an free']);
});

it('[FLOOR-7] after a start, before anything changes, whoever comes to media is held as the floor says', () => {
  follow(givenTo(binh));
  expect(told.splice(0)).toEqual(['an held']);
  follow(givenTo(binh));
  expect(told).toEqual([]);
});

it('[FLOOR-10] muting all switches every microphone off but that of the chair and of whoever has the floor', () => {
  const open = { ...inSession, floor: NO_FLOOR };
  happens(open, 'media.allMuted');
  expect(told.splice(0)).toEqual(['an muted', 'binh muted']);
  happens({ ...givenTo(an), floor: { ...givenTo(an).floor, rules: NO_FLOOR.rules } }, 'media.allMuted');
  expect(told.splice(0)).toEqual(['binh muted']);
  happens(open, 'announcement.cleared');
  expect(told).toEqual([]);
});
