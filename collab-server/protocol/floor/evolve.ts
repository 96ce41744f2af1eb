import type { ItemId, PersonId } from '../wire/ids.ts';
import { speechTime } from './clock.ts';
import type { Floor, FloorKind, Speech, Spoken } from './records.ts';

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
  if (!interrupts) return { ...floor, speech, spoken: counted(floor.spoken, before, at) };
  const paused: Speech = { ...before, since: null, usedMs: speechTime(before, at) };
  return { ...floor, speech, interrupted: interrupted ?? paused };
}

/** The floor when this person's speech is over: whoever was interrupted has it again. */
export function ended(floor: Floor, person: PersonId, at: number): Floor {
  const { speech, interrupted, spoken } = floor;
  if (speech?.person === person) {
    return {
      ...floor,
      speech: interrupted === null ? null : { ...interrupted, since: at },
      interrupted: null,
      spoken: counted(spoken, speech, at),
    };
  }
  if (interrupted?.person !== person) return floor;
  return { ...floor, interrupted: null, spoken: counted(spoken, interrupted, at) };
}

/** Nobody has the floor any more, and nobody waits for it. */
export function cleared(floor: Floor, at: number): Floor {
  let { spoken } = floor;
  for (const speech of [floor.speech, floor.interrupted])
    if (speech !== null) spoken = counted(spoken, speech, at);
  return { ...floor, requests: [], speech: null, interrupted: null, spoken };
}

function counted(spoken: readonly Spoken[], speech: Speech, at: number): Spoken[] {
  const { person } = speech;
  const before = spoken.find((entry) => entry.person === person) ?? { person, turns: 0, ms: 0 };
  const after = { person, turns: before.turns + 1, ms: before.ms + speechTime(speech, at) };
  return [...spoken.filter((entry) => entry.person !== person), after];
}
