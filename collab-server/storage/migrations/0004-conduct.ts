import type { Migration } from './migration.ts';

/**
 * A meeting that was planned is a draft now: nobody has approved it or sent its invitations. Snapshots of streams are
 * thrown away, since they are written in a shape that has changed; the next one is made from the log.
 */
export const conduct: Migration = {
  number: 4,
  reason: 'conducting a meeting: its states, and who knows of it',
  statements: () => [
    'ALTER TABLE meeting ADD COLUMN deputy TEXT',
    `UPDATE meeting SET status = 'draft' WHERE status = 'planned'`,
    'DELETE FROM stream_snapshot',
  ],
};
