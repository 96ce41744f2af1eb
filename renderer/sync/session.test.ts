import { expect, test } from 'vitest';
import { peopleApi } from '#protocol/people/api';
import { PersonId } from '#protocol/wire/ids';
import { type AnswerCopies, createApiClient } from './api-client.ts';
import { openSession, type SessionCopies } from './session.ts';
import { PROTOCOL_VERSION } from '#protocol/wire/version';

const me = {
  id: PersonId.parse('a'.repeat(20)),
  name: 'Lê Thị Ánh Tuyết',
  title: '',
  unit: '',
  rank: 1,
  role: 'secretary',
  email: 'a@bo.gov.vn',
  status: 'active',
};

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });

/** A server with one account, and a store for one token. */
function world({ setUp = true, oldestClient = 1, device = null as AnswerCopies | null } = {}) {
  const sessions = new Set<string>();
  const kept: { token: string | null } = { token: null };
  let online = true;
  const api = createApiClient(async (address, request) => {
    if (!online) throw new TypeError('no network');
    const token = new Headers(request?.headers).get('authorization')?.slice(7) ?? '';
    const known = sessions.has(token);
    const refused = json({ ok: false, code: 'signInNeeded' }, 401);
    switch (`${request?.method} ${new URL(address instanceof Request ? address.url : address).pathname}`) {
      case 'GET /api/server':
        return json({
          product: 'bantron',
          protocol: PROTOCOL_VERSION,
          oldestClient,
          organisation: 'Bộ',
          setUp,
          sample: false,
          secure: true,
          maxUpload: 1,
        });
      case 'GET /api/me':
        return known ? json(me) : refused;
      case 'POST /api/sessions':
        sessions.add('t1');
        return json({ me, token: 't1' });
      case 'DELETE /api/sessions/current':
        if (!known) return refused;
        sessions.delete(token);
        return json({ ok: true });
      default:
        return json({ ok: false, code: 'notFound' }, 404);
    }
  });
  const told: string[] = [];
  const copies: SessionCopies = {
    resume: async (token) => {
      if (token !== null && device !== null) api.useCopies(device);
    },
    adopt: async (person) => void told.push(`adopt ${person}`),
    left: async () => void told.push('left'),
    ended: async () => {
      told.push('ended');
      api.useCopies(null);
    },
  };
  const session = openSession(api, {
    origin: 'https://hop.example',
    holder: 'token',
    tokens: {
      load: async () => kept.token,
      store: async (token) => {
        kept.token = token;
      },
      clear: async () => {
        kept.token = null;
      },
    },
    copies,
  });
  return {
    session,
    sessions,
    kept,
    api,
    told,
    cut: () => {
      online = false;
    },
    mend: () => {
      online = true;
    },
  };
}

test('starts signed out, signs in, and is still signed in after a start with the kept token', async () => {
  const { session, kept } = world();
  await session.start();
  expect(session.state()).toMatchObject({ phase: 'signedOut', left: false });
  await session.signIn('a@bo.gov.vn', 'password');
  expect(session.state()).toMatchObject({ phase: 'signedIn', me: { name: me.name }, expired: false });
  expect(kept.token).toBe('t1');
  await session.start();
  expect(session.state()).toMatchObject({ phase: 'signedIn' });
});

test('a session that the server ended keeps the screen and asks again', async () => {
  const { session, sessions, api } = world();
  await session.start();
  await session.signIn('a@bo.gov.vn', 'password');
  sessions.clear();
  const { peopleApi } = await import('#protocol/people/api');
  await expect(api.call(peopleApi.me, {})).rejects.toMatchObject({ code: 'signInNeeded' });
  expect(session.state()).toMatchObject({ phase: 'signedIn', expired: true });
  await session.signIn('a@bo.gov.vn', 'password');
  expect(session.state()).toMatchObject({ phase: 'signedIn', expired: false });
});

test('signing out forgets the token also when the server cannot be told', async () => {
  const { session, kept, cut } = world();
  await session.start();
  await session.signIn('a@bo.gov.vn', 'password');
  cut();
  await expect(session.signOut()).rejects.toThrow('unreachable');
  expect(kept.token).toBeNull();
  expect(session.state()).toMatchObject({ phase: 'signedOut', left: true });
});

test('says why it could not start', async () => {
  const lost = world();
  lost.cut();
  await lost.session.start();
  expect(lost.session.state().phase).toBe('unreachable');
  const old = world({ oldestClient: 99 });
  await old.session.start();
  expect(old.session.state().phase).toBe('tooOld');
});

const serverInfo = {
  product: 'bantron',
  protocol: PROTOCOL_VERSION,
  oldestClient: 1,
  organisation: 'Bộ',
  setUp: true,
  sample: false,
  secure: true,
  maxUpload: 1,
};

/** A device that holds who was signed in. */
function deviceOf(): AnswerCopies {
  const answers: Record<string, unknown> = { '/api/server': serverInfo, '/api/me': me };
  return {
    answered: () => undefined,
    showed: () => undefined,
    refused: () => undefined,
    recall: async (path) => (path in answers ? { at: 5, value: answers[path] } : null),
  };
}

test('without the server it starts as the last person, and asks the server as soon as it answers', async () => {
  const { session, sessions, kept, api, told, cut, mend } = world({ device: deviceOf() });
  sessions.add('t1');
  kept.token = 't1';
  cut();
  await session.start();
  expect(session.state()).toMatchObject({ phase: 'signedIn', expired: false, me: { name: me.name } });
  mend();
  await api.call(peopleApi.serverInfo, { fresh: true });
  await expect.poll(() => told).toEqual([`adopt ${me.id}`, `adopt ${me.id}`]);
  expect(session.state()).toMatchObject({ phase: 'signedIn', expired: false });
});

test('a session that the server has ended meanwhile loses the copy at the first contact', async () => {
  const { session, kept, api, told, cut, mend } = world({ device: deviceOf() });
  kept.token = 't1';
  cut();
  await session.start();
  expect(session.state()).toMatchObject({ phase: 'signedIn', expired: false });
  mend();
  await api.call(peopleApi.serverInfo, { fresh: true });
  await expect.poll(() => told).toContain('ended');
  expect(session.state()).toMatchObject({ phase: 'signedIn', expired: true });
});

test('a start that finds the session ended loses the copy too, and shows nobody', async () => {
  const { session, kept, told } = world({ device: deviceOf() });
  kept.token = 't1';
  await session.start();
  expect(told).toEqual(['ended']);
  expect(session.state()).toMatchObject({ phase: 'signedOut' });
});

test('without the server and without a copy it says that it cannot be reached', async () => {
  const { session, kept, cut } = world();
  kept.token = 't1';
  cut();
  await session.start();
  expect(session.state()).toMatchObject({ phase: 'unreachable' });
});

test('signing out leaves the copy', async () => {
  const { session, told } = world();
  await session.start();
  await session.signIn('a@bo.gov.vn', 'password');
  await session.signOut();
  expect(told.slice(-2)).toEqual([`adopt ${me.id}`, 'left']);
});
