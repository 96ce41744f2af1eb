import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ticketApi } from '#protocol/wire/collab';
import { AppError } from '#protocol/wire/codes';
import type { Tickets } from '../tickets.ts';
import { handle } from './handle.ts';

/** Tickets are kept in memory: one session can't push out everybody else's. Calls per minute. */
const PER_SESSION = {
  config: {
    rateLimit: {
      max: 300,
      timeWindow: 60_000,
      keyGenerator: (request: FastifyRequest) => request.caller?.session.tokenHash ?? request.ip,
    },
  },
};

/**
 * A ticket says who is knocking at which door; whether the door opens is decided at the handshake, and again whenever
 * rights change.
 */
export function ticketRoutes(app: FastifyInstance, tickets: Tickets): void {
  handle(
    app,
    ticketApi.ticket,
    async ({ body }, caller) => {
      if (!/^(live|collab):[\w/-]+$/.test(body.target)) throw new AppError('badRequest');
      return tickets.issue(caller.person.id, caller.session.tokenHash, body.target);
    },
    PER_SESSION,
  );
}
