import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Driver } from 'kysely';
import type { Tables } from '../schema.ts';

function refuse(): never {
  throw new Error('this builder runs nothing: compile the query and hand it to commit() or read()');
}

/** Refuses to run anything, where Kysely's own dummy driver would quietly answer with no rows. */
const noDriver: Driver = {
  init: () => Promise.resolve(),
  acquireConnection: async () => refuse(),
  beginTransaction: async () => refuse(),
  commitTransaction: async () => refuse(),
  rollbackTransaction: async () => refuse(),
  releaseConnection: () => Promise.resolve(),
  destroy: () => Promise.resolve(),
};

/** Builds SQLite's SQL; `.execute()` is refused. */
export function sqliteBuilder(): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => noDriver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}
