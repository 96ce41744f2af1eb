import { useEffect, useSyncExternalStore } from 'react';
import { documentsApi, type ReadingPlace } from '#protocol/documents/api';
import type { MeetingState } from '#protocol/meeting/records';
import type { VersionId } from '#protocol/wire/ids';
import type { RoomPerson } from '../../../sync/annotation-rooms.ts';
import { api } from '../../../sync/api-client.ts';
import { currentCopy, useDeviceCopy } from '../../../sync/device/current-copy.ts';
import type { KeptPacks } from '../../../sync/device/kept-pack.ts';
import { PackKeeper } from '../../../sync/device/pack-keeper.ts';
import { usePlatform } from '../../../sync/platform-context.ts';
import { Slot } from '../../../sync/slot.ts';
import { roomsOf } from '../../annotation/index.ts';
import { packPorts } from './pack-ports.ts';
import { sendUnsentPlaces } from './unsent-places.ts';

const keeper = new Slot<PackKeeper>();
const NOTHING: KeptPacks = { packs: new Map(), used: 0 };
const never = () => () => {};

/**
 * Keeps the packs of the signed-in person up to date, and sends where they were in papers that they read without the server;
 * for as long as it is there. Shows nothing.
 */
export function PackKeeping({ person }: { readonly person: RoomPerson }): null {
  const platform = usePlatform();
  const copy = useDeviceCopy();
  const { id, unit } = person;
  useEffect(() => {
    if (copy === null || copy.person !== id) return undefined;
    const opened = new PackKeeper(copy, packPorts(roomsOf(platform, { id, unit })));
    keeper.set(opened);
    if (copy.taken().length > 0) void platform.keepForOffline();
    return () => {
      opened.close();
      keeper.set(null);
    };
  }, [platform, copy, id, unit]);
  useEffect(() => {
    let isAway = false;
    const send = () => {
      const put = (version: VersionId, body: ReadingPlace) =>
        api.call(documentsApi.setPlace, { params: { version }, body });
      void sendUnsentPlaces(localStorage, id, put);
    };
    send();
    return api.onReach((reached) => {
      if (reached && isAway) send();
      isAway = !reached;
    });
  }, [id]);
  return null;
}

/** The packs on this device, and who takes them along; null before anybody is signed in. */
export function useKeptPacks(): {
  readonly keeper: PackKeeper | null;
  readonly kept: KeptPacks;
} {
  const current = useSyncExternalStore(keeper.subscribe, keeper.get);
  const kept = useSyncExternalStore(current?.subscribe ?? never, current?.getSnapshot ?? (() => NOTHING));
  return { keeper: current, kept };
}

/** Keeps a taken meeting as the room has just heard it: its state on this device, and papers that are new in it. */
export function useKeepMeeting(state: MeetingState | undefined, seq: number, isLive: boolean): void {
  useEffect(() => {
    if (state === undefined || !isLive) return;
    currentCopy.get()?.answered(`/api/meetings/${state.id}`, { seq, state });
    keeper.get()?.heard(state);
  }, [state, seq, isLive]);
}
