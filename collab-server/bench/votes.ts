import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { newReceipt } from '#protocol/ballots/records';
import { CommandKey, ID_LENGTH, MeetingId, PersonId, VoteId } from '#protocol/wire/ids';
import { enter, id, run, Serving, type Line } from './hall.ts';
import { fsyncMs, Histogram, round } from './statistics.ts';
import { SECRET_VOTE } from '../testing/vote-fields.ts';

const HALL = 200;
/** Within which they all vote, in milliseconds. */
const WITHIN = 2000;
const CONGRESS = 2000;
/** The same of a congress. */
const CONGRESS_WITHIN = 20_000;
/** Of whom so many are connected and told of everything; all vote over HTTP, as programs do. */
const WATCHING = 50;
const ROUNDS = 3;
const AT_ONCE = 10;

const Filled = z.object({ meeting: MeetingId, tokens: z.array(z.string()), people: z.array(PersonId) });
type Filled = z.infer<typeof Filled>;

interface Answered {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Ballots in the result, with so many different receipts. */
  readonly counted: number;
  /** From the stop to the result, in milliseconds. */
  readonly result: number;
}

export interface VotesResult {
  /** The worst of some rounds. */
  readonly hall: Answered;
  readonly congress: Answered & { readonly refused: number };
  readonly fsyncMs: number;
  readonly load: number;
}

/** A secret vote in a full hall and in a congress, over loopback; a ballot is answered once it is on the disk. */
export async function votes(): Promise<VotesResult> {
  const load = round(loadavg()[0] ?? 0, 1);
  const hall = await serving(HALL + 1, async (url, filled) => {
    const lines = await entered(url, filled, HALL + 1);
    const [chair] = lines;
    if (chair === undefined) throw new Error('nobody is there');
    await allPresent(chair, filled);
    await delay(1000);
    const rounds: Answered[] = [];
    for (let n = 0; n < ROUNDS; n++) {
      const vote = await opened(chair);
      const times = new Histogram();
      await Promise.all(
        lines.slice(1).map(async (line, voter) => {
          await delay(Math.random() * WITHIN);
          times.add(await line.command(cast(vote, filled.people[voter + 1], voter)));
        }),
      );
      rounds.push(await finished(url, filled, chair, vote, times));
    }
    for (const line of lines) line.socket.terminate();
    return rounds.reduce((worst, one) => (one.p99 > worst.p99 ? one : worst));
  });
  const congress = await serving(CONGRESS + 1, async (url, filled) => {
    const lines = await entered(url, filled, WATCHING);
    const [chair] = lines;
    if (chair === undefined) throw new Error('nobody is there');
    await allPresent(chair, filled);
    await delay(1000);
    const vote = await opened(chair);
    const times = new Histogram();
    let refused = 0;
    await Promise.all(
      filled.tokens.slice(1).map(async (token, voter) => {
        await delay(Math.random() * CONGRESS_WITHIN);
        const begun = performance.now();
        if (await post(url, token, filled.meeting, cast(vote, filled.people[voter + 1], voter)))
          times.add(performance.now() - begun);
        else refused++;
      }),
    );
    const answered = await finished(url, filled, chair, vote, times);
    for (const line of lines) line.socket.terminate();
    return { ...answered, refused };
  });
  return { hall, congress, fsyncMs: round(fsyncMs()), load };
}

/** The server with a meeting of so many in session. */
async function serving<Result>(
  people: number,
  use: (url: string, filled: Filled) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'bantron-votes-'));
  try {
    const filled = Filled.parse(await run(folder, 'hall', people, async (message) => message));
    return await run(folder, 'serve', 0, (message) => use(Serving.parse(message).url, filled));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** The lines of so many, opened a few at a time. */
async function entered(url: string, { tokens, meeting }: Filled, count: number): Promise<Line[]> {
  const lines: Line[] = [];
  for (let n = 0; n < count; n += AT_ONCE) {
    const some = tokens.slice(n, Math.min(count, n + AT_ONCE));
    const joined = await Promise.all(some.map((token) => enter(url, token, meeting)));
    lines.push(...joined.map(({ line }) => line));
  }
  return lines;
}

async function allPresent(chair: Line, { people }: Filled): Promise<void> {
  const entries = people.map((person) => ({ person, is: 'inRoom' as const, excused: false, reason: '' }));
  // In pieces: two thousand are longer than a frame may be.
  for (let n = 0; n < entries.length; n += 500)
    await chair.command({ type: 'attendance.mark', entries: entries.slice(n, n + 500) });
}

async function opened(chair: Line): Promise<VoteId> {
  const vote = id(VoteId);
  await chair.command({ type: 'vote.prepare', id: vote, fields: SECRET_VOTE, repeats: null });
  await chair.command({ type: 'vote.open', id: vote });
  return vote;
}

function cast(vote: VoteId, seat: PersonId | undefined, voter: number): MeetingCommand {
  if (seat === undefined) throw new Error('nobody is there');
  const receipt = newReceipt(randomBytes(ID_LENGTH));
  return { type: 'vote.cast', id: vote, seat, choice: [voter % 2], receipt, reason: '', password: null };
}

async function post(
  url: string,
  token: string,
  meeting: MeetingId,
  command: MeetingCommand,
): Promise<boolean> {
  const response = await fetch(url + meetingApi.command.path.replace(':meeting', meeting), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ key: id(CommandKey), command }),
  });
  const answer = meetingApi.command.response.safeParse(await response.json());
  return answer.success && answer.data.ok;
}

/** Stops the vote and waits for its result. */
async function finished(
  url: string,
  { meeting, tokens }: Filled,
  chair: Line,
  vote: VoteId,
  times: Histogram,
): Promise<Answered> {
  const begun = performance.now();
  const told = new Promise<void>((resolve) => {
    const look = (data: Buffer) => {
      if (!data.includes('"vote.counted"')) return;
      chair.socket.off('message', look);
      resolve();
    };
    chair.socket.on('message', look);
  });
  await chair.command({ type: 'vote.stop', id: vote });
  await told;
  const result = performance.now() - begun;
  const headers = { authorization: `Bearer ${tokens[0] ?? ''}` };
  const response = await fetch(url + meetingApi.get.path.replace(':meeting', meeting), { headers });
  const { state } = meetingApi.get.response.parse(await response.json());
  const found = state.voting.votes.find((entry) => entry.id === vote);
  const counted = new Set(found?.count?.ballots.map(({ receipt }) => receipt)).size;
  const [p50, p99, max] = [times.quantile(0.5), times.quantile(0.99), times.quantile(1)];
  return { p50, p99, max, counted, result: round(result, 0) };
}
