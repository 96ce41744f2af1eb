import type { MarkId, VersionId } from '#protocol/wire/ids';
import type { PlacedRecord } from '../mark-index.ts';
import type { MarkStore } from '../mark-store.ts';

/**
 * What was said in the version before about marks that have been carried to this one, as if it were about them here; and
 * what this person has seen of it.
 */
export function earlierTalk(old: MarkStore, now: MarkStore, earlier: VersionId): PlacedRecord[] {
  const here = new Map<string, MarkId>();
  for (const { author, layer, id, mark } of now.all()) {
    if (mark.carried?.version === earlier) here.set(`${layer} ${author} ${mark.carried.mark}`, id);
  }
  if (here.size === 0) return [];
  const found: PlacedRecord[] = [];
  for (const record of old.records()) {
    const { mark, layer } = record;
    if (mark.kind === 'seen' && layer === 'private' && record.author === old.me) found.push(record);
    if (mark.kind !== 'comment' && mark.kind !== 'resolution') continue;
    const id = here.get(`${layer} ${mark.on.author} ${mark.on.mark}`);
    if (id !== undefined) found.push({ ...record, mark: { ...mark, on: { ...mark.on, mark: id } } });
  }
  return found;
}
