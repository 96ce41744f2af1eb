import { fromBase64, toBase64 } from 'lib0/buffer';
import { z } from 'zod';
import { MAX_PICTURE_BYTES, Picture } from '#protocol/annotation/mark';
import type { SettingsStore } from '../pen-settings.ts';
import type { FittedPicture } from './shrink-picture.ts';

/** Pictures that are kept as stamps on this device. */
export const MOST_OWN_STAMPS = 4;

const KEY = 'bantron.stamps';
const Stored = z
  .array(
    z.object({
      type: Picture.shape.type,
      width: z.int().min(1),
      height: z.int().min(1),
      bytes: z.string().max(Math.ceil(MAX_PICTURE_BYTES / 3) * 4),
    }),
  )
  .max(MOST_OWN_STAMPS);

/** The stamps with a picture of one's own. Anything unreadable is none. */
export function loadStamps(store: SettingsStore): readonly FittedPicture[] {
  try {
    const parsed = Stored.safeParse(JSON.parse(store.getItem(KEY) ?? '[]'));
    if (!parsed.success) return [];
    return parsed.data.map((stamp) => ({ ...stamp, bytes: new Uint8Array(fromBase64(stamp.bytes)) }));
  } catch {
    return [];
  }
}

/** Whether they could be kept beyond this window. */
export function storeStamps(store: SettingsStore, stamps: readonly FittedPicture[]): boolean {
  try {
    store.setItem(KEY, JSON.stringify(stamps.map((stamp) => ({ ...stamp, bytes: toBase64(stamp.bytes) }))));
    return true;
  } catch (error) {
    console.debug('stamps are not remembered', error);
    return false;
  }
}
