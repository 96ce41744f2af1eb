import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { expect, test } from '../../fixtures/desktop.ts';
import './bridge.ts';

/** A server on this machine that lets our own page read its answers, and remembers who asked. */
async function listen(): Promise<{ origin: string; askedBy: (string | undefined)[]; server: Server }> {
  const askedBy: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    askedBy.push(request.headers.origin);
    response.writeHead(200, { 'Access-Control-Allow-Origin': 'app://bantron' });
    response.end('hello');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { origin: `http://127.0.0.1:${address.port}`, askedBy, server };
}

test('the policy comes with the page, and a script that was injected does not run', async ({ desktop }) => {
  await desktop.launch();
  const { page } = desktop;
  const policy = await page.evaluate(async () =>
    (await fetch('index.html')).headers.get('content-security-policy'),
  );
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).toContain("object-src 'none'");
  expect(policy).toContain("connect-src 'self' http: https: ws: wss:;");

  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.injected = true';
    document.head.append(script);
  });
  await expect.poll(() => page.evaluate(() => window.violations)).toEqual(['script-src-elem inline']);
  expect(await page.evaluate(() => 'injected' in globalThis)).toBe(false);
});

test('once the server is known, the page can reach no other', async ({ desktop }) => {
  const [ours, other] = await Promise.all([listen(), listen()]);
  try {
    await desktop.launch();
    const { page } = desktop;
    const ask = (origin: string) =>
      page.evaluate(
        (address) =>
          fetch(address).then(
            (answer) => answer.text(),
            () => 'blocked',
          ),
        origin,
      );
    expect(await ask(ours.origin)).toBe('hello');
    expect(await ask(other.origin)).toBe('hello');

    await page.evaluate((address) => window.bantronDesktop.server.set({ address }), ours.origin);
    await page.reload();
    await page.waitForFunction(() => 'violations' in window);
    expect(await ask(ours.origin)).toBe('hello');
    expect(await ask(other.origin)).toBe('blocked');
    expect(await page.evaluate(() => window.violations)).toEqual([
      expect.stringContaining('connect-src http://127.0.0.1'),
    ]);
    expect(new Set([...ours.askedBy, ...other.askedBy])).toEqual(new Set(['app://bantron']));
    expect(other.askedBy).toHaveLength(1);
  } finally {
    ours.server.close();
    other.server.close();
  }
});

test('no address leads out of the folder of the page', async ({ desktop }) => {
  await desktop.launch();
  const status = await desktop.page.evaluate(async () =>
    Promise.all(
      [
        '/..%2f..%2f..%2fpackage.json',
        '/%2e%2e/%2e%2e/package.json',
        '/..%5c..%5cpackage.json',
        '/none.js',
      ].map(async (path) => (await fetch(path)).status),
    ),
  );
  expect(status).toEqual([404, 404, 404, 404]);
});

test('a WebSocket of the page tells the server that it is ours, and carries messages', async ({
  desktop,
}) => {
  const origins: (string | undefined)[] = [];
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket, request) => {
    origins.push(request.headers.origin);
    socket.on('message', (data) => socket.send(data));
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    await desktop.launch({ env: { BANTRON_DESKTOP_SERVER: `http://127.0.0.1:${address.port}` } });
    const echoed = await desktop.page.evaluate(
      (port) =>
        new Promise((resolve, reject) => {
          const socket = new WebSocket(`ws://127.0.0.1:${port}/live`);
          socket.addEventListener('open', () => socket.send('xin chào'));
          socket.addEventListener('message', ({ data }) =>
            resolve(data instanceof Blob ? data.text() : data),
          );
          socket.addEventListener('error', () => reject(new Error('no connection')));
        }),
      address.port,
    );
    expect(echoed).toBe('xin chào');
    expect(origins).toEqual(['app://bantron']);
  } finally {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});
