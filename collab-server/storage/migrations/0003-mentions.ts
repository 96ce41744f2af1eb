import type { Migration } from './migration.ts';

export const mentions: Migration = {
  number: 3,
  reason: 'who is called upon in comments',
  statements: () => [
    `CREATE TABLE mention (
      person TEXT NOT NULL,
      version TEXT NOT NULL,
      room TEXT NOT NULL,
      author TEXT NOT NULL,
      comment TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (person, version, room, author, comment)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX mention_comment ON mention (room, author, comment)',
  ],
};
