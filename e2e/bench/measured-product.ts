import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { build } from 'vite';
import { peopleApi } from '../../collab-server/protocol/people/api.ts';
import { ensureRenderer, ROOT } from '../../scripts/project.ts';
import { SampleMeeting } from '../fixtures/meeting.ts';
import { TestServer } from '../fixtures/server.ts';
import config from '../playwright.config.ts';

/** The peers' pages, each built into `/bench/<name>/` beside the client. */
const PEERS = ['plain', 'stock', 'awareness', 'tiptap'];

/** The built product on a server of its own with the sample meeting, the peers' pages beside it, and one browser. */
export class MeasuredProduct implements AsyncDisposable {
  readonly server: TestServer;
  readonly sample: SampleMeeting;
  readonly browser: Browser;
  readonly #stack: AsyncDisposableStack;

  private constructor(
    server: TestServer,
    sample: SampleMeeting,
    browser: Browser,
    stack: AsyncDisposableStack,
  ) {
    this.server = server;
    this.sample = sample;
    this.browser = browser;
    this.#stack = stack;
  }

  static async start(): Promise<MeasuredProduct> {
    await using stack = new AsyncDisposableStack();
    await ensureRenderer();
    // A copy: the build may be replaced while this runs.
    const folder = await mkdtemp(path.join(tmpdir(), 'bantron-bench-client-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    await cp(path.join(ROOT, '.build/renderer'), folder, { recursive: true });
    for (const peer of PEERS) {
      await build({
        configFile: false,
        logLevel: 'warn',
        root: path.join(import.meta.dirname, peer),
        base: `/bench/${peer}/`,
        build: {
          outDir: path.join(folder, 'bench', peer),
          emptyOutDir: true,
          target: 'es2022',
          chunkSizeWarningLimit: 1500,
        },
      });
    }
    const server = await TestServer.start(
      { BENCH_RENDERER: folder },
      path.join(import.meta.dirname, 'product-server.ts'),
    );
    stack.defer(() => server.close());
    const browser = await chromium.launch({
      ...config.projects?.[0]?.use?.launchOptions,
      // Whoever started this closes it in order.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    stack.defer(() => browser.close());
    const sample = await SampleMeeting.open(server, browser);
    return new MeasuredProduct(server, sample, browser, stack.move());
  }

  /** A session of a person of the sample, by a part of their name, to be sent as a bearer token. */
  async token(name: string): Promise<string> {
    const person = await this.sample.personId(name);
    const link = peopleApi.sampleLink.response.parse(
      await this.sample.asChair('POST', peopleApi.sampleLink.path, { person }),
    );
    const code = link.url.slice(link.url.indexOf('#') + 1);
    const answer = await fetch(this.server.url + peopleApi.useSampleLink.path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    const { token } = peopleApi.useSampleLink.response.parse(await answer.json());
    if (token === null) throw new Error('a sample link gives a token');
    return token;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}
