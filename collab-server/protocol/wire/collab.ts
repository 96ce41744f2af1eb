import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/**
 * The y-websocket protocol at `/collab/<room>?ticket=…`: message types 0 (sync), 1 (awareness), 2 (auth), 3 (query
 * awareness) as y-protocols defines them, and two of ours, which a stock client never sends and never gets.
 */
export const COLLAB_MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /**
   * "Saved" is told, not guessed. Client to server: varuint counter, after its changes. Server to client: the same
   * counter, once everything received on this socket before it is durable.
   */
  saved: 100,
  /** The pen in motion: see `annotation/pen.ts`. A client announces that it wants them by sending one without strokes. */
  pen: 101,
} as const;

/** How long a ticket opens its room, in milliseconds. */
export const TICKET_LIFE = 15 * 60_000;

export const ticketApi = {
  ticket: endpoint({
    method: 'POST',
    path: '/api/tickets',
    summary: 'A ticket for one room or meeting channel; reusable until it expires, for this person only',
    access: 'signedIn',
    params: z.object({}),
    query: z.object({}),
    /** `collab:<room>` or `live:<meeting>`. */
    body: z.object({ target: z.string().max(800) }),
    response: z.object({ ticket: z.string().max(400), expiresAt: z.int() }),
  }),
} as const;
