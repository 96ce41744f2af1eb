import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentsApi, UPLOAD_PIECE } from '#protocol/documents/api';
import type { Readers } from '#protocol/documents/records';
import { meetingApi } from '#protocol/meeting/api';
import type { UploadId } from '#protocol/wire/ids';
import { openSqliteStorage } from '../../storage/sqlite/open.ts';
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
import {
  docx,
  fuzzedPdf,
  halfUpdatedPdf,
  pdf,
  protectedPdf,
  renamedJpeg,
  truncatedPdf,
} from '../../testing/pdf-fixtures.ts';
import { fresh, runServer, type Actor, type TestServer } from '../../testing/running-server.ts';

describe('papers', () => {
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const state = async (meeting: Awaited<ReturnType<typeof prepareMeeting>>['meeting']) =>
    (await cast.secretary.client.call(meetingApi.get, { params: { meeting } })).state;
  const unfinished = async (meeting: Awaited<ReturnType<typeof prepareMeeting>>['meeting']) =>
    (await cast.secretary.client.call(documentsApi.uploads, { params: { meeting } })).uploads;
  const parts = () => readdir(join(server.dataDir, 'parts'));

  it('[PAPER-1] anything but "thường" is refused before a byte is sent, and so is what can’t be a paper', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const fields = {
      item,
      title: 'T',
      number: '',
      fileName: 'a.pdf',
      bytes: 10,
      secrecy: 'normal',
      readers: { to: 'all' },
    } as const;
    const start = (more: object) =>
      client.refusal(documentsApi.startUpload, { params: { meeting }, body: { ...fields, ...more } });
    for (const secrecy of ['confidential', 'secret', 'topSecret'])
      expect(await start({ secrecy })).toBe('secrecy');
    expect(await start({ bytes: 0 })).toBe('emptyFile');
    expect(await start({ bytes: 200 * 1024 * 1024 + 1 })).toBe('tooLarge');
    expect(await start({ item: fresh.item() })).toBe('conflict');
    expect(await start({ title: 'a\u202eb' })).toBe('badRequest');
    expect(await start({ fileName: 'a\ud800.pdf' })).toBe('badRequest');
    expect(await unfinished(meeting)).toEqual([]);
  });

  it('[PAPER-2] shows how much has arrived, goes on after a restart in the middle, and is a paper only when whole', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const bytes = await pdf(
      [
        [595, 842],
        [842, 595],
      ],
      'x'.repeat(5000),
    );
    const half = Math.floor(bytes.length / 2);
    const upload = await announce(client, meeting, item, bytes);
    expect(await (await sendPiece(client, upload, 0, bytes.slice(0, half))).json()).toEqual({
      received: half,
    });
    server = await server.restart();
    const again = server.client(client.token);
    const left = await again.call(documentsApi.uploads, { params: { meeting } });
    expect(left.uploads).toMatchObject([
      { id: upload, received: half, bytes: bytes.length, title: 'Tờ trình' },
    ]);
    expect((await again.call(meetingApi.get, { params: { meeting } })).state.papers).toEqual([]);
    expect(await again.refusal(documentsApi.finishUpload, { params: { upload } })).toBe('conflict');
    expect((await sendPiece(again, upload, bytes.length, new Uint8Array(1))).status).toBeGreaterThanOrEqual(
      409,
    );
    expect((await sendPiece(again, upload, half + 1, bytes.slice(half + 1))).status).toBe(409);
    expect(await (await sendPiece(again, upload, half, bytes.slice(half))).json()).toEqual({
      received: bytes.length,
    });
    const finished = await again.call(documentsApi.finishUpload, { params: { upload } });
    expect(finished).toMatchObject({ state: 'paper', paper: { version: { pages: 2, bytes: bytes.length } } });
    // Whoever didn't get the answer asks again and gets the same paper.
    expect(await again.call(documentsApi.finishUpload, { params: { upload } })).toEqual(finished);
    const now = await again.call(meetingApi.get, { params: { meeting } });
    expect([{ state: 'paper', paper: now.state.papers[0] }]).toEqual([finished]);
    expect((await again.call(documentsApi.uploads, { params: { meeting } })).uploads).toEqual([]);
    expect(await parts()).toEqual([]);
    cast = rebased(cast, server);
  });

  it('[PAPER-2] a line that hangs doesn’t keep its owner from continuing on another', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const bytes = await pdf();
    const upload = await announce(client, meeting, item, bytes);
    const hung = await hangingPut(server, client.token ?? '', upload, bytes.slice(0, 50), bytes.length);
    expect((await sendPiece(client, upload, 0, bytes)).status).toBe(200);
    expect(await client.call(documentsApi.finishUpload, { params: { upload } })).toMatchObject({
      paper: { version: { bytes: bytes.length } },
    });
    hung.destroy();
  });

  it('[PAPER-2] a cancelled upload leaves nothing', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const bytes = await pdf();
    const upload = await announce(client, meeting, item, bytes);
    await sendPiece(client, upload, 0, bytes.slice(0, 100));
    expect(await cast.chair.client.refusal(documentsApi.removeUpload, { params: { upload } })).toBe(
      'notFound',
    );
    expect((await sendPiece(cast.chair.client, upload, 100, bytes.slice(100))).status).toBe(404);
    await client.call(documentsApi.removeUpload, { params: { upload } });
    expect(await unfinished(meeting)).toEqual([]);
    expect(await parts()).toEqual([]);
    expect((await sendPiece(client, upload, 100, bytes.slice(100))).status).toBe(404);
  });

  it('[PAPER-2] more bytes than were announced, or a piece above its size, are too large', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const upload = await announce(client, meeting, item, new Uint8Array(10));
    expect((await sendPiece(client, upload, 0, new Uint8Array(11))).status).toBe(413);
    const large = await announce(client, meeting, item, new Uint8Array(UPLOAD_PIECE + 10));
    expect((await sendPiece(client, large, 0, new Uint8Array(UPLOAD_PIECE + 1))).status).toBe(413);
    const wrongType = await client.fetch(`/api/uploads/${large}?offset=0`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(wrongType.status).toBe(400);
    for (const id of [upload, large])
      await client.call(documentsApi.removeUpload, { params: { upload: id } });
  });

  it('[PAPER-3] refuses what is no readable PDF with the reason, and keeps nothing of it', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const take = (bytes: Uint8Array<ArrayBuffer>, fileName: string) =>
      refusalOf(attach(client, meeting, item, bytes, { fileName }));
    expect(await take(await truncatedPdf(), 'a.pdf')).toBe('damagedPdf');
    expect(await take(await halfUpdatedPdf(), 'a.pdf')).toBe('damagedPdf');
    expect(await take(await protectedPdf(), 'a.pdf')).toBe('protectedPdf');
    expect(await take(renamedJpeg(), 'a.pdf')).toBe('notPdf');
    expect(await take(docx(), 'tờ trình.docx')).toBe('officeFile');
    expect(await take(docx(), 'a.pdf')).toBe('notPdf');
    for (const seed of [1, 2]) expect(await take(await fuzzedPdf(seed), 'a.pdf')).toBe('damagedPdf');
    expect((await state(meeting)).papers).toEqual([]);
    expect(await unfinished(meeting)).toEqual([]);
    expect(await parts()).toEqual([]);
  });

  it('[PAPER-3] accepts a page of 14,400 points and tells the size and turn of each page', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const paper = await attach(
      client,
      meeting,
      item,
      await pdf([
        [14_400, 14_400],
        [595, 842],
      ]),
    );
    const { pages } = await client.call(documentsApi.pages, { params: { version: paper.version?.id ?? '' } });
    expect(pages).toEqual([
      [14_400, 14_400, 0],
      [595, 842, 0],
    ]);
  });

  it('[PAPER-5] hands out bytes whole and by range', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const bytes = await pdf();
    const paper = await attach(cast.secretary.client, meeting, item, bytes);
    const path = `/api/versions/${paper.version?.id ?? ''}/bytes`;
    const get = async (range?: string) => {
      const response = await cast.delegate.client.fetch(
        path,
        range === undefined ? {} : { headers: { range } },
      );
      return { response, body: new Uint8Array(await response.arrayBuffer()) };
    };
    const whole = await get();
    expect(whole.response.status).toBe(200);
    expect(whole.response.headers.get('accept-ranges')).toBe('bytes');
    expect(whole.response.headers.get('cache-control')).toMatch(/no-store/);
    expect(whole.body).toEqual(bytes);
    const size = bytes.length;
    const cases: [string, number, number][] = [
      ['bytes=0-0', 0, 0],
      ['bytes=0-99', 0, 99],
      [`bytes=${size - 1}-`, size - 1, size - 1],
      [`bytes=10-${size + 500}`, 10, size - 1],
      ['bytes=-7', size - 7, size - 1],
      [`bytes=-${size + 5}`, 0, size - 1],
    ];
    for (const [range, start, end] of cases) {
      const part = await get(range);
      expect(part.response.status, range).toBe(206);
      expect(part.response.headers.get('content-range')).toBe(`bytes ${start}-${end}/${size}`);
      expect(part.body).toEqual(bytes.slice(start, end + 1));
    }
    for (const range of [`bytes=${size}-`, 'bytes=5-2', 'bytes=-0', `bytes=${'9'.repeat(400)}-`]) {
      const part = await get(range);
      expect(part.response.status, range).toBe(416);
      expect(part.response.headers.get('content-range')).toBe(`bytes */${size}`);
    }
    for (const range of ['bytes=0-1,3-4', 'pages=1-2', 'bytes=-'])
      expect((await get(range)).response.status).toBe(200);
  });

  it('[PAPER-6] a paper that was removed or kept back is gone for whoever knew its id', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const paper = await attach(client, meeting, item, await pdf());
    const version = paper.version?.id ?? '';
    const bytes = (who: Cast[keyof Cast]) =>
      who.client.fetch(`/api/versions/${version}/bytes`).then((r) => r.status);
    expect(await bytes(cast.delegate)).toBe(200);
    const { title, number } = paper;
    const some: Readers = { to: 'some', units: [], people: [cast.staff.person.id] };
    await give(client, meeting, { type: 'paper.change', id: paper.id, item, title, number, readers: some });
    expect(await bytes(cast.delegate)).toBe(404);
    expect(await bytes(cast.staff)).toBe(200);
    await give(client, meeting, { type: 'paper.remove', id: paper.id });
    expect(await bytes(cast.staff)).toBe(404);
    expect(await bytes(cast.chair)).toBe(404);
  });

  it('[PAPER-7] a reader finds the place again, and nobody else’s', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const paper = await attach(cast.secretary.client, meeting, item, await pdf());
    const params = { version: paper.version?.id ?? '' };
    const { client } = cast.delegate;
    expect(await client.call(documentsApi.place, { params })).toEqual({ place: null });
    await client.call(documentsApi.setPlace, { params, body: { page: 3, y: 120.5 } });
    await client.call(documentsApi.setPlace, { params, body: { page: 4, y: 7 } });
    expect(await client.call(documentsApi.place, { params })).toEqual({ place: { page: 4, y: 7 } });
    expect(await cast.chair.client.call(documentsApi.place, { params })).toEqual({ place: null });
    expect(
      await cast.outsider.client.refusal(documentsApi.setPlace, { params, body: { page: 1, y: 0 } }),
    ).toBe('notFound');
  });

  it('[PAPER-11] chair and secretaries see who has opened the current version, and when first, of its readers only', async () => {
    const { meeting, item } = await prepareMeeting(cast);
    const { client } = cast.secretary;
    const readers: Readers = {
      to: 'some',
      units: [],
      people: [cast.delegate.person.id, cast.staff.person.id],
    };
    const paper = await attach(client, meeting, item, await pdf(), { readers });
    const params = { version: paper.version?.id ?? '' };
    const open = (who: Actor, page: number) =>
      who.client.call(documentsApi.setPlace, { params, body: { page, y: 0 } });
    const coverage = async (who: Actor) =>
      (await who.client.call(documentsApi.coverage, { params: { meeting } })).papers;
    const openedAt = server.clock.now();
    await open(cast.delegate, 0);
    server.clock.advance(60_000);
    await open(cast.staff, 0);
    await open(cast.delegate, 4);
    const both = [
      { person: cast.delegate.person.id, at: openedAt },
      { person: cast.staff.person.id, at: openedAt + 60_000 },
    ];
    expect(await coverage(cast.chair)).toEqual([{ paper: paper.id, opened: both }]);
    expect(await coverage(cast.secretary)).toEqual([{ paper: paper.id, opened: both }]);
    for (const who of [cast.delegate, cast.staff, cast.guest])
      expect(await who.client.refusal(documentsApi.coverage, { params: { meeting } })).toBe('notAllowed');
    for (const who of [cast.outsider, cast.admin])
      expect(await who.client.refusal(documentsApi.coverage, { params: { meeting } })).toBe('notFound');
    // Whoever may read it no more isn't told of.
    const { id, title, number } = paper;
    const only: Readers = { to: 'some', units: [], people: [cast.staff.person.id] };
    await give(client, meeting, { type: 'paper.change', id, item, title, number, readers: only });
    expect(await coverage(cast.chair)).toEqual([{ paper: id, opened: [both[1]] }]);
    // A new version has been opened by nobody.
    await attach(client, meeting, item, await pdf(), { readers: only, paper: id });
    expect(await coverage(cast.chair)).toEqual([{ paper: id, opened: [] }]);
  });

  it('[STREAM-1] the log of all this is one unbroken chain', async () => {
    await server.close();
    const storage = await openSqliteStorage({ dataDir: server.dataDir, env: server.clock });
    const { EMPTY_STREAM } = await import('#protocol/wire/chain');
    const { firstFault, readEvents } = await import('../../domain/event-log.ts');
    const streams = await storage.read(storage.sql.selectFrom('stream').selectAll().compile());
    expect(streams.length).toBeGreaterThan(5);
    for (const { id, seq, hash } of streams) {
      const events = await readEvents(storage, id, 0);
      expect(firstFault(id, EMPTY_STREAM, events)).toBeUndefined();
      expect(events.at(-1)).toMatchObject({ seq, hash });
    }
    await storage.close();
  });
});

/** Begins to send a piece and falls silent, as a line does whose network has gone. Resolves when bytes have arrived. */
async function hangingPut(
  server: TestServer,
  token: string,
  upload: UploadId,
  bytes: Uint8Array,
  length: number,
) {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  const head = [
    `PUT /api/uploads/${upload}?offset=0 HTTP/1.1`,
    `host: ${hostname}:${port}`,
    `authorization: Bearer ${token}`,
    'content-type: application/octet-stream',
    `content-length: ${length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.write(bytes);
  const client = server.client(token);
  for (;;) {
    // The size is told from the file itself, so this ends when the server writes.
    const sizes = await readdir(join(server.dataDir, 'parts'));
    if (sizes.includes(`${upload}.part`)) return socket;
    await client.fetch('/healthz');
  }
}
