/** One step from a version of the tables to the next. Once released it is never changed. */
export interface Migration {
  /** 1 for the first; each is one more than the one before. */
  readonly number: number;
  /** Why the tables had to change, for whoever reads the log of an upgrade. */
  readonly reason: string;
  /** The statements, in order; all or none are applied. */
  statements(): readonly string[];
}
