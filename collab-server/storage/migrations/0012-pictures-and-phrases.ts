import type { Migration } from './migration.ts';

export const picturesAndPhrases: Migration = {
  number: 12,
  reason: 'pictures in the text of minutes, and phrases that the organisation keeps for their writers',
  statements: () => [
    `CREATE TABLE minutes_picture (
      meeting TEXT NOT NULL,
      hash TEXT NOT NULL,
      PRIMARY KEY (meeting, hash)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE phrase (
      id TEXT NOT NULL PRIMARY KEY,
      person TEXT NOT NULL REFERENCES person (id),
      word TEXT NOT NULL UNIQUE,
      text TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
  ],
};
