import type { Migration } from './migration.ts';

export const minutesOutline: Migration = {
  number: 13,
  reason: 'how the minutes of the organisation begin',
  statements: () => [
    `CREATE TABLE minutes_outline (
      id INTEGER NOT NULL PRIMARY KEY,
      outline TEXT NOT NULL,
      person TEXT NOT NULL REFERENCES person (id),
      at INTEGER NOT NULL
    ) STRICT`,
  ],
};
