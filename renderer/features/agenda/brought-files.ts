import type { Secrecy } from '#protocol/documents/records';
import type { FileFault } from './file-check.ts';

/** A file that somebody brought, with what is being written about it before it is sent. */
export interface BroughtFile {
  readonly key: number;
  readonly file: File;
  /** Why it can't be sent at all; `unreadable`: the browser couldn't open it. */
  readonly fault: FileFault | 'unreadable' | undefined;
  readonly title: string;
  readonly number: string;
  readonly secrecy: Secrecy;
}

export type TextFault = 'titleMissing' | 'titleTooLong' | 'numberTooLong' | 'numberMissing';

/** What is wrong with the texts. A printed paper needs its number: it is how people find it in their hands. */
export function faultsOf(entry: BroughtFile): { title?: TextFault; number?: TextFault } {
  const title = entry.title.trim();
  const number = entry.number.trim();
  const faults: { title?: TextFault; number?: TextFault } = {};
  if (title === '') faults.title = 'titleMissing';
  else if (title.length > 300) faults.title = 'titleTooLong';
  if (number.length > 80) faults.number = 'numberTooLong';
  else if (number === '' && entry.secrecy !== 'normal') faults.number = 'numberMissing';
  return faults;
}

/**
 * What happens to which file: "Thường" ones are sent, others are only written down, and what can't be either is left
 * out. Secrecy goes first: a secret Word file is written down like any other.
 */
export function planOf(
  files: readonly BroughtFile[],
  canAnnouncePrinted: boolean,
): { readonly upload: readonly BroughtFile[]; readonly print: readonly BroughtFile[] } {
  return {
    upload: files.filter((entry) => entry.secrecy === 'normal' && entry.fault === undefined),
    print: canAnnouncePrinted ? files.filter((entry) => entry.secrecy !== 'normal') : [],
  };
}
