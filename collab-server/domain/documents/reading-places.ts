import type { ReadingPlace } from '#protocol/documents/api';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import type { Storage } from '../../storage/port.ts';

/** Where each person left each paper, the same on all their devices. */
export interface ReadingPlaces {
  get(person: PersonId, version: VersionId): Promise<ReadingPlace | null>;
  set(person: PersonId, version: VersionId, place: ReadingPlace): Promise<void>;
}

export function createReadingPlaces(storage: Storage, env: Environment): ReadingPlaces {
  const { sql } = storage;
  return {
    async get(person, version) {
      const rows = await storage.read(
        sql
          .selectFrom('reading_place')
          .select(['page', 'y'])
          .where('person', '=', person)
          .where('version', '=', version)
          .compile(),
      );
      return rows[0] ?? null;
    },
    async set(person, version, place) {
      const row = { ...place, at: env.now() };
      await storage.commit([
        {
          query: sql
            .insertInto('reading_place')
            .values({ person, version, first_at: row.at, ...row })
            .onConflict((conflict) => conflict.columns(['person', 'version']).doUpdateSet(row))
            .compile(),
        },
      ]);
    },
  };
}
