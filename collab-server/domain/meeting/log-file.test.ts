import { NAMED_VOTE } from '../../testing/vote-fields.ts';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingCommand } from '#protocol/meeting/commands';
import type { LogFile } from '#protocol/meeting/log-file';
import { EMPTY_STREAM } from '#protocol/wire/chain';
import { newId, VoteId, type MeetingId } from '#protocol/wire/ids';
import { refusalOf } from '../../testing/api-client.ts';
import { fakeEnvironment } from '../../testing/fake-environment.ts';
import { addCast, give, prepareMeeting, type Cast } from '../../testing/meeting-cast.ts';
import { runServer, type TestServer } from '../../testing/running-server.ts';
import { chained, linkedEvent } from '../event-log.ts';
import { createLogSigner } from '../log-signing.ts';

const ROOT = join(import.meta.dirname, '../../..');

interface Verified {
  readonly code: number;
  readonly out: string;
}

describe('a log that is taken out', () => {
  let server: TestServer;
  let cast: Cast;
  let folder: string;
  let log: LogFile;
  let meeting: MeetingId;
  const vote = newId(VoteId, crypto.getRandomValues(new Uint8Array(20)));

  const verify = async (file: unknown, ...options: string[]): Promise<Verified> => {
    const path = join(folder, 'log.json');
    await writeFile(path, typeof file === 'string' ? file : JSON.stringify(file));
    const run = promisify(execFile)(process.execPath, ['scripts/verify-log.ts', path, ...options], {
      cwd: ROOT,
    });
    return run.then(
      ({ stdout }) => ({ code: 0, out: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        out: error.stdout + error.stderr,
      }),
    );
  };
  const take = (who: keyof Cast) => cast[who].client.call(meetingApi.log, { params: { meeting } });

  beforeAll(async () => {
    server = await runServer();
    folder = await mkdtemp(join(tmpdir(), 'bantron-log-'));
    cast = await addCast(server);
    ({ meeting } = await prepareMeeting(cast));
    const by = (who: keyof Cast, command: MeetingCommand) => give(cast[who].client, meeting, command);
    const castBallot = (who: 'chair' | 'delegate', choice: number[]) =>
      by(who, {
        type: 'vote.cast',
        id: vote,
        seat: cast[who].person.id,
        choice,
        receipt: null,
        reason: '',
        password: null,
      });
    await by('chair', { type: 'meeting.open' });
    await by('secretary', {
      type: 'attendance.mark',
      entries: [cast.chair, cast.delegate].map(({ person: { id } }) => ({
        person: id,
        is: 'inRoom',
        excused: false,
        reason: '',
      })),
    });
    await by('secretary', { type: 'vote.prepare', id: vote, fields: NAMED_VOTE, repeats: null });
    await by('chair', { type: 'vote.open', id: vote });
    await castBallot('chair', [0]);
    await castBallot('delegate', [0]);
    await by('chair', { type: 'vote.stop', id: vote });
    await by('chair', { type: 'meeting.close' });
    log = await take('secretary');
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const eventOf = (file: LogFile, type: string) => {
    const found = file.events.find((event) => 'type' in event && event.type === type);
    if (found === undefined || !('payload' in found)) throw new Error(`no ${type}`);
    return found;
  };
  /** The same log with something done to a copy of it. */
  const changed = (change: (file: LogFile) => void): LogFile => {
    const copy = structuredClone(log);
    change(copy);
    return copy;
  };
  /** The chain built anew, as somebody could who has the file, or the database, and not the server's key. */
  const rebuilt = (file: LogFile, secret: number): LogFile => {
    const events = file.events.flatMap((event) =>
      'payload' in event && event.type !== 'log.sealed' ? [event] : [],
    );
    const drafts = events.map(({ at, actor, type, audience, payload }) => ({
      at,
      actor,
      type,
      audience,
      payload: payload as never,
    }));
    const stored = chained(fakeEnvironment(), file.stream, EMPTY_STREAM, drafts);
    const last = stored.at(-1);
    if (last === undefined) throw new Error('no events');
    const sign = createLogSigner(new Uint8Array(32).fill(secret));
    const seal = sign(file.stream, last);
    const [end] = chained(fakeEnvironment(), file.stream, last, [
      {
        at: last.at,
        actor: 'server',
        type: 'log.sealed',
        audience: { to: 'all' },
        payload: { seal },
      },
    ]);
    if (end === undefined) throw new Error('no end');
    const all = [...stored, end].map((event) => linkedEvent(event, true));
    return { ...file, events: all, seal: sign(file.stream, end) };
  };

  it('[LOG-1] verifies without the server, and its votes are counted again', async () => {
    const { code, out } = await verify(log);
    expect(out).toContain(
      'vote  Nhất trí thông qua tờ trình?: agree 2, disagree 0, blank 0, not cast 0, needed 2: carried',
    );
    expect(out).toMatch(/All holds\.\n$/);
    expect(code).toBe(0);
    const end = eventOf(log, 'log.sealed');
    expect(await verify(log, '--head', end.hash, '--key', log.seal.key)).toMatchObject({ code: 0 });
  });

  it('[LOG-2] what was changed is found and named', async () => {
    const ballots = (file: LogFile) => eventOf(file, 'vote.counted');
    const swap = changed((file) => {
      const payload = ballots(file).payload as { ballots: { choice: number[] }[] };
      for (const ballot of payload.ballots) ballot.choice = [1];
    });
    const counted = ballots(log).seq;
    expect(await verify(swap)).toMatchObject({
      code: 1,
      out: expect.stringContaining(`event ${counted}: what this event says was changed`),
    });
    const cases: readonly [change: (file: LogFile) => void, says: string][] = [
      [(file) => void (ballots(file).at += 1), `event ${counted}: this event was changed`],
      [(file) => void file.events.splice(counted - 1, 1), `event ${counted}: an event is missing here`],
      [(file) => void file.events.pop(), 'events are missing at the end'],
      [
        (file) => void (file.seal.signature = 'A'.repeat(86)),
        'the server that is named did not sign this log',
      ],
    ];
    for (const [change, says] of cases)
      expect(await verify(changed(change))).toMatchObject({ code: 1, out: expect.stringContaining(says) });
    // One changed byte anywhere: it is refused, or named.
    const text = JSON.stringify(log);
    const at = text.indexOf('"choice":[0]') + 10;
    expect(await verify(`${text.slice(0, at)}1${text.slice(at + 1)}`)).toMatchObject({ code: 1 });
    expect(await verify(text.slice(1))).toMatchObject({ code: 2 });
  });

  it('[LOG-3] a chain that was built anew is found: by its closing, by the key, or by a hash that somebody kept', async () => {
    const cheated = changed((file) => {
      for (const event of file.events) {
        if (!('payload' in event)) continue;
        const payload = event.payload as { choice?: number[] | null; ballots?: { choice: number[] }[] };
        if (event.type === 'vote.cast' && payload.choice != null) payload.choice = [1];
        for (const ballot of payload.ballots ?? []) ballot.choice = [1];
      }
    });
    const others = rebuilt(cheated, 7);
    // By itself it is whole: it was made by somebody with a key of their own.
    expect(await verify(others)).toMatchObject({ code: 0, out: expect.stringContaining('disagree 2') });
    expect(await verify(others, '--key', log.seal.key)).toMatchObject({
      code: 1,
      out: expect.stringContaining('another key'),
    });
    const head = eventOf(log, 'log.sealed').hash;
    expect(await verify(others, '--head', head)).toMatchObject({
      code: 1,
      out: expect.stringContaining('built anew'),
    });
    // Under the server's name it can't be signed, neither at its end nor where the meeting closed.
    const forged = await verify({ ...others, seal: { ...others.seal, key: log.seal.key } });
    expect(forged).toMatchObject({ code: 1, out: expect.stringContaining('did not sign this log') });
    expect(forged.out).toContain('this is not the log that was signed when the meeting ended');
  });

  it('[LOG-4] a count that isn’t that of the ballots is found in a chain that is whole', async () => {
    const cases: readonly [type: string, change: (payload: Record<string, unknown>) => void, says: string][] =
      [
        [
          'vote.counted',
          (payload) => void (payload['ballots'] as unknown[]).pop(),
          'not those that were cast',
        ],
        [
          'vote.counted',
          (payload) => void ((payload['ballots'] as { choice: number[] }[])[0]!.choice = [1]),
          'not those that were cast',
        ],
        [
          'vote.stopped',
          (payload) => void ((payload['roll'] as { by: null }[])[0]!.by = null),
          'other voters',
        ],
      ];
    for (const [type, change, says] of cases) {
      const file = rebuilt(
        changed((copy) => change(eventOf(copy, type).payload as Record<string, unknown>)),
        7,
      );
      expect(await verify(file), says).toMatchObject({ code: 1, out: expect.stringContaining(says) });
    }
  });

  it('[LOG-5] an erased payload and withheld events verify; whoever isn’t invited gets no log', async () => {
    const erased = changed((file) => {
      const event = eventOf(file, 'attendance.marked');
      const { salt: _salt, payload: _payload, ...rest } = event;
      file.events[event.seq - 1] = { ...rest, erased: true };
    });
    expect(await verify(erased)).toMatchObject({ code: 0, out: expect.stringContaining('1 erased') });
    const ofDelegate = await take('delegate');
    expect(ofDelegate.events.some((event) => 'withheld' in event)).toBe(true);
    expect(JSON.stringify(ofDelegate)).not.toContain('vote.prepared');
    expect(await verify(ofDelegate)).toMatchObject({ code: 0, out: expect.stringContaining('agree 2') });
    expect(await refusalOf(take('outsider'))).toBe('notFound');
  });
});
