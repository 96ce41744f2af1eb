import type { MarkRef } from '#protocol/annotation/mark';
import type { VersionId } from '#protocol/wire/ids';

/** A page, and maybe a mark on it, that somebody wants to see; another object each time that they do. */
export interface NoteTarget {
  readonly version: VersionId;
  readonly page: number;
  readonly mark: MarkRef | null;
  /** The mark's layer; the shared one without it. */
  readonly layer?: 'shared' | 'group';
}
