import { useEffect, useState, useSyncExternalStore } from 'react';
import { ticketApi } from '#protocol/wire/collab';
import type { MeetingId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { browserEnvironment } from '../../sync/channel-environment.ts';
import { MeetingChannel } from '../../sync/meeting-channel.ts';
import { webDigest } from '../../sync/meeting-log.ts';
import { NOTHING_YET, type MeetingSnapshot } from '../../sync/meeting-snapshot.ts';
import { useSessionState } from '../../sync/session.ts';
import { thisDevice } from '../../sync/this-device.ts';

function openChannel(meeting: MeetingId): MeetingChannel {
  return new MeetingChannel({
    meeting,
    device: thisDevice,
    ticket: async () => (await api.call(ticketApi.ticket, { body: { target: `live:${meeting}` } })).ticket,
    url: (ticket) => `${api.socketOrigin()}/live/${meeting}?ticket=${encodeURIComponent(ticket)}`,
    environment: browserEnvironment(),
    digest: webDigest(),
    report: (fault) => console.warn(`meeting channel: ${fault}`),
  });
}

/** The meeting's channel for as long as the screen is open; null for the moment before it is mounted. */
export function useMeetingChannel(meeting: MeetingId): {
  readonly channel: MeetingChannel | null;
  readonly snapshot: MeetingSnapshot;
} {
  const session = useSessionState();
  // A channel that ended with the session is opened again once the person has signed in again.
  const isExpired = session.phase === 'signedIn' && session.expired;
  const [channel, setChannel] = useState<MeetingChannel | null>(null);
  const [restarts, setRestarts] = useState(0);
  const snapshot = useSyncExternalStore(
    channel?.subscribe ?? subscribeToNothing,
    channel?.snapshot ?? nothing,
  );
  const { connection } = snapshot;
  const waitsForSignIn = connection.state === 'refused' && connection.code === 'signInNeeded';
  useEffect(() => {
    if (waitsForSignIn && !isExpired) setRestarts((count) => count + 1);
  }, [waitsForSignIn, isExpired]);
  useEffect(() => {
    const opened = openChannel(meeting);
    setChannel(opened);
    return () => opened.close();
  }, [meeting, restarts]);
  return { channel, snapshot };
}

function subscribeToNothing(): () => void {
  return () => {};
}

function nothing(): MeetingSnapshot {
  return NOTHING_YET;
}
