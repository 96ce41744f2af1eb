import { useSyncExternalStore } from 'react';
import { ticketApi } from '#protocol/wire/collab';
import type { PersonId } from '#protocol/wire/ids';
import { currentPlatform, type OfflineStore } from '../../platform/index.ts';
import { AnnotationRooms } from '../../sync/annotation-rooms.ts';
import { api } from '../../sync/api-client.ts';

interface Open {
  readonly rooms: AnnotationRooms;
  readonly store: OfflineStore;
}

/** By server and person: they outlive every screen, so that a mark is still sent when its reader has closed. */
const open = new Map<string, Open>();
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** The annotation rooms of the person who is signed in, on the server the app is connected to. */
export function roomsOf(person: PersonId): AnnotationRooms {
  const server = api.connection().origin === '' ? location.origin : api.connection().origin;
  const key = `${server} ${person}`;
  const there = open.get(key);
  if (there !== undefined) return there.rooms;
  const store = currentPlatform().offlineStore(server, person);
  const rooms = new AnnotationRooms(person, {
    url: `${api.socketOrigin()}/collab`,
    fetchTicket: async (room) =>
      (await api.call(ticketApi.ticket, { body: { target: `collab:${room}` } })).ticket,
    openStore: (room) => store.open(room),
  });
  rooms.subscribe(tell);
  open.set(key, { rooms, store });
  return rooms;
}

/** Marks that only this device has. Ask before signing out or leaving while this is not 0. */
export function unsavedMarks(): number {
  let count = 0;
  for (const { rooms } of open.values()) count += rooms.unsavedMarks();
  return count;
}

/** {@link unsavedMarks} for a component, which follows it. */
export function useUnsavedMarks(): number {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, unsavedMarks);
}

/**
 * Ends all annotation rooms: signing out. With `forget` the copies on this device are removed too; only when nothing
 * is unsaved, or the person has agreed to lose it.
 */
export async function closeAnnotations({ forget }: { readonly forget: boolean }): Promise<void> {
  const ending = [...open.values()];
  open.clear();
  for (const { rooms, store } of ending) {
    rooms.close();
    if (forget) await store.clearAll();
    store.close();
  }
  tell();
}
