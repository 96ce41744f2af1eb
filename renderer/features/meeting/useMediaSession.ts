import { useEffect, useState } from 'react';
import type { PersonId } from '#protocol/wire/ids';
import type { MeetingChannel } from '../../sync/meeting-channel.ts';
import { MediaSession } from '../media/index.ts';

/** This person's sound and picture in the meeting, for as long as the room is open; null until it is mounted. */
export function useMediaSession(channel: MeetingChannel, me: PersonId): MediaSession | null {
  const [session, setSession] = useState<MediaSession | null>(null);
  useEffect(() => {
    const opened = new MediaSession({
      channel: channel.media,
      device: channel.device,
      self: me,
      // Absent on a page on plain http, whatever the types say.
      mediaDevices: navigator.mediaDevices as MediaDevices | undefined,
    });
    setSession(opened);
    return () => {
      opened.close();
      setSession(null);
    };
  }, [channel, me]);
  return session;
}
