import { existsSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type Browser, type Page, chromium } from '@playwright/test';
import { build } from 'vite';
import { vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { MediaRequest } from '#protocol/media/signalling';
import { MeetingId, PersonId } from '#protocol/wire/ids';
import type { Media } from '../../domain/media/media.ts';

/** For tests: the real client in real browsers against real media, over a channel that carries nothing else. */

const ENTRY = fileURLToPath(
  new URL('../../../renderer/features/media/testing/harness-page.ts', import.meta.url),
);
const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** The browser's program, or null where there is none. */
export function chromiumPath(): string | null {
  return [DEBIAN_CHROMIUM, chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      // A machine without a network has loopback only, which WebRTC leaves out otherwise.
      '--allow-loopback-in-peer-connection',
      // A name that is this machine, and yet no secure origin to the browser.
      '--host-resolver-rules=MAP plain.test 127.0.0.1',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

const Incoming = z.object({ type: z.literal('media'), id: z.int(), request: MediaRequest });

export interface Harness {
  readonly port: number;
  /** Cuts every channel, as a broken network would. */
  cut(): void;
  close(): Promise<void>;
}

export async function startHarness(media: Media): Promise<Harness> {
  const script = await bundle();
  const http = createServer((request, response) => {
    const wantsScript = request.url === '/page.js';
    response.setHeader('content-type', wantsScript ? 'text/javascript' : 'text/html');
    response.end(
      wantsScript ? script : '<!doctype html><title>media</title><script src="/page.js"></script>',
    );
  });
  const sockets = new WebSocketServer({ server: http });
  sockets.on('connection', (socket, request) => {
    const query = new URL(request.url ?? '/', 'http://harness').searchParams;
    serve(media, MeetingId.parse(query.get('meeting')), PersonId.parse(query.get('person')), socket);
  });
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets.clients) socket.terminate();
  };
  return {
    port: portOf(http),
    cut,
    async close() {
      cut();
      sockets.close();
      http.closeAllConnections();
      await new Promise((resolve) => void http.close(resolve));
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the harness has no port');
  return address.port;
}

function serve(media: Media, meeting: MeetingId, person: PersonId, socket: WebSocket): void {
  const send = (message: object) => socket.send(JSON.stringify(message));
  const peer = media.attach(meeting, {
    person,
    name: 'harness',
    connection: 'harness',
    send: (notice) => send({ type: 'mediaNotice', notice }),
  });
  socket.on('message', (raw: Buffer) => {
    const { id, request } = Incoming.parse(JSON.parse(raw.toString('utf8')));
    void peer.request(request).then((answer) => send({ type: 'mediaAnswer', id, answer }));
  });
  socket.once('close', () => peer.close());
}

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, minify: false, lib: { entry: ENTRY, formats: ['iife'], name: 'harnessPage' } },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunk = outputs
    .flatMap((one) => ('output' in one ? one.output : []))
    .find((part) => part.type === 'chunk');
  if (!chunk) throw new Error('the page of the harness was not built');
  return chunk.code;
}

const Counters = z.object({ framesDecoded: z.number(), frameWidth: z.number(), audioPackets: z.number() });
export type Counters = z.infer<typeof Counters>;

/** One participant's browser tab. */
export class Tab {
  readonly page: Page;
  readonly errors: string[] = [];

  static async open(
    browser: Browser,
    harness: Harness,
    who: { readonly meeting: MeetingId; readonly person: PersonId },
    host = '127.0.0.1',
  ): Promise<Tab> {
    const context = await browser.newContext();
    const tab = new Tab(await context.newPage());
    await tab.page.goto(`http://${host}:${harness.port}/?meeting=${who.meeting}&person=${who.person}`);
    return tab;
  }

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  /** Calls a method of the session. */
  async do(call: string): Promise<void> {
    await this.page.evaluate(`harness.session.${call}`);
  }

  /** Waits until an expression over the snapshot `s` is true. */
  until(expression: string): Promise<void> {
    return this.#becomesTrue(`(() => { const s = harness.session.getSnapshot(); return ${expression}; })()`);
  }

  /** Waits until an expression over the counters `c` is true, and gives them. */
  async counted(expression: string): Promise<Counters> {
    const probe = `harness.counters().then((c) => (${expression}) ? c : null)`;
    const found = await vi.waitUntil(() => this.page.evaluate(probe), { timeout: 20_000, interval: 200 });
    return Counters.parse(found);
  }

  asked(type: string): Promise<void> {
    return this.#becomesTrue(`harness.channel.asked.includes('${type}')`);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  async #becomesTrue(expression: string): Promise<void> {
    // Not with the frames of the page, which is the default: a tab behind another one paints none.
    await this.page.waitForFunction(expression, undefined, { polling: 100, timeout: 20_000 });
  }
}
