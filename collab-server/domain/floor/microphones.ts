import { isHeld } from '#protocol/floor/microphone';
import type { MeetingState } from '#protocol/meeting/records';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Media } from '../media/media.ts';
import type { Meetings } from '../meeting/meetings.ts';

/**
 * Lets microphones follow the floor: whoever's is held can't be heard, whatever their client sends. When all are muted, each
 * is switched off here too, but that of the chair and of whoever has the floor.
 */
export interface Microphones {
  /**
   * Holds and releases as this state says. At each change of a meeting that happens by itself; call it before somebody
   * gets their media, because nothing has changed yet since the server started.
   */
  follow(meeting: MeetingId, state: MeetingState): void;
}

export function createMicrophones(
  meetings: Pick<Meetings, 'onEvents'>,
  media: Pick<Media, 'hold' | 'mute'>,
): Microphones {
  /** Whose microphones are held, as media was told last. Media remembers it when its own process starts again. */
  const held = new Map<MeetingId, ReadonlySet<PersonId>>();
  const follow = (meeting: MeetingId, state: MeetingState) => {
    const before = held.get(meeting) ?? new Set();
    const now = new Set(
      state.participants.map(({ person }) => person).filter((person) => isHeld(state, person)),
    );
    // Silence first: between the two nobody is heard, instead of both.
    for (const person of now) if (!before.has(person)) media.hold(meeting, person, true);
    for (const person of before) if (!now.has(person)) media.hold(meeting, person, false);
    if (now.size === 0) held.delete(meeting);
    else held.set(meeting, now);
  };
  const muteAll = (meeting: MeetingId, { participants, fields, floor }: MeetingState) => {
    for (const { person } of participants)
      if (person !== fields.chair && person !== floor.speech?.person) media.mute(meeting, person);
  };
  meetings.onEvents((meeting, events, { state }) => {
    if (state === undefined) return;
    follow(meeting, state);
    if (events.some(({ type }) => type === 'media.allMuted')) muteAll(meeting, state);
  });
  return { follow };
}
