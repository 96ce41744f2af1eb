import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peopleApi } from '#protocol/people/api';
import { ticketApi } from '#protocol/wire/collab';
import {
  addPerson,
  codeOf,
  foundOrganisation,
  fresh,
  PASSWORD,
  runServer,
  type Actor,
  type TestServer,
} from '../../testing/running-server.ts';

describe('sessions and foreign pages', () => {
  let server: TestServer;
  let admin: Actor;
  beforeAll(async () => {
    server = await runServer();
    admin = await foundOrganisation(server);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const signIn = async (headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ email: admin.person.email, password: PASSWORD, holder: 'cookie' }),
    });
    const cookie = response.headers.getSetCookie()[0] ?? '';
    return { response, cookie, pair: cookie.split(';')[0] ?? '', token: /=([^;]+)/.exec(cookie)?.[1] ?? '' };
  };
  const me = async (headers: Record<string, string>) =>
    (await fetch(`${server.url}/api/me`, { headers })).status;

  it('[HTTP-1] a cookie is out of reach of scripts and of other sites, and its session works as a cookie only', async () => {
    const { cookie, pair, token, response } = await signIn();
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).toMatch(/; Path=\//);
    expect(await response.json()).toMatchObject({ token: null });
    expect(await me({ cookie: pair })).toBe(200);
    expect(await me({ authorization: `Bearer ${token}` })).toBe(401);
    expect(await me({ cookie: `bantron_session=${admin.client.token ?? ''}` })).toBe(401);
    expect(await me({ authorization: `Bearer ${admin.client.token ?? ''}` })).toBe(200);
  });

  it('[HTTP-1] behind TLS the cookie is told to stay there', async () => {
    await using secure = await runServer({ config: { publicUrl: 'https://hop.thu.invalid' } });
    const response = await fetch(`http://127.0.0.1:${await portOf(secure)}/api/setup/sample`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://hop.thu.invalid' },
      body: JSON.stringify({ setupToken: secure.setupToken, holder: 'cookie' }),
    });
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()[0]).toMatch(/; Secure/);
  });

  it('[HTTP-1] the next user of a shared browser ends the session of the one before', async () => {
    const first = await signIn();
    const second = await signIn({ cookie: first.pair });
    expect(await me({ cookie: first.pair })).toBe(401);
    expect(await me({ cookie: second.pair })).toBe(200);
  });

  it('[HTTP-2] a foreign page changes nothing, with or without telling where it is from', async () => {
    const { pair } = await signIn();
    const ticket = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/tickets`, {
        method: 'POST',
        headers: { cookie: pair, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ target: `live:${fresh.meeting()}` }),
      });
    expect((await ticket({ origin: server.url })).status).toBe(200);
    expect((await ticket({ origin: 'app://bantron' })).status).toBe(200);
    for (const origin of [
      'https://evil.invalid',
      'null',
      'http://127.0.0.1:1',
      `${server.url}.evil.invalid`,
    ]) {
      expect((await ticket({ origin })).status).toBe(403);
    }
    expect((await ticket({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ticket({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
  });

  it('[HTTP-2] a form is no way in, whatever type it calls itself', async () => {
    const { pair } = await signIn();
    const other = await addPerson(server, admin, { name: 'Ngô Bá', role: 'staff' });
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await fetch(`${server.url}/api/people/${other.person.id}/suspend`, {
        method: 'POST',
        headers: { cookie: pair, 'content-type': type },
        body: 'a=1',
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
    }
    expect(await other.client.refusal(peopleApi.me)).toBe('ok');
  });

  it('[HTTP-2] the desktop asks before it sends, and is the only foreign origin that is answered', async () => {
    const ask = (origin: string) =>
      fetch(`${server.url}/api/tickets`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });
    const desktop = await ask('app://bantron');
    expect(desktop.status).toBe(204);
    expect(desktop.headers.get('access-control-allow-origin')).toBe('app://bantron');
    expect((await ask('https://evil.invalid')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('[HTTP-2] an object that would change all objects is refused', async () => {
    for (const body of [
      '{"__proto__":{"role":"admin"},"target":"live:x"}',
      '{"constructor":{"prototype":{"a":1}},"target":"live:x"}',
    ]) {
      const response = await admin.client.fetch('/api/tickets', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(response.status).toBe(400);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('[HTTP-7] whoever may not call is refused before their body is read', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(`${server.url}/api/people/import`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': 4_000_000 },
      });
      // The body never comes.
      request.on('response', (response) => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      });
      request.on('error', reject);
      request.flushHeaders();
    });
    expect(status).toBe(401);
  });

  it('[HTTP-7] a body beyond what an endpoint needs is too large', async () => {
    const body = JSON.stringify({ target: 'x'.repeat(600 * 1024) });
    const response = await admin.client.fetch('/api/tickets', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ ok: false, code: 'tooLarge' });
  });

  it('[HTTP-7] a request without a host, or with a torn one, is no fault of the server', async () => {
    for (const head of [
      'GET /api/server HTTP/1.1\r\n\r\n',
      'GET /api/server HTTP/1.0\r\nOrigin: null\r\n\r\n',
      'rubbish\r\n\r\n',
    ]) {
      const answer = await raw(server, head);
      expect(answer).not.toMatch(/^HTTP\/1\.\d 5/);
    }
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('[TICKET-1] a session can’t fill the memory with tickets', async () => {
    const other = await addPerson(server, admin, { name: 'Ngô Bá', role: 'staff' });
    const body = { target: `live:${fresh.meeting()}` };
    const asked = await Promise.all(
      Array.from({ length: 320 }, () => other.client.refusal(ticketApi.ticket, { body })),
    );
    expect(asked.filter((code) => code === 'slowDown').length).toBe(20);
    expect(await admin.client.refusal(ticketApi.ticket, { body })).toBe('ok');
  });

  it('[HTTP-3] writes down no password, token, ticket, code or query', async () => {
    await using own = await runServer();
    const boss = await foundOrganisation(own);
    const { url } = await boss.client.call(peopleApi.passwordLink, { params: { id: boss.person.id } });
    const code = codeOf(url);
    const { ticket } = await boss.client.call(ticketApi.ticket, {
      body: { target: `live:${fresh.meeting()}` },
    });
    const secret = 'mật-khẩu-sai-nhưng-vẫn-kín';
    await own
      .client()
      .refusal(peopleApi.signIn, { body: { email: 'a@b.invalid', password: secret, holder: 'token' } });
    const post = (path: string, body: string) =>
      boss.client.fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await post('/api/sessions?question=hidden', `{"password":"${secret}`);
    await post('/api/sessions', `{"password":"${secret}","email":7,"holder":"token"}`);
    await post('/api/welcome', `{"code":"${code}","more":1`);
    await own.client().fetch(`/welcome/${code}`);
    await own.client().fetch(`/live/${fresh.meeting()}?ticket=${ticket}`);
    await own.client().fetch(`/collab/annotation/x?ticket=${ticket}`);
    await own.client().fetch(`/api/nothing/here?ticket=${ticket}`);
    const log = own.log();
    expect(log).toContain('a request was refused');
    for (const kept of [
      boss.client.token ?? '-',
      own.setupToken,
      code,
      ticket,
      secret,
      PASSWORD,
      'hidden',
      '?',
    ]) {
      expect(log.includes(kept), kept).toBe(false);
    }
  });
});

async function portOf(server: TestServer): Promise<string> {
  const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(server.log());
  return found?.[1] ?? '';
}

/** What comes back for these bytes, until the server closes. */
function raw(server: TestServer, text: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString();
      socket.end();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
