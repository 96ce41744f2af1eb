import type { Migration } from './migration.ts';

export const display: Migration = {
  number: 6,
  reason: "links to the room's screen, and what its check-in codes are made with",
  statements: () => [
    `CREATE TABLE display_link (
      token_hash TEXT PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      meeting TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX display_link_meeting ON display_link (meeting)',
    'CREATE TABLE server_secret (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',
  ],
};
