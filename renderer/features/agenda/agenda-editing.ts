import type { AgendaItem, AgendaPosition } from '#protocol/agenda/records';
import { depthOf, fits, withDescendants } from '#protocol/agenda/tree';
import type { ItemId } from '#protocol/wire/ids';

/** The ways in which the keyboard and the row's menu move an item. */
export type Move = 'up' | 'down' | 'in' | 'out';

/** Where a drag lets go: beside an item or inside it. */
export type DropPlace = 'before' | 'after' | 'on';

function siblingsOf(items: readonly AgendaItem[], parent: ItemId | null): AgendaItem[] {
  return items.filter((item) => item.parent === parent);
}

/** The position that the item has now: what moves it back. Undefined when there is no such item. */
export function positionOf(items: readonly AgendaItem[], id: ItemId): AgendaPosition | undefined {
  const item = items.find((entry) => entry.id === id);
  if (item === undefined) return undefined;
  const siblings = siblingsOf(items, item.parent);
  const next = siblings[siblings.indexOf(item) + 1];
  return { parent: item.parent, before: next?.id ?? null };
}

/** Where a move takes the item; undefined when it can't go there (first, last, too deep). */
export function movedTo(items: readonly AgendaItem[], id: ItemId, move: Move): AgendaPosition | undefined {
  const item = items.find((entry) => entry.id === id);
  if (item === undefined) return undefined;
  const siblings = siblingsOf(items, item.parent);
  const index = siblings.indexOf(item);
  const before = siblings[index - 1];
  switch (move) {
    case 'up':
      return before === undefined ? undefined : { parent: item.parent, before: before.id };
    case 'down':
      return siblings[index + 1] === undefined
        ? undefined
        : { parent: item.parent, before: siblings[index + 2]?.id ?? null };
    case 'in':
      return before === undefined ? undefined : checked(items, id, { parent: before.id, before: null });
    case 'out': {
      const parent = items.find((entry) => entry.id === item.parent);
      const position = parent === undefined ? undefined : positionOf(items, parent.id);
      return position;
    }
  }
}

/** Where a drag puts the item; undefined when it can't go there, or is there already. */
export function droppedAt(
  items: readonly AgendaItem[],
  id: ItemId,
  target: ItemId,
  place: DropPlace,
): AgendaPosition | undefined {
  const onto = items.find((entry) => entry.id === target);
  if (onto === undefined || withDescendants(items, id).some((item) => item.id === target)) return undefined;
  let position: AgendaPosition;
  if (place === 'on') position = { parent: target, before: null };
  else if (place === 'before') position = { parent: onto.parent, before: target };
  else {
    // After an item that has others under it is where the eye sees it: as the first of those.
    const firstChild = items.find((item) => item.parent === target && item.id !== id);
    position =
      firstChild === undefined
        ? { parent: onto.parent, before: positionWithout(items, id, target) }
        : { parent: target, before: firstChild.id };
  }
  const now = positionOf(items, id);
  if (now?.parent === position.parent && now.before === position.before) return undefined;
  return checked(items, id, position);
}

/** The sibling after the target, leaving out the item that is being moved. */
function positionWithout(items: readonly AgendaItem[], id: ItemId, target: ItemId): ItemId | null {
  const onto = items.find((entry) => entry.id === target);
  const siblings = siblingsOf(items, onto?.parent ?? null).filter((item) => item.id !== id);
  return siblings[siblings.findIndex((item) => item.id === target) + 1]?.id ?? null;
}

function checked(
  items: readonly AgendaItem[],
  id: ItemId,
  position: AgendaPosition,
): AgendaPosition | undefined {
  return fits(items, withDescendants(items, id), position) ? position : undefined;
}

/**
 * Planned minutes of an item: its own, or those of what is under it when these come to more. A chapter whose items
 * are all planned needs no number of its own.
 */
export function plannedMinutes(items: readonly AgendaItem[], id: ItemId): number {
  const own = items.find((item) => item.id === id)?.minutes ?? 0;
  const under = siblingsOf(items, id).reduce((sum, item) => sum + plannedMinutes(items, item.id), 0);
  return Math.max(own, under);
}

/** Planned minutes of the whole agenda. */
export function totalMinutes(items: readonly AgendaItem[]): number {
  return siblingsOf(items, null).reduce((sum, item) => sum + plannedMinutes(items, item.id), 0);
}

/** Level in the tree: 1 at the top. */
export function levelOf(items: readonly AgendaItem[], id: ItemId): number {
  return depthOf(items, id);
}

/** Titles out of pasted text: one a line, without the numbers and dashes that it was listed with. */
export function pastedTitles(text: string): string[] {
  return text
    .split(/\r?\n/u)
    .map((line) => line.replace(/^\s*(?:(?:\d+(?:\.\d+)*|[IVX]+|[a-z])[.)]|[-•–*+])\s+/u, '').trim())
    .filter((line) => line !== '');
}
