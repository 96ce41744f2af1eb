import * as encoding from 'lib0/encoding';
import { annotationRoomName } from '#protocol/annotation/ydoc';
import { VersionId, type PersonId } from '#protocol/wire/ids';
import type { ServerName } from './measured-server.ts';

/** How one room of a server is entered and written to. */
export interface Dialect {
  path(person: PersonId): string;
  /** What a client sends first. */
  readonly hello: readonly Uint8Array[];
  update(update: Uint8Array): Uint8Array;
}

function message(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

const EMPTY_VECTOR = Uint8Array.of(0);

/** Speaks a server's protocol in the room with this number. */
export function dialectOf(server: ServerName, room: number): Dialect {
  const sync = (step: number, bytes: Uint8Array, name?: string): Uint8Array =>
    message((encoder) => {
      if (name !== undefined) encoding.writeVarString(encoder, name);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, step);
      encoding.writeVarUint8Array(encoder, bytes);
    });
  if (server === 'hocuspocus') {
    const name = `room${room}`;
    const auth = message((encoder) => {
      encoding.writeVarString(encoder, name);
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, 'token');
      encoding.writeVarString(encoder, '4.8.0');
    });
    return {
      path: () => '/',
      hello: [auth, sync(0, EMPTY_VECTOR, name)],
      update: (update) => sync(2, update, name),
    };
  }
  const version = VersionId.parse(`v${String(room).padStart(19, '0')}`);
  const name = annotationRoomName({ layer: 'shared', version });
  return {
    path: (person) => (server === 'ours' ? `/collab/${name}?ticket=${person}` : `/${name}`),
    hello: [sync(0, EMPTY_VECTOR)],
    update: (update) => sync(2, update),
  };
}
