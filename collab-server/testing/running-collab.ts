import { createServer } from 'node:http';
import { pino } from 'pino';
import { PersonId } from '#protocol/wire/ids';
import type { RefusalCode } from '#protocol/wire/codes';
import type { Environment } from '../environment.ts';
import { attachCollab } from '../gateway/yjs/endpoint.ts';
import type { RoomLimits } from '../gateway/yjs/limits.ts';
import { annotationRooms, type RoomAccess } from '../gateway/yjs/room-kind.ts';
import { createRooms, type Rooms } from '../gateway/yjs/rooms.ts';
import { openSqliteStorage } from '../storage/sqlite/open.ts';

/** The clock and chance of this machine, and a log of what goes wrong. */
export const realEnvironment: Environment = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms).unref();
    return { cancel: () => clearTimeout(timer) };
  },
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  log: pino({ level: 'fatal' }, pino.destination(2)),
};

export interface RunningCollab extends AsyncDisposable {
  readonly port: number;
  readonly rooms: Rooms;
}

/**
 * The Yjs endpoint alone, on real sockets and a real disk, on a free port of this machine. A ticket is the id of its
 * person; `ticket` may refuse it, `access` is who may do what.
 */
export async function startCollab({
  dataDir,
  limits = {},
  ticket = () => undefined,
  access = () => ({ may: 'write' }),
}: {
  dataDir: string;
  limits?: Partial<RoomLimits>;
  ticket?: (text: string) => RefusalCode | undefined;
  access?: (person: PersonId, version: string) => RoomAccess;
}): Promise<RunningCollab> {
  const env = realEnvironment;
  const storage = await openSqliteStorage({ dataDir, env });
  const kinds = [annotationRooms((person, room) => Promise.resolve(access(person, room.version)))];
  const rooms = createRooms({ storage, env, kinds, limits });
  const tickets = {
    verify(text: string): { person: PersonId } | { code: RefusalCode } {
      const code = ticket(text);
      if (code !== undefined) return { code };
      const person = PersonId.safeParse(text);
      return person.success ? { person: person.data } : { code: 'ticketExpired' };
    },
  };
  const server = createServer();
  const allowsOrigin = (origin: string | undefined): boolean =>
    origin === undefined || origin === 'app://bantron';
  const endpoint = attachCollab(server, { rooms, tickets, allowsOrigin, env });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
    });
  });
  return {
    port,
    rooms,
    async [Symbol.asyncDispose]() {
      await rooms.close();
      endpoint.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await storage.close();
    },
  };
}
