import type { ItemId, PersonId } from '../wire/ids.ts';
import type { AgendaItem, ItemKind } from './records.ts';

const OPENNESS: readonly ItemKind[] = ['closed', 'internal', 'public'];

/** The item and those that it stands under, from the inside out. */
function line(agenda: readonly AgendaItem[], id: ItemId): AgendaItem[] {
  const byId = new Map(agenda.map((item) => [item.id, item]));
  const found: AgendaItem[] = [];
  for (let at = byId.get(id); at !== undefined; at = at.parent === null ? undefined : byId.get(at.parent))
    found.push(at);
  return found;
}

/** What counts for an item: its own kind, or that of an item above it when that is less open. */
export function kindOf(agenda: readonly AgendaItem[], id: ItemId): ItemKind {
  const kinds = line(agenda, id).map(({ kind }) => OPENNESS.indexOf(kind));
  return OPENNESS[Math.min(...kinds, OPENNESS.length - 1)] ?? 'closed';
}

/** Who presents the item or one that it stands under. */
export function presentersOf(agenda: readonly AgendaItem[], id: ItemId): ReadonlySet<PersonId> {
  return new Set(line(agenda, id).flatMap(({ presenter }) => (presenter === null ? [] : [presenter])));
}

/** Whether a guest may know what the item is about. Everyone else of the meeting may. */
export function guestSees(agenda: readonly AgendaItem[], guest: PersonId, id: ItemId): boolean {
  const kind = kindOf(agenda, id);
  return kind === 'public' || (kind === 'internal' && presentersOf(agenda, id).has(guest));
}
