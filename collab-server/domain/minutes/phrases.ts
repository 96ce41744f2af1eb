import { MAX_PHRASES, Phrase, PHRASE_KEEPERS, type PhraseFields } from '#protocol/minutes/phrases';
import type { Member } from '#protocol/meeting/rights';
import { AppError } from '#protocol/wire/codes';
import type { PhraseId } from '#protocol/wire/ids';
import type { Environment } from '../../environment.ts';
import { ConflictError, type Storage } from '../../storage/port.ts';

/**
 * The organisation's phrases: everybody who is signed in reads them, secretaries keep them for each other. Refusals are thrown as
 * AppError.
 */
export interface Phrases {
  list(): Promise<Phrase[]>;
  /** Makes the phrase, or changes it. The same call twice is one phrase. */
  put(member: Member, id: PhraseId, fields: PhraseFields): Promise<void>;
  remove(member: Member, id: PhraseId): Promise<void>;
}

export function createPhrases(storage: Storage, env: Environment): Phrases {
  const { sql } = storage;
  const admit = ({ role }: Member) => {
    if (!PHRASE_KEEPERS.includes(role)) throw new AppError('notAllowed');
  };
  return {
    async list() {
      const rows = await storage.read(
        sql.selectFrom('phrase').selectAll().orderBy('word').limit(MAX_PHRASES).compile(),
      );
      return rows.map(({ person, ...row }) => Phrase.parse({ ...row, by: person }));
    },
    async put(member, id, { word, text }) {
      admit(member);
      const known = await storage.read(sql.selectFrom('phrase').select(['id', 'word']).compile());
      if (known.some((row) => row.word === word && row.id !== id)) throw new AppError('conflict');
      if (known.length >= MAX_PHRASES && !known.some((row) => row.id === id)) throw new AppError('tooMany');
      const row = { person: member.id, word, text, at: env.now() };
      const query = sql
        .insertInto('phrase')
        .values({ id, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .compile();
      await storage.commit([{ query }]);
    },
    async remove(member, id) {
      admit(member);
      const query = sql.deleteFrom('phrase').where('id', '=', id).compile();
      try {
        await storage.commit([{ query, changes: 1 }]);
      } catch (error) {
        throw error instanceof ConflictError ? new AppError('notFound', { cause: error }) : error;
      }
    },
  };
}
