import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { peopleApi } from '#protocol/people/api';
import type { OrgRole, Person } from '#protocol/people/records';
import {
  CommandKey,
  DeviceId,
  MarkId,
  ItemId,
  MeetingId,
  newId,
  PaperId,
  PhraseId,
  TemplateId,
  VoteId,
} from '#protocol/wire/ids';
import type { Config } from '../config.ts';
import type { Environment } from '../environment.ts';
import { startServer, type RunningServer } from '../server.ts';
import { ApiClient } from './api-client.ts';
import { fakeEnvironment, type FakeEnvironment } from './fake-environment.ts';

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly setupToken: string;
  readonly sampleLink: string | undefined;
  readonly dataDir: string;
  /** The server's clock, which stands until it is turned. It goes on over a restart. */
  readonly clock: FakeEnvironment;
  /** Everything that was logged, at every level, as it would be written. */
  log(): string;
  /** Whoever has no session, or the one whose token is given. */
  client(token?: string): ApiClient;
  /** Closes the server and starts another one on the same folder. */
  restart(): Promise<TestServer>;
  /** Closes; the folder stays. */
  close(): Promise<void>;
}

/** A server that can be set up and called, in this process or another. */
export type Reachable = Pick<TestServer, 'setupToken' | 'client'>;

export interface TestServerOptions {
  readonly dataDir?: string;
  readonly clock?: FakeEnvironment;
  readonly config?: Partial<Config>;
  readonly rendererDir?: string;
}

/** The real server on a free port and in a folder of its own, with a clock to turn, a log to read and no media worker. */
export async function runServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'bantron-server-')));
  const clock = options.clock ?? fakeEnvironment();
  const lines: string[] = [];
  const kept = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const env: Environment = {
    now: () => clock.now(),
    after: (ms, task) => clock.after(ms, task),
    // Not from a seed: a restart would make the same ids again.
    randomBytes: (count) => randomBytes(count),
    log: pino({ level: 'trace', base: null }, kept),
  };
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    dataDir,
    publicUrl: undefined,
    tls: undefined,
    mediaPort: 0,
    mediaAddress: undefined,
    mail: undefined,
    beyondThisMachine: false,
    // Whatever the machine has: a test that needs a program brings its own, or says so.
    tools: { soffice: 'off', tesseract: 'off', pdftoppm: 'off' },
    ...options.config,
  };
  const server: RunningServer = await startServer(config, env, {
    ensureWorker: () => Promise.resolve({ unavailable: 'not-supported', detail: 'not in this test' }),
    ...(options.rendererDir === undefined ? {} : { rendererDir: options.rendererDir }),
  });
  const { url, setupToken = '', sampleLink } = server;
  return {
    url,
    setupToken,
    sampleLink,
    dataDir,
    clock,
    log: () => lines.join(''),
    client: (token) => new ApiClient(url, token),
    async restart() {
      await server.close();
      return runServer({ ...options, dataDir, clock });
    },
    close: () => server.close(),
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Fresh ids, as clients make them. */
export const fresh = {
  key: () => newId(CommandKey, randomBytes(20)),
  meeting: () => newId(MeetingId, randomBytes(20)),
  item: () => newId(ItemId, randomBytes(20)),
  paper: () => newId(PaperId, randomBytes(20)),
  device: () => newId(DeviceId, randomBytes(20)),
  template: () => newId(TemplateId, randomBytes(20)),
  phrase: () => newId(PhraseId, randomBytes(20)),
  mark: () => newId(MarkId, randomBytes(20)),
  vote: () => newId(VoteId, randomBytes(20)),
};

/** Somebody of the organisation, signed in with a token. */
export interface Actor {
  readonly person: Person;
  readonly client: ApiClient;
  readonly password: string;
}

export const PASSWORD = 'một mật khẩu dài';

/** Sets the organisation up; the first administrator is signed in. */
export async function foundOrganisation(server: Reachable): Promise<Actor> {
  const { me, token } = await server.client().call(peopleApi.setUp, {
    body: {
      setupToken: server.setupToken,
      organisation: 'Bộ Thử nghiệm',
      name: 'Hoàng Thùy Yến',
      email: 'yen@thu.invalid',
      password: PASSWORD,
      holder: 'token',
    },
  });
  return { person: me, client: server.client(token ?? ''), password: PASSWORD };
}

/** Adds a person, who then chooses a password with their link and is signed in. */
export async function addPerson(
  server: Reachable,
  admin: Actor,
  fields: { readonly name: string; readonly role: OrgRole; readonly unit?: string; readonly rank?: number },
): Promise<Actor> {
  const { name, role, unit = '', rank = 10 } = fields;
  const email = `p${fresh.key()}@thu.invalid`;
  const added = await admin.client.call(peopleApi.add, {
    body: { name, role, unit, rank, title: '', email },
  });
  const code = codeOf((await admin.client.call(peopleApi.passwordLink, { params: { id: added.id } })).url);
  const { me, token } = await server
    .client()
    .call(peopleApi.choosePassword, { body: { code, password: PASSWORD, holder: 'token' } });
  return { person: me, client: server.client(token ?? ''), password: PASSWORD };
}

/** The one-time code of a link. */
export function codeOf(link: string): string {
  return link.slice(link.indexOf('#') + 1);
}
