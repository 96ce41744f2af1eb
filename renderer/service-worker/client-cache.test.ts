import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ClientCache } from './client-cache.ts';

const ORIGIN = 'https://hop.example';
const files = ['/index.html', '/assets/app-1.js', '/pdfjs/wasm/a.wasm'];

/** The browser's caches, as far as they are used. */
class FakeCaches {
  readonly kept = new Map<string, Map<string, Response>>();

  keys = async () => [...this.kept.keys()];
  delete = async (name: string) => this.kept.delete(name);
  match = async (file: string) => {
    for (const cache of this.kept.values()) {
      const found = cache.get(file);
      if (found !== undefined) return found.clone();
    }
    return undefined;
  };
  open = async (name: string) => {
    const cache = this.kept.get(name) ?? new Map<string, Response>();
    this.kept.set(name, cache);
    const at = (file: RequestInfo | URL) => (typeof file === 'string' ? file : 'not a path');
    return {
      match: async (file: RequestInfo | URL) => cache.get(at(file))?.clone(),
      put: async (file: RequestInfo | URL, response: Response) => void cache.set(at(file), response),
    };
  };
}

let stored: FakeCaches;
let network: (path: string) => Response | Promise<Response>;
let asked: string[];
let build: (name: string, list?: readonly string[]) => ClientCache;

beforeEach(() => {
  vi.useFakeTimers();
  stored = new FakeCaches();
  asked = [];
  network = (path) => new Response(`server ${path}`);
  build = (name, list = files) =>
    new ClientCache(
      { build: name, files: list },
      {
        caches: stored,
        fetch: async (request) => {
          const path = typeof request === 'string' ? request : new URL(request.url).pathname;
          asked.push(path);
          return network(path);
        },
      },
    );
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const answer = (client: ClientCache, path: string, mode = 'same-origin', method = 'GET', origin = ORIGIN) => {
  const request = new Request(origin + path, { method });
  // A page can't make a request that navigates.
  Object.defineProperty(request, 'mode', { value: mode });
  return client.answer(request, ORIGIN);
};
const down = () => Promise.reject(new TypeError('no network'));

test('without the server every address of the app is its page, and its files are there', async () => {
  const client = build('1');
  await client.fill();
  network = down;
  expect(await (await answer(client, '/meetings/x', 'navigate'))?.text()).toBe('server /index.html');
  expect(await (await answer(client, '/assets/app-1.js'))?.text()).toBe('server /assets/app-1.js');
});

test('answers of the server are never kept and never stood in for', async () => {
  const client = build('1');
  await client.fill();
  for (const path of ['/api/me', '/api/versions/x/bytes', '/collab/x', '/live/x', '/healthz', '/metrics'])
    expect(answer(client, path), path).toBeNull();
  expect(answer(client, '/api/versions/x/bytes', 'navigate')).toBeNull();
  expect(answer(client, '/assets/app-1.js', 'cors', 'POST')).toBeNull();
  expect(answer(client, '/assets/unknown.js')).toBeNull();
  expect(answer(client, '/index.html', 'cors', 'GET', 'https://khac.example')).toBeNull();
  const paths = [...(stored.kept.get('bantron-client 1')?.keys() ?? [])];
  expect(paths.toSorted()).toEqual(files.toSorted());
});

test('while the server answers the page is the server’s, so that nobody stays with an old client', async () => {
  const client = build('1');
  await client.fill();
  network = (path) => new Response(`newer ${path}`);
  expect(await (await answer(client, '/', 'navigate'))?.text()).toBe('newer /');
  network = () => new Response('bad gateway', { status: 502 });
  expect(await (await answer(client, '/', 'navigate'))?.text()).toBe('server /index.html');
});

test('a server that is silent is not waited for', async () => {
  const client = build('1');
  await client.fill();
  network = () => new Promise<Response>(() => undefined);
  const page = answer(client, '/', 'navigate');
  await vi.advanceTimersByTimeAsync(4000);
  expect(await (await page)?.text()).toBe('server /index.html');
});

test('a new build fetches what has changed only, and removes the old one when it takes over', async () => {
  await build('1').fill();
  asked.length = 0;
  const next = build('2', ['/index.html', '/assets/app-1.js', '/assets/app-2.js']);
  await next.fill();
  expect(asked.toSorted()).toEqual(['/assets/app-2.js', '/index.html']);
  stored.kept.set('something else', new Map());
  expect([...stored.kept.keys()]).toContain('bantron-client 1');
  await next.removeOthers();
  expect([...stored.kept.keys()]).toEqual(['bantron-client 2', 'something else']);
});

test('a build of which a file is missing is not taken for whole', async () => {
  network = (path) => new Response('', { status: path.endsWith('wasm') ? 404 : 200 });
  await expect(build('1').fill()).rejects.toThrow('a.wasm answered 404');
});
