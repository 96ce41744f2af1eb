import { AppError } from '#protocol/wire/codes';
import type { PersonFields } from '#protocol/people/records';
import type { Person } from '#protocol/people/records';
import type { Environment } from '../../environment.ts';
import { ConflictError, type Storage } from '../../storage/port.ts';
import type { Directory } from './directory.ts';
import { newSecret, sameSecret } from './secrets.ts';

export interface OrganisationRecord {
  readonly name: string;
  readonly sample: boolean;
}

/**
 * The organisation of this data folder. Until it is set up there is a setup token, new at each start and shown in the
 * terminal only: who can read the terminal may set up, nobody else.
 */
export interface Organisation {
  get(): OrganisationRecord | undefined;
  /** Undefined once the organisation is set up. */
  setupToken(): string | undefined;
  /** Throws `alreadySetUp`, or `notAllowed` when the token isn't this start's. */
  checkToken(token: string): void;
  /** Creates the organisation and its people in one unit; the first is the actor. */
  found(
    record: OrganisationRecord,
    people: readonly PersonFields[],
    passwordHash: string | null,
  ): Promise<Person[]>;
}

export async function openOrganisation(
  storage: Storage,
  env: Environment,
  directory: Directory,
): Promise<Organisation> {
  const { sql } = storage;
  const rows = await storage.read(sql.selectFrom('organisation').selectAll().where('id', '=', 1).compile());
  const row = rows[0];
  let current: OrganisationRecord | undefined =
    row === undefined ? undefined : { name: row.name, sample: row.sample === 1 };
  const token = newSecret(env);
  return {
    get: () => current,
    setupToken: () => (current === undefined ? token : undefined),
    checkToken(offered) {
      if (current !== undefined) throw new AppError(current.sample ? 'sampleFolder' : 'alreadySetUp');
      if (!sameSecret(offered, token)) throw new AppError('notAllowed');
    },
    async found(record, people, passwordHash) {
      const insert = sql
        .insertInto('organisation')
        .values({ id: 1, name: record.name, sample: record.sample ? 1 : 0, created_at: env.now() })
        .onConflict((conflict) => conflict.doNothing())
        .compile();
      try {
        const added = await directory.add('server', people, {
          statements: [{ query: insert, changes: 1 }],
          passwordHash,
          active: true,
        });
        current = record;
        return added;
      } catch (error) {
        // Two at the same time: the second finds the first one's people there, or its row.
        if (current !== undefined || error instanceof ConflictError) {
          throw new AppError('alreadySetUp', { cause: error });
        }
        throw error;
      }
    },
  };
}
