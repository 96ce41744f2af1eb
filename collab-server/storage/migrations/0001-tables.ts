import type { Migration } from './migration.ts';

/**
 * Rows that are small and always looked for by their key live in the key's own tree (WITHOUT ROWID): an append then
 * writes one page instead of two, and a stream lies together. Tables with large values keep a rowid, since large rows
 * make such a tree slow to search.
 */
export const tables: Migration = {
  number: 1,
  reason: 'the first tables',
  statements: () => [
    `CREATE TABLE stream (
      id TEXT NOT NULL PRIMARY KEY,
      seq INTEGER NOT NULL,
      hash TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE event (
      stream TEXT NOT NULL,
      seq INTEGER NOT NULL CHECK (seq >= 1),
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      type TEXT NOT NULL,
      audience TEXT NOT NULL,
      payload_hash TEXT NOT NULL,
      prev_hash TEXT NOT NULL,
      hash TEXT NOT NULL,
      salt TEXT,
      payload TEXT,
      PRIMARY KEY (stream, seq),
      CHECK ((salt IS NULL) = (payload IS NULL))
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE stream_snapshot (
      stream TEXT NOT NULL PRIMARY KEY,
      seq INTEGER NOT NULL,
      state TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE command (
      stream TEXT NOT NULL,
      actor TEXT NOT NULL,
      key TEXT NOT NULL,
      at INTEGER NOT NULL,
      answer TEXT NOT NULL,
      PRIMARY KEY (stream, actor, key)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX command_at ON command (at)',
    `CREATE TABLE organisation (
      id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
      name TEXT NOT NULL,
      sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
      created_at INTEGER NOT NULL
    ) STRICT`,
    `CREATE TABLE person (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL,
      title TEXT NOT NULL,
      unit TEXT NOT NULL,
      rank INTEGER NOT NULL,
      role TEXT NOT NULL,
      email TEXT NOT NULL,
      status TEXT NOT NULL,
      password_hash TEXT
    ) STRICT, WITHOUT ROWID`,
    'CREATE UNIQUE INDEX person_email ON person (email)',
    `CREATE TABLE session (
      token_hash TEXT NOT NULL PRIMARY KEY,
      person TEXT NOT NULL REFERENCES person (id),
      created_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      holder TEXT NOT NULL CHECK (holder IN ('cookie', 'token'))
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX session_person ON session (person)',
    'CREATE INDEX session_expires_at ON session (expires_at)',
    `CREATE TABLE one_time_code (
      code_hash TEXT NOT NULL PRIMARY KEY,
      purpose TEXT NOT NULL CHECK (purpose IN ('password', 'sample')),
      person TEXT NOT NULL REFERENCES person (id),
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX one_time_code_person ON one_time_code (person)',
    'CREATE INDEX one_time_code_expires_at ON one_time_code (expires_at)',
    `CREATE TABLE meeting (
      id TEXT NOT NULL PRIMARY KEY,
      title TEXT NOT NULL,
      status TEXT NOT NULL,
      starts_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL,
      place TEXT NOT NULL,
      mode TEXT NOT NULL,
      chair TEXT NOT NULL,
      participants TEXT NOT NULL CHECK (json_valid(participants))
    ) STRICT`,
    'CREATE INDEX meeting_starts_at ON meeting (starts_at)',
    `CREATE TABLE blob (
      hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
      bytes INTEGER NOT NULL CHECK (bytes >= 0),
      refs INTEGER NOT NULL CHECK (refs >= 0)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX blob_unreferenced ON blob (hash) WHERE refs = 0',
    `CREATE TABLE paper_version (
      id TEXT NOT NULL PRIMARY KEY,
      paper TEXT NOT NULL,
      meeting TEXT NOT NULL,
      blob TEXT NOT NULL REFERENCES blob (hash),
      file_name TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      pages INTEGER NOT NULL,
      page_sizes TEXT NOT NULL CHECK (json_valid(page_sizes)),
      at INTEGER NOT NULL
    ) STRICT`,
    'CREATE INDEX paper_version_meeting ON paper_version (meeting, paper)',
    'CREATE INDEX paper_version_blob ON paper_version (blob)',
    `CREATE TABLE upload (
      id TEXT NOT NULL PRIMARY KEY,
      meeting TEXT NOT NULL,
      item TEXT NOT NULL,
      paper TEXT NOT NULL,
      person TEXT NOT NULL,
      file_name TEXT NOT NULL,
      title TEXT NOT NULL,
      number TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      received INTEGER NOT NULL,
      readers TEXT NOT NULL CHECK (json_valid(readers)),
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX upload_meeting ON upload (meeting)',
    `CREATE TABLE reading_place (
      person TEXT NOT NULL,
      version TEXT NOT NULL,
      page INTEGER NOT NULL,
      y REAL NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (person, version)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE room_update (
      room TEXT NOT NULL,
      n INTEGER NOT NULL CHECK (n >= 1),
      at INTEGER NOT NULL,
      person TEXT NOT NULL,
      payload BLOB NOT NULL,
      PRIMARY KEY (room, n)
    ) STRICT`,
    `CREATE TABLE room_snapshot (
      room TEXT NOT NULL PRIMARY KEY,
      n INTEGER NOT NULL,
      state BLOB NOT NULL
    ) STRICT`,
    `CREATE TABLE room_client (
      room TEXT NOT NULL,
      client INTEGER NOT NULL,
      person TEXT NOT NULL,
      PRIMARY KEY (room, client)
    ) STRICT, WITHOUT ROWID`,
  ],
};
