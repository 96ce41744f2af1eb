import type { Hash } from '#protocol/wire/ids';
import { ConflictError, type Statement, type Storage } from '../port.ts';
import type { Blobs } from './port.ts';

/** Counts one more that refers to the blob. Put it into the unit that makes the referrer, before the referrer's row. */
export function blobReferenced({ sql }: Pick<Storage, 'sql'>, hash: Hash, bytes: number): Statement {
  const query = sql
    .insertInto('blob')
    .values({ hash, bytes, refs: 1 })
    .onConflict((conflict) =>
      conflict.column('hash').doUpdateSet({ refs: (row) => row('blob.refs', '+', 1) }),
    )
    .compile();
  return { query, changes: 1 };
}

/** Counts one less. Put it into the unit that removes the referrer. The file stays until the next {@link sweep}. */
export function blobReleased({ sql }: Pick<Storage, 'sql'>, hash: Hash): Statement {
  const query = sql
    .updateTable('blob')
    .set({ refs: (row) => row('refs', '-', 1) })
    .where('hash', '=', hash)
    .where('refs', '>', 0)
    .compile();
  return { query, changes: 1 };
}

const ASKED_AT_ONCE = 200;

/**
 * Removes blobs that nobody refers to, and parts that no row of `upload` knows, if they were last touched before the
 * time `before` (milliseconds since 1970). Leave an hour or more: an upload that was just sealed is not referred to yet.
 */
export async function sweep(
  storage: Storage,
  blobs: Blobs,
  before: number,
): Promise<{ blobs: number; parts: number }> {
  const removed = { blobs: 0, parts: 0 };
  for await (const hashes of inBatches(blobs.names(before))) {
    const rows = await storage.read(
      storage.sql.selectFrom('blob').select(['hash', 'refs']).where('hash', 'in', hashes).compile(),
    );
    const refs = new Map(rows.map((row) => [row.hash, row.refs]));
    for (const hash of hashes) {
      const count = refs.get(hash);
      if (count !== undefined && (count > 0 || !(await forgotten(storage, hash)))) continue;
      await blobs.remove(hash, before);
      removed.blobs++;
    }
  }
  for await (const uploads of inBatches(blobs.parts(before))) {
    const rows = await storage.read(
      storage.sql.selectFrom('upload').select('id').where('id', 'in', uploads).compile(),
    );
    const known = new Set(rows.map((row) => row.id));
    for (const upload of uploads) {
      if (known.has(upload)) continue;
      await blobs.removePart(upload);
      removed.parts++;
    }
  }
  return removed;
}

/** Takes the row away before the file, so that no row ever names a file that is gone. False when somebody refers again. */
async function forgotten(storage: Storage, hash: Hash): Promise<boolean> {
  const query = storage.sql.deleteFrom('blob').where('hash', '=', hash).where('refs', '=', 0).compile();
  try {
    await storage.commit([{ query, changes: 1 }]);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

async function* inBatches<Item>(items: AsyncIterable<Item>): AsyncIterable<Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < ASKED_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
