import { useSyncExternalStore } from 'react';
import { ticketApi } from '#protocol/wire/collab';
import type { OfflineStore, Platform } from '../../platform/index.ts';
import { AnnotationRooms, type RoomPerson } from '../../sync/annotation-rooms.ts';
import { api } from '../../sync/api-client.ts';
import { pendingMarks } from '../../sync/pending-marks.ts';
import { registerUnsaved } from '../../sync/unsaved-work.ts';

interface Open {
  readonly rooms: AnnotationRooms;
  readonly store: OfflineStore;
}

/** By server and person: they outlive every screen, so that a mark is still sent when its reader has closed. */
const open = new Map<string, Open>();
const listeners = new Set<() => void>();
let unregister: (() => void) | undefined;
/** How long signing out waits for marks to be saved, in milliseconds. */
const SAVING_TIME = 3000;

const tell = () => {
  for (const listener of listeners) listener();
};

/** The annotation rooms of the person who is signed in, on the server the app is connected to. */
export function roomsOf(platform: Platform, person: RoomPerson): AnnotationRooms {
  const server = api.connection().origin;
  const key = `${server} ${person.id} ${person.unit}`;
  const there = open.get(key);
  if (there !== undefined) return there.rooms;
  const store = platform.offlineStore(server, person.id);
  const rooms = new AnnotationRooms(
    person,
    {
      url: `${api.socketOrigin()}/collab`,
      fetchTicket: async (room) =>
        (await api.call(ticketApi.ticket, { body: { target: `collab:${room}` } })).ticket,
      openStore: (room) => store.open(room),
    },
    pendingMarks(localStorage, server, person.id),
  );
  rooms.subscribe(tell);
  unregister ??= registerUnsaved(trySaving);
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

/** Waits a little for what is on its way to the server, and answers how many marks are still only here. */
async function trySaving(): Promise<number> {
  if (unsavedMarks() === 0) return 0;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      listeners.delete(check);
      resolve();
    };
    const check = () => {
      if (unsavedMarks() === 0) done();
    };
    const timer = setTimeout(done, SAVING_TIME);
    listeners.add(check);
  });
  return unsavedMarks();
}

/**
 * Ends all annotation rooms, saved or not: for signing out, after the person was asked. The copies on this device stay;
 * whoever signs out clears the person's store.
 */
export function closeAnnotations(): void {
  unregister?.();
  unregister = undefined;
  const ending = [...open.values()];
  open.clear();
  for (const { rooms, store } of ending) {
    rooms.close();
    store.close();
  }
  tell();
}
