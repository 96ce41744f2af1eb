import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { FloorRequestId, MeetingId } from '#protocol/wire/ids';
import { enter, id, run, Serving, type Joined, type Line } from './hall.ts';
import { fsyncMs, Histogram, median, round } from './statistics.ts';

const DELEGATES = 200;
const SPEAKERS = 40;
/** Within which they all answer, in milliseconds. */
const WITHIN = 2000;
const LONG = 50_000;
/** What a busy meeting brings in ten minutes: an event a second. */
const TEN_MINUTES = 600;
const ROUNDS = 5;
const VERIFY = fileURLToPath(new URL('../../scripts/verify-log.ts', import.meta.url));

const Filled = z.object({ meeting: MeetingId, long: MeetingId, tokens: z.array(z.string()) });

export interface ConductResult {
  readonly answered: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly counted: number;
  readonly asking: number;
  readonly back: { readonly ms: number; readonly messages: number; readonly events: number };
  readonly longMeeting: { readonly cold: number; readonly warm: number; readonly events: number };
  /** Milliseconds for `npm run verify-log` on the log of the long meeting. */
  readonly verified: number;
  readonly fsyncMs: number;
  readonly load: number;
}

/** What a full hall asks of the server, over loopback; commands are answered once they are on the disk. */
export async function conduct(): Promise<ConductResult> {
  const load = round(loadavg()[0] ?? 0, 1);
  const folder = await mkdtemp(join(process.env['BENCH_DIR'] ?? tmpdir(), 'bantron-conduct-'));
  try {
    const filled = Filled.parse(await run(folder, 'fill', LONG, async (message) => message));
    const { meeting, long, tokens } = filled;
    const cold: number[] = [];
    const warm: number[] = [];
    let events = 0;
    for (let n = 0; n < ROUNDS; n++) {
      await run(folder, 'serve', 0, async (message) => {
        const { url } = Serving.parse(message);
        for (const times of [cold, warm]) {
          const { line, ms, seq } = await enter(url, tokens[n] ?? '', long);
          times.push(ms);
          events = seq;
          line.socket.terminate();
        }
      });
    }
    return await run(folder, 'serve', 0, async (message) => {
      const { url } = Serving.parse(message);
      const [token = '', ...others] = tokens;
      const chair = await enter(url, token, meeting);
      const held = { state: chair.state, seq: chair.seq };
      const times = await rollCall(url, others, meeting);
      const watching = await enter(url, token, meeting);
      const { state, seq } = watching;
      const answers = { p50: times.quantile(0.5), p99: times.quantile(0.99), max: times.quantile(1) };
      // Somebody who was there when it began comes back after what fills ten minutes.
      for (let left = TEN_MINUTES - (seq - held.seq); left > 0; left--)
        await chair.line.command({ type: 'announcement.make', text: `Thông báo ${left}` });
      chair.line.socket.terminate();
      const backs: Joined[] = [];
      for (let n = 0; n < ROUNDS; n++) {
        if (held.state === undefined) throw new Error('the meeting is not there');
        const target = held.seq + TEN_MINUTES;
        const back = await enter(url, token, meeting, { state: held.state, seq: held.seq, target });
        back.line.socket.terminate();
        backs.push(back);
      }
      return {
        answered: answers,
        counted: state?.attendance.filter(({ is, leftAt }) => is === 'inRoom' && leftAt === null).length ?? 0,
        asking: state?.floor.requests.length ?? 0,
        back: {
          ms: round(median(backs.map(({ ms }) => ms)), 1),
          messages: Math.max(...backs.map(({ messages }) => messages)),
          events: TEN_MINUTES,
        },
        longMeeting: { cold: round(median(cold), 1), warm: round(median(warm), 1), events },
        verified: await verified(url, token, long, folder),
        fsyncMs: round(fsyncMs()),
        load,
      };
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Milliseconds that the whole command takes to verify the log of the long meeting, as it is taken out. */
async function verified(url: string, token: string, meeting: MeetingId, folder: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}${meetingApi.log.path.replace(':meeting', meeting)}`, { headers });
  const file = join(folder, 'log.json');
  await writeFile(file, await answer.text());
  const times: number[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const begun = performance.now();
    await promisify(execFile)(process.execPath, [VERIFY, file]);
    times.push(performance.now() - begun);
  }
  return round(median(times), 1);
}

/** Everybody answers at a moment of their own within two seconds, and some ask to speak. */
async function rollCall(url: string, tokens: readonly string[], meeting: MeetingId): Promise<Histogram> {
  const lines: Line[] = [];
  for (const token of tokens.slice(0, DELEGATES)) lines.push((await enter(url, token, meeting)).line);
  // The last arrivals and the presence of all have been told.
  await delay(2000);
  const times = new Histogram();
  const soon = async (line: Line, command: MeetingCommand) => {
    await delay(Math.random() * WITHIN);
    times.add(await line.command(command));
  };
  await Promise.all([
    ...lines.map((line) => soon(line, { type: 'attendance.checkIn', is: 'inRoom' })),
    ...lines
      .slice(0, SPEAKERS)
      .map((line) => soon(line, { type: 'floor.ask', id: id(FloorRequestId), kind: 'speech', about: null })),
  ]);
  for (const line of lines) line.socket.terminate();
  return times;
}
