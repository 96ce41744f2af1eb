import type { Duplex } from 'node:stream';
import type { PersonId } from '#protocol/wire/ids';

/** Whose line it is. */
export interface Holder {
  readonly person: PersonId;
  readonly session: string;
}

/**
 * The open sockets with the session that each was let in with, for endpoints that know people only: when a session ends
 * its lines are cut, and what comes back has to show a ticket of one that lives.
 */
export interface SessionSockets {
  add(holder: Holder, socket: Duplex): void;
  /** Cuts the lines of one session, or of all of a person's. */
  cut(person: PersonId, session?: string): void;
}

export function createSessionSockets(): SessionSockets {
  const holders = new Map<Duplex, Holder>();
  return {
    add(holder, socket) {
      holders.set(socket, holder);
      socket.once('close', () => holders.delete(socket));
    },
    cut(person, session) {
      for (const [socket, holder] of holders) {
        if (holder.person === person && (session === undefined || holder.session === session))
          socket.destroy();
      }
    },
  };
}
