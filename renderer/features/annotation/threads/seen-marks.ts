import type { Seen } from '#protocol/annotation/mark';
import type { MarkId } from '#protocol/wire/ids';

/** Ids that one record of `seen` may hold, as `mark.ts` has it. */
const MOST_IDS = 500;
/** A record that grows is written whole each time: beyond this another one is begun. */
const GROWS_TO = 60;
/** So many records that are not full are worth joining. */
const JOIN_AFTER = 12;

export interface SeenRecord {
  readonly id: MarkId;
  readonly mark: Seen;
}

export interface SeenEdit {
  readonly id: MarkId;
  readonly mark: Seen | null;
}

/** Everything that the records say was seen. */
export function seenIn(records: Iterable<SeenRecord>): Set<MarkId> {
  const ids = new Set<MarkId>();
  for (const { mark } of records) for (const id of mark.marks) ids.add(id);
  return ids;
}

/**
 * The changes that add `ids` to what was seen. `growing` is the record that this run of the program writes to: two
 * devices never replace each other's record, so that nothing seen is lost whoever merges with whom. Joining small
 * records first writes what they hold and then removes them; a record that another device has meanwhile written anew
 * stays. Only records from before `began`, the start of this run, are joined: what is newer may still be undone.
 */
export function addSeen(
  records: readonly SeenRecord[],
  ids: Iterable<MarkId>,
  growing: MarkId | undefined,
  makeId: () => MarkId,
  at: number,
  began: number,
): { readonly edits: readonly SeenEdit[]; readonly growing: MarkId | undefined } {
  const known = seenIn(records);
  const fresh = [...new Set(ids)].filter((id) => !known.has(id));
  if (fresh.length === 0) return { edits: [], growing };
  const edits: SeenEdit[] = [];
  const small = records.filter(({ mark }) => mark.at < began && mark.marks.length < MOST_IDS / 2);
  if (small.length > JOIN_AFTER) {
    for (const marks of pieces([...seenIn(small)], MOST_IDS))
      edits.push({ id: makeId(), mark: { kind: 'seen', marks, at } });
    for (const { id } of small) edits.push({ id, mark: null });
  }
  const mine = records.find(({ id }) => id === growing)?.mark.marks ?? [];
  if (growing !== undefined && mine.length > 0 && mine.length + fresh.length <= GROWS_TO) {
    edits.push({ id: growing, mark: { kind: 'seen', marks: [...mine, ...fresh], at } });
    return { edits, growing };
  }
  let last: MarkId | undefined;
  for (const marks of pieces(fresh, MOST_IDS)) {
    last = makeId();
    edits.push({ id: last, mark: { kind: 'seen', marks, at } });
  }
  return { edits, growing: last };
}

function pieces<T>(all: readonly T[], size: number): T[][] {
  const found: T[][] = [];
  for (let from = 0; from < all.length; from += size) found.push(all.slice(from, from + size));
  return found;
}
