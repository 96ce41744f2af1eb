import type { Migration } from './migration.ts';

export const signingKeys: Migration = {
  number: 11,
  reason: 'the keys with which people sign minutes: those that are kept here are sealed with passwords',
  statements: () => [
    `CREATE TABLE signing_key (
      key TEXT PRIMARY KEY,
      person TEXT NOT NULL REFERENCES person (id),
      made_at INTEGER NOT NULL,
      holder TEXT NOT NULL CHECK (holder IN ('server', 'device')),
      retired_at INTEGER,
      salt BLOB,
      sealed BLOB
    ) STRICT`,
    // Two first signings at the same time make one key.
    `CREATE UNIQUE INDEX signing_key_in_use ON signing_key (person) WHERE sealed IS NOT NULL`,
    `CREATE INDEX signing_key_person ON signing_key (person)`,
  ],
};
