import type { Migration } from './migration.ts';

/** Of a paper that was opened before, when it was opened first isn't known: the last time is taken. */
export const aroundTheMeeting: Migration = {
  number: 5,
  reason: 'templates, speaking time across meetings, invitations by mail, and when a paper was first opened',
  statements: () => [
    'ALTER TABLE reading_place ADD COLUMN first_at INTEGER NOT NULL DEFAULT 0',
    'UPDATE reading_place SET first_at = at',
    `CREATE TABLE meeting_template (
      id TEXT NOT NULL PRIMARY KEY,
      person TEXT NOT NULL REFERENCES person (id),
      name TEXT NOT NULL,
      fields TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE speech (
      meeting TEXT NOT NULL,
      seq INTEGER NOT NULL,
      n INTEGER NOT NULL,
      person TEXT NOT NULL,
      item TEXT,
      kind TEXT NOT NULL,
      ms INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (meeting, seq, n)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE mail (
      meeting TEXT NOT NULL,
      person TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      is_change INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
      code TEXT,
      tries INTEGER NOT NULL,
      next_at INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (meeting, person)
    ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX mail_waiting ON mail (next_at) WHERE state = 'waiting'`,
    'CREATE INDEX meeting_chair ON meeting (chair, starts_at)',
  ],
};
