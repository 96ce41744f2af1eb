import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_PICTURE_FILE } from '#protocol/minutes/picture';
import { phraseApi } from '#protocol/minutes/phrases';
import type { MeetingId } from '#protocol/wire/ids';
import { addCast, give, prepareMeeting, type Cast } from '../../testing/meeting-cast.ts';
import { fresh, runServer, type Actor, type TestServer } from '../../testing/running-server.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

describe('what writers put into the text of minutes', () => {
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

  const put = async ({ client }: Actor, bytes: readonly number[], to = meeting) => {
    const answer = await client.fetch(`/api/meetings/${to}/minutes/pictures`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: Uint8Array.from(bytes),
    });
    return (await answer.json()) as { hash?: string; code?: string };
  };
  const read = async ({ client }: Actor, hash: string, of = meeting) => {
    const answer = await client.fetch(`/api/meetings/${of}/minutes/pictures/${hash}`);
    return answer.ok ? [...new Uint8Array(await answer.arrayBuffer())] : answer.status;
  };

  it('[MIN-72] a picture is brought by who writes, once, and read by who reads the draft of that meeting', async () => {
    const { chair, secretary, staff, delegate, outsider, admin } = cast;
    const { hash = '' } = await put(staff, PNG);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await put(secretary, PNG)).toEqual({ hash });
    for (const writer of [chair, secretary, staff]) expect(await read(writer, hash)).toEqual(PNG);
    for (const other of [delegate, outsider, admin]) expect(await read(other, hash)).toBe(404);
    expect(await put(delegate, PNG)).toMatchObject({ code: 'notAllowed' });
    expect(await put(outsider, PNG)).toMatchObject({ code: 'notFound' });
    expect(await read(chair, '0'.repeat(64))).toBe(404);
    // Knowing its name opens it in its own meeting only.
    const { meeting: second } = await prepareMeeting(cast);
    await give(secretary.client, second, { type: 'meeting.open' });
    expect(await read(chair, hash, second)).toBe(404);
    await give(secretary.client, meeting, {
      type: 'minutes.openComments',
      until: server.clock.now() + 3_600_000,
    });
    expect(await read(delegate, hash)).toEqual(PNG);
    expect(await put(delegate, PNG)).toMatchObject({ code: 'notAllowed' });
  });

  it('[MIN-72] anything but a PNG or JPEG of bounded size is refused', async () => {
    const { secretary } = cast;
    for (const bytes of [[], [0x3c, 0x73, 0x76, 0x67], [0x47, 0x49, 0x46, 0x38]])
      expect(await put(secretary, bytes)).toMatchObject({ code: 'badRequest' });
    const large = [...PNG, ...Array.from({ length: MAX_PICTURE_FILE }, () => 0)];
    expect(await put(secretary, large)).toMatchObject({ code: 'tooLarge' });
  });

  it('[MIN-74] phrases are read by everybody and kept by secretaries, each under a word of its own', async () => {
    const { secretary, chair, staff, admin } = cast;
    const phrase = fresh.phrase();
    const params = { phrase };
    const body = { word: 'Nhất trí', text: 'Hội nghị nhất trí thông qua.' };
    await secretary.client.call(phraseApi.put, { params, body });
    await secretary.client.call(phraseApi.put, { params, body });
    expect(await staff.client.call(phraseApi.list)).toEqual({
      phrases: [
        { id: phrase, by: secretary.person.id, at: server.clock.now(), word: 'nhattri', text: body.text },
      ],
    });
    for (const { client } of [chair, staff, admin]) {
      expect(await client.refusal(phraseApi.put, { params, body })).toBe('notAllowed');
      expect(await client.refusal(phraseApi.remove, { params })).toBe('notAllowed');
    }
    expect(await server.client().refusal(phraseApi.list)).toBe('signInNeeded');
    const { client } = secretary;
    const refusal = (fields: typeof body) =>
      client.refusal(phraseApi.put, { params: { phrase: fresh.phrase() }, body: fields });
    expect(await refusal({ word: 'NHẤTTRÍ', text: 'khác' })).toBe('conflict');
    expect(await refusal({ word: 'x', text: 'ngắn' })).toBe('badRequest');
    expect(await refusal({ word: 'dài', text: 'x'.repeat(2001) })).toBe('badRequest');
    expect(await refusal({ word: 'ẩn', text: 'a\u202eb' })).toBe('badRequest');
    await client.call(phraseApi.remove, { params });
    expect(await client.refusal(phraseApi.remove, { params })).toBe('notFound');
    expect(await client.call(phraseApi.list)).toEqual({ phrases: [] });
  });
});
