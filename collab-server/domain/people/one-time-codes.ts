import { AppError } from '#protocol/wire/codes';
import { PersonId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import { ConflictError, type Statement, type Storage } from '../../storage/port.ts';
import { newSecret, secretHash } from './secrets.ts';

export type CodePurpose = 'password' | 'sample';

/** How long a one-time code works, in milliseconds. */
const CODE_LIFE: Record<CodePurpose, number> = { password: 7 * 24 * 3_600_000, sample: 3_600_000 };

export interface PreparedCode {
  readonly code: string;
  readonly expiresAt: number;
  readonly statements: readonly Statement[];
}

/** Codes that work once: choosing a password, opening the sample as another person. */
export interface OneTimeCodes {
  /** Makes a code. For a password, earlier codes of that person stop working. */
  make(purpose: CodePurpose, person: PersonId): Promise<{ code: string; expiresAt: number }>;
  /** The same, with its statements for a unit of the caller's. */
  prepared(purpose: CodePurpose, person: PersonId): PreparedCode;
  /** Whom a code is for, without using it up. Throws `linkExpired`. */
  look(purpose: CodePurpose, code: string): Promise<PersonId>;
  /** The statement that uses a code up; its unit fails with a ConflictError when somebody was faster. */
  use(purpose: CodePurpose, code: string): Statement;
  /** Uses a code up on its own. Throws `linkExpired` when somebody was faster. */
  spend(purpose: CodePurpose, code: string): Promise<void>;
}

export function createOneTimeCodes(storage: Storage, env: Environment): OneTimeCodes {
  const { sql } = storage;
  const use = (purpose: CodePurpose, code: string): Statement => ({
    query: sql
      .deleteFrom('one_time_code')
      .where('code_hash', '=', secretHash(code))
      .where('purpose', '=', purpose)
      .compile(),
    changes: 1,
  });
  const prepared = (purpose: CodePurpose, person: PersonId): PreparedCode => {
    const code = newSecret(env);
    const expiresAt = env.now() + CODE_LIFE[purpose];
    const earlier = sql.deleteFrom('one_time_code').where('purpose', '=', purpose);
    const statements = [
      { query: sql.deleteFrom('one_time_code').where('expires_at', '<', env.now()).compile() },
      ...(purpose === 'password' ? [{ query: earlier.where('person', '=', person).compile() }] : []),
      {
        query: sql
          .insertInto('one_time_code')
          .values({ code_hash: secretHash(code), purpose, person, expires_at: expiresAt })
          .compile(),
      },
    ];
    return { code, expiresAt, statements };
  };
  return {
    prepared,
    async make(purpose, person) {
      const { code, expiresAt, statements } = prepared(purpose, person);
      await storage.commit(statements);
      return { code, expiresAt };
    },
    async look(purpose, code) {
      const rows = await storage.read(
        sql
          .selectFrom('one_time_code')
          .select(['person'])
          .where('code_hash', '=', secretHash(code))
          .where('purpose', '=', purpose)
          .where('expires_at', '>=', env.now())
          .compile(),
      );
      const row = rows[0];
      if (row === undefined) throw new AppError('linkExpired');
      return PersonId.parse(row.person);
    },
    use,
    async spend(purpose, code) {
      try {
        await storage.commit([use(purpose, code)]);
      } catch (error) {
        if (error instanceof ConflictError) throw new AppError('linkExpired', { cause: error });
        throw error;
      }
    },
  };
}
