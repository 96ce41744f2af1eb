import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyApi } from '#protocol/minutes/history';
import { DEFAULT_OUTLINE, outlineApi, type Outline } from '#protocol/minutes/outline';
import { REFUSAL_CODES } from '#protocol/wire/codes';
import { Hash, type MeetingId } from '#protocol/wire/ids';
import { addCast, give, prepareMeeting, type Cast } from '../../testing/meeting-cast.ts';
import { runServer, type Actor, type TestServer } from '../../testing/running-server.ts';

describe('files of the minutes', () => {
  let server: TestServer;
  let cast: Cast;
  let meeting: MeetingId;
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
    ({ meeting } = await prepareMeeting(cast));
    await give(cast.secretary.client, meeting, { type: 'meeting.open' });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const put = async ({ client }: Actor, text: string): Promise<string> => {
    const answer = await client.fetch(`/api/meetings/${meeting}/minutes/files`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: text,
    });
    const body = (await answer.json()) as { hash?: string; code?: string };
    return body.hash ?? REFUSAL_CODES.find((code) => code === body.code) ?? 'nothing';
  };
  const read = async ({ client }: Actor, hash: string) => {
    const answer = await client.fetch(`/api/meetings/${meeting}/minutes/files/${hash}`);
    return answer.ok ? answer.text() : answer.status;
  };

  it('[MIN-11] [MIN-15] what is approved is on the server, and read by those who may', async () => {
    const { chair, secretary, staff, delegate, guest, outsider, admin } = cast;
    expect(await put(chair, 'x')).toBe('meetingRunning');
    await give(chair.client, meeting, { type: 'meeting.close' });
    expect(await put(staff, 'x')).toBe('notAllowed');
    expect(await put(outsider, 'x')).toBe('notFound');
    expect(await put(chair, '')).toBe('emptyFile');
    const snapshot = Hash.parse(await put(chair, '{"bantron":"document:1"}'));
    const pdf = Hash.parse(await put(chair, '%PDF-1.7'));
    // Nobody reads what nothing refers to, whoever knows its name.
    expect(await read(chair, pdf)).toBe(404);
    const unknown = Hash.parse('0'.repeat(64));
    const approve = (second: Hash) =>
      give(chair.client, meeting, { type: 'minutes.approve', snapshot, pdf: second, conclusions: [] });
    await expect(approve(unknown)).rejects.toMatchObject({ code: 'notFound' });
    // A file of the server that was brought for something else: knowing its name opens nothing.
    const picture = await chair.client.fetch(`/api/meetings/${meeting}/minutes/pictures`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    });
    const foreign = Hash.parse(((await picture.json()) as { hash: string }).hash);
    await expect(approve(foreign)).rejects.toMatchObject({ code: 'notFound' });
    await approve(pdf);
    for (const editor of [chair, secretary, staff]) {
      expect(await read(editor, snapshot)).toBe('{"bantron":"document:1"}');
      expect(await read(editor, pdf)).toBe('%PDF-1.7');
    }
    for (const other of [delegate, guest, outsider, admin]) expect(await read(other, pdf)).toBe(404);
    expect(await read(chair, unknown)).toBe(404);
  });

  it('[MIN-40] only the editors of a draft read its history, also while others are asked for comments', async () => {
    const { chair, secretary, staff, delegate, guest, outsider, admin } = cast;
    const { meeting: other } = await prepareMeeting(cast);
    const asked = ({ client }: Actor, after = 0) =>
      client.refusal(historyApi.page, { params: { meeting: other }, query: { after } });
    expect(await asked(chair)).toBe('notFound');
    await give(secretary.client, other, { type: 'meeting.open' });
    for (const editor of [chair, secretary, staff]) expect(await asked(editor)).toBe('ok');
    const refusals = async () =>
      Promise.all([delegate, guest, outsider, admin].map((person) => asked(person)));
    const refused = ['notAllowed', 'notAllowed', 'notFound', 'notFound'];
    expect(await refusals()).toEqual(refused);
    await give(chair.client, other, { type: 'meeting.close' });
    await give(secretary.client, other, {
      type: 'minutes.openComments',
      until: server.clock.now() + 86_400_000,
    });
    expect(await refusals()).toEqual(refused);
    expect(await asked(chair, -1)).toBe('badRequest');
    const body = await chair.client.call(historyApi.page, {
      params: { meeting: other },
      query: { after: 0 },
    });
    expect(body).toEqual({ rows: [], last: 0 });
  });

  it('[MIN-76] secretaries change how minutes begin, and others read it', async () => {
    const { chair, secretary, staff, admin } = cast;
    const outline: Outline = {
      depth: 'results',
      parts: [{ is: 'heading', text: 'Mở đầu' }, { is: 'items' }],
    };
    const put = ({ client }: Actor) => client.refusal(outlineApi.put, { body: outline });
    expect(await staff.client.call(outlineApi.get)).toEqual(DEFAULT_OUTLINE);
    for (const other of [chair, staff, admin]) expect(await put(other)).toBe('notAllowed');
    expect(await put(secretary)).toBe('ok');
    expect(await staff.client.call(outlineApi.get)).toEqual(outline);
    const empty = { ...outline, parts: [] };
    expect(await secretary.client.refusal(outlineApi.put, { body: empty })).toBe('badRequest');
  });
});
