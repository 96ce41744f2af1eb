import { existsSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify';
import { AppError, CODES } from '#protocol/wire/codes';
import type { Config } from '../../config.ts';
import type { Environment } from '../../environment.ts';
import type { Directory } from '../../domain/people/directory.ts';
import type { Sessions } from '../../domain/people/sessions.ts';
import { codeOf } from '../code-of.ts';

/** Largest JSON body in bytes, where a route doesn't say otherwise. */
const BODY_LIMIT = 512 * 1024;

export const SESSION_COOKIE = 'bantron_session';

/** The desktop's own origin: its pages come from the app, not from a server. */
export const DESKTOP_ORIGIN = 'app://bantron';

export interface AppParts {
  readonly config: Config;
  readonly env: Environment;
  readonly directory: Directory;
  readonly sessions: Sessions;
  /** Folder of the built web client; when it is missing only the API is served. */
  readonly rendererDir: string;
}

/** The HTTP server without its routes: security headers, sessions, errors, and the web client's files. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { config, env } = parts;
  // pino's type and fastify's differ in one optional member; fastify documents pino as its logger.
  const loggerInstance: FastifyBaseLogger = env.log;
  const app = fastify({
    loggerInstance,
    // Fastify would log whole URLs; tickets and codes travel in some of them.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 200 },
    serverFactory: (answer) => {
      if (config.tls === undefined) return createHttpServer(answer);
      return createHttpsServer({ ...config.tls, minVersion: 'TLSv1.2' }, answer);
    },
  });

  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'worker-src': ["'self'", 'blob:'],
        'media-src': ["'self'", 'blob:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: config.tls === undefined ? false : { maxAge: 15_552_000 },
    crossOriginEmbedderPolicy: false,
    // The desktop's pages have another origin and read files of papers from here.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(fastifyCookie);
  await app.register(fastifyRateLimit, { global: false });

  app.decorateRequest('caller', undefined);
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  app.removeContentTypeParser('text/plain');

  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === DESKTOP_ORIGIN) {
      reply.header('access-control-allow-origin', DESKTOP_ORIGIN);
      reply.header('access-control-expose-headers', 'content-range, content-length, accept-ranges');
      reply.header('vary', 'origin');
      if (request.method === 'OPTIONS') {
        await reply
          .header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
          .header('access-control-allow-headers', 'authorization, content-type, range')
          .header('access-control-max-age', '600')
          .code(204)
          .send();
        return;
      }
    }
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    if (changes && !originAllowed(config, request)) throw new AppError('notAllowed');
    request.caller = await callerOf(parts, request);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });

  app.setErrorHandler(async (error: unknown, request, reply) => {
    const code = codeOf(error);
    const { http } = CODES[code];
    const entry = { err: error, method: request.method, path: pathOf(request) };
    if (http >= 500) request.log.error(entry, 'a request failed');
    else request.log.debug(entry, 'a request was refused');
    return reply.code(http).send({ ok: false, code });
  });

  if (existsSync(parts.rendererDir)) {
    await app.register(fastifyStatic, {
      root: parts.rendererDir,
      setHeaders(reply, path) {
        const lasting = path.includes('/assets/');
        reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    const page = request.method === 'GET' && !request.url.startsWith('/api/');
    if (page && existsSync(parts.rendererDir)) return reply.sendFile('index.html');
    return reply.code(404).send({ ok: false, code: 'notFound' });
  });
  return app;
}

/** For the log. Queries carry tickets, and paths of pages one-time codes: neither is ever written down. */
function pathOf(request: FastifyRequest): string {
  return request.url.startsWith('/api/') ? (request.url.split('?', 1)[0] ?? '') : '(page)';
}

/** Whether a page of this origin may speak to the server. Programs that aren't browsers send no origin. */
export function originAllowed(
  config: Pick<Config, 'publicUrl'>,
  request: {
    headers: {
      origin?: string | undefined;
      host?: string | undefined;
      'sec-fetch-site'?: string | string[] | undefined;
    };
  },
): boolean {
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  // A browser that tells no origin may still tell that the page is a foreign one.
  if (origin === undefined) return site === undefined || site === 'same-origin' || site === 'none';
  if (origin === DESKTOP_ORIGIN) return true;
  if (config.publicUrl !== undefined && origin === config.publicUrl) return true;
  return host !== undefined && URL.parse(origin)?.host === host;
}

async function callerOf(
  { sessions, directory }: AppParts,
  request: FastifyRequest,
): Promise<FastifyRequest['caller']> {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? request.cookies[SESSION_COOKIE];
  if (token === undefined) return undefined;
  const session = await sessions.find(token);
  if (session === undefined) return undefined;
  // A token that was given out for a header doesn't work as a cookie, nor the other way round.
  if ((session.holder === 'token') !== (bearer !== undefined)) return undefined;
  const person = directory.get(session.person);
  if (person === undefined || person.status === 'suspended') return undefined;
  return { person, session };
}
