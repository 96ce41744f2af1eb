import type { Json } from '#protocol/wire/canonical-json';
import { Hash, type PersonId } from '#protocol/wire/ids';
import type { Actor } from '#protocol/wire/stream';
import type { Environment } from '../../environment.ts';
import type { Statement, Storage } from '../../storage/port.ts';
import { EMPTY_STREAM, type StreamHead } from '#protocol/wire/chain';
import { appendStatements, chained } from '../event-log.ts';

/** The stream `org`: who was added, changed, suspended, by whom and when. People appear as ids only. */
export interface OrganisationLog {
  append(by: Actor, type: string, payload: OrganisationPayload, more?: readonly Statement[]): Promise<void>;
  appendMany(
    by: Actor,
    events: readonly { type: string; payload: OrganisationPayload }[],
    more?: readonly Statement[],
  ): Promise<void>;
}

export type OrganisationPayload = { readonly person?: PersonId } & {
  readonly [key: string]: Json | undefined;
};

export const ORGANISATION_STREAM = 'org';

export async function createLog(storage: Storage, env: Environment): Promise<OrganisationLog> {
  const rows = await storage.read(
    storage.sql.selectFrom('stream').select(['seq', 'hash']).where('id', '=', ORGANISATION_STREAM).compile(),
  );
  const row = rows[0];
  let head: StreamHead = row === undefined ? EMPTY_STREAM : { seq: row.seq, hash: Hash.parse(row.hash) };
  let turn: Promise<unknown> = Promise.resolve();

  const appendMany: OrganisationLog['appendMany'] = (by, drafts, more = []) => {
    const write = async () => {
      const at = env.now();
      const events = chained(
        env,
        ORGANISATION_STREAM,
        head,
        drafts.map(({ type, payload }) => ({ at, actor: by, type, audience: { to: 'all' }, payload })),
      );
      await storage.commit([...appendStatements(storage, head, events), ...more]);
      const last = events.at(-1);
      if (last !== undefined) head = { seq: last.seq, hash: last.hash };
    };
    const run = turn.then(write, write);
    turn = run.catch(() => undefined);
    return run;
  };
  return {
    appendMany,
    append: (by, type, payload, more) => appendMany(by, [{ type, payload }], more),
  };
}
