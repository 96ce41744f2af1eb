import type { AgendaItem } from '#protocol/agenda/records';
import type { DigestEntry } from '#protocol/documents/api';
import type { Paper } from '#protocol/documents/records';
import type { PaperId } from '#protocol/wire/ids';

/** The papers of a meeting as the reader shows them: one flow, with what changed since this person last read them. */
export interface PackView {
  /** Of the meeting: names what is taken out of it. */
  readonly title: string;
  readonly agenda: readonly AgendaItem[];
  readonly papers: readonly Paper[];
  readonly news: ReadonlyMap<PaperId, DigestEntry>;
  readonly onOpen: (paper: Paper) => void;
}

/** Where a paper that is gone to by reading on is entered. */
export type PackEntrance = 'start' | 'end';
