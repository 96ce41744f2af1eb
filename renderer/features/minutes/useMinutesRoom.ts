import { useEffect, useState, useSyncExternalStore } from 'react';
import { ticketApi } from '#protocol/wire/collab';
import { api } from '../../sync/api-client.ts';
import { MinutesRoom } from '../../sync/minutes-room.ts';
import { usePlatform } from '../../sync/platform-context.ts';
import { useMe } from '../../sync/session.ts';
import { Slot } from '../../sync/slot.ts';
import { registerUnsaved } from '../../sync/unsaved-work.ts';

/** A room of a meeting's minutes, by its name, for as long as the screen is open; null until it is mounted. */
export function useMinutesRoom(room: string): MinutesRoom | null {
  const platform = usePlatform();
  const me = useMe();
  const [slot] = useState(() => new Slot<MinutesRoom>());
  useEffect(() => {
    const store = platform.offlineStore(api.connection().origin, me.id);
    const opened = new MinutesRoom(room, {
      url: `${api.socketOrigin()}/collab`,
      fetchTicket: async (name) =>
        (await api.call(ticketApi.ticket, { body: { target: `collab:${name}` } })).ticket,
      openStore: (name) => store.open(name),
    });
    slot.set(opened);
    // Signing out asks before it takes away what only this device has.
    const unregister = registerUnsaved(() =>
      Promise.resolve(opened.getSnapshot().save === 'onDevice' ? 1 : 0),
    );
    return () => {
      unregister();
      opened.closeOnceSaved();
      slot.set(null);
    };
  }, [room, me.id, platform, slot]);
  return useSyncExternalStore(slot.subscribe, slot.get);
}
