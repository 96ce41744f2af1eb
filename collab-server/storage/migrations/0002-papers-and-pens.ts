import type { Migration } from './migration.ts';

/**
 * `original_*`: the office file that a version was made from. `upload.revises` is 1 when the file replaces the version of
 * a paper that is there already.
 */
export const papersAndPens: Migration = {
  number: 2,
  reason: 'office files, scanned papers, new versions, and the place in a pack',
  statements: () => [
    'ALTER TABLE paper_version ADD COLUMN original_blob TEXT REFERENCES blob (hash)',
    'ALTER TABLE paper_version ADD COLUMN original_name TEXT',
    'CREATE INDEX paper_version_original ON paper_version (original_blob)',
    'ALTER TABLE upload ADD COLUMN revises INTEGER NOT NULL DEFAULT 0 CHECK (revises IN (0, 1))',
    `CREATE TABLE job (
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      person TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'failed')),
      code TEXT,
      starts INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (kind, subject)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE page_words (
      version TEXT NOT NULL,
      page INTEGER NOT NULL CHECK (page >= 0),
      words TEXT NOT NULL CHECK (json_valid(words)),
      PRIMARY KEY (version, page)
    ) STRICT`,
    `CREATE TABLE pack_place (
      person TEXT NOT NULL,
      meeting TEXT NOT NULL,
      paper TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (person, meeting)
    ) STRICT, WITHOUT ROWID`,
  ],
};
