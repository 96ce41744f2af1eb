import { link, readFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newVote } from '#protocol/ballots/records';
import { Hash, MeetingId, PersonId, VoteId } from '#protocol/wire/ids';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { freshReceipt, openHall } from '../../testing/secret-votes.ts';
import { SECRET_VOTE } from '../../testing/vote-fields.ts';
import { fresh, runServer } from '../../testing/running-server.ts';
import { tempDataDir, withStorage } from '../../testing/temp-storage.ts';
import { createBallotBox } from './ballot-box.ts';
import { createKeyFiles } from './key-files.ts';

const [HERE, THERE] = [MeetingId.parse('m'.repeat(20)), MeetingId.parse('n'.repeat(20))];
const ID = VoteId.parse('b'.repeat(20));
const PERSON = PersonId.parse('p'.repeat(20));

describe('the file of a key', () => {
  it('[VOTE-15] is made once, and its bytes are gone before its name is', async () => {
    await using folder = await tempDataDir();
    const keys = createKeyFiles(folder.path, fakeEnvironment());
    await Promise.all([keys.ensure(HERE, ID), keys.ensure(HERE, ID)]);
    const made = await keys.read(HERE, ID);
    await keys.ensure(HERE, ID);
    expect(await keys.read(HERE, ID)).toEqual(made);
    expect(await keys.list()).toEqual([{ meeting: HERE, vote: ID }]);
    const [name = ''] = await readdir(join(folder.path, 'ballot-keys'));
    const still = join(folder.path, 'still');
    await link(join(folder.path, 'ballot-keys', name), still);
    const key = Buffer.from(made?.key ?? []).toString('latin1');
    expect(key).toHaveLength(32);
    expect(await readFile(still, 'latin1')).toContain(key);
    await keys.destroy(HERE, ID);
    await keys.destroy(HERE, ID);
    expect(await keys.read(HERE, ID)).toBeUndefined();
    expect(await readFile(still, 'latin1')).not.toContain(key);
  });

  it('[VOTE-18] keeps the last mark beside the key, and takes a torn one for none', async () => {
    await using folder = await tempDataDir();
    const keys = createKeyFiles(folder.path, fakeEnvironment());
    await keys.ensure(HERE, ID);
    const mark = (seq: number) => ({ seq, hash: Hash.parse(String(seq % 10).repeat(64)) });
    for (const seq of [12_345, 12_346]) {
      keys.mark(HERE, ID, mark(seq));
      expect((await keys.read(HERE, ID))?.mark).toEqual(mark(seq));
    }
    const [name = ''] = await readdir(join(folder.path, 'ballot-keys'));
    await truncate(join(folder.path, 'ballot-keys', name), 560);
    const torn = await keys.read(HERE, ID);
    expect([torn?.key.length, torn?.mark]).toEqual([32, undefined]);
  });
});

describe('the box', () => {
  it('[VOTE-14] keeps two meetings apart whose votes have the same id', () =>
    withStorage(async (storage, dataDir) => {
      const env = fakeEnvironment();
      const box = createBallotBox(storage, env, createKeyFiles(dataDir, env));
      const vote = newVote(ID, SECRET_VOTE, null);
      const seat = { seat: PERSON, by: PERSON, isPresent: true, weight: 1 };
      const ballot = { receipt: freshReceipt(), choice: [1] };
      for (const meeting of [HERE, THERE]) {
        await box.prepare(meeting, ID);
        const putIn = await box.opening(meeting, vote);
        if ('code' in putIn) throw new Error(putIn.code);
        const put = putIn(PERSON, ballot);
        if ('code' in put) throw new Error(put.code);
        await storage.commit([put]);
      }
      await storage.commit([box.emptied(HERE, ID)]);
      await box.destroyKey(HERE, ID);
      expect(await box.ballotsOf(THERE, { ...vote, roll: [seat] })).toEqual([
        { seat: null, reason: '', ...ballot },
      ]);
      expect(await box.ballotsOf(HERE, { ...vote, roll: [seat] })).toEqual({
        ok: false,
        code: 'ballotKeyLost',
      });
    }));

  it('[VOTE-15] a key without a vote is gone after the next start', async () => {
    await using server = await runServer();
    const hall = await openHall(server, 0);
    await server.close();
    const keys = createKeyFiles(server.dataDir, fakeEnvironment());
    await keys.ensure(hall.meeting, ID);
    await keys.ensure(fresh.meeting(), ID);
    await writeFile(join(server.dataDir, 'ballot-keys', 'readme'), 'not a key');
    await using second = await runServer({ dataDir: server.dataDir, clock: server.clock });
    expect(await readdir(join(second.dataDir, 'ballot-keys'))).toEqual(['readme']);
  });
});
