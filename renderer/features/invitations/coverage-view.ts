import type { PaperCoverage } from '#protocol/documents/api';
import { packOrder } from '#protocol/documents/pack';
import type { Paper } from '#protocol/documents/records';
import type { MeetingState } from '#protocol/meeting/records';
import { mayRead } from '#protocol/meeting/rights';
import { byRank } from '#protocol/people/order';
import type { Colleague } from '#protocol/people/records';
import type { PaperId } from '#protocol/wire/ids';
import type { PeopleBook } from '../people/index.ts';

/** When somebody first opened a paper's current version; `not`: they could and have not; `mayNot`: it isn't for them. */
export type Opened = number | 'not' | 'mayNot';

export interface CoverageRow {
  readonly person: Colleague;
  readonly papers: ReadonlyMap<PaperId, Opened>;
}

export interface Coverage {
  /** Papers with a file, in the order in which they are read. */
  readonly papers: readonly Paper[];
  /** Everyone of the meeting whom the organisation knows, by rank; not whoever has lent their seat. */
  readonly rows: readonly CoverageRow[];
}

/** Who has opened which paper, people by papers. */
export function coverageOf(
  state: MeetingState,
  people: Pick<PeopleBook, 'of'>,
  opened: readonly PaperCoverage[],
): Coverage {
  const papers = packOrder(state.agenda, state.papers).filter(({ version }) => version !== null);
  const times = new Map(
    opened.map(({ paper, opened: by }) => [paper, new Map(by.map(({ person, at }) => [person, at]))]),
  );
  const rows = state.participants
    .filter(({ response }) => response.is !== 'substituted')
    .flatMap(({ person }) => people.of(person) ?? [])
    .toSorted(byRank)
    .map((person) => ({
      person,
      papers: new Map(
        papers.map((paper): [PaperId, Opened] => [
          paper.id,
          mayRead(state, person, paper) ? (times.get(paper.id)?.get(person.id) ?? 'not') : 'mayNot',
        ]),
      ),
    }));
  return { papers, rows };
}

/** Of those who may read a paper, how many have opened it. */
export function openedCount(rows: readonly CoverageRow[], paper: PaperId): { opened: number; of: number } {
  const cells = rows.map((row) => row.papers.get(paper) ?? 'mayNot').filter((cell) => cell !== 'mayNot');
  return { opened: cells.filter((cell) => cell !== 'not').length, of: cells.length };
}
