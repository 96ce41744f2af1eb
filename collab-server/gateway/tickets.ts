import { TICKET_LIFE } from '#protocol/wire/collab';
import type { RefusalCode } from '#protocol/wire/codes';
import type { PersonId } from '#protocol/wire/ids';
import type { Environment } from '../environment.ts';
import { newSecret, secretHash } from '../domain/people/secrets.ts';

interface Ticket {
  readonly person: PersonId;
  readonly session: string;
  readonly target: string;
  readonly expiresAt: number;
}

/** Most tickets at a time; the oldest goes first. */
const MAX_TICKETS = 100_000;

/**
 * Tickets for WebSockets, whose handshake can't carry a header in a browser. Kept in memory only, by hash: a restart
 * asks every client for a fresh one, which costs a request and can't be stolen from a disk.
 */
export interface Tickets {
  issue(person: PersonId, session: string, target: string): { ticket: string; expiresAt: number };
  verify(
    ticket: string | null | undefined,
    target: string,
  ): { readonly person: PersonId; readonly session: string } | { readonly code: RefusalCode };
  /** Who was given the ticket, whatever it opens. */
  holder(
    ticket: string | null | undefined,
  ): { readonly person: PersonId; readonly session: string } | undefined;
  /** Withdraws a person's tickets, or those of one of their sessions. */
  revoke(person: PersonId, session?: string): void;
}

export function createTickets(env: Environment): Tickets {
  const tickets = new Map<string, Ticket>();
  return {
    issue(person, session, target) {
      const ticket = newSecret(env);
      const expiresAt = env.now() + TICKET_LIFE;
      tickets.set(secretHash(ticket), { person, session, target, expiresAt });
      for (const [hash, entry] of tickets) {
        if (tickets.size <= MAX_TICKETS && entry.expiresAt >= env.now()) break;
        tickets.delete(hash);
      }
      return { ticket, expiresAt };
    },
    verify(ticket, target) {
      const entry = ticket ? tickets.get(secretHash(ticket)) : undefined;
      if (entry === undefined || entry.expiresAt < env.now()) return { code: 'ticketExpired' };
      if (entry.target !== target) return { code: 'notAllowed' };
      return { person: entry.person, session: entry.session };
    },
    holder: (ticket) => (ticket ? tickets.get(secretHash(ticket)) : undefined),
    revoke(person, session) {
      for (const [hash, entry] of tickets) {
        if (entry.person === person && (session === undefined || entry.session === session))
          tickets.delete(hash);
      }
    },
  };
}
