import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { peopleApi, type SessionHolder } from '#protocol/people/api';
import type { Person } from '#protocol/people/records';
import { AppError } from '#protocol/wire/codes';
import { OLDEST_CLIENT, PROTOCOL_VERSION } from '#protocol/wire/version';
import type { z } from 'zod';
import type { Config } from '../../config.ts';
import { MAX_UPLOAD } from '../../domain/documents/uploads.ts';
import type { Directory } from '../../domain/people/directory.ts';
import type { OneTimeCodes } from '../../domain/people/one-time-codes.ts';
import type { Organisation } from '../../domain/people/organisation.ts';
import { hashPassword } from '../../domain/people/secrets.ts';
import type { Sessions } from '../../domain/people/sessions.ts';
import type { SignInGate } from '../../domain/people/sign-in.ts';
import { SESSION_COOKIE } from './app.ts';
import { ConflictError } from '../../storage/port.ts';
import { handle } from './handle.ts';
import { isLocalHost } from './local-host.ts';

export interface PeopleParts {
  readonly config: Config;
  readonly organisation: Organisation;
  readonly directory: Directory;
  readonly sessions: Sessions;
  readonly codes: OneTimeCodes;
  readonly gate: SignInGate;
  /** Whether office files can be brought here. */
  readonly takesOffice: boolean;
  /** Fills the empty folder with the sample; answers its chair. */
  readonly openSample: () => Promise<Person>;
}

/** Calls per minute and address to what can be guessed at: a ministry arrives at eight behind one address. */
const GUESSABLE = { config: { rateLimit: { max: 300, timeWindow: 60_000 } } };
/** Seconds that a browser keeps the cookie; how long the session works is the server's to say. */
const COOKIE_LIFE = 400 * 24 * 3600;
/** A few thousand people in one import, in bytes. */
const IMPORT_LIMIT = 4 * 1024 * 1024;

export function peopleRoutes(app: FastifyInstance, parts: PeopleParts): void {
  const { config, organisation, directory, sessions, codes, gate, takesOffice } = parts;

  const baseUrl = (request: FastifyRequest) => config.publicUrl ?? `${request.protocol}://${request.host}`;
  const secure = (request: FastifyRequest) =>
    config.tls !== undefined || baseUrl(request).startsWith('https:');
  const signedIn = async (
    request: FastifyRequest,
    reply: FastifyReply,
    me: Person,
    holder: z.infer<typeof SessionHolder>,
  ) => {
    const token = await sessions.start(me.id, holder);
    if (holder === 'token') return { me, token };
    // The next user of a shared tablet: whoever was signed in there before is signed out, not only forgotten.
    if (request.caller?.session.holder === 'cookie') await sessions.end(request.caller.session);
    reply.setCookie(SESSION_COOKIE, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: secure(request),
      maxAge: COOKIE_LIFE,
    });
    return { me, token: null };
  };

  handle(app, peopleApi.serverInfo, async ({ request }) => {
    const record = organisation.get();
    return {
      product: 'bantron' as const,
      protocol: PROTOCOL_VERSION,
      oldestClient: OLDEST_CLIENT,
      organisation: record?.name ?? '',
      setUp: record !== undefined,
      sample: record?.sample ?? false,
      secure: secure(request) || isLocalHost(request.host),
      maxUpload: MAX_UPLOAD,
      takesOffice,
    };
  });

  handle(
    app,
    peopleApi.setUp,
    async ({ body, request, reply }) => {
      organisation.checkToken(body.setupToken);
      const { name, email } = body;
      const admin = { name, title: '', unit: '', rank: 1000, role: 'admin' as const, email };
      const passwordHash = await hashPassword(body.password);
      const [me] = await organisation.found(
        { name: body.organisation, sample: false },
        [admin],
        passwordHash,
      );
      if (me === undefined) throw new AppError('broken');
      return signedIn(request, reply, me, body.holder);
    },
    GUESSABLE,
  );
  handle(
    app,
    peopleApi.openSample,
    async ({ body, request, reply }) => {
      organisation.checkToken(body.setupToken);
      return signedIn(request, reply, await parts.openSample(), body.holder);
    },
    GUESSABLE,
  );
  handle(app, peopleApi.sampleLink, async ({ body, request }, caller) => {
    if (organisation.get()?.sample !== true) throw new AppError('notFound');
    const person =
      body.person === undefined
        ? directory.colleagues().find((entry) => entry.id !== caller.person.id)
        : directory.colleagues().find((entry) => entry.id === body.person);
    if (person === undefined) throw new AppError('notFound');
    const { code, expiresAt } = await codes.make('sample', person.id);
    return { url: `${baseUrl(request)}/sample#${code}`, expiresAt, person };
  });
  handle(
    app,
    peopleApi.useSampleLink,
    async ({ body, request, reply }) => {
      if (organisation.get()?.sample !== true) throw new AppError('notFound');
      const id = await codes.look('sample', body.code);
      await codes.spend('sample', body.code);
      return signedIn(request, reply, known(id), 'token');
    },
    GUESSABLE,
  );

  handle(
    app,
    peopleApi.signIn,
    async ({ body, request, reply }) => {
      const me = await gate.signIn(body.email, body.password, request.ip);
      return signedIn(request, reply, me, body.holder);
    },
    GUESSABLE,
  );
  handle(app, peopleApi.signOut, async ({ reply }, caller) => {
    await sessions.end(caller.session);
    reply.clearCookie(SESSION_COOKIE, { path: '/' });
    return { ok: true as const };
  });
  handle(app, peopleApi.me, async (_call, caller) => caller.person);

  handle(
    app,
    peopleApi.welcome,
    async ({ body }) => {
      const person = known(await codes.look('password', body.code));
      return { name: person.name, email: person.email, organisation: organisation.get()?.name ?? '' };
    },
    GUESSABLE,
  );
  handle(
    app,
    peopleApi.choosePassword,
    async ({ body, request, reply }) => {
      const id = await codes.look('password', body.code);
      const passwordHash = await hashPassword(body.password);
      const me = await directory
        .setPassword(id, passwordHash, [codes.use('password', body.code), sessions.endAllStatement(id)])
        .catch((error: unknown) => {
          // Somebody with the same link was faster.
          throw error instanceof ConflictError ? new AppError('linkExpired', { cause: error }) : error;
        });
      sessions.forget(id);
      gate.forgive(me.email);
      return signedIn(request, reply, me, body.holder);
    },
    GUESSABLE,
  );

  handle(app, peopleApi.colleagues, async () => ({ people: directory.colleagues() }));
  handle(app, peopleApi.list, async () => ({ people: [...directory.all()] }));
  handle(app, peopleApi.add, async ({ body }, caller) => {
    const [added] = await directory.add(caller.person.id, [body]);
    if (added === undefined) throw new AppError('broken');
    return added;
  });
  handle(
    app,
    peopleApi.addMany,
    async ({ body }, caller) => ({ added: await directory.add(caller.person.id, body.people) }),
    { bodyLimit: IMPORT_LIMIT },
  );
  handle(app, peopleApi.change, ({ params, body }, caller) =>
    directory.change(caller.person.id, params.id, body),
  );
  handle(app, peopleApi.passwordLink, async ({ params, request }, caller) => {
    const person = known(params.id);
    const { code, expiresAt, statements } = codes.prepared('password', person.id);
    // Whoever makes a link could use it themselves: that it was made, and by whom, is kept.
    await directory.log.append(caller.person.id, 'person.linkMade', { person: person.id }, statements);
    // After the #: it reaches no server's log on the way.
    return { url: `${baseUrl(request)}/welcome#${code}`, expiresAt };
  });
  handle(app, peopleApi.suspend, async ({ params }, caller) => {
    const ending = sessions.endAllStatement(params.id);
    const person = await directory.suspend(caller.person.id, params.id, [ending]);
    sessions.forget(params.id);
    return person;
  });
  handle(app, peopleApi.restore, ({ params }, caller) => directory.restore(caller.person.id, params.id));
  handle(app, peopleApi.endSessions, async ({ params }, caller) => {
    const { id } = known(params.id);
    const ended = await sessions.count(id);
    await directory.log.append(caller.person.id, 'person.sessionsEnded', { person: id }, [
      sessions.endAllStatement(id),
    ]);
    sessions.forget(id);
    return { ended };
  });

  function known(id: Person['id']): Person {
    const person = directory.get(id);
    if (person === undefined) throw new AppError('notFound');
    if (person.status === 'suspended') throw new AppError('suspended');
    return person;
  }
}
