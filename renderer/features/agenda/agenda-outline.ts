import type { AgendaItem } from '#protocol/agenda/records';
import { agendaNumbers, depthOf } from '#protocol/agenda/tree';
import type { Paper } from '#protocol/documents/records';
import type { MeetingState } from '#protocol/meeting/records';

/** One agenda item as the room shows it. */
export interface OutlineItem {
  readonly item: AgendaItem;
  readonly number: string;
  /** 1 at the top. */
  readonly level: number;
  readonly stage: 'now' | 'done' | 'open';
  readonly papers: readonly Paper[];
}

/** The agenda in reading order with the papers that this person may see. */
export function agendaOutline(state: MeetingState): OutlineItem[] {
  const numbers = agendaNumbers(state.agenda);
  return state.agenda.map((item) => ({
    item,
    number: numbers.get(item.id) ?? '',
    level: depthOf(state.agenda, item.id),
    stage: item.id === state.currentItem ? 'now' : item.endedAt === null ? 'open' : 'done',
    papers: state.papers.filter((paper) => paper.item === item.id),
  }));
}

/** The first item after the one that runs that has not begun; the first of all when none runs. Undefined at the end. */
export function nextItem(state: Pick<MeetingState, 'agenda' | 'currentItem'>): AgendaItem | undefined {
  const index = state.agenda.findIndex((item) => item.id === state.currentItem);
  return state.agenda.slice(index + 1).find(({ progress }) => progress === 'waiting');
}
