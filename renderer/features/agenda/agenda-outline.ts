import { forecast, usedTime } from '#protocol/agenda/progress';
import { isInWriting } from '#protocol/meeting/in-writing';
import type { AgendaItem, ItemProgress } from '#protocol/agenda/records';
import { agendaNumbers, depthOf } from '#protocol/agenda/tree';
import type { Paper } from '#protocol/documents/records';
import type { MeetingState } from '#protocol/meeting/records';

/** One agenda item as the room shows it. */
export interface OutlineItem {
  readonly item: AgendaItem;
  readonly number: string;
  /** 1 at the top. */
  readonly level: number;
  readonly isCurrent: boolean;
  /** A guest may know that there is an item, but not what it is about. */
  readonly isHidden: boolean;
  readonly usedMs: number;
  /** Whether more time was used than was planned. */
  readonly isOver: boolean;
  /** When it is likely to begin, in milliseconds since 1970; null where that isn't known. */
  readonly likelyAt: number | null;
  readonly papers: readonly Paper[];
}

/** The agenda in reading order with the papers that this person may see. `now` is by the server's clock. */
export function agendaOutline(state: MeetingState, now: number): OutlineItem[] {
  const numbers = agendaNumbers(state.agenda);
  // Before the opening the invitation says when the meeting begins, and a forecast would only move with the clock. Where
  // nobody meets nothing begins.
  const isSitting = state.status === 'inSession' && !isInWriting(state.fields);
  const coming = isSitting ? forecast(state.agenda, now) : [];
  const likely = new Map(coming.map(({ id, at }) => [id, at]));
  return state.agenda.map((item) => {
    const usedMs = usedTime(item, now);
    return {
      item,
      number: numbers.get(item.id) ?? '',
      level: depthOf(state.agenda, item.id),
      isCurrent: item.id === state.currentItem,
      isHidden: item.title === '',
      usedMs,
      isOver: item.minutes > 0 && usedMs > item.minutes * 60_000,
      likelyAt: likely.get(item.id) ?? null,
      papers: state.papers.filter((paper) => paper.item === item.id),
    };
  });
}

/** What may be done next with an item that is like this, the likeliest first. */
export function itemSteps(progress: ItemProgress): readonly ItemStep[] {
  return STEPS[progress];
}

const STEPS: Record<ItemProgress, readonly ItemStep[]> = {
  waiting: ['start', 'postpone'],
  running: ['pause', 'postpone', 'end'],
  paused: ['resume', 'postpone', 'end'],
  postponed: ['start'],
  done: ['reopen'],
};

/** `start`, `resume` and `reopen` are one command with three meanings. */
export type ItemStep = 'start' | 'resume' | 'reopen' | 'pause' | 'postpone' | 'end';
