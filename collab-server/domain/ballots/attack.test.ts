import { copyFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { linksIn, tellingBytes, type CastBallot } from '../../testing/ballot-attack.ts';
import { attach, give } from '../../testing/meeting-cast.ts';
import { pdf } from '../../testing/pdf-fixtures.ts';
import { fresh, runServer } from '../../testing/running-server.ts';
import { castCommand, openHall, openVote, voteUntil } from '../../testing/secret-votes.ts';
import { createSealer } from './sealing.ts';

// Whoever gets hold of everything that is left: the database, its log, copies, files, and what the program wrote about
// itself; from while the vote was open, and from after.

const VOTERS = 25;

function copyOf(file: string, to: string): string {
  const db = new DatabaseSync(file);
  db.prepare('VACUUM INTO ?').run(to);
  db.close();
  return to;
}

function rows(file: string): { id: Uint8Array; sealed: Uint8Array }[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const all = db.prepare('SELECT id, sealed FROM ballot').all() as { id: Uint8Array; sealed: Uint8Array }[];
  db.close();
  return all;
}

/** A copy to which somebody careless has added what must not be. */
async function doctored(file: string, ...statements: string[]): Promise<string> {
  const copy = `${file}.doctored`;
  await copyFile(file, copy);
  const db = new DatabaseSync(copy);
  for (const statement of statements) db.exec(statement);
  db.close();
  return copy;
}

it('[VOTE-20] nobody is led to a ballot by what is left of the vote: columns, orders, sizes, times, logs, files, copies', async () => {
  await using server = await runServer();
  const database = join(server.dataDir, 'bantron.sqlite');
  const hall = await openHall(server, VOTERS - 1);
  const item = fresh.item();
  await give(hall.chair.client, hall.meeting, {
    type: 'agenda.addItem',
    id: item,
    fields: { title: 'Nội dung', presenter: null, minutes: 0, kind: 'public' },
    position: { parent: null, before: null },
  });
  await attach(hall.chair.client, hall.meeting, item, await pdf([[595, 842]]));
  const id = await openVote(hall);
  const roll = hall.voters.map(({ person }) => person.id);
  const ballots: CastBallot[] = [];
  // Not in the order of the roll, and each a second after the other.
  for (let n = 0; n < VOTERS; n++) {
    const voter = hall.voters[(n * 7 + 3) % VOTERS];
    if (voter === undefined) throw new Error('nobody');
    const command = castCommand(voter, id, [[0], [1], []][(n * n + (n >> 1)) % 3] ?? []);
    expect(await voter.live.command(command)).toMatchObject({ ok: true });
    ballots.push({ person: voter.person.id, receipt: command.receipt ?? '', choice: command.choice });
    server.clock.advance(1000);
  }

  // While it is open: the key, by which the test knows whose row is whose, and a copy, as administrators make them.
  const [keyFile = ''] = await readdir(join(server.dataDir, 'ballot-keys'));
  const key = (await readFile(join(server.dataDir, 'ballot-keys', keyFile))).subarray(0, 32);
  const sealer = createSealer(key, hall.meeting, id);
  const open = copyOf(database, join(server.dataDir, 'open.sqlite'));
  const sealed = new Map(rows(open).map((row) => [Buffer.from(row.id).toString('hex'), row.sealed]));
  const aliases = new Map<string, string>();
  const known = hall.voters.map(({ person }) => {
    const name = Buffer.from(sealer.rowOf(person.id)).toString('hex');
    const own = ballots.find((ballot) => ballot.person === person.id);
    const bytes = sealed.get(name);
    if (own === undefined || bytes === undefined) throw new Error('a ballot is missing');
    aliases.set(name, own.receipt);
    return { bytes, choice: JSON.stringify(own.choice) };
  });
  expect(linksIn(open, ballots, roll, aliases)).toEqual([]);
  expect(new Set(known.map(({ bytes }) => bytes.length)).size).toBe(1);
  expect(tellingBytes(known)).toEqual([]);
  const secrets = [...ballots.map(({ receipt }) => receipt), key.toString('latin1')];
  const before = await everything(server.dataDir, join('ballot-keys', keyFile));
  expect(secrets.filter((secret) => before.includes(secret))).toEqual([]);

  // After it: counted, published, and gone on, so that snapshots of the state are kept too.
  await give(hall.chair.client, hall.meeting, { type: 'vote.stop', id });
  await voteUntil(hall.chair, id, ({ status }) => status === 'counted');
  for (let n = 0; n < 200; n++) await hall.chair.live.command({ type: 'announcement.make', text: `${n}` });
  await expect.poll(() => readdir(join(server.dataDir, 'ballot-keys'))).toEqual([]);
  const closed = copyOf(database, join(server.dataDir, 'closed.sqlite'));
  expect(linksIn(closed, ballots, roll, aliases)).toEqual([]);
  expect(linksIn(database, ballots, roll, aliases)).toEqual([]);
  const after = await everything(server.dataDir);
  expect(after.includes(key.toString('latin1'))).toBe(false);
  // The log says no receipt and no choice, of whomever.
  const log = server.log();
  expect(ballots.filter(({ receipt }) => log.includes(receipt))).toEqual([]);
  expect(log).not.toContain('"choice"');

  // What was written of casting is as long whatever was chosen.
  const db = new DatabaseSync(closed, { readOnly: true });
  const casts = db.prepare("SELECT payload, audience, actor FROM event WHERE type = 'vote.cast'").all();
  db.close();
  expect(casts).toHaveLength(VOTERS);
  expect(new Set(casts.map((row) => JSON.stringify(row).length)).size).toBe(1);

  // What was taken away isn't left lying in the database.
  await server.close();
  const file = await readFile(database, 'latin1');
  const lying = known.filter(({ bytes }) => file.includes(Buffer.from(bytes).toString('latin1')));
  expect(lying).toEqual([]);

  // And each of these would have been found.
  const list = (value: (ballot: CastBallot, n: number) => string) => ballots.map(value).join(',');
  const beside = await doctored(
    closed,
    'CREATE TABLE leak (person TEXT, receipt TEXT)',
    `INSERT INTO leak VALUES ${list(({ person, receipt }) => `('${person}', '${receipt}')`)}`,
  );
  expect(linksIn(beside, ballots, roll)).toContain('leak: a receipt beside a person');
  const inOrder = await doctored(
    closed,
    'CREATE TABLE leak (receipt TEXT)',
    `INSERT INTO leak VALUES ${list(({ receipt }) => `('${receipt}')`)}`,
  );
  expect(linksIn(inOrder, ballots, roll)).toEqual([
    'leak: ballots stand as they stand in the order of casting',
  ]);
  const byTime = await doctored(
    closed,
    'CREATE TABLE leak (receipt TEXT PRIMARY KEY, at INTEGER) WITHOUT ROWID',
    `INSERT INTO leak VALUES ${list(({ receipt }, n) => `('${receipt}', ${1000 - n})`)}`,
  );
  expect(linksIn(byTime, ballots, roll)).toEqual(['leak: ballots stand by at in the order of casting']);
  const told = await doctored(
    closed,
    `UPDATE event SET payload = json_set(payload, '$.choice', json('[0]')) WHERE type = 'vote.cast'`,
  );
  expect(linksIn(told, ballots, roll)).toContain('event.payload: a choice beside a person');
  expect(tellingBytes(known.map(({ choice }) => ({ choice, bytes: Buffer.from(choice) })))).not.toEqual([]);
}, 120_000);

/** All bytes below a folder, but those of one file. */
async function everything(folder: string, but?: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  expect(files.some((file) => file.includes('/blobs/'))).toBe(true);
  const wanted = files.filter((file) => but === undefined || file !== join(folder, but));
  return (await Promise.all(wanted.map((file) => readFile(file, 'latin1')))).join('\n');
}
