import type { ReactNode } from 'react';
import type { IconName } from '../../../ui/index.ts';

/** A tab of the reader's side panel. Its content exists only while it is the chosen one. */
export interface ReaderPanel {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  /** Shown with the tab's icon, such as a count of what is new; short. */
  readonly badge?: ReactNode;
  /** For what is read and written in, not only looked through. */
  readonly isWide?: boolean;
  readonly content: ReactNode;
}
