import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { displayApi } from '#protocol/display/api';
import { documentsApi } from '#protocol/documents/api';
import { meetingApi } from '#protocol/meeting/api';
import { templateApi } from '#protocol/meeting/templates';
import { peopleApi } from '#protocol/people/api';
import { ticketApi } from '#protocol/wire/collab';
import type { Endpoint } from '#protocol/wire/endpoint';
import {
  addPerson,
  foundOrganisation,
  runServer,
  type Actor,
  type TestServer,
} from '../../testing/running-server.ts';
import { tempDataDir } from '../../testing/temp-storage.ts';

const OpenApi = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

describe('what an operator looks at', () => {
  let server: TestServer;
  let admin: Actor;
  let folder: Awaited<ReturnType<typeof tempDataDir>>;
  beforeAll(async () => {
    folder = await tempDataDir();
    const rendererDir = join(folder.path, 'renderer');
    await mkdir(join(rendererDir, 'assets'), { recursive: true });
    await writeFile(join(rendererDir, 'index.html'), '<!doctype html>trang');
    await writeFile(join(rendererDir, 'assets/a.js'), '1');
    await writeFile(join(folder.path, 'secret.txt'), 'kín');
    server = await runServer({ rendererDir });
    admin = await foundOrganisation(server);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  it('[HTTP-4] describes every endpoint in OpenAPI', async () => {
    const { openapi, paths } = OpenApi.parse(await (await fetch(`${server.url}/api/openapi.json`)).json());
    expect(openapi).toMatch(/^3\./);
    const endpoints: Endpoint[] = [
      peopleApi,
      meetingApi,
      templateApi,
      documentsApi,
      displayApi,
      ticketApi,
    ].flatMap((area): Endpoint[] => Object.values(area));
    expect(endpoints.length).toBeGreaterThan(30);
    for (const { method, path, summary } of endpoints) {
      const described = paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      expect(described, `${method} ${path}`).toMatchObject({ summary });
    }
  });

  it('[HTTP-5] tells its health to anyone, and its figures to this machine and administrators only', async () => {
    expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({ ok: true });
    const metrics = (headers: Record<string, string> = {}, base = server.url) =>
      fetch(`${base}/metrics`, { headers });
    expect(await (await metrics()).text()).toMatch(/bantron_live_connections 0/);
    // A proxy on this machine passes on what comes from anywhere.
    expect((await metrics({ 'x-forwarded-for': '203.0.113.7' })).status).toBe(403);
    expect(
      await rawStatus(
        server,
        'GET /metrics HTTP/1.1\r\nhost: hop.example.gov.vn\r\nconnection: close\r\n\r\n',
      ),
    ).toBe(403);
    const staff = await addPerson(server, admin, { name: 'Ngô Bá', role: 'staff' });
    const bearer = (actor: Actor) => ({
      'x-forwarded-for': '203.0.113.7',
      authorization: `Bearer ${actor.client.token ?? ''}`,
    });
    expect((await metrics(bearer(staff))).status).toBe(403);
    expect((await metrics(bearer(admin))).status).toBe(200);
  });

  it('[HTTP-6] serves the client’s files, its page for every address of it, and nothing beside them', async () => {
    const page = await fetch(`${server.url}/meetings/x?y=1`);
    expect(await page.text()).toContain('trang');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'self'/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect((await fetch(`${server.url}/assets/a.js`)).headers.get('cache-control')).toMatch(/immutable/);
    expect((await fetch(`${server.url}/api/nothing`)).status).toBe(404);
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/..%5csecret.txt',
      '/assets/%00',
    ]) {
      const answer = await rawAnswer(
        server,
        `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`,
      );
      expect(answer, path).not.toContain('kín');
      expect(answer, path).not.toMatch(/^HTTP\/1\.1 5/);
    }
  });

  it('[HTTP-6] links begin with the address that the operator gave, whatever host a request names', async () => {
    await using own = await runServer({ config: { publicUrl: 'https://hop.thu.invalid' } });
    const port = /127\.0\.0\.1:(\d+)/.exec(own.log())?.[1] ?? '';
    const body = JSON.stringify({
      setupToken: own.setupToken,
      organisation: 'B',
      name: 'A',
      email: 'a@b.invalid',
      password: 'mật khẩu dài',
      holder: 'token',
    });
    const post = (path: string, headers: Record<string, string>, text?: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers,
        ...(text === undefined ? {} : { body: text }),
      });
    const signedIn = z
      .object({ me: z.object({ id: z.string() }), token: z.string() })
      .parse(
        await (await post('/api/setup/organisation', { 'content-type': 'application/json' }, body)).json(),
      );
    const headers = { authorization: `Bearer ${signedIn.token}`, 'x-forwarded-host': 'evil.invalid' };
    const link = z
      .object({ url: z.string() })
      .parse(await (await post(`/api/people/${signedIn.me.id}/link`, headers)).json());
    expect(link.url).toMatch(/^https:\/\/hop\.thu\.invalid\/welcome#/);
  });
});

async function rawStatus(server: TestServer, text: string): Promise<number> {
  return Number(/^HTTP\/1\.1 (\d+)/.exec(await rawAnswer(server, text))?.[1]);
}

/** What comes back for exactly these bytes, which `fetch` would tidy up. */
function rawAnswer(server: TestServer, text: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
