import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { documentsApi } from '#protocol/documents/api';
import { meetingApi } from '#protocol/meeting/api';
import type { MeetingCommand } from '#protocol/meeting/commands';
import { peopleApi } from '#protocol/people/api';
import { CommandKey, type MeetingId } from '#protocol/wire/ids';
import { EMPTY_STREAM } from '#protocol/wire/chain';
import { firstFault, readEvents } from './domain/event-log.ts';
import { streamOf } from './domain/meeting/meetings.ts';
import { openSqliteStorage } from './storage/sqlite/open.ts';
import { ApiClient } from './testing/api-client.ts';
import { start, started, stopAll } from './testing/program.ts';
import { fakeEnvironment } from './testing/fake-environment.ts';
import { announce, give, sendPiece, STARTS_AT } from './testing/meeting-cast.ts';
import { pdf } from './testing/pdf-fixtures.ts';
import { fresh, PASSWORD } from './testing/running-server.ts';
import { tempDataDir } from './testing/temp-storage.ts';

afterEach(stopAll);

describe('the program', () => {
  it('[STREAM-7] killed ten times in the middle of commands and uploads, has all that it acknowledged, and no half of an upload', async () => {
    await using folder = await tempDataDir();
    const acknowledged = new Map<CommandKey, number>();
    const meeting: MeetingId = fresh.meeting();
    const item = fresh.item();
    const whole = await pdf([[595, 842]], 'x'.repeat(3000));
    let attached: string[] = [];
    let token = '';
    for (let round = 0; round < 10; round++) {
      const server = await started(folder.path);
      if (server.setupToken !== undefined) {
        const body = {
          setupToken: server.setupToken,
          organisation: 'B',
          name: 'A',
          email: 'a@b.invalid',
          password: PASSWORD,
          holder: 'token',
        } as const;
        const admin = new ApiClient(
          server.url,
          (await new ApiClient(server.url).call(peopleApi.setUp, { body })).token ?? '',
        );
        const person = {
          name: 'Đức',
          title: '',
          unit: '',
          rank: 1,
          role: 'secretary',
          email: 'd@b.invalid',
        } as const;
        const added = await admin.call(peopleApi.add, { body: person });
        const { url } = await admin.call(peopleApi.passwordLink, { params: { id: added.id } });
        const choice = {
          code: url.slice(url.indexOf('#') + 1),
          password: PASSWORD,
          holder: 'token',
        } as const;
        token =
          (await new ApiClient(server.url).call(peopleApi.choosePassword, { body: choice })).token ?? '';
        const client = new ApiClient(server.url, token);
        const fields = {
          title: 'Họp',
          chair: added.id,
          startsAt: STARTS_AT,
          endsAt: STARTS_AT + 1,
          place: '',
          mode: 'both',
          deputy: null,
          quorum: null,
        } as const;
        await give(client, meeting, { type: 'meeting.create', id: meeting, secretary: added.id, fields });
        await give(client, meeting, {
          type: 'agenda.addItem',
          id: item,
          fields: { title: 'M', presenter: null, minutes: 0, kind: 'public' },
          position: { parent: null, before: null },
        });
      }
      const client = new ApiClient(server.url, token);

      // What was acknowledged before the last kill is there, and papers are whole.
      const { state, seq } = await client.call(meetingApi.get, { params: { meeting } });
      for (const known of acknowledged.values()) expect(known).toBeLessThanOrEqual(seq);
      expect(state.papers.map(({ id }) => id)).toEqual(expect.arrayContaining(attached));
      for (const { version } of state.papers) {
        if (version === null) continue;
        const bytes = new Uint8Array(
          await (await client.fetch(`/api/versions/${version.id}/bytes`)).arrayBuffer(),
        );
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(version.hash);
      }
      const { uploads } = await client.call(documentsApi.uploads, { params: { meeting } });
      for (const { id, received } of uploads) {
        expect(received).toBeLessThanOrEqual(whole.length);
        if (round % 2 === 0) await client.call(documentsApi.removeUpload, { params: { upload: id } });
      }
      attached = state.papers.map(({ id }) => id);

      let killed = false;
      const rename = async (n: number): Promise<void> => {
        for (let i = 0; !killed; i++) {
          const key = fresh.key();
          const { fields } = state;
          const command: MeetingCommand = {
            type: 'meeting.change',
            fields: { ...fields, title: `${round} ${n} ${i}` },
          };
          const answer = await client
            .call(meetingApi.command, { params: { meeting }, body: { key, command } })
            .catch(() => undefined);
          if (answer?.ok === true) acknowledged.set(key, answer.seq);
        }
      };
      const upload = async (): Promise<void> => {
        while (!killed) {
          try {
            const id = await announce(client, meeting, item, whole);
            await sendPiece(client, id, 0, whole.slice(0, 500));
            await sendPiece(client, id, 500, whole.slice(500));
            const finished = await client.call(documentsApi.finishUpload, { params: { upload: id } });
            if (finished.state === 'paper') attached.push(finished.paper.id);
          } catch {
            if (!killed) continue;
          }
        }
      };
      const enough = acknowledged.size + 10 + round * 3;
      const writers = [rename(0), rename(1), rename(2), upload()];
      // Now in the middle of an upload, now just after one.
      const papers = attached.length + (round % 2);
      while (acknowledged.size < enough || attached.length < papers) await client.fetch('/healthz');
      server.child.kill('SIGKILL');
      killed = true;
      await server.ended;
      await Promise.all(writers);
    }

    const storage = await openSqliteStorage({ dataDir: folder.path, env: fakeEnvironment() });
    const events = await readEvents(storage, streamOf(meeting), 0);
    const commands = await storage.read(
      storage.sql.selectFrom('command').select(['key', 'answer']).compile(),
    );
    const blobs = await storage.read(storage.sql.selectFrom('blob').selectAll().compile());
    await storage.close();
    expect(acknowledged.size).toBeGreaterThan(150);
    expect(firstFault(streamOf(meeting), EMPTY_STREAM, events)).toBeUndefined();
    const kept = new Map(commands.map(({ key, answer }) => [key, answer]));
    for (const [key, seq] of acknowledged) {
      expect(kept.get(key)).toBe(JSON.stringify({ ok: true, seq }));
      expect(events[seq - 1]?.type).toBe('meeting.changed');
    }
    const papers = events.filter(({ type }) => type === 'paper.attached').length;
    expect(papers).toBeGreaterThan(0);
    // The same file each time: one blob, counted as often as papers refer to it.
    expect(blobs).toMatchObject([{ refs: papers, bytes: whole.length }]);
  }, 300_000);

  it('[CONFIG-1] ends with one sentence that names the setting', async () => {
    await using folder = await tempDataDir();
    const bad = await start(folder.path, { BANTRON_PORT: 'http' });
    expect(bad).toMatchObject({
      code: 2,
      error: expect.stringMatching(/^bantron: BANTRON_PORT is "http"; it should be .*\n$/),
    });
    const log = await start(folder.path, { BANTRON_LOG: 'loud' });
    expect(log).toMatchObject({ code: 2, error: expect.stringMatching(/^bantron: BANTRON_LOG .*\n$/) });
    await writeFile(join(folder.path, 'file'), '');
    const notFolder = await start(join(folder.path, 'file'));
    expect(notFolder).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^bantron: .*BANTRON_DATA_DIR.*\n$/),
    });
    const elsewhere = await start(join(folder.path, 'data'), { BANTRON_HOST: '203.0.113.1' });
    expect(elsewhere).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^bantron: .*BANTRON_HOST.*\n$/),
    });
    await using taken = await listening();
    const port = await start(join(folder.path, 'data'), { BANTRON_PORT: String(taken.port) });
    expect(port).toMatchObject({ code: 1, error: expect.stringMatching(/^bantron: .*BANTRON_PORT.*\n$/) });
  }, 120_000);

  it('[STREAM-8] refuses a folder that another one has open, and stops when asked to', async () => {
    await using folder = await tempDataDir();
    const first = await started(folder.path);
    const second = await start(folder.path);
    expect(second).toMatchObject({ code: 1, error: expect.stringMatching(/^bantron: .*\n$/) });
    expect((await new ApiClient(first.url).fetch('/healthz')).status).toBe(200);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(await readdir(folder.path)).not.toEqual([]);
  }, 120_000);
});

async function listening(): Promise<{ readonly port: number } & AsyncDisposable> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) };
}
