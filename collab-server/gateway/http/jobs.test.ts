import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { documentsApi } from '#protocol/documents/api';
import { meetingApi } from '#protocol/meeting/api';
import { peopleApi } from '#protocol/people/api';
import type { MeetingId, UploadId, VersionId } from '#protocol/wire/ids';
import type { ApiClient } from '../../testing/api-client.ts';
import { refusalOf } from '../../testing/api-client.ts';
import {
  addCast,
  announce,
  attach,
  give,
  prepareMeeting,
  rebased,
  sendPiece,
  type Cast,
} from '../../testing/meeting-cast.ts';
import { fakeOcr, fakeSoffice, wordFile, zipOf } from '../../testing/office-fixtures.ts';
import { fuzzedPdf, pdf } from '../../testing/pdf-fixtures.ts';
import { runServer, type TestServer } from '../../testing/running-server.ts';

describe.skipIf(process.platform === 'win32')('work that programs of others do', () => {
  let folder: string;
  let result: Uint8Array<ArrayBuffer>;
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bantron-tools-'));
    result = await pdf([
      [595, 842],
      [842, 595],
    ]);
    const soffice = await fakeSoffice(join(folder, 'office'), result);
    const ocr = await fakeOcr(join(folder, 'ocr'));
    server = await runServer({ config: { tools: { soffice, ...ocr } } });
    cast = await addCast(server);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const flag = (tool: 'office' | 'ocr', name: 'hold' | 'fault') => ({
    set: () => writeFile(join(folder, tool, name), ''),
    clear: () => rm(join(folder, tool, name), { force: true }),
  });
  const arrived = async (
    client: ApiClient,
    meeting: MeetingId,
    item: Parameters<typeof announce>[2],
    bytes: Uint8Array<ArrayBuffer>,
    fileName = 'tờ trình.docx',
  ): Promise<UploadId> => {
    const upload = await announce(client, meeting, item, bytes, { fileName });
    await sendPiece(client, upload, 0, bytes);
    return upload;
  };
  const finish = (client: ApiClient, upload: UploadId) =>
    client.call(documentsApi.finishUpload, { params: { upload } });
  /** Asks until it is a paper; throws what it is refused with. */
  const becomes = async (client: ApiClient, upload: UploadId) => {
    for (;;) {
      const answer = await finish(client, upload);
      if (answer.state === 'paper') return answer.paper;
    }
  };
  const papers = async (client: ApiClient, meeting: MeetingId) =>
    (await client.call(meetingApi.get, { params: { meeting } })).state.papers;
  const uploads = async (meeting: MeetingId) =>
    (await cast.secretary.client.call(documentsApi.uploads, { params: { meeting } })).uploads;
  const leftovers = async () =>
    (
      await Promise.all(['jobs', 'parts'].map((name) => readdir(join(server.dataDir, name)).catch(() => [])))
    ).flat();

  /** The folder of a job is taken away right after its result is there. */
  const nothingLeft = () =>
    vi.waitFor(async () => expect(await leftovers()).toEqual([]), { interval: 5, timeout: 20_000 });

  it('[PAPER-10] an office file becomes a paper whose PDF is read, and the file itself is kept beside it', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    expect((await server.client().call(peopleApi.serverInfo)).takesOffice).toBe(true);
    const bytes = wordFile();
    const upload = await arrived(client, meeting, item, bytes, 'tờ trình; $(rm).docx');
    const paper = await becomes(client, upload);
    expect(paper.version).toMatchObject({
      fileName: 'tờ trình; $(rm).pdf',
      bytes: result.length,
      pages: 2,
      original: { fileName: 'tờ trình; $(rm).docx', bytes: bytes.length },
    });
    expect(await finish(client, upload)).toEqual({ state: 'paper', paper });
    expect(await papers(cast.delegate.client, meeting)).toEqual([paper]);
    await nothingLeft();
    // Nothing of the file's own name comes near a command line.
    const args = await readFile(join(folder, 'office/args'), 'utf8');
    expect(args).toContain('/source.docx\n');
    expect(args).not.toMatch(/tờ trình|rm/);
    expect(await readFile(join(folder, 'office/profile'), 'utf8')).toMatch(
      /DisableMacrosExecution" oor:op="fuse"><value>true/,
    );

    const version = paper.version?.id ?? '';
    const get = (who: ApiClient, what: string) => who.fetch(`/api/versions/${version}/${what}`);
    const read = await get(cast.delegate.client, 'bytes');
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(result);
    const original = await get(cast.delegate.client, 'original');
    expect(original.headers.get('content-disposition')).toMatch(/^attachment; .*\.docx$/);
    expect(original.headers.get('content-type')).toBe('application/octet-stream');
    expect(new Uint8Array(await original.arrayBuffer())).toEqual(bytes);
    for (const who of [cast.guest, cast.outsider])
      expect((await get(who.client, 'original')).status).toBe(404);
    const plain = await attach(client, meeting, item, await pdf());
    expect(
      await client.fetch(`/api/versions/${plain.version?.id}/original`).then((answer) => answer.status),
    ).toBe(404);
  });

  it('[PAPER-10] while it takes, it is shown as being converted, can’t be changed, and can be stopped', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const hold = flag('office', 'hold');
    await hold.set();
    try {
      const first = await arrived(client, meeting, item, wordFile());
      const second = await arrived(client, meeting, item, wordFile());
      expect(await finish(client, first)).toEqual({ state: 'converting', ahead: 0 });
      expect(await finish(client, second)).toEqual({ state: 'converting', ahead: 1 });
      expect((await uploads(meeting)).map(({ isConverting }) => isConverting)).toEqual([true, true]);
      expect((await sendPiece(client, second, 0, new Uint8Array(3))).status).toBe(409);
      await client.call(documentsApi.removeUpload, { params: { upload: first } });
      expect((await uploads(meeting)).map(({ id }) => id)).toEqual([second]);
      await hold.clear();
      await becomes(client, second);
      expect(await papers(client, meeting)).toHaveLength(1);
      await nothingLeft();
    } finally {
      await hold.clear();
    }
  });

  it('[PAPER-10] a restart in the middle begins it again, and the paper comes', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const hold = flag('office', 'hold');
    await hold.set();
    try {
      const upload = await arrived(cast.secretary.client, meeting, item, wordFile());
      expect(await finish(cast.secretary.client, upload)).toMatchObject({ state: 'converting' });
      await vi.waitFor(async () => expect(await readdir(join(server.dataDir, 'jobs'))).toHaveLength(1));
      server = await server.restart();
      cast = rebased(cast, server);
      expect(await uploads(meeting)).toMatchObject([{ id: upload, isConverting: true }]);
      await hold.clear();
      expect((await becomes(cast.secretary.client, upload)).version?.pages).toBe(2);
      await nothingLeft();
    } finally {
      await hold.clear();
    }
  });

  it('[PAPER-10] what can’t be converted is refused with the reason, and nothing of it stays', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const take = async (bytes: Uint8Array<ArrayBuffer>, fileName: string) =>
      refusalOf(becomes(client, await arrived(client, meeting, item, bytes, fileName)));
    const fault = flag('office', 'fault');
    await fault.set();
    expect(await take(wordFile(), 'a.docx')).toBe('damagedOffice');
    await fault.clear();
    // A newer file in the older container asks for a password.
    const locked = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0);
    expect(await take(locked, 'a.docx')).toBe('protectedOffice');
    expect(await take(zipOf([{ name: 'word/document.xml', unpacked: 0xff_ff_ff_00 }]), 'a.docx')).toBe(
      'damagedOffice',
    );
    const many = Array.from({ length: 10_001 }, (_, n) => ({ name: String(n), unpacked: 1 }));
    expect(await take(zipOf(many), 'a.xlsx')).toBe('damagedOffice');
    expect(await take(wordFile().slice(0, 60), 'a.pptx')).toBe('damagedOffice');
    // Templates and files with macros are no papers.
    expect(await take(wordFile(), 'a.docm')).toBe('officeFile');
    expect(await take(wordFile(), 'a.zip')).toBe('notPdf');
    await writeFile(join(folder, 'office/result.pdf'), await fuzzedPdf(3));
    expect(await take(wordFile(), 'a.docx')).toBe('damagedOffice');
    await writeFile(join(folder, 'office/result.pdf'), result);
    expect(await papers(client, meeting)).toEqual([]);
    expect(await uploads(meeting)).toEqual([]);
    await nothingLeft();
  });

  it('[PAPER-10] whoever lost the right to bring papers meanwhile brings none', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const hold = flag('office', 'hold');
    await hold.set();
    try {
      const { client, person } = cast.staff;
      const upload = await arrived(client, meeting, item, wordFile());
      expect(await finish(client, upload)).toMatchObject({ state: 'converting' });
      await give(cast.secretary.client, meeting, {
        type: 'participant.invite',
        person: person.id,
        role: 'delegate',
      });
      await hold.clear();
      expect(await refusalOf(becomes(client, upload))).toBe('notAllowed');
      expect(await papers(cast.chair.client, meeting)).toEqual([]);
    } finally {
      await hold.clear();
    }
  });

  const state = (client: ApiClient, version: VersionId) =>
    client.call(documentsApi.recognition, { params: { version } });
  const scanned = async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const paper = await attach(cast.secretary.client, meeting, item, result);
    if (paper.version === null) throw new Error('no version');
    return { meeting, paper, version: paper.version.id };
  };
  const done = (version: VersionId) =>
    vi.waitFor(
      async () => expect(await state(cast.secretary.client, version)).toMatchObject({ state: 'done' }),
      { interval: 5, timeout: 20_000 },
    );

  it('[OCR-2] whoever may bring papers has the words recognised, whoever may read the paper reads them', async () => {
    const { version } = await scanned();
    const params = { version };
    for (const who of [cast.delegate, cast.guest, cast.outsider]) {
      const expected = who === cast.delegate ? 'notAllowed' : 'notFound';
      expect(await who.client.refusal(documentsApi.startRecognition, { params })).toBe(expected);
      expect(await who.client.refusal(documentsApi.removeRecognition, { params })).toBe(expected);
    }
    expect(await state(cast.delegate.client, version)).toEqual({ state: 'none' });
    await cast.staff.client.call(documentsApi.startRecognition, { params });
    await done(version);
    expect(await state(cast.delegate.client, version)).toEqual({ state: 'done', page: 2, pages: 2 });
    const page = (client: ApiClient, number: number) =>
      client.call(documentsApi.recognisedPage, { params: { version, page: number } });
    const { width, height, words } = await page(cast.delegate.client, 0);
    expect([width, height]).toEqual([595, 842]);
    // 100 pixels from the left and 120 from the top at 300 to the inch.
    expect(words).toEqual([
      ['Tờ', 24, 813.2, 12, 4.8],
      ['trình', 38.4, 813.2, 12, 4.8],
    ]);
    expect((await page(cast.delegate.client, 1)).width).toBe(842);
    expect(await refusalOf(page(cast.delegate.client, 2))).toBe('notFound');
    expect(await refusalOf(page(cast.guest.client, 0))).toBe('notFound');
    // Thrown away it can be done anew.
    expect(await cast.secretary.client.call(documentsApi.removeRecognition, { params })).toEqual({
      state: 'none',
    });
    expect(await refusalOf(page(cast.delegate.client, 0))).toBe('notFound');
  });

  it('[OCR-2] stopped it leaves nothing; after a restart it goes on with the page where it was', async () => {
    const { version } = await scanned();
    const params = { version };
    const hold = flag('ocr', 'hold');
    await hold.set();
    try {
      const start = () => cast.secretary.client.call(documentsApi.startRecognition, { params });
      expect(await start()).toEqual({ state: 'running', page: 0, pages: 2 });
      expect(await cast.staff.client.call(documentsApi.removeRecognition, { params })).toEqual({
        state: 'none',
      });
      await nothingLeft();
      await start();
      await vi.waitFor(async () => expect(await readdir(join(server.dataDir, 'jobs'))).toHaveLength(1));
      server = await server.restart();
      cast = rebased(cast, server);
      expect(await state(cast.delegate.client, version)).toEqual({ state: 'running', page: 0, pages: 2 });
      await hold.clear();
      await done(version);
    } finally {
      await hold.clear();
    }
  });

  it('[OCR-2] a paper of which no page can be drawn fails', async () => {
    const { version } = await scanned();
    const fault = flag('ocr', 'fault');
    await fault.set();
    try {
      await cast.secretary.client.call(documentsApi.startRecognition, { params: { version } });
      await vi.waitFor(
        async () => expect(await state(cast.delegate.client, version)).toMatchObject({ state: 'failed' }),
        { interval: 5, timeout: 20_000 },
      );
      expect(existsSync(join(server.dataDir, 'jobs'))).toBe(true);
      await nothingLeft();
    } finally {
      await fault.clear();
    }
  });
});

describe('without the programs', () => {
  it('[PAPER-10, OCR-2] says so before anything is sent, and refuses with the reason', async () => {
    await using server = await runServer();
    const cast = await addCast(server);
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    expect((await server.client().call(peopleApi.serverInfo)).takesOffice).toBe(false);
    expect(await refusalOf(attach(client, meeting, item, wordFile(), { fileName: 'a.docx' }))).toBe(
      'officeFile',
    );
    const paper = await attach(client, meeting, item, await pdf());
    const params = { version: paper.version?.id ?? '' };
    expect(await client.call(documentsApi.recognition, { params })).toEqual({ state: 'unavailable' });
    expect(await client.refusal(documentsApi.startRecognition, { params })).toBe('ocrUnavailable');
  });
});
