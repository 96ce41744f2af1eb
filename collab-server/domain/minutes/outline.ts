import { DEFAULT_OUTLINE, OUTLINE_KEEPERS, readOutline, type Outline } from '#protocol/minutes/outline';
import type { Member } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import type { Environment } from '../../environment.ts';
import type { Storage } from '../../storage/port.ts';

/** How the organisation's minutes begin. It is read when a meeting's minutes are begun, and changes none that are there. */
export interface Outlines {
  get(): Promise<Outline>;
  /** Throws `AppError('notAllowed')`. */
  put(member: Member, outline: Outline): Promise<void>;
}

/** There is one. */
const ONLY = 1;

export function createOutlines(storage: Storage, env: Environment): Outlines {
  const { sql } = storage;
  return {
    async get() {
      const [row] = await storage.read(
        sql.selectFrom('minutes_outline').select('outline').where('id', '=', ONLY).compile(),
      );
      return row === undefined ? DEFAULT_OUTLINE : readOutline(JSON.parse(row.outline));
    },
    async put(member, outline) {
      if (!OUTLINE_KEEPERS.includes(member.role)) throw new AppError('notAllowed');
      const row = { outline: JSON.stringify(outline), person: member.id, at: env.now() };
      const query = sql
        .insertInto('minutes_outline')
        .values({ id: ONLY, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .compile();
      await storage.commit([{ query }]);
    },
  };
}
