import { z } from 'zod';
import { VersionId, type PersonId } from '#protocol/wire/ids';
import type { ReadingStore } from '../reading-memory.ts';

/** Papers of which a device remembers how far they were read; the one opened longest ago is forgotten first. */
const MOST = 300;

const Progress = z.array(z.tuple([VersionId, z.int().min(0)])).max(MOST);

/** The furthest page, counted from 0, to which this person has come in each version on this device. */
export function loadProgress(store: ReadingStore, person: PersonId): ReadonlyMap<VersionId, number> {
  try {
    const found = Progress.safeParse(JSON.parse(store.getItem(keyOf(person)) ?? '[]'));
    return new Map(found.success ? found.data : []);
  } catch {
    return new Map();
  }
}

/** Remembers that a page was seen. Turning back takes nothing away. */
export function noteProgress(store: ReadingStore, person: PersonId, version: VersionId, page: number): void {
  const before = new Map(loadProgress(store, person));
  const furthest = Math.max(page, before.get(version) ?? 0);
  before.delete(version);
  before.set(version, furthest);
  try {
    store.setItem(keyOf(person), JSON.stringify([...before].slice(-MOST)));
  } catch (error) {
    console.debug('how far a paper was read is not remembered', error);
  }
}

function keyOf(person: PersonId): string {
  return `bantron.progress.${person}`;
}
