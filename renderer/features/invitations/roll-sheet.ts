import type { MeetingState } from '#protocol/meeting/records';
import type { RollCandidate } from '#protocol/meeting/roll-csv';
import { saveFile } from '../../ui/index.ts';
import type { PeopleBook } from '../people/index.ts';

/** Everyone of the meeting whom the organisation knows, in the meeting's order. */
export function rollCandidates(
  state: Pick<MeetingState, 'participants'>,
  people: Pick<PeopleBook, 'of'>,
): RollCandidate[] {
  return state.participants.flatMap(({ person }) => people.of(person) ?? []);
}

/** An attendance sheet to fill in: everyone's name and position, with the marks left empty. */
export function rollSheet(candidates: readonly RollCandidate[]): string {
  const cell = (text: string) => (/[;"\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = candidates.map(({ name, title, unit }) =>
    [name, [title, unit].filter((text) => text !== '').join(', '), '', ''].map(cell).join(';'),
  );
  return ['Họ và tên;Chức vụ, đơn vị;Điểm danh;Lý do', ...rows, ''].join('\r\n');
}

export function saveRollSheet(name: string, candidates: readonly RollCandidate[]): void {
  saveFile(name, new Blob(['\ufeff', rollSheet(candidates)], { type: 'text/csv;charset=utf-8' }));
}
