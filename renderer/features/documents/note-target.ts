import type { MarkRef } from '#protocol/annotation/mark';
import type { PaperEvidence } from '#protocol/minutes/evidence';
import type { VersionId } from '#protocol/wire/ids';

/** A page, and maybe a mark on it, that somebody wants to see; another object each time that they do. */
export interface NoteTarget {
  readonly version: VersionId;
  readonly page: number;
  readonly mark: MarkRef | null;
  /** The mark's layer; the shared one without it. */
  readonly layer?: 'shared' | 'group';
  /** This very version is shown, whichever is in force, with the words that are meant; none: the page is. */
  readonly words?: Pick<PaperEvidence, 'quote' | 'before' | 'after'>;
}
