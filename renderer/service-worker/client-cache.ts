/** What the cache needs from outside; tests bring their own. */
export interface ClientCachePorts {
  readonly caches: {
    open(name: string): Promise<Pick<Cache, 'match' | 'put'>>;
    keys(): Promise<string[]>;
    delete(name: string): Promise<boolean>;
    match(file: string): Promise<Response | undefined>;
  };
  readonly fetch: (request: Request | string) => Promise<Response>;
}

const PREFIX = 'bantron-client ';
const PAGE = '/index.html';
/** Files that are fetched at the same time. */
const AT_ONCE = 6;
/** How long the server may take for the page before the kept one is shown, in milliseconds. */
const PATIENCE = 4000;
/** What is the server's and never kept: answers about people and papers. */
const SERVER = /^\/(?:api|collab|live|healthz|metrics)(?:\/|$)/u;

/**
 * The files of one build of the client, kept whole or not at all. The page itself comes from the server whenever it
 * answers, so that nobody works with an old client by accident; its files, whose names change with their contents, come
 * from the cache.
 */
export class ClientCache {
  readonly #name: string;
  readonly #files: ReadonlySet<string>;
  readonly #ports: ClientCachePorts;

  constructor(
    client: { readonly build: string; readonly files: readonly string[] },
    ports: ClientCachePorts,
  ) {
    this.#name = PREFIX + client.build;
    this.#files = new Set(client.files);
    this.#ports = ports;
  }

  /** Fetches all files. Rejects when one is missing; the browser tries again with the next visit. */
  async fill(): Promise<void> {
    const cache = await this.#ports.caches.open(this.#name);
    const left = [...this.#files];
    const work = async () => {
      for (let file = left.pop(); file !== undefined; file = left.pop()) {
        const response = (await this.#kept(file)) ?? (await this.#ports.fetch(file));
        if (!response.ok) throw new Error(`${file} answered ${response.status}`);
        await cache.put(file, response);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** Removes the files of other builds. */
  async removeOthers(): Promise<void> {
    for (const name of await this.#ports.caches.keys())
      if (name.startsWith(PREFIX) && name !== this.#name) await this.#ports.caches.delete(name);
  }

  /** The answer to a request of a page; null for what the browser has to ask the server for. */
  answer(request: Request, origin: string): Promise<Response> | null {
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== origin || SERVER.test(url.pathname)) return null;
    if (request.mode === 'navigate') return this.#page(request);
    return this.#files.has(url.pathname) ? this.#file(url.pathname, request) : null;
  }

  async #page(request: Request): Promise<Response> {
    const asked = this.#ports.fetch(request);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE);
    });
    try {
      const response = await Promise.race([asked, late]);
      // A proxy that can't reach the server answers with an error page of its own.
      if (response !== null && response.status < 500) return response;
    } catch {
      // The server can't be reached: what is kept is shown, and the app says so.
    } finally {
      clearTimeout(timer);
    }
    return (await (await this.#ports.caches.open(this.#name)).match(PAGE)) ?? asked;
  }

  async #file(path: string, request: Request): Promise<Response> {
    const cache = await this.#ports.caches.open(this.#name);
    return (await cache.match(path)) ?? this.#ports.fetch(request);
  }

  /** A file of an earlier build whose name says that its content is the same. */
  async #kept(file: string): Promise<Response | undefined> {
    return file.startsWith('/assets/') ? this.#ports.caches.match(file) : undefined;
  }
}
