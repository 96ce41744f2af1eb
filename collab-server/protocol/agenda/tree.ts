import type { ItemId } from '../wire/ids.ts';
import { MAX_AGENDA_DEPTH, type AgendaItem, type AgendaPosition } from './records.ts';

/** The item and everything under it, in reading order. */
export function withDescendants(items: readonly AgendaItem[], id: ItemId): AgendaItem[] {
  const inside = new Set<ItemId>([id]);
  return items.filter((item) => {
    if (item.parent !== null && inside.has(item.parent)) inside.add(item.id);
    return inside.has(item.id);
  });
}

/** Levels above and including the item: 1 at the top. 0 for null. */
export function depthOf(items: readonly AgendaItem[], id: ItemId | null): number {
  let depth = 0;
  for (let at = id; at !== null; depth++) at = items.find((item) => item.id === at)?.parent ?? null;
  return depth;
}

/** Whether the position exists, doesn't lie inside what is put there, and isn't too deep for it. */
export function fits(
  items: readonly AgendaItem[],
  moved: readonly AgendaItem[],
  to: AgendaPosition,
): boolean {
  const movedIds = new Set(moved.map((item) => item.id));
  const byId = new Map(items.map((item) => [item.id, item]));
  if (to.parent !== null && (!byId.has(to.parent) || movedIds.has(to.parent))) return false;
  if (to.before !== null && (byId.get(to.before)?.parent !== to.parent || movedIds.has(to.before)))
    return false;
  const root = moved[0];
  // Counted from the root of what is moved: what it hangs under now doesn't matter.
  const loose = moved.map((item) => (item === root ? { ...item, parent: null } : item));
  const height = Math.max(0, ...loose.map((item) => depthOf(loose, item.id)));
  return depthOf(items, to.parent) + height <= MAX_AGENDA_DEPTH;
}

/** Takes `moved` (an item with its descendants) out of `items` where it is there, and puts it at the position. */
export function placed(
  items: readonly AgendaItem[],
  moved: readonly AgendaItem[],
  to: AgendaPosition,
): AgendaItem[] {
  const root = moved[0];
  if (root === undefined) return [...items];
  const movedIds = new Set(moved.map((item) => item.id));
  const rest = items.filter((item) => !movedIds.has(item.id));
  let index: number;
  if (to.before !== null) index = rest.findIndex((item) => item.id === to.before);
  else if (to.parent === null) index = rest.length;
  else {
    const family = withDescendants(rest, to.parent);
    index = rest.findIndex((item) => item.id === to.parent) + family.length;
  }
  return [...rest.slice(0, index), { ...root, parent: to.parent }, ...moved.slice(1), ...rest.slice(index)];
}

/** The printed number of every item: "1", "1.2". */
export function agendaNumbers(items: readonly AgendaItem[]): Map<ItemId, string> {
  const counts = new Map<ItemId | null, number>();
  const numbers = new Map<ItemId, string>();
  for (const item of items) {
    const count = (counts.get(item.parent) ?? 0) + 1;
    counts.set(item.parent, count);
    const prefix = item.parent === null ? '' : `${numbers.get(item.parent) ?? ''}.`;
    numbers.set(item.id, prefix + count);
  }
  return numbers;
}
