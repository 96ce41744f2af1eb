import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, it } from 'vitest';
import type { Ballot } from '#protocol/ballots/records';
import type { VoteId } from '#protocol/wire/ids';
import { ApiClient } from '../../testing/api-client.ts';
import { give } from '../../testing/meeting-cast.ts';
import { started, stopAll, type Started } from '../../testing/program.ts';
import { fresh, type Reachable } from '../../testing/running-server.ts';
import { castCommand, joinHall, openHall, openVote, voteUntil } from '../../testing/secret-votes.ts';
import { tempDataDir } from '../../testing/temp-storage.ts';

afterEach(stopAll);

const ROUNDS = 2;
type Moment = 'accepting' | 'stopping' | 'counting';
const MOMENTS: readonly Moment[] = ['accepting', 'stopping', 'counting'];

function reachable({ url, setupToken = '' }: Started): Reachable {
  return { setupToken, client: (token) => new ApiClient(url, token) };
}

async function kill({ child, ended }: Started): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

/** Where the killed program had got to with a vote. */
async function leftBehind(dataDir: string, vote: VoteId): Promise<string> {
  const db = new DatabaseSync(join(dataDir, 'bantron.sqlite'));
  const query = db.prepare('SELECT type FROM event WHERE payload LIKE ? ORDER BY seq DESC LIMIT 1');
  const last = query.get(`%${vote}%`)?.['type'];
  db.close();
  const keys = await readdir(join(dataDir, 'ballot-keys'));
  return `${String(last)}, ${keys.some((name) => name.endsWith(vote)) ? 'with' : 'without'} key`;
}

it('[VOTE-16] a program that is killed while it accepts, stops or counts has every ballot that it acknowledged when it starts again, once', async () => {
  await using folder = await tempDataDir();
  let program = await started(folder.path);
  let hall = await openHall(reachable(program), 7);
  const entries = hall.voters.map(({ person }) => ({
    person: person.id,
    is: 'inRoom' as const,
    excused: false,
    reason: '',
  }));
  await give(hall.chair.client, hall.meeting, { type: 'attendance.mark', entries });
  const seen = new Map<Moment, string[]>();
  for (let round = 0; round < ROUNDS * MOMENTS.length; round++) {
    const moment = MOMENTS[round % MOMENTS.length] ?? 'accepting';
    const id = await openVote(hall);
    const sent = hall.voters.map((voter, n) => ({
      key: fresh.key(),
      command: castCommand(voter, id, [(n + round) % 2]),
    }));
    const { live } = hall.chair;
    const event = (type: string) =>
      live.next(
        'events',
        ({ events }) => events.some((one) => 'type' in one && one.type === type),
        live.messages.length,
      );
    const casts = hall.voters.map(async (voter, n) => {
      const own = sent[n];
      return own === undefined ? undefined : voter.live.command(own.command, own.key).catch(() => undefined);
    });
    if (moment === 'accepting') {
      // With the first answer the others are under way.
      await Promise.race(casts);
      await kill(program);
    } else {
      await Promise.all(casts);
      const reached = event(moment === 'stopping' ? 'vote.stopped' : 'vote.counted');
      live.send({ type: 'command', id: 1_000_000, key: fresh.key(), command: { type: 'vote.stop', id } });
      await reached;
      await kill(program);
    }
    const answers = await Promise.all(casts);
    const acknowledged = answers.map((answer) => answer?.ok === true);
    seen.set(moment, [...(seen.get(moment) ?? []), await leftBehind(folder.path, id)]);

    program = await started(folder.path);
    hall = await joinHall(reachable(program), hall);
    if (moment === 'accepting') {
      // Whoever had no answer sends the same again.
      for (const [n, voter] of hall.voters.entries()) {
        const own = sent[n];
        if (own === undefined) continue;
        const again = await voter.live.command(own.command, own.key);
        expect(again).toMatchObject({ ok: true });
        if (acknowledged[n]) expect(again).toEqual(answers[n]);
      }
      await give(hall.chair.client, hall.meeting, { type: 'vote.stop', id });
    }
    const { count } = await voteUntil(hall.chair, id, ({ status }) => status === 'counted');
    const expected = sent.map(({ command: { receipt, choice } }): Ballot => ({
      seat: null,
      receipt,
      choice,
      reason: '',
    }));
    const byReceipt = (one: Ballot, other: Ballot) => ((one.receipt ?? '') < (other.receipt ?? '') ? -1 : 1);
    expect(count?.ballots).toEqual(expected.toSorted(byReceipt));
    await expect.poll(() => readdir(join(folder.path, 'ballot-keys'))).toEqual([]);
  }
  // How far the others had got is chance; `crashes.test.ts` stops the disk at every step.
  expect([...new Set(seen.get('accepting'))]).toEqual(['vote.cast, with key']);
}, 120_000);
