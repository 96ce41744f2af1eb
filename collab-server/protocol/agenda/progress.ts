import type { ItemId } from '../wire/ids.ts';
import type { AgendaItem, ItemProgress } from './records.ts';

/** Time used by an item until `now`, in milliseconds. */
export function usedTime(item: Pick<AgendaItem, 'since' | 'usedMs'>, now: number): number {
  return item.usedMs + (item.since === null ? 0 : Math.max(0, now - item.since));
}

/** The item with its clock stopped at `at`. */
function stopped(item: AgendaItem, progress: ItemProgress, at: number, endedAt: number | null): AgendaItem {
  return { ...item, progress, usedMs: usedTime(item, at), since: null, endedAt };
}

/** An item starts, resumes or is reopened; the one that was current before it is done. */
export function started(
  agenda: readonly AgendaItem[],
  current: ItemId | null,
  id: ItemId,
  at: number,
): AgendaItem[] {
  return agenda.map((item) => {
    if (item.id === id)
      return { ...item, progress: 'running', startedAt: item.startedAt ?? at, endedAt: null, since: at };
    return item.id === current ? stopped(item, 'done', at, at) : item;
  });
}

/** The item stops: paused (it stays the current one), postponed or done. */
export function halted(
  agenda: readonly AgendaItem[],
  id: ItemId,
  progress: 'paused' | 'postponed' | 'done',
  at: number,
): AgendaItem[] {
  return agenda.map((item) =>
    item.id === id ? stopped(item, progress, at, progress === 'paused' ? null : at) : item,
  );
}

/** When an item that hasn't begun is likely to: milliseconds since 1970. */
export interface Forecast {
  readonly id: ItemId;
  readonly at: number;
}

/** What has not begun in the order in which it comes: what stands after the current item, then what was passed over. */
export function comingItems(agenda: readonly AgendaItem[]): readonly AgendaItem[] {
  const current = agenda.findIndex(({ progress }) => progress === 'running' || progress === 'paused');
  const inOrder = [...agenda.slice(current + 1), ...agenda.slice(0, current + 1)];
  return inOrder.filter(({ progress }) => progress === 'waiting');
}

/**
 * When what comes is likely to begin, in its order, if each item takes its planned time from `now` on and the current one
 * what is left of its own. A parent begins with the first item under it, and its planned time counts only where nothing
 * under it is planned. Items that were postponed or are done have no forecast.
 */
export function forecast(agenda: readonly AgendaItem[], now: number): readonly Forecast[] {
  const planned = (item: AgendaItem): number => {
    const below = agenda.filter(({ parent }) => parent === item.id);
    return below.some(({ minutes }) => minutes > 0) ? 0 : item.minutes * 60_000;
  };
  let at = now;
  const found: Forecast[] = [];
  for (const item of agenda) {
    if (item.progress === 'running' || item.progress === 'paused')
      at += Math.max(0, planned(item) - usedTime(item, now));
  }
  for (const item of comingItems(agenda)) {
    found.push({ id: item.id, at });
    at += planned(item);
  }
  return found;
}
