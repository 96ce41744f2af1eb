import type { AgendaItem } from '../agenda/records.ts';
import type { PaperId } from '../wire/ids.ts';
import type { Paper } from './records.ts';

/**
 * The papers of a meeting as one flow: in the order of the agenda, those of one item as they were brought. Late papers
 * stand with their item too; only their numbers show that they came later.
 */
export function packOrder<P extends Pick<Paper, 'item'>>(
  agenda: readonly Pick<AgendaItem, 'id'>[],
  papers: readonly P[],
): P[] {
  const order = new Map(agenda.map(({ id }, index) => [id, index]));
  const place = ({ item }: P) => order.get(item) ?? agenda.length;
  return papers.toSorted((a, b) => place(a) - place(b));
}

/** The paper that one reads before or after another; undefined at the ends. What is handed out in print is passed over. */
export function besideInPack<P extends Pick<Paper, 'id' | 'version'>>(
  order: readonly P[],
  paper: PaperId,
  direction: 1 | -1,
): P | undefined {
  const readable = order.filter(({ id, version }) => version !== null || id === paper);
  const index = readable.findIndex(({ id }) => id === paper);
  return index < 0 ? undefined : readable[index + direction];
}

/**
 * Numbers of a paper's first and last page in the pack; null while it has none, and for late papers, which are counted
 * by themselves. A revised paper keeps its first number; when it grew, its last one may be that of another paper too.
 */
export function packPages({
  pack,
  version,
}: Pick<Paper, 'pack' | 'version'>): readonly [number, number] | null {
  if (pack === null || version === null || 'late' in pack) return null;
  return [pack.from, pack.from + version.pages - 1];
}

/** The number among the late papers (tài liệu bổ sung), or null for those that were there in time. */
export function lateNumberOf({ pack }: Pick<Paper, 'pack'>): number | null {
  return pack !== null && 'late' in pack ? pack.late : null;
}
