import { useEffect, useState, useSyncExternalStore } from 'react';
import { ticketApi } from '#protocol/wire/collab';
import type { MeetingId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { browserEnvironment } from '../../sync/channel-environment.ts';
import { MeetingChannel } from '../../sync/meeting-channel.ts';
import { webDigest } from '../../sync/meeting-log.ts';
import { NOTHING_YET, type MeetingSnapshot } from '../../sync/meeting-snapshot.ts';
import { useSessionState } from '../../sync/session.ts';
import { Slot } from '../../sync/slot.ts';
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
  const isExpired = session.phase === 'signedIn' && session.expired;
  const [slot] = useState(() => new Slot<MeetingChannel>());
  const channel = useSyncExternalStore(slot.subscribe, slot.get);
  const snapshot = useSyncExternalStore(
    channel?.subscribe ?? subscribeToNothing,
    channel?.snapshot ?? nothing,
  );
  useEffect(() => {
    const opened = openChannel(meeting);
    slot.set(opened);
    return () => {
      opened.close();
      slot.set(null);
    };
  }, [meeting, slot]);
  useEffect(() => {
    // What ended with the session goes on, in the same place, once the person has signed in again.
    if (!isExpired) channel?.retry();
  }, [channel, isExpired]);
  return { channel, snapshot };
}

function subscribeToNothing(): () => void {
  return () => {};
}

function nothing(): MeetingSnapshot {
  return NOTHING_YET;
}
