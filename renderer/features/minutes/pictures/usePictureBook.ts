import { useEffect, useState, useSyncExternalStore } from 'react';
import type { MeetingId } from '#protocol/wire/ids';
import { Slot } from '../../../sync/slot.ts';
import { PictureBook, pictureServer } from './picture-book.ts';

/** The pictures of a meeting's minutes for as long as the screen is open; undefined until it is mounted. */
export function usePictureBook(meeting: MeetingId): PictureBook | undefined {
  const [slot] = useState(() => new Slot<PictureBook>());
  useEffect(() => {
    const book = new PictureBook(pictureServer(meeting));
    slot.set(book);
    return () => {
      book.close();
      slot.set(null);
    };
  }, [meeting, slot]);
  return useSyncExternalStore(slot.subscribe, slot.get) ?? undefined;
}
