import type { Migration } from './migration.ts';

export const minutesStage: Migration = {
  number: 10,
  reason:
    'where the minutes of each meeting stand, so that whoever has to do something about them is told so',
  statements: () => [`ALTER TABLE meeting ADD COLUMN minutes TEXT NOT NULL DEFAULT 'null'`],
};
