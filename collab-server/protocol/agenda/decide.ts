import { wasVotedOnItem } from '../ballots/decide.ts';
import { one, type NewEvent } from '../meeting/new-event.ts';
import type { MeetingState } from '../meeting/records.ts';
import { itemAudience } from '../meeting/rights.ts';
import { assertNever } from '../wire/assert-never.ts';
import type { RefusalCode } from '../wire/codes.ts';
import type { AgendaCommand } from './commands.ts';
import { MAX_AGENDA_ITEMS, newItem } from './records.ts';
import { fits, placed, withDescendants } from './tree.ts';

/** What a command does to the agenda of a meeting that isn't over. The right to give it has been looked at. */
export function decideAgenda(state: MeetingState, command: AgendaCommand): readonly NewEvent[] | RefusalCode {
  const { agenda } = state;
  switch (command.type) {
    case 'agenda.addItem': {
      const { id, fields, position } = command;
      if (agenda.length >= MAX_AGENDA_ITEMS) return 'tooMany';
      if (agenda.some((item) => item.id === id)) return 'conflict';
      const item = newItem(id, position.parent, fields);
      if (!fits(agenda, [{ ...item, parent: null }], position)) return 'conflict';
      const after = { ...state, agenda: placed(agenda, [item], position) };
      const payload = { id, fields, position };
      return [{ event: { type: 'agenda.itemAdded', payload }, audience: itemAudience(after, id) }];
    }
    case 'agenda.changeItem': {
      const { id, fields } = command;
      if (!agenda.some((item) => item.id === id)) return 'notFound';
      const after = {
        ...state,
        agenda: agenda.map((item) => (item.id === id ? { ...item, ...fields } : item)),
      };
      const payload = { id, fields };
      return [{ event: { type: 'agenda.itemChanged', payload }, audience: itemAudience(after, id) }];
    }
    case 'agenda.moveItem': {
      const { id, position } = command;
      const moved = withDescendants(agenda, id);
      if (moved.length === 0) return 'notFound';
      if (!fits(agenda, moved, position)) return 'conflict';
      return one({ type: 'agenda.itemMoved', payload: { id, position } });
    }
    case 'agenda.removeItem': {
      const gone = withDescendants(agenda, command.id);
      if (gone.length === 0) return 'notFound';
      const ids = new Set(gone.map((item) => item.id));
      if (gone.some((item) => item.startedAt !== null)) return 'conflict';
      if (wasVotedOnItem(state, command.id)) return 'votedOn';
      if (state.papers.some((paper) => ids.has(paper.item))) return 'conflict';
      return one({ type: 'agenda.itemRemoved', payload: { id: command.id } });
    }
    case 'agenda.startItem':
    case 'agenda.pauseItem':
    case 'agenda.postponeItem':
    case 'agenda.endItem': {
      if (state.status !== 'inSession') return 'meetingNotOpen';
      const item = agenda.find((entry) => entry.id === command.id);
      if (item === undefined) return 'notFound';
      return progress(state, command.type, item.id, item.progress);
    }
    default:
      return assertNever(command);
  }
}

function progress(
  state: MeetingState,
  type: 'agenda.startItem' | 'agenda.pauseItem' | 'agenda.postponeItem' | 'agenda.endItem',
  id: MeetingState['agenda'][number]['id'],
  now: MeetingState['agenda'][number]['progress'],
): readonly NewEvent[] | RefusalCode {
  const isCurrent = state.currentItem === id;
  switch (type) {
    case 'agenda.startItem':
      return now === 'running' ? [] : one({ type: 'agenda.itemStarted', payload: { id } });
    case 'agenda.pauseItem':
      if (!isCurrent) return 'itemNotCurrent';
      return now === 'paused' ? [] : one({ type: 'agenda.itemPaused', payload: { id } });
    case 'agenda.postponeItem':
      if (now === 'done') return 'conflict';
      return now === 'postponed' ? [] : one({ type: 'agenda.itemPostponed', payload: { id } });
    case 'agenda.endItem':
      return isCurrent ? one({ type: 'agenda.itemEnded', payload: { id } }) : 'itemNotCurrent';
    default:
      return assertNever(type);
  }
}
