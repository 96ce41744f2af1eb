/** What the two sides of the storage thread say to each other. One group and its answer are under way at a time. */

export type Value = string | number | bigint | null | Uint8Array;

export interface StatementWork {
  /** Place in the group's `texts`: the same SQL is sent once per group, not once per row. */
  readonly text: number;
  readonly values: readonly Value[];
  /** How many rows must be changed; -1 for any number. */
  readonly changes: number;
}

export interface UnitWork {
  readonly kind: 'unit';
  readonly statements: readonly StatementWork[];
}

export interface ReadWork {
  readonly kind: 'read';
  readonly text: number;
  readonly values: readonly Value[];
}

export type Work = UnitWork | ReadWork;

export interface Group {
  readonly texts: readonly string[];
  readonly work: readonly Work[];
}

export interface Failure {
  readonly reason: 'conflict' | 'diskFull' | 'busy' | 'broken';
  /** For the log. */
  readonly message: string;
}

/** Null is a unit that is on the disk. */
export type Outcome = null | { readonly rows: readonly unknown[] } | { readonly failure: Failure };

export type ToThread = { readonly kind: 'group'; readonly group: Group } | { readonly kind: 'close' };

export type FromThread =
  | { readonly kind: 'ready'; readonly version: number; readonly backup: string | undefined }
  | {
      readonly kind: 'refused';
      readonly why: 'inUse' | 'newer' | 'diskFull' | 'broken';
      readonly message: string;
    }
  | { readonly kind: 'done'; readonly outcomes: readonly Outcome[] }
  | { readonly kind: 'warning'; readonly message: string }
  | { readonly kind: 'closed' };

export interface ThreadData {
  readonly dataDir: string;
  /** The newest migration that this program knows or is asked to apply. */
  readonly version: number;
}
