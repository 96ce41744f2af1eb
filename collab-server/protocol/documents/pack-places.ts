import type { AgendaItem } from '../agenda/records.ts';
import type { PaperId } from '../wire/ids.ts';
import { packOrder } from './pack.ts';
import type { PackPlace, Paper } from './records.ts';

/** The number of every paper's first page when a meeting opens. Papers without a file have no pages and no place. */
export function packPlaces(meeting: {
  readonly agenda: readonly Pick<AgendaItem, 'id'>[];
  readonly papers: readonly Pick<Paper, 'id' | 'item' | 'version'>[];
}): ReadonlyMap<PaperId, PackPlace> {
  const places = new Map<PaperId, PackPlace>();
  let from = 1;
  for (const { id, version } of packOrder(meeting.agenda, meeting.papers)) {
    if (version === null) continue;
    places.set(id, { from });
    from += version.pages;
  }
  return places;
}

/** The number of the next late paper. */
export function lateNumber(papers: readonly Pick<Paper, 'pack'>[]): number {
  return (
    papers.reduce(
      (most, { pack }) => (pack !== null && 'late' in pack ? Math.max(most, pack.late) : most),
      0,
    ) + 1
  );
}
