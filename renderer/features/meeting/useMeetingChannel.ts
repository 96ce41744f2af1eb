import { useEffect, useState, useSyncExternalStore } from 'react';
import { meetingApi } from '#protocol/meeting/api';
import { ticketApi } from '#protocol/wire/collab';
import type { MeetingId, PersonId } from '#protocol/wire/ids';
import { api } from '../../sync/api-client.ts';
import { currentCopy } from '../../sync/device/current-copy.ts';
import { browserEnvironment } from '../../sync/channel-environment.ts';
import { MeetingChannel } from '../../sync/meeting-channel.ts';
import { webDigest } from '../../sync/meeting-log.ts';
import { NOTHING_YET, type MeetingSnapshot } from '../../sync/meeting-snapshot.ts';
import { useSessionState } from '../../sync/session.ts';
import { Slot } from '../../sync/slot.ts';
import { useKeepMeeting } from '../documents/index.ts';
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

/** How long the server may take before the meeting is shown as this device knows it, in milliseconds. */
const PATIENCE = 3000;

/** If the server stays away and the meeting was taken along, shows it from this device. Returns what stops it. */
function showCopyWhenAway(channel: MeetingChannel, me: PersonId): () => void {
  const look = () => {
    if (channel.snapshot().connection.state === 'offline') show();
  };
  const show = () => {
    stop();
    showCopy(channel, me).catch((error: unknown) => console.warn('no copy of the meeting', error));
  };
  const timer = setTimeout(show, PATIENCE);
  const unsubscribe = channel.subscribe(look);
  const stop = () => {
    clearTimeout(timer);
    unsubscribe();
  };
  return stop;
}

async function showCopy(channel: MeetingChannel, me: PersonId): Promise<void> {
  const path = `/api/meetings/${channel.meeting}`;
  if (channel.snapshot().meeting !== undefined) return;
  const copy = currentCopy.get();
  const kept = await copy?.recall(path);
  const parsed = meetingApi.get.response.safeParse(kept?.value);
  if (!kept || !parsed.success || channel.snapshot().meeting !== undefined) return;
  channel.showCopy({ meeting: parsed.data.state, you: me, at: kept.at });
  copy?.showed(path, kept.at);
}

/** The meeting's channel for as long as the screen is open; null for the moment before it is mounted. */
export function useMeetingChannel(meeting: MeetingId): {
  readonly channel: MeetingChannel | null;
  readonly snapshot: MeetingSnapshot;
} {
  const session = useSessionState();
  const me = session.phase === 'signedIn' ? session.me.id : null;
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
    const stop = me === null ? null : showCopyWhenAway(opened, me);
    return () => {
      stop?.();
      opened.close();
      slot.set(null);
    };
  }, [meeting, me, slot]);
  useEffect(() => {
    // What ended with the session goes on, in the same place, once the person has signed in again.
    if (!isExpired) channel?.retry();
  }, [channel, isExpired]);
  useKeepMeeting(snapshot.meeting, snapshot.seq, snapshot.copiedAt === null && snapshot.seq > 0);
  return { channel, snapshot };
}

function subscribeToNothing(): () => void {
  return () => {};
}

function nothing(): MeetingSnapshot {
  return NOTHING_YET;
}
