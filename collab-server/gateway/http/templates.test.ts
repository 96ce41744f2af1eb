import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_TEMPLATES_OF_PERSON, templateApi, type TemplateFields } from '#protocol/meeting/templates';
import { addCast, type Cast } from '../../testing/meeting-cast.ts';
import { fresh, runServer, type TestServer } from '../../testing/running-server.ts';

describe('meeting templates', () => {
  let server: TestServer;
  let cast: Cast;
  beforeAll(async () => {
    server = await runServer();
    cast = await addCast(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const fields = (name: string): TemplateFields => ({
    name,
    minutes: 90,
    place: 'Phòng số 2',
    mode: 'both',
    quorum: { percent: 50, base: 'entitled' },
    chair: cast.chair.person.id,
    deputy: null,
    participants: [{ person: cast.delegate.person.id, role: 'delegate' }],
    agenda: [
      { parent: null, fields: { title: 'Khai mạc', presenter: null, minutes: 5, kind: 'public' } },
      {
        parent: 0,
        fields: { title: 'Giới thiệu đại biểu', presenter: null, minutes: 5, kind: 'internal' },
      },
    ],
  });
  const list = async (who = cast.secretary) =>
    (await who.client.call(templateApi.list)).templates.map(({ fields: { name } }) => name);

  it('[TEMPLATE-1] are read by whoever may start meetings, and changed by whoever made them', async () => {
    const template = fresh.template();
    const params = { template };
    const { secretary, chair, staff, admin } = cast;
    await secretary.client.call(templateApi.put, { params, body: fields('Giao ban tuần') });
    await secretary.client.call(templateApi.put, { params, body: fields('Giao ban tháng') });
    const { templates } = await chair.client.call(templateApi.list);
    expect(templates).toEqual([
      { id: template, by: secretary.person.id, at: server.clock.now(), fields: fields('Giao ban tháng') },
    ]);
    const body = fields('của người khác');
    expect(await chair.client.refusal(templateApi.put, { params, body })).toBe('notAllowed');
    expect(await chair.client.refusal(templateApi.remove, { params })).toBe('notAllowed');
    for (const { client } of [staff, admin]) {
      expect(await client.refusal(templateApi.list)).toBe('notAllowed');
      expect(await client.refusal(templateApi.put, { params: { template: fresh.template() }, body })).toBe(
        'notAllowed',
      );
    }
    expect(await server.client().refusal(templateApi.list)).toBe('signInNeeded');
    expect(await list()).toEqual(['Giao ban tháng']);
    await secretary.client.call(templateApi.remove, { params });
    expect(await secretary.client.refusal(templateApi.remove, { params })).toBe('notFound');
    expect(await list()).toEqual([]);
  });

  it('[TEMPLATE-1] name people who exist and items that stand under earlier ones, and are only so many', async () => {
    const put = (body: TemplateFields) =>
      cast.chair.client.refusal(templateApi.put, { params: { template: fresh.template() }, body });
    const [first] = fields('').agenda;
    if (first === undefined) throw new Error('no item');
    expect(await put({ ...fields('vòng'), agenda: [{ ...first, parent: 0 }] })).toBe('badRequest');
    expect(await put({ ...fields(''), name: ' ' })).toBe('badRequest');
    // An id that nobody has.
    const nobody = fresh.key() as string as typeof cast.chair.person.id;
    expect(await put({ ...fields('ai'), chair: nobody })).toBe('notFound');
    for (let n = 0; n < MAX_TEMPLATES_OF_PERSON; n++) expect(await put(fields(`mẫu ${n}`))).toBe('ok');
    expect(await put(fields('một mẫu nữa'))).toBe('tooMany');
  });
});
