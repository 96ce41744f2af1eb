import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { CommandKey, ID_LENGTH, MeetingId, newId, PersonId, VoteId } from '#protocol/wire/ids';
import { createBallotBox } from '../domain/ballots/ballot-box.ts';
import { votingCompanion } from '../domain/ballots/casting.ts';
import { createKeyFiles } from '../domain/ballots/key-files.ts';
import { createLogSigner } from '../domain/log-signing.ts';
import { createMeetings } from '../domain/meeting/meetings.ts';
import { openSqliteStorage } from '../storage/sqlite/open.ts';
import { realEnvironment as env } from './running-collab.ts';
import { SECRET_VOTE } from './vote-fields.ts';

/**
 * A program that opens a secret vote, for the test that watches what it asks of the operating system:
 * `node vote-child.ts <folder>`. Says `begin` before it and `opened` when it was acknowledged.
 */

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('which folder?');
const id = <T>(kind: { parse(text: string): T }): T => newId(kind, randomBytes(ID_LENGTH));
const storage = await openSqliteStorage({ dataDir, env });
const box = createBallotBox(storage, env, createKeyFiles(dataDir, env));
const companion = votingCompanion(box, env, () => Promise.resolve());
const sign = createLogSigner(new Uint8Array(32));
const meetings = createMeetings({ storage, env, colleague: () => ({ unit: '' }), sign, companion });
const chair = { id: id(PersonId), role: 'official', unit: '' } as const;
const meeting = id(MeetingId);
const vote = id(VoteId);

async function give(command: MeetingCommand): Promise<void> {
  const answer = await meetings.execute(meeting, chair, id(CommandKey), command);
  if (!answer.ok) throw new Error(`${command.type}: ${answer.code}`);
}

await give({
  type: 'meeting.create',
  id: meeting,
  secretary: chair.id,
  fields: {
    title: 'Họp',
    chair: chair.id,
    deputy: null,
    quorum: null,
    startsAt: 1,
    endsAt: 2,
    place: '',
    mode: 'both',
  },
});
await give({ type: 'meeting.open' });
await give({ type: 'vote.prepare', id: vote, fields: SECRET_VOTE, repeats: null });
writeSync(1, 'begin\n');
await give({ type: 'vote.open', id: vote });
writeSync(1, 'opened\n');
await storage.close();
