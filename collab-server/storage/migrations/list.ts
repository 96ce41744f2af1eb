import type { Migration } from './migration.ts';
import { tables } from './0001-tables.ts';
import { papersAndPens } from './0002-papers-and-pens.ts';
import { mentions } from './0003-mentions.ts';
import { conduct } from './0004-conduct.ts';
import { aroundTheMeeting } from './0005-around-the-meeting.ts';
import { display } from './0006-display.ts';
import { ballots } from './0007-ballots.ts';
import { inWriting } from './0008-in-writing.ts';
import { asked } from './0009-asked.ts';
import { minutesStage } from './0010-minutes-stage.ts';
import { signingKeys } from './0011-signing-keys.ts';
import { picturesAndPhrases } from './0012-pictures-and-phrases.ts';
import { minutesOutline } from './0013-minutes-outline.ts';

/** All migrations in order. The last one's number is the version of the folders that this program writes. */
export const MIGRATIONS: readonly Migration[] = [
  tables,
  papersAndPens,
  mentions,
  conduct,
  aroundTheMeeting,
  display,
  ballots,
  inWriting,
  asked,
  minutesStage,
  signingKeys,
  picturesAndPhrases,
  minutesOutline,
];
