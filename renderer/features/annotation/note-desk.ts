import { createContext, useContext } from 'react';
import type { MarkRef, Quote } from '#protocol/annotation/mark';
import type { Rect } from '#protocol/annotation/page-transform';
import type { PersonId, VersionId } from '#protocol/wire/ids';
import type { FileLayer } from './file-layer.ts';
import type { PlacedMark } from './mark-index.ts';
import type { Mentionable } from './threads/mention.ts';

/** What the chair keeps in order on the shared layer of the paper. */
export interface NoteModeration {
  readonly locked: boolean;
  readonly hidden: readonly PersonId[];
  /** Only for the chair. */
  readonly onLock?: (locked: boolean) => void;
  /** Only for the chair; never about themselves. */
  readonly onHide?: (person: PersonId, hidden: boolean) => void;
}

/** What somebody who asks to speak wants to speak about. */
export interface NoteTopic {
  readonly version: VersionId;
  readonly page: number;
  /** Only a mark that everyone sees. */
  readonly mark: MarkRef | null;
}

/** What the meeting around an open paper gives to its marks: whom one can call upon, and what one may do. */
export interface NoteDesk {
  readonly nameOf: (person: PersonId) => string;
  /** Everyone who may read the paper, oneself too, by rank. */
  readonly people: readonly Mentionable[];
  readonly moderation: NoteModeration;
  /** Absent while nobody can ask to speak. */
  readonly onAskToSpeak?: (about: NoteTopic) => void;
}

/** What the reader around the marks gives to them. */
export interface NotePlaces {
  readonly version: VersionId;
  /** Scrolls the pages so that the mark is on screen. */
  readonly onGo: (mark: PlacedMark) => void;
  /** The marks that the file brought with it. */
  readonly file: FileLayer;
  /** The same for any place of a page. */
  readonly onGoTo: (page: number, rect: Rect) => void;
  /** Shows a shared mark to those who follow, null: no longer; absent for whoever doesn't present. */
  readonly onPointOut?: (mark: PlacedMark | null) => void;
  /** Takes a place along for the minutes, with its words or without; absent for whoever doesn't write them. */
  readonly onEvidence?: (page: number, quote: Quote | null) => void;
}

const NO_DESK: NoteDesk = {
  nameOf: () => '',
  people: [],
  moderation: { locked: false, hidden: [] },
};

/** Around every reader of a meeting. */
export const NoteDeskContext = createContext<NoteDesk>(NO_DESK);
/** Around the marks of a reader that can go to them; null where marks are only looked at. */
export const NotePlacesContext = createContext<NotePlaces | null>(null);

export function useNoteDesk(): NoteDesk {
  return useContext(NoteDeskContext);
}

export function useNotePlaces(): NotePlaces | null {
  return useContext(NotePlacesContext);
}
