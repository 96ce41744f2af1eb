import { useEffect, useState, useSyncExternalStore } from 'react';
import type { PersonId } from '#protocol/wire/ids';
import type { MeetingChannel } from '../../sync/meeting-channel.ts';
import { Slot } from '../../sync/slot.ts';
import { MediaSession } from '../media/index.ts';

/**
 * This person's sound and picture in the meeting, for as long as the room is open; null until it is mounted, and where
 * nobody is heard or seen.
 */
export function useMediaSession(
  channel: MeetingChannel,
  me: PersonId,
  isHeard: boolean,
): MediaSession | null {
  const [slot] = useState(() => new Slot<MediaSession>());
  useEffect(() => {
    if (!isHeard) return undefined;
    const opened = new MediaSession({
      channel: channel.media,
      device: channel.device,
      self: me,
      // Absent on a page on plain http, whatever the types say.
      mediaDevices: navigator.mediaDevices,
    });
    slot.set(opened);
    return () => {
      opened.close();
      slot.set(null);
    };
  }, [channel, me, isHeard, slot]);
  return useSyncExternalStore(slot.subscribe, slot.get);
}

/** Who is heard right now; null when nobody speaks or media is off. */
export function useActiveSpeaker(session: MediaSession | null): PersonId | null {
  return useSyncExternalStore(
    session?.subscribe ?? subscribeToNothing,
    () => session?.getSnapshot().activeSpeaker ?? null,
  );
}

/** Whether this person's microphone or camera is on. */
export function useIsHeard(session: MediaSession | null): boolean {
  return useSyncExternalStore(session?.subscribe ?? subscribeToNothing, () => {
    const snapshot = session?.getSnapshot();
    return snapshot !== undefined && (snapshot.microphone.state !== 'off' || snapshot.camera.state !== 'off');
  });
}

function subscribeToNothing(): () => void {
  return () => {};
}
