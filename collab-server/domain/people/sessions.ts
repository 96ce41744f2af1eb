import type { SessionHolder } from '#protocol/people/api';
import { PersonId } from '#protocol/wire/ids';
import type { z } from 'zod';
import type { Environment } from '../../environment.ts';
import type { Statement, Storage } from '../../storage/port.ts';
import { newSecret, secretHash } from './secrets.ts';

/** A session ends after so long without use, in milliseconds. */
export const SESSION_IDLE = 14 * 24 * 3_600_000;
/** `seen_at` is written at most so often: a write at every request would cost a commit each. */
const SEEN_STEP = 3_600_000;

type Holder = z.infer<typeof SessionHolder>;

export interface Session {
  readonly tokenHash: string;
  readonly person: PersonId;
  readonly holder: Holder;
}

/** Who is signed in. The token itself is known to its holder only. */
export interface Sessions {
  start(person: PersonId, holder: Holder): Promise<string>;
  find(token: string): Promise<Session | undefined>;
  end(session: Session): Promise<void>;
  /** How many a person has. */
  count(person: PersonId): Promise<number>;
  /** Statement that ends all of a person's sessions within somebody else's unit; call {@link forget} after it. */
  endAllStatement(person: PersonId): Statement;
  forget(person: PersonId): void;
  /** Called with the person after sessions were ended, so that their sockets close. */
  onEnd(listener: (person: PersonId, tokenHash?: string) => void): void;
}

export function createSessions(storage: Storage, env: Environment): Sessions {
  const { sql } = storage;
  const cache = new Map<string, Session & { seenAt: number; expiresAt: number }>();
  const listeners = new Set<(person: PersonId, tokenHash?: string) => void>();
  const forget = (person: PersonId) => {
    for (const [key, session] of cache) if (session.person === person) cache.delete(key);
    for (const listener of listeners) listener(person);
  };
  const endAllStatement = (person: PersonId): Statement => ({
    query: sql.deleteFrom('session').where('person', '=', person).compile(),
  });
  return {
    async start(person, holder) {
      const token = newSecret(env);
      const at = env.now();
      const tokenHash = secretHash(token);
      const expiresAt = at + SESSION_IDLE;
      await storage.commit([
        { query: sql.deleteFrom('session').where('expires_at', '<', at).compile() },
        {
          query: sql
            .insertInto('session')
            .values({
              token_hash: tokenHash,
              person,
              created_at: at,
              seen_at: at,
              expires_at: expiresAt,
              holder,
            })
            .compile(),
        },
      ]);
      cache.set(tokenHash, { tokenHash, person, holder, seenAt: at, expiresAt });
      return token;
    },
    async find(token) {
      const tokenHash = secretHash(token);
      const at = env.now();
      let session = cache.get(tokenHash);
      if (session === undefined) {
        const rows = await storage.read(
          sql.selectFrom('session').selectAll().where('token_hash', '=', tokenHash).compile(),
        );
        const row = rows[0];
        if (row === undefined) return undefined;
        session = {
          tokenHash,
          person: PersonId.parse(row.person),
          holder: row.holder,
          seenAt: row.seen_at,
          expiresAt: row.expires_at,
        };
        if (cache.size > 20_000) cache.clear();
        cache.set(tokenHash, session);
      }
      if (session.expiresAt < at) return undefined;
      if (at - session.seenAt > SEEN_STEP) {
        session.seenAt = at;
        session.expiresAt = at + SESSION_IDLE;
        const query = sql
          .updateTable('session')
          .set({ seen_at: at, expires_at: session.expiresAt })
          .where('token_hash', '=', tokenHash)
          .compile();
        // Reading goes on where nothing can be written, on a full disk for one.
        storage.commit([{ query }]).catch((error: unknown) => {
          env.log.warn({ err: error }, 'the use of a session could not be written down');
        });
      }
      return session;
    },
    async end(session) {
      await storage.commit([
        { query: sql.deleteFrom('session').where('token_hash', '=', session.tokenHash).compile() },
      ]);
      cache.delete(session.tokenHash);
      for (const listener of listeners) listener(session.person, session.tokenHash);
    },
    async count(person) {
      const rows = await storage.read(
        sql.selectFrom('session').select('token_hash').where('person', '=', person).compile(),
      );
      return rows.length;
    },
    endAllStatement,
    forget,
    onEnd: (listener) => {
      listeners.add(listener);
    },
  };
}
