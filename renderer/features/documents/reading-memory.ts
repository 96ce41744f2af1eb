import { z } from 'zod';
import { ReadingMode, Turn } from '#protocol/documents/reading-view';
import { VersionId, type PersonId } from '#protocol/wire/ids';
import { FIRST_SETTINGS, type ReadingSettings } from './reader-model.ts';

/** Papers whose turning is remembered on a device; the one turned longest ago is forgotten first. */
const MOST_TURNED = 100;

const Memory = z.object({
  mode: ReadingMode,
  coverAlone: z.boolean(),
  fit: z.enum(['width', 'page', 'none']),
  scale: z.number().min(0.001).max(100),
  /** A scan lies on its side, not its reader: turning belongs to the paper. Newest last. */
  turned: z.array(z.tuple([VersionId, Turn])).max(MOST_TURNED),
});
type Memory = z.infer<typeof Memory>;

/** Where settings stay between visits; the browser's `localStorage` has this shape. */
export interface ReadingStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** How this person reads on this device, and how they turned this paper. Anything unreadable gives the first day's. */
export function loadReading(store: ReadingStore, person: PersonId, version: VersionId): ReadingSettings {
  const found = read(store, person);
  if (found === undefined) return FIRST_SETTINGS;
  const { turned, ...settings } = found;
  return { ...settings, turn: turned.find(([id]) => id === version)?.[1] ?? 0 };
}

export function storeReading(
  store: ReadingStore,
  person: PersonId,
  version: VersionId,
  settings: ReadingSettings,
): void {
  const { turn, ...rest } = settings;
  const others = (read(store, person)?.turned ?? []).filter(([id]) => id !== version);
  const turned: Memory['turned'] = turn === 0 ? others : [...others, [version, turn]];
  const memory: Memory = { ...rest, turned: turned.slice(-MOST_TURNED) };
  try {
    store.setItem(keyOf(person), JSON.stringify(memory));
  } catch (error) {
    // A browser that keeps nothing (private mode, full): it is as it is until the paper closes.
    console.debug('the way of reading is not remembered', error);
  }
}

function read(store: ReadingStore, person: PersonId): Memory | undefined {
  try {
    return Memory.safeParse(JSON.parse(store.getItem(keyOf(person)) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

function keyOf(person: PersonId): string {
  return `bantron.reading.${person}`;
}
