import type { Migration } from './migration.ts';

export const inWriting: Migration = {
  number: 8,
  reason: 'meetings held in writing: whose answer is missing, and reminders by mail',
  statements: () => [
    `ALTER TABLE meeting ADD COLUMN missing TEXT NOT NULL DEFAULT '[]'`,
    `CREATE TABLE mail_by_kind (
      meeting TEXT NOT NULL,
      person TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('invitation', 'reminder', 'overdue')),
      sequence INTEGER NOT NULL,
      is_change INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
      code TEXT,
      tries INTEGER NOT NULL,
      next_at INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (meeting, person, kind)
    ) STRICT, WITHOUT ROWID`,
    `INSERT INTO mail_by_kind
      SELECT meeting, person, 'invitation', sequence, is_change, state, code, tries, next_at, at FROM mail`,
    'DROP TABLE mail',
    'ALTER TABLE mail_by_kind RENAME TO mail',
    `CREATE INDEX mail_waiting ON mail (next_at) WHERE state = 'waiting'`,
  ],
};
