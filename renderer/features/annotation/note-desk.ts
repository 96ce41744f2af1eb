import { createContext, useContext } from 'react';
import type { MarkRef } from '#protocol/annotation/mark';
import type { PersonId } from '#protocol/wire/ids';
import type { PlacedMark } from './mark-index.ts';
import type { Mentionable } from './threads/mention.ts';
import type { ThreadRoot } from './threads/thread-model.ts';

/** What the chair keeps in order on the shared layer of the paper. */
export interface NoteModeration {
  readonly locked: boolean;
  readonly hidden: readonly PersonId[];
  /** Only for the chair. */
  readonly onLock?: (locked: boolean) => void;
  /** Only for the chair; never about themselves. */
  readonly onHide?: (person: PersonId, hidden: boolean) => void;
}

/** What surrounds the marks of an open paper: whom one can call upon, and what the meeting lets one do with a mark. */
export interface NoteDesk {
  readonly nameOf: (person: PersonId) => string;
  /** Everyone who may read the paper, oneself too, by rank. */
  readonly people: readonly Mentionable[];
  readonly moderation: NoteModeration;
  /** Asks to speak about a page, and about a mark that everyone sees; absent while that can't be asked. */
  readonly onAskToSpeak?: (page: number, mark: MarkRef | null) => void;
  /** Shows a shared mark to those who follow, null: no longer; absent for whoever doesn't present. */
  readonly onPointOut?: (mark: PlacedMark | null) => void;
  /** Scrolls the page so that the mark is on screen. */
  readonly onGo: (mark: PlacedMark) => void;
  /** Opens the list of marks at a thread. */
  readonly onShowInList: (root: ThreadRoot) => void;
}

const NOWHERE: NoteDesk = {
  nameOf: (person) => person,
  people: [],
  moderation: { locked: false, hidden: [] },
  onGo: () => undefined,
  onShowInList: () => undefined,
};

export const NoteDeskContext = createContext<NoteDesk>(NOWHERE);

export function useNoteDesk(): NoteDesk {
  return useContext(NoteDeskContext);
}
