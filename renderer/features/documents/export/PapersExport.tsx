import { packOrder } from '#protocol/documents/pack';
import type { PaperVersion } from '#protocol/documents/records';
import type { PersonId } from '#protocol/wire/ids';
import { ExportDialog, type ExportSource, type MarkStore } from '../../annotation/index.ts';
import { fetchRange } from '../fetch-range.ts';
import type { PackView } from '../pack/pack-view.ts';
import { wholeFile } from './whole-file.ts';

export interface PapersExportProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What is on the screen. */
  readonly title: string;
  readonly version: PaperVersion;
  readonly marks: MarkStore;
  readonly pack: PackView | undefined;
  readonly me: { readonly id: PersonId; readonly unit: string };
  readonly nameOf: (person: PersonId) => string;
  readonly hidden: readonly PersonId[];
}

/** Takes the paper on the screen, or its whole pack, out of the app with the marks on it. */
export function PapersExport({ title, version, pack, ...dialog }: PapersExportProps) {
  const own = sourceOf(title, version);
  const others = pack === undefined ? [] : packOrder(pack.agenda, pack.papers);
  // An earlier version on the screen is exported as it is; the pack has the versions in force.
  const papers = others.flatMap((paper) =>
    paper.version === null ? [] : [sourceOf(paper.title, paper.version)],
  );
  return (
    <ExportDialog
      {...dialog}
      name={pack?.title ?? title}
      paper={own}
      pack={papers.length > 1 ? papers : []}
    />
  );
}

function sourceOf(title: string, { id, bytes }: PaperVersion): ExportSource {
  return {
    version: id,
    title,
    bytes: (progress, signal) => wholeFile(id, bytes, fetchRange, progress, signal),
  };
}
