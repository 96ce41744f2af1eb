import { copyFile, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { peopleApi } from '#protocol/people/api';
import type { Ballot } from '#protocol/ballots/records';
import { meetingApi } from '#protocol/meeting/api';
import { PROTOCOL_VERSION } from '#protocol/wire/version';
import { joinLive, LiveClient, liveAddress } from '../../testing/live-client.ts';
import { give } from '../../testing/meeting-cast.ts';
import { codeOf, fresh, PASSWORD, runServer, type TestServer } from '../../testing/running-server.ts';
import {
  castCommand,
  freshReceipt,
  joinHall,
  openHall,
  openVote,
  voteUntil,
  type Hall,
} from '../../testing/secret-votes.ts';
import { SECRET_VOTE } from '../../testing/vote-fields.ts';

const OK = { ok: true, seq: expect.any(Number) as number };
const refused = (code: string) => ({ ok: false, code });
const byReceipt = (one: Ballot, other: Ballot) => ((one.receipt ?? '') < (other.receipt ?? '') ? -1 : 1);

const keysOf = (server: TestServer) => readdir(join(server.dataDir, 'ballot-keys'));
const database = (server: TestServer) => join(server.dataDir, 'bantron.sqlite');

function rowsIn(file: string): { id: Uint8Array; sealed: Uint8Array }[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return db.prepare('SELECT id, sealed FROM ballot').all() as { id: Uint8Array; sealed: Uint8Array }[];
  } finally {
    db.close();
  }
}

async function stopped(hall: Hall, id: Parameters<typeof voteUntil>[1]) {
  await give(hall.chair.client, hall.meeting, { type: 'vote.stop', id });
  return voteUntil(hall.chair, id, ({ status }) => status === 'counted');
}

describe('a secret vote', () => {
  it('[VOTE-14][VOTE-15] keeps sealed rows of one length while it is open, counts them at the stop, also after a restart, and leaves neither rows nor key', async () => {
    await using server = await runServer();
    const options = Array.from({ length: 60 }, (_, n) => `Phương án ${n + 1}`);
    const fields = { ...SECRET_VOTE, method: { is: 'ranking', options } } as const;
    let hall = await openHall(server, 3);
    const id = await openVote(hall, fields);
    const choices = [[], [7], options.map((_, n) => 59 - n), [0, 1]];
    const sent = hall.voters.map((voter, n) => castCommand(voter, id, choices[n] ?? []));
    for (const [n, command] of sent.slice(0, 3).entries())
      expect(await hall.voters[n]?.live.command(command)).toEqual(OK);

    const rows = rowsIn(database(server));
    expect(rows.length).toBe(3);
    expect(new Set(rows.map(({ sealed }) => sealed.length)).size).toBe(1);
    const [key] = await keysOf(server);
    const folder = await stat(join(server.dataDir, 'ballot-keys'));
    const file = await stat(join(server.dataDir, 'ballot-keys', key ?? ''));
    expect([folder.mode & 0o777, file.mode & 0o777]).toEqual([0o700, 0o600]);
    const open = await voteUntil(hall.chair, id, ({ casts }) => casts.length === 3);
    expect(open.casts.map(({ choice }) => choice)).toEqual([null, null, null]);

    await using second = await server.restart();
    hall = await joinHall(second, hall);
    const last = sent[3];
    if (last === undefined) throw new Error('nobody');
    expect(await hall.voters[3]?.live.command(last)).toEqual(OK);
    const counted = await stopped(hall, id);
    const expected = sent.map(({ receipt, choice }) => ({ seat: null, receipt, choice, reason: '' }));
    expect(counted.count?.ballots).toEqual(expected.toSorted(byReceipt));
    expect(counted.count?.numbers).toMatchObject({ entitled: 4, cast: 4, blank: 1 });
    await expect.poll(() => keysOf(second)).toEqual([]);
    expect(rowsIn(database(second))).toEqual([]);
    for (const { live } of hall.voters) await live.cut();
  }, 60_000);

  it('[VOTE-14] without receipts gives the ballots in the order of what they say', async () => {
    await using server = await runServer();
    const hall = await openHall(server, 4);
    const id = await openVote(hall, { ...SECRET_VOTE, receipts: false });
    for (const [n, voter] of hall.voters.entries())
      expect(
        await voter.live.command(
          castCommand(voter, id, [[1], [], [0], [1], [0]][n] ?? [], { receipt: null }),
        ),
      ).toEqual(OK);
    const { count } = await stopped(hall, id);
    expect(count?.ballots.map(({ choice, receipt }) => [choice, receipt])).toEqual(
      [[], [0], [0], [1], [1]].map((choice) => [choice, null]),
    );
  }, 30_000);

  it('[VOTE-16] counts a seat once: on two connections at one instant, a frame that is replayed, one after the close', async () => {
    await using server = await runServer();
    const hall = await openHall(server, 1);
    const [chair, voter] = hall.voters;
    if (chair === undefined || voter === undefined) throw new Error('nobody');
    const id = await openVote(hall);
    const other = await joinLive(voter.client, hall.meeting);
    const commands = [castCommand(voter, id, [0]), castCommand(voter, id, [1])];
    const [one, two] = commands;
    if (one === undefined || two === undefined) throw new Error('no commands');
    const key = fresh.key();
    const answers = await Promise.all([voter.live.command(one, key), other.command(two)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual(refused('alreadyVoted'));
    const first = answers[0];
    // Replayed on another connection, and by HTTP: the answer that it had, if it had one.
    expect(await other.command(one, key)).toEqual(first);
    const again = await voter.client.call(meetingApi.command, {
      params: { meeting: hall.meeting },
      body: { key, command: one },
    });
    expect(again).toEqual(first);
    const counted = await stopped(hall, id);
    const kept = commands[answers.findIndex(({ ok }) => ok)];
    expect(counted.count?.ballots).toEqual([
      { seat: null, receipt: kept?.receipt, choice: kept?.choice, reason: '' },
    ]);
    expect(await chair.live.command(castCommand(chair, id, [0]))).toEqual(refused('voteClosed'));
    if (first?.ok) expect(await voter.live.command(one, key)).toEqual(first);
  }, 30_000);

  it('[VOTE-17] refuses a receipt that another ballot has, also between two that are under way, and keeps the last of a ballot that may be changed', async () => {
    await using server = await runServer();
    const hall = await openHall(server, 2);
    const [chair, one, two] = hall.voters;
    if (chair === undefined || one === undefined || two === undefined) throw new Error('nobody');
    const id = await openVote(hall, { ...SECRET_VOTE, mayChange: true });
    const receipt = freshReceipt();
    const both = await Promise.all([
      one.live.command(castCommand(one, id, [0], { receipt })),
      two.live.command(castCommand(two, id, [1], { receipt })),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both).toContainEqual(refused('receiptTaken'));
    const [first, second] = both[0].ok ? [one, two] : [two, one];
    // One's own may be used again, and is free for others once one has another.
    expect(await first.live.command(castCommand(first, id, [], { receipt }))).toEqual(OK);
    const last = castCommand(first, id, [1]);
    expect(await first.live.command(last)).toEqual(OK);
    expect(await second.live.command(castCommand(second, id, [0], { receipt }))).toEqual(OK);
    expect(await chair.live.command(castCommand(chair, id, [0], { receipt }))).toEqual(
      refused('receiptTaken'),
    );
    expect(rowsIn(database(server)).length).toBe(2);
    const { count } = await stopped(hall, id);
    const expected = [
      { seat: null, receipt, choice: [0], reason: '' },
      { seat: null, receipt: last.receipt, choice: [1], reason: '' },
    ];
    expect(count?.ballots).toEqual(expected.toSorted(byReceipt));
  }, 30_000);

  it('[VOTE-15] declared void leaves neither ballots nor key', async () => {
    await using server = await runServer();
    const hall = await openHall(server, 1);
    const [, voter] = hall.voters;
    if (voter === undefined) throw new Error('nobody');
    const id = await openVote(hall);
    expect(await voter.live.command(castCommand(voter, id, [0]))).toEqual(OK);
    expect(await voter.live.command({ type: 'vote.void', id, reason: 'Tôi' })).toEqual(refused('notAllowed'));
    expect(rowsIn(database(server)).length).toBe(1);
    await give(hall.chair.client, hall.meeting, { type: 'vote.void', id, reason: 'Nhầm nội dung' });
    expect(rowsIn(database(server))).toEqual([]);
    await expect.poll(() => keysOf(server)).toEqual([]);
  }, 30_000);
});

describe('the password of a vote that asks for it', () => {
  it('[VOTE-19] is that of who casts, can’t be guessed, and a stolen ticket is not enough', async () => {
    await using server = await runServer();
    const hall = await openHall(server, 2);
    const [chair, voter, holder] = hall.voters;
    if (chair === undefined || voter === undefined || holder === undefined) throw new Error('nobody');
    await give(chair.client, hall.meeting, { type: 'vote.setRules', rules: { proxies: 1 } });
    await give(voter.client, hall.meeting, {
      type: 'proxy.give',
      from: voter.person.id,
      to: holder.person.id,
      until: null,
    });
    // A password of their own, which nobody else has.
    const own = 'mật khẩu của riêng người được ủy quyền';
    const link = await hall.admin.client.call(peopleApi.passwordLink, { params: { id: holder.person.id } });
    const again = await server.client().call(peopleApi.choosePassword, {
      body: { code: codeOf(link.url), password: own, holder: 'token' },
    });
    const live = await joinLive(server.client(again.token ?? ''), hall.meeting);
    const id = await openVote(hall, { ...SECRET_VOTE, needsPassword: true });
    const proxy = (password: string | null) => live.command({ ...castCommand(voter, id, [0]), password });
    expect(await proxy(null)).toEqual(refused('wrongPassword'));
    expect(await proxy(PASSWORD)).toEqual(refused('wrongPassword'));
    expect(await proxy(own)).toEqual(OK);
    // Whoever isn't entitled learns nothing of passwords.
    expect(await voter.live.command(castCommand(voter, id, [0], { password: PASSWORD }))).toEqual(
      refused('notEntitled'),
    );

    // The thief of the chair's ticket has their channel, and their password not.
    const thief = new LiveClient(await liveAddress(chair.client, hall.meeting), fresh.device());
    await new Promise((resolve) => thief.socket.once('open', resolve));
    thief.send({ type: 'hello', protocol: PROTOCOL_VERSION, device: thief.device, since: 0 });
    await thief.next('welcome');
    expect(await thief.command(castCommand(voter, id, [1], { password: PASSWORD }))).toEqual(
      refused('notEntitled'),
    );
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        thief.command(castCommand(chair, id, [1], { password: `đoán ${n}` })),
      ),
    );
    expect(guesses.filter((answer) => !answer.ok && answer.code === 'wrongPassword')).toHaveLength(10);
    expect(guesses.filter((answer) => !answer.ok && answer.code === 'slowDown')).toHaveLength(2);
    expect(await chair.live.command(castCommand(chair, id, [0], { password: PASSWORD }))).toEqual(
      refused('slowDown'),
    );
    // So long that every line is cut.
    server.clock.advance(15 * 60_000);
    const back = await joinLive(chair.client, hall.meeting);
    expect(await back.command(castCommand(chair, id, [0], { password: PASSWORD }))).toEqual(OK);
    expect(server.log()).not.toContain(own);
    expect(server.log()).not.toContain('đoán');
    const { count } = await stopped({ ...hall, chair: { ...chair, live: back } }, id);
    expect(count?.ballots.map(({ choice }) => choice)).toEqual([[0], [0]]);
  }, 60_000);
});

describe('a key that is lost', () => {
  it('[VOTE-18] opens nothing: no ballot is taken and none counted, the chair declares the vote void and repeats it', async () => {
    await using server = await runServer();
    let hall = await openHall(server, 1);
    const id = await openVote(hall);
    const cast = castCommand(hall.chair, id, [0]);
    expect(await hall.chair.live.command(cast)).toEqual(OK);
    await server.close();
    // As after restoring a backup, which has no keys.
    await rm(join(server.dataDir, 'ballot-keys'), { recursive: true });
    await using second = await runServer({ dataDir: server.dataDir, clock: server.clock });
    expect(second.log()).toContain('its key is gone');
    hall = await joinHall(second, hall);
    const [chair, voter] = hall.voters;
    if (chair === undefined || voter === undefined) throw new Error('nobody');
    expect(await voter.live.command(castCommand(voter, id, [1]))).toEqual(refused('ballotKeyLost'));
    expect(await chair.live.command({ type: 'vote.stop', id })).toEqual(refused('ballotKeyLost'));
    await give(chair.client, hall.meeting, { type: 'vote.void', id, reason: 'Mất khóa' });
    expect(rowsIn(database(second))).toEqual([]);
    const next = await openVote(hall);
    expect(await voter.live.command(castCommand(voter, next, [1]))).toEqual(OK);
    expect((await stopped(hall, next)).count?.numbers).toMatchObject({ cast: 1 });
  }, 60_000);

  it('[VOTE-18] so is one that has seen more ballots than the database that was put back', async () => {
    await using server = await runServer();
    let hall = await openHall(server, 2);
    const [, one, two] = hall.voters;
    if (one === undefined || two === undefined) throw new Error('nobody');
    const id = await openVote(hall);
    expect(await one.live.command(castCommand(one, id, [0]))).toEqual(OK);
    const copy = join(server.dataDir, 'copy.sqlite');
    const db = new DatabaseSync(database(server));
    db.prepare('VACUUM INTO ?').run(copy);
    db.close();
    expect(await two.live.command(castCommand(two, id, [0]))).toEqual(OK);
    await server.close();
    for (const left of ['-wal', '-shm']) await rm(database(server) + left, { force: true });
    await copyFile(copy, database(server));

    await using second = await runServer({ dataDir: server.dataDir, clock: server.clock });
    expect(second.log()).toContain('older than its key');
    hall = await joinHall(second, hall);
    const [chair, , again] = hall.voters;
    if (chair === undefined || again === undefined) throw new Error('nobody');
    expect(again.live.state?.voting.votes[0]).toMatchObject({ status: 'open', casts: [{}] });
    expect(await again.live.command(castCommand(again, id, [0]))).toEqual(refused('ballotKeyLost'));
    expect(await chair.live.command({ type: 'vote.stop', id })).toEqual(refused('ballotKeyLost'));
    await give(chair.client, hall.meeting, { type: 'vote.void', id, reason: 'Dữ liệu cũ' });
    await expect.poll(() => keysOf(second)).toEqual([]);
  }, 60_000);
});

describe('what a ballot says', () => {
  it('[VOTE-20] is in no log, whatever is refused, malformed or torn', async () => {
    await using server = await runServer();
    const hall = await openHall(server, 1);
    const [, voter] = hall.voters;
    if (voter === undefined) throw new Error('nobody');
    const id = await openVote(hall);
    const receipt = freshReceipt();
    const command = castCommand(voter, id, [1], { receipt, password: 'bí mật của tôi' });
    const body = { key: fresh.key(), command };
    const path = `/api/meetings/${hall.meeting}/commands`;
    const post = async (text: string) => {
      const headers = { 'content-type': 'application/json' };
      return (await voter.client.fetch(path, { method: 'POST', headers, body: text })).status;
    };
    const whole = JSON.stringify(body);
    expect(await post(whole.replace('"choice":[1]', '"choice":[77]'))).toBe(400);
    expect(await post(whole.replace(`"${receipt}"`, `"${receipt}!"`))).toBe(400);
    expect(await post(whole.replace(`"${receipt}"`, receipt))).toBe(400);
    expect(await post(whole.slice(0, whole.indexOf(receipt) + 10))).toBe(400);
    expect(await voter.live.command({ ...command, choice: [1, 0] })).toEqual(refused('badRequest'));
    const other = await joinLive(voter.client, hall.meeting);
    other.socket.send(`{"type":"command","id":1,"key":"x","command":{"receipt":"${receipt}"`);
    await other.closed;
    expect(await voter.live.command(command)).toEqual(OK);
    expect(server.log()).toContain('a request was refused');
    for (const secret of [receipt, receipt.slice(0, 8), 'bí mật', '[77]'])
      expect(server.log().includes(secret) ? secret : 'nothing').toBe('nothing');
    expect(await readFile(database(server), 'latin1')).not.toContain(receipt);
  }, 30_000);
});
