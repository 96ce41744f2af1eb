import { expect, test } from 'vitest';
import { PersonId } from '#protocol/wire/ids';
import { createApiClient } from './api-client.ts';
import { openSession } from './session.ts';

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
function world({ setUp = true, oldestClient = 1 } = {}) {
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
          protocol: 1,
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
  });
  return {
    session,
    sessions,
    kept,
    api,
    cut: () => {
      online = false;
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
