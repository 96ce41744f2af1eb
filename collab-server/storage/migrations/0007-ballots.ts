import type { Migration } from './migration.ts';

export const ballots: Migration = {
  number: 7,
  reason: 'secret ballots of votes that are not counted yet',
  statements: () => [
    // In the order of a keyed hash, and without a rowid: in that of arrival everyone could be found by counting.
    `CREATE TABLE ballot (
      meeting TEXT NOT NULL,
      vote TEXT NOT NULL,
      id BLOB NOT NULL,
      sealed BLOB NOT NULL,
      PRIMARY KEY (meeting, vote, id)
    ) STRICT, WITHOUT ROWID`,
  ],
};
