import type { IconName } from './icon-paths.ts';

/** One of the things a person can choose from in `Select`, `ComboBox`, `RadioGroup` and `Menu`. */
export interface Choice<K extends string> {
  readonly id: K;
  readonly label: string;
  /** A second, quieter line. */
  readonly detail?: string;
  readonly icon?: IconName;
  readonly isDisabled?: boolean;
}
