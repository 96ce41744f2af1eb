import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peopleApi } from '#protocol/people/api';
import { meetingApi } from '#protocol/meeting/api';
import { documentsApi } from '#protocol/documents/api';
import { refusalOf, type ApiClient } from '../../testing/api-client.ts';
import {
  addPerson,
  codeOf,
  foundOrganisation,
  PASSWORD,
  runServer,
  type Actor,
  type TestServer,
} from '../../testing/running-server.ts';

const HOUR = 3_600_000;

const setUp = (setupToken: string, email = 'a@thu.invalid') => ({
  body: { setupToken, organisation: 'Bộ', name: 'Yến', email, password: PASSWORD, holder: 'token' as const },
});

describe('the first run', () => {
  it('[PEOPLE-1] sets an organisation up with the token of this start only, and once', async () => {
    await using server = await runServer();
    const { setupToken } = server;
    const nobody = server.client();
    expect(await nobody.refusal(peopleApi.setUp, setUp('x'.repeat(43)))).toBe('notAllowed');
    expect((await nobody.call(peopleApi.serverInfo)).setUp).toBe(false);
    const raced = await Promise.all(
      ['a@thu.invalid', 'a@thu.invalid', 'b@thu.invalid'].map((email) =>
        nobody.refusal(peopleApi.setUp, setUp(setupToken, email)),
      ),
    );
    expect(raced.toSorted()).toEqual(['alreadySetUp', 'alreadySetUp', 'ok']);
    expect(await nobody.refusal(peopleApi.setUp, setUp(setupToken))).toBe('alreadySetUp');
    const sample = { body: { setupToken, holder: 'token' as const } };
    expect(await nobody.refusal(peopleApi.openSample, sample)).toBe('alreadySetUp');
    const after = await server.restart();
    try {
      expect(after.setupToken).toBe('');
      expect(await after.client().refusal(peopleApi.setUp, setUp(setupToken))).toBe('alreadySetUp');
    } finally {
      await after.close();
    }
  });
});

describe('the sample', () => {
  let server: TestServer;
  let chair: ApiClient;
  beforeAll(async () => {
    server = await runServer();
    const body = { setupToken: server.setupToken, holder: 'token' as const };
    const { token } = await server.client().call(peopleApi.openSample, { body });
    chair = server.client(token ?? '');
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it('[PEOPLE-2] has its people, its meeting and its papers', async () => {
    expect((await chair.call(peopleApi.me)).rank).toBe(1);
    expect((await chair.call(peopleApi.colleagues)).people).toHaveLength(6);
    const [meeting] = (await chair.call(meetingApi.list)).meetings;
    expect(meeting).toMatchObject({ role: 'chair', status: 'sent' });
    if (meeting === undefined) throw new Error('no meeting');
    const { state } = await chair.call(meetingApi.get, { params: { meeting: meeting.id } });
    expect(state.papers.map((paper) => paper.version?.pages ?? 'printed')).toContain('printed');
    for (const { version } of state.papers) {
      if (version === null) continue;
      const { pages } = await chair.call(documentsApi.pages, { params: { version: version.id } });
      expect(pages).toHaveLength(version.pages);
    }
  });

  it('[PEOPLE-2] never becomes an organisation', async () => {
    expect(await server.client().refusal(peopleApi.setUp, setUp(server.setupToken))).toBe('sampleFolder');
  });

  it('[PEOPLE-1] has no account with a password to guess', async () => {
    for (const password of ['', 'admin', 'password', 'bantron', 'huong@vidu.invalid']) {
      const body = { email: 'huong@vidu.invalid', password, holder: 'token' as const };
      expect(await server.client().refusal(peopleApi.signIn, { body })).toBe('wrongPassword');
    }
  });

  it('[PEOPLE-2] is entered by a link that works once, for an hour; the terminal has one after each start', async () => {
    const nobody = server.client();
    const link = async () => codeOf((await chair.call(peopleApi.sampleLink, { body: {} })).url);
    const code = await link();
    const second = await nobody.call(peopleApi.useSampleLink, { body: { code } });
    expect(second.token).not.toBeNull();
    expect(second.me.id).not.toBe((await chair.call(peopleApi.me)).id);
    expect(await nobody.refusal(peopleApi.useSampleLink, { body: { code } })).toBe('linkExpired');
    const late = await link();
    server.clock.advance(HOUR + 1);
    expect(await nobody.refusal(peopleApi.useSampleLink, { body: { code: late } })).toBe('linkExpired');
    server = await server.restart();
    const back = codeOf(server.sampleLink ?? '');
    expect((await server.client().call(peopleApi.useSampleLink, { body: { code: back } })).me.rank).toBe(1);
  });
});

describe('people of an organisation', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await runServer();
    admin = await foundOrganisation(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const add = (name = 'Lê Văn Ánh', role: 'staff' | 'admin' = 'staff') =>
    addPerson(server, admin, { name, role });
  const signIn = (email: string, password: string) =>
    server.client().refusal(peopleApi.signIn, { body: { email, password, holder: 'token' } });
  const link = async (id: Actor['person']['id']) =>
    codeOf((await admin.client.call(peopleApi.passwordLink, { params: { id } })).url);
  const choose = (code: string, password = PASSWORD) =>
    server.client().refusal(peopleApi.choosePassword, { body: { code, password, holder: 'token' } });

  it('[PEOPLE-3] shuts the door for one account and address after ten wrong passwords, also when sent at once', async () => {
    const { person } = await add();
    const answers = await Promise.all(Array.from({ length: 16 }, () => signIn(person.email, 'sai mật khẩu')));
    expect(answers.filter((code) => code === 'wrongPassword')).toHaveLength(10);
    expect(answers.filter((code) => code === 'slowDown')).toHaveLength(6);
    expect(await signIn(person.email, PASSWORD)).toBe('slowDown');
    server.clock.advance(15 * 60_000 + 1);
    expect(await signIn(person.email, PASSWORD)).toBe('ok');
  });

  it('[PEOPLE-3] tells nobody which accounts exist', async () => {
    const { person } = await add();
    expect(await signIn(person.email, 'sai mật khẩu')).toBe('wrongPassword');
    expect(await signIn('khong.co@thu.invalid', 'sai mật khẩu')).toBe('wrongPassword');
  });

  it('[PEOPLE-3] knows a password typed with combining marks and an address in capitals', async () => {
    const { person } = await add();
    expect(await signIn(person.email.toUpperCase(), PASSWORD.normalize('NFD'))).toBe('ok');
  });

  it('[PEOPLE-4] a password link works once, however it is raced', async () => {
    const { person } = await add();
    const code = await link(person.id);
    expect((await server.client().call(peopleApi.welcome, { body: { code } })).name).toBe(person.name);
    const raced = await Promise.all([1, 2, 3].map((n) => choose(code, `mật khẩu mới số ${n}`)));
    expect(raced.toSorted()).toEqual(['linkExpired', 'linkExpired', 'ok']);
    expect(await choose(code)).toBe('linkExpired');
    expect(await server.client().refusal(peopleApi.welcome, { body: { code } })).toBe('linkExpired');
  });

  it('[PEOPLE-4] a password link ends after a week, and with the next one', async () => {
    const { person } = await add();
    const old = await link(person.id);
    const newer = await link(person.id);
    expect(await choose(old)).toBe('linkExpired');
    server.clock.advance(7 * 24 * HOUR + 1);
    expect(await choose(newer)).toBe('linkExpired');
  });

  it('[PEOPLE-4] a new password ends the sessions before it; a short one is refused', async () => {
    const { person, client } = await add();
    const code = await link(person.id);
    expect(await choose(code, 'ngắn')).toBe('badRequest');
    expect(await client.refusal(peopleApi.me)).toBe('ok');
    expect(await choose(code, 'một mật khẩu khác')).toBe('ok');
    expect(await client.refusal(peopleApi.me)).toBe('signInNeeded');
    expect(await signIn(person.email, PASSWORD)).toBe('wrongPassword');
  });

  it('[PEOPLE-5] suspending ends the sessions at once and for good', async () => {
    const { person, client } = await add();
    await admin.client.call(peopleApi.suspend, { params: { id: person.id } });
    expect(await client.refusal(peopleApi.me)).toBe('signInNeeded');
    expect(await signIn(person.email, PASSWORD)).toBe('suspended');
    expect(await signIn(person.email, 'sai mật khẩu')).toBe('wrongPassword');
    const { people } = await admin.client.call(peopleApi.colleagues);
    expect(people.some(({ id }) => id === person.id)).toBe(false);
    await admin.client.call(peopleApi.restore, { params: { id: person.id } });
    expect(await client.refusal(peopleApi.me)).toBe('signInNeeded');
    expect(await signIn(person.email, PASSWORD)).toBe('ok');
  });

  it('[PEOPLE-5] ending sessions says how many there were', async () => {
    const { person, client } = await add();
    await signIn(person.email, PASSWORD);
    expect(await admin.client.call(peopleApi.endSessions, { params: { id: person.id } })).toEqual({
      ended: 2,
    });
    expect(await client.refusal(peopleApi.me)).toBe('signInNeeded');
  });

  it('[PEOPLE-11] a session ends after two weeks without use, and goes on with it', async () => {
    const { client } = await add();
    const other = await add();
    const WEEK = 7 * 24 * HOUR;
    for (let week = 0; week < 3; week++) {
      server.clock.advance(WEEK);
      expect(await client.refusal(peopleApi.me)).toBe('ok');
    }
    expect(await other.client.refusal(peopleApi.me)).toBe('signInNeeded');
    server.clock.advance(2 * WEEK + 1);
    expect(await client.refusal(peopleApi.me)).toBe('signInNeeded');
    const body = { email: admin.person.email, password: PASSWORD, holder: 'token' as const };
    const { token } = await server.client().call(peopleApi.signIn, { body });
    admin = { ...admin, client: server.client(token ?? '') };
  });

  it('[PEOPLE-6] keeps the last administrator', async () => {
    const { id } = admin.person;
    expect(await admin.client.refusal(peopleApi.suspend, { params: { id } })).toBe('lastAdmin');
    const { status: _, id: __, ...fields } = admin.person;
    const demoted = { params: { id }, body: { ...fields, role: 'staff' as const } };
    expect(await admin.client.refusal(peopleApi.change, demoted)).toBe('lastAdmin');
    const second = await add('Hồ Thị Hai', 'admin');
    const both = await Promise.all([
      admin.client.refusal(peopleApi.suspend, { params: { id: second.person.id } }),
      second.client.refusal(peopleApi.suspend, { params: { id } }),
    ]);
    // Whoever was first; the other was an administrator no more, or would have been the last.
    expect(both.filter((code) => code === 'ok')).toHaveLength(1);
    const left = both[0] === 'ok' ? admin : second;
    const gone = both[0] === 'ok' ? second.person.id : id;
    await left.client.call(peopleApi.restore, { params: { id: gone } });
    admin = left;
  });

  it('[PEOPLE-9] an address belongs to one person; an import is taken whole or not at all', async () => {
    const { person } = await add();
    const row = (email: string) => ({
      name: 'Bùi An',
      title: '',
      unit: '',
      rank: 1,
      role: 'staff' as const,
      email,
    });
    expect(await admin.client.refusal(peopleApi.add, { body: row(person.email) })).toBe('emailTaken');
    const before = (await admin.client.call(peopleApi.list)).people.length;
    const half = { body: { people: [row('moi1@thu.invalid'), row(person.email)] } };
    expect(await admin.client.refusal(peopleApi.addMany, half)).toBe('emailTaken');
    const twice = { body: { people: [row('moi2@thu.invalid'), row('moi2@thu.invalid')] } };
    expect(await admin.client.refusal(peopleApi.addMany, twice)).toBe('emailTaken');
    expect((await admin.client.call(peopleApi.list)).people).toHaveLength(before);
  });

  it('[PEOPLE-7] lists go by rank, then by given name', async () => {
    const rank = 50;
    for (const name of ['Trần Văn Zung', 'Lê Thị Đào', 'Ngô Văn Dũng', 'Phan Thị Ánh']) {
      await admin.client.call(peopleApi.add, {
        body: {
          name,
          title: '',
          unit: '',
          rank,
          role: 'staff',
          email: `x${name.length}${rank}${name.charCodeAt(0)}@thu.invalid`,
        },
      });
    }
    const { people } = await admin.client.call(peopleApi.list);
    const ranks = people.map((person) => person.rank);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(people.filter((person) => person.rank === rank).map(({ name }) => name.split(' ').at(-1))).toEqual(
      ['Ánh', 'Dũng', 'Đào', 'Zung'],
    );
  });

  it('[PEOPLE-8] only an administrator manages accounts; colleagues see no addresses', async () => {
    const { client, person } = await add();
    const params = { id: admin.person.id };
    expect(await client.refusal(peopleApi.list)).toBe('notAllowed');
    expect(await client.refusal(peopleApi.passwordLink, { params })).toBe('notAllowed');
    expect(await client.refusal(peopleApi.suspend, { params })).toBe('notAllowed');
    expect(await client.refusal(peopleApi.endSessions, { params })).toBe('notAllowed');
    const { status: _, id: __, ...fields } = person;
    const promoted = { params: { id: person.id }, body: { ...fields, role: 'admin' as const } };
    expect(await client.refusal(peopleApi.change, promoted)).toBe('notAllowed');
    const response = await client.fetch('/api/colleagues');
    expect(await response.text()).not.toContain('@');
    expect(await refusalOf(server.client().call(peopleApi.colleagues))).toBe('signInNeeded');
  });
});
