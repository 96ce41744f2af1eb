import type { Migration } from './migration.ts';

export const asked: Migration = {
  number: 9,
  reason: 'meetings held in writing: who is asked, so that whoever has answered is told so',
  statements: () => [`ALTER TABLE meeting ADD COLUMN asked TEXT NOT NULL DEFAULT '[]'`],
};
