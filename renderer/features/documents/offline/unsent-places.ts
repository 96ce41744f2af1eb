import { ReadingPlace } from '#protocol/documents/api';
import { AppError } from '#protocol/wire/codes';
import { VersionId, type PersonId } from '#protocol/wire/ids';
import { placeKey } from '../place-key.ts';

export interface PlaceMemory {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  removeItem(key: string): void;
}

export type SendPlace = (version: VersionId, place: ReadingPlace) => Promise<unknown>;

/**
 * Tells the server where this person was in papers that they read without it. A place that can't be sent stays noted; one
 * that the server refuses is forgotten, since it never will be taken.
 */
export async function sendUnsentPlaces(
  memory: PlaceMemory,
  person: PersonId,
  send: SendPlace,
): Promise<void> {
  const prefix = placeKey(person, '');
  const keys = Array.from({ length: memory.length }, (_, index) => memory.key(index)).filter(
    (key) => key?.startsWith(prefix) === true,
  );
  for (const key of keys) {
    if (key === null) continue;
    const text = memory.getItem(key);
    const version = VersionId.safeParse(key.slice(prefix.length));
    const place = readPlace(text);
    if (version.success && place !== undefined) {
      try {
        await send(version.data, place);
      } catch (error) {
        if (!(error instanceof AppError)) return;
      }
    }
    // The person may have read on meanwhile: that place is a newer one.
    if (memory.getItem(key) === text) memory.removeItem(key);
  }
}

function readPlace(text: string | null): ReadingPlace | undefined {
  try {
    return ReadingPlace.safeParse(JSON.parse(text ?? 'null')).data;
  } catch {
    return undefined;
  }
}
