import type { ItemId, PersonId } from '../wire/ids.ts';
import { speechTime } from './clock.ts';
import { MAX_SPEECHES, type Floor, type FloorKind, type Speech } from './records.ts';

/** The floor when somebody is given it at `at`: the speech before is over, or waits until this one is. */
export function given(
  floor: Floor,
  to: { readonly person: PersonId; readonly kind: FloorKind; readonly minutes: number },
  item: ItemId | null,
  at: number,
): Floor {
  const { person, kind, minutes } = to;
  const speech: Speech = { person, kind, item, startedAt: at, since: at, usedMs: 0, minutes };
  const { speech: before, interrupted } = floor;
  if (before === null) return { ...floor, speech };
  // Whoever was interrupted goes on with the time that was left.
  if (interrupted?.person === person) return ended(floor, before.person, at);
  const interrupts = kind !== 'speech' && before.kind === 'speech' && before.person !== person;
  if (!interrupts) return { ...spoken(floor, before, at), speech };
  const paused: Speech = { ...before, since: null, usedMs: speechTime(before, at) };
  return { ...floor, speech, interrupted: interrupted ?? paused };
}

/** The floor when this person's speech is over: whoever was interrupted has it again. */
export function ended(floor: Floor, person: PersonId, at: number): Floor {
  const { speech, interrupted } = floor;
  if (speech?.person === person) {
    return {
      ...spoken(floor, speech, at),
      speech: interrupted === null ? null : { ...interrupted, since: at },
      interrupted: null,
    };
  }
  if (interrupted?.person !== person) return floor;
  return { ...spoken(floor, interrupted, at), interrupted: null };
}

/** Nobody has the floor any more, and nobody waits for it. */
export function cleared(floor: Floor, at: number): Floor {
  let after = floor;
  for (const speech of [floor.speech, floor.interrupted])
    if (speech !== null) after = spoken(after, speech, at);
  return { ...after, requests: [], speech: null, interrupted: null };
}

/** A speech that is over is listed, and its time counts. */
function spoken(floor: Floor, speech: Speech, at: number): Floor {
  const { person, kind, item, startedAt } = speech;
  const ms = speechTime(speech, at);
  const before = floor.spoken.find((entry) => entry.person === person) ?? { person, turns: 0, ms: 0 };
  return {
    ...floor,
    spoken: [
      ...floor.spoken.filter((entry) => entry.person !== person),
      { person, turns: before.turns + 1, ms: before.ms + ms },
    ],
    speeches: [...floor.speeches, { person, kind, item, startedAt, endedAt: at, ms }].slice(-MAX_SPEECHES),
  };
}
