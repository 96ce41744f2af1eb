import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import type { z } from 'zod';
import { AppError } from '#protocol/wire/codes';
import type { Access, Endpoint } from '#protocol/wire/endpoint';
import type { Person } from '#protocol/people/records';
import type { Session } from '../../domain/people/sessions.ts';

/** Who is calling: the account behind a valid session. */
export interface Caller {
  readonly person: Person;
  readonly session: Session;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined;
  }
}

/** What a handler gets: everything parsed, and the raw request and reply for the few that stream. */
interface Call<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type CallerOf<Who extends Access> = Who extends 'anyone' ? Caller | undefined : Caller;

/**
 * Registers the handler of an endpoint: who may call, what is parsed, what is answered all come from the endpoint's
 * declaration. Refusals are thrown as AppError.
 */
export function handle<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  A extends Access,
>(
  app: FastifyInstance,
  endpoint: Endpoint<P, Q, B, R, A>,
  handler: (call: Call<P, Q, B>, caller: CallerOf<A>) => Promise<z.input<R>>,
  options: RouteShorthandOptions & { raw?: boolean } = {},
): void {
  const { raw = false, ...rest } = options;
  const hasBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE' && !raw;
  app.route({
    ...rest,
    method: endpoint.method,
    url: endpoint.path,
    // For the description of the API only: what comes and goes is parsed here.
    schema: { summary: endpoint.summary },
    // Before the body is read: whoever may not call costs nothing.
    preParsing: async (request) => {
      const { caller } = request;
      if (endpoint.access !== 'anyone' && caller === undefined) throw new AppError('signInNeeded');
      if (endpoint.access === 'admin' && caller?.person.role !== 'admin') throw new AppError('notAllowed');
    },
    handler: async (request, reply) => {
      const caller = request.caller;
      const params = parsed(endpoint.params, request.params);
      const query = parsed(endpoint.query, request.query);
      const body = raw
        ? request.body
        : parsed(endpoint.body, hasBody ? (request.body ?? undefined) : undefined);
      const call = { params, query, body: body as z.output<B>, request, reply };
      const answer = await handler(call, caller as CallerOf<A>);
      return raw ? answer : endpoint.response.parse(answer);
    },
  });
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new AppError('badRequest', { cause: result.error });
  return result.data;
}
