import { timeLeft, speechTime } from '#protocol/floor/clock';
import { speakingOrder } from '#protocol/floor/queue';
import type { Floor, FloorRequest, Speech } from '#protocol/floor/records';
import { isPresent } from '#protocol/meeting/attendance';
import type { MeetingState } from '#protocol/meeting/records';
import type { FloorRequestId, PersonId } from '#protocol/wire/ids';

/** What the clock of a speech says. `free`: no limit, it counts up. Milliseconds, never negative. */
export interface SpeechClock {
  readonly tone: 'free' | 'calm' | 'late' | 'over';
  readonly ms: number;
  /** What is used of the given time, 0 to 1; null without a limit. */
  readonly share: number | null;
}

const MINUTE = 60_000;

/** `late` in the last fifth of the time and, where more than a minute was given, in the last minute. */
export function speechClock(speech: Pick<Speech, 'since' | 'usedMs' | 'minutes'>, now: number): SpeechClock {
  const used = speechTime(speech, now);
  const left = timeLeft(speech, now);
  if (left === null) return { tone: 'free', ms: used, share: null };
  const given = speech.minutes * MINUTE;
  const share = Math.min(1, used / given);
  if (left < 0) return { tone: 'over', ms: -left, share };
  const isLate = left <= Math.max(given / 5, given > MINUTE ? MINUTE : 0);
  // Rounded up to whole seconds, so that 0:00 is the moment at which the time is over.
  return { tone: isLate ? 'late' : 'calm', ms: Math.ceil(left / 1000) * 1000, share };
}

/** What somebody hears of a clock between two looks at it. */
export type SpeechCue = 'minute' | 'end' | null;

/** A minute left, or the end: told once, of the same speech, and not where the time was only given so short. */
export function speechCue(
  before: { readonly speech: Speech | null; readonly now: number },
  after: { readonly speech: Speech | null; readonly now: number },
): SpeechCue {
  const { speech } = after;
  if (speech === null || before.speech === null) return null;
  const isSame = before.speech.person === speech.person && before.speech.startedAt === speech.startedAt;
  const [was, is] = [timeLeft(before.speech, before.now), timeLeft(speech, after.now)];
  if (!isSame || was === null || is === null) return null;
  if (was > 0 && is <= 0) return 'end';
  return was > MINUTE && is <= MINUTE && is > 0 ? 'minute' : null;
}

/** Whoever is called with one press: the first in the order who is there. */
export function nextSpeaker(state: Pick<MeetingState, 'floor' | 'attendance'>): FloorRequest | undefined {
  return speakingOrder(state.floor).find(({ person }) => isPresent(state, person));
}

/** Somebody's place in the order, from 1, by their first request; null when they have none. */
export function placeOf(floor: Floor, person: PersonId): number | null {
  const index = speakingOrder(floor).findIndex((request) => request.person === person);
  return index === -1 ? null : index + 1;
}

/** Whether the chair may put this request elsewhere: the fair order decides about speeches itself. */
export function canMove({ rules }: Pick<Floor, 'rules'>, { kind }: Pick<FloorRequest, 'kind'>): boolean {
  return rules.order === 'request' || kind !== 'speech';
}

/** `before` of the move that takes a request one place up or down among its kind; undefined at the edge. */
export function steppedBefore(
  requests: readonly FloorRequest[],
  id: FloorRequestId,
  step: 'up' | 'down',
): FloorRequestId | null | undefined {
  const kin = kinOf(requests, id);
  const at = kin.findIndex((request) => request.id === id);
  if (at === -1) return undefined;
  if (step === 'up') return kin[at - 1]?.id;
  return kin[at + 1] === undefined ? undefined : (kin[at + 2]?.id ?? null);
}

/** `before` of the move that a drag asks for; undefined where it can't go, or is already. */
export function droppedBefore(
  requests: readonly FloorRequest[],
  id: FloorRequestId,
  target: FloorRequestId,
  place: 'before' | 'after',
): FloorRequestId | null | undefined {
  const kin = kinOf(requests, id);
  const others = kin.filter((request) => request.id !== id);
  const onto = others.findIndex((request) => request.id === target);
  if (onto === -1) return undefined;
  const before = others[place === 'before' ? onto : onto + 1]?.id ?? null;
  const now = kin[kin.findIndex((request) => request.id === id) + 1]?.id ?? null;
  return before === now ? undefined : before;
}

function kinOf(requests: readonly FloorRequest[], id: FloorRequestId): readonly FloorRequest[] {
  const kind = requests.find((request) => request.id === id)?.kind;
  return requests.filter((request) => request.kind === kind);
}

/** How long and how often somebody has spoken in this meeting, with the speech that runs. */
export interface SpokenTime {
  readonly person: PersonId;
  readonly turns: number;
  readonly ms: number;
}

/** Whoever has spoken longest first. */
export function spokenTimes(
  floor: Pick<Floor, 'spoken' | 'speech' | 'interrupted'>,
  now: number,
): SpokenTime[] {
  const times = new Map<PersonId, SpokenTime>(floor.spoken.map((entry) => [entry.person, entry]));
  for (const speech of [floor.speech, floor.interrupted]) {
    if (speech === null) continue;
    const { person } = speech;
    const before = times.get(person) ?? { person, turns: 0, ms: 0 };
    times.set(person, { person, turns: before.turns + 1, ms: before.ms + speechTime(speech, now) });
  }
  return [...times.values()].toSorted((a, b) => b.ms - a.ms);
}

/** Minutes that are offered when somebody is called: what the rules say first; 0 is no limit. */
export function offeredMinutes(usual: number): number[] {
  return [...new Set([usual, 1, 3, 5, 10, 0])];
}
