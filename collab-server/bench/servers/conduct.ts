import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { Person } from '#protocol/people/records';
import { CommandKey, FloorRequestId, MeetingId, newId } from '#protocol/wire/ids';
import type { Config } from '../../config.ts';
import { createLogSigner } from '../../domain/log-signing.ts';
import { createMeetings } from '../../domain/meeting/meetings.ts';
import { openDirectory } from '../../domain/people/directory.ts';
import { createSessions } from '../../domain/people/sessions.ts';
import type { Environment } from '../../environment.ts';
import { startServer } from '../../server.ts';
import { openSqliteStorage } from '../../storage/sqlite/open.ts';

// The server of the product in a process of its own, for the measurements of conducting and of votes. `fill` and `hall`
// prepare its folder and tell who is there; `serve` serves it and tells its address.

const PEOPLE = 201;
/** Commands that are under way at once while the long meeting is written. */
const AT_ONCE = 500;

const env: Environment = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
  randomBytes: (count) => randomBytes(count),
  log: pino({ level: 'error' }, pino.destination(2)),
};
const id = <T>(kind: { parse(text: string): T }): T => newId(kind, randomBytes(20));

const [dataDir, mode, count] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('the data folder is missing');
process.on('disconnect', () => process.exit());
if (mode === 'fill') process.send?.(await fill(dataDir, PEOPLE, Number(count)));
else if (mode === 'hall') process.send?.(await fill(dataDir, Number(count), 0));
else process.send?.({ url: await serve(dataDir) });

async function serve(folder: string): Promise<string> {
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    dataDir: folder,
    publicUrl: undefined,
    tls: undefined,
    mediaPort: 0,
    mediaAddress: undefined,
    mail: undefined,
    beyondThisMachine: false,
    tools: { soffice: 'off', tesseract: 'off', pdftoppm: 'off' },
  };
  const server = await startServer(config, env, {
    ensureWorker: () => Promise.resolve({ unavailable: 'not-supported', detail: 'not measured' }),
  });
  return server.url;
}

/** An organisation of so many, a meeting in session with all of it, and one whose log has so many events. */
async function fill(folder: string, size: number, count: number): Promise<unknown> {
  const storage = await openSqliteStorage({ dataDir: folder, env });
  const directory = await openDirectory(storage, env);
  const sessions = createSessions(storage, env);
  const fields = Array.from({ length: size }, (_, n) => ({
    name: `Đại biểu ${n}`,
    title: '',
    unit: `Vụ ${n % 20}`,
    rank: n + 1,
    role: 'official' as const,
    email: `p${n}@bench.invalid`,
  }));
  const people = await directory.add('server', fields, { active: true });
  const [chair] = people;
  if (chair === undefined) throw new Error('nobody is there');
  const meetings = createMeetings({
    storage,
    env,
    colleague: () => ({ unit: '' }),
    sign: createLogSigner(new Uint8Array(32)),
  });
  const give = async (meeting: MeetingId, person: Person, command: MeetingCommand) => {
    const answer = await meetings.execute(meeting, person, id(CommandKey), command);
    if (!answer.ok) throw new Error(`${command.type} is refused: ${answer.code}`);
    return answer.seq;
  };
  const session = async (): Promise<MeetingId> => {
    const meeting = id(MeetingId);
    const startsAt = env.now();
    await give(meeting, chair, {
      type: 'meeting.create',
      id: meeting,
      secretary: chair.id,
      participants: people.slice(1).map(({ id: person }) => ({ person, role: 'delegate' as const })),
      fields: {
        title: 'Họp toàn thể',
        chair: chair.id,
        deputy: null,
        quorum: { percent: 50, base: 'entitled' },
        startsAt,
        endsAt: startsAt + 3_600_000,
        place: 'Hội trường',
        mode: 'onSite',
      },
    });
    await give(meeting, chair, { type: 'meeting.open' });
    return meeting;
  };
  const meeting = await session();
  const long = await session();
  // What fills a long day: people come and go, ask to speak and take it back, and are told things.
  for (let seq = 0; seq < count;) {
    const batch = Array.from({ length: AT_ONCE / 4 }, async (_, n) => {
      const person = people[1 + (n % (size - 1))] ?? chair;
      const request = id(FloorRequestId);
      return Promise.all([
        give(long, person, { type: 'floor.ask', id: request, kind: 'speech', about: null }),
        give(long, person, { type: 'floor.withdraw', id: request }),
        give(long, chair, { type: 'announcement.make', text: `Thông báo ${n}` }),
        give(long, chair, {
          type: 'attendance.mark',
          entries: [{ person: person.id, is: n % 2 === 0 ? 'inRoom' : 'left', excused: false, reason: '' }],
        }),
      ]);
    });
    for (const seqs of await Promise.all(batch)) seq = Math.max(seq, ...seqs);
  }
  const tokens = await Promise.all(people.map((person) => sessions.start(person.id, 'token')));
  await storage.close();
  return { meeting, long, tokens, people: people.map((person) => person.id) };
}
